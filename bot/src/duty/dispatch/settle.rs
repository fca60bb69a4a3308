//! Keeping the outcome of a call, with what takes its place where it failed for good.

use jiff::Timestamp;
use steward_core::alert::decide::{Recipient, Tell};
use steward_core::message::{Message, Notice};
use steward_core::org::Org;
use steward_core::outbox::fallback::{Surroundings, replacements};
use steward_core::outbox::outcome::{Attempt, Doubt, Next, after};
use steward_core::outbox::route::route;
use steward_core::outbox::{Class, Outgoing};
use steward_core::platform::PlatformError;
use steward_store::outbox::{self, Claimed};
use steward_store::{StoreError, alert};

use crate::app::App;
use crate::duty::DutyError;

/// How often keeping an outcome is tried.
const TRIES: u32 = 3;

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

/// What is to be reconciled about a row.
pub(in crate::duty) fn doubt(row: &Claimed) -> Doubt {
    Doubt { class: row.outgoing.class, first_at: row.first_attempt_at, is_labelled: row.is_labelled }
}

/// Commits a row's next state together with what follows from it. What a platform said is worth trying again for:
/// without it the row would be unknown.
pub(in crate::duty) async fn store(app: &App, row: &Claimed, next: &Next) -> Result<(), DutyError> {
    let mut tries = 1;
    loop {
        match store_once(app, row, next).await {
            Err(DutyError::Store(error)) if tries < TRIES && may_work_again(&error) => tries += 1,
            outcome => return outcome,
        }
    }
}

fn may_work_again(error: &StoreError) -> bool {
    error.is_passing() || matches!(error, StoreError::Conflict { .. })
}

async fn store_once(app: &App, row: &Claimed, next: &Next) -> Result<(), DutyError> {
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
        let rows = replacements(&row.outgoing, *fallback, reason, around);
        if !rows.is_empty() {
            outbox::enqueue(&mut tx, &rows).await?;
            outbox::cover(&mut tx, row.outgoing.id).await?;
        }
    }
    if *next == Next::Held {
        outbox::enqueue(&mut tx, &held(app, row, &org, now)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Tells the administrators that a digest is held: somebody has to look whether it is there.
fn held(app: &App, row: &Claimed, org: &Org, now: Timestamp) -> Vec<Outgoing> {
    let Message::Digest { digest } = &row.outgoing.message else { return Vec::new() };
    let channel = org.channel_on(&row.outgoing.to.platform, &row.outgoing.to.target);
    let Some(channel) = channel.map(|channel| channel.name.clone()) else { return Vec::new() };
    let tell = Tell {
        to: Recipient::Admins,
        class: Class::Chatter,
        message: Message::Notice { notice: Notice::DigestUnknown { channel, date: digest.date } },
        not_before: now,
        key: format!("held:{}", row.outgoing.id),
    };
    route(&tell, None, org, &app.platform_names, app.ids.as_ref(), now)
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
