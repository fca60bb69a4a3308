//! Keeping the outcome of a call, with what takes its place where it failed for good.

use steward_core::message::Message;
use steward_core::outbox::fallback::{Surroundings, replacements};
use steward_core::outbox::outcome::{Attempt, Next, after};
use steward_core::platform::PlatformError;
use steward_store::alert;
use steward_store::outbox::{self, Claimed};

use crate::app::App;
use crate::duty::DutyError;

/// Keeps what became of a claimed row. A lease that was lost changes nothing: somebody else settles the row.
pub(super) async fn keep(
    app: &App,
    row: &Claimed,
    result: Result<String, PlatformError>,
) -> Result<(), DutyError> {
    let attempt = Attempt {
        class: row.outgoing.class,
        number: row.attempt,
        first_at: row.first_attempt_at,
        expires_at: row.outgoing.expires_at,
        is_plain: row.outgoing.plain,
    };
    let next = after(&result, &attempt, jitter(app), app.clock.now());
    tell_log(row, &result);
    store(app, row, &next).await
}

/// Commits a row's next state together with its replacements.
pub(in crate::duty) async fn store(app: &App, row: &Claimed, next: &Next) -> Result<(), DutyError> {
    let org = app.store.org().await?;
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    if !outbox::settle(&mut tx, row, next, now).await? {
        tracing::warn!(outbox = %row.outgoing.id, "the lease was lost before the outcome could be kept");
        return Ok(());
    }
    if let Next::Dead { reason, fallback } = next {
        let about = match &row.outgoing.message {
            Message::Alert { alert, .. } => alert::by_id(&mut tx, *alert).await?,
            _ => None,
        };
        let around = Surroundings {
            alert: about.as_ref(),
            org: &org,
            platforms: &app.platform_names,
            ids: app.ids.as_ref(),
            now,
        };
        outbox::enqueue(&mut tx, &replacements(&row.outgoing, *fallback, reason, around)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// A random part of the back-off, so that what failed together does not come back together.
fn jitter(app: &App) -> u32 {
    let bytes = app.ids.uuid().into_bytes();
    bytes.last_chunk::<4>().map_or(0, |chunk| u32::from_be_bytes(*chunk))
}

fn tell_log(row: &Claimed, result: &Result<String, PlatformError>) {
    if let Err(error) = result {
        let (platform, class) = (&row.outgoing.to.platform, row.outgoing.class);
        tracing::warn!(outbox = %row.outgoing.id, platform, ?class, attempt = row.attempt, %error, "not accepted");
    }
}
