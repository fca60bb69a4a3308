//! Keeping the outcomes of calls, with what takes the place of those that failed for good.

use jiff::Timestamp;
use steward_core::alert::decide::{Recipient, Tell};
use steward_core::message::{Message, Notice};
use steward_core::org::Org;
use steward_core::outbox::fallback::{Surroundings, replacements};
use steward_core::outbox::outcome::{Attempt, Doubt, Fallback, Next, after};
use steward_core::outbox::route::route;
use steward_core::outbox::{Class, Outgoing};
use steward_core::platform::PlatformError;
use steward_store::outbox::{self, Claimed, Settling};
use steward_store::{StoreError, Tx, alert};

use crate::app::App;
use crate::duty::DutyError;

/// How often keeping an outcome is tried.
const TRIES: u32 = 3;

/// A claimed row that was tried, and what is next.
pub(in crate::duty) struct Tried {
    /// The row.
    pub row: Claimed,
    /// What is next.
    pub next: Next,
}

impl Tried {
    /// What a platform's answer to a row means.
    pub(super) fn of(app: &App, row: Claimed, result: &Result<String, PlatformError>) -> Self {
        let attempt = Attempt {
            class: row.outgoing.class,
            number: row.attempt,
            first_at: row.first_attempt_at,
            expires_at: row.outgoing.expires_at,
            is_plain: row.outgoing.plain,
        };
        tell_log(&row, result);
        Self { next: after(result, &attempt, jitter(app), app.clock.now()), row }
    }
}

/// What is to be reconciled about a row.
pub(in crate::duty) fn doubt(row: &Claimed) -> Doubt {
    Doubt { class: row.outgoing.class, first_at: row.first_attempt_at, is_labelled: row.is_labelled }
}

/// Commits what became of rows together with what follows from it. A lease that was lost changes nothing: somebody else
/// settles the row.
pub(in crate::duty) async fn keep(app: &App, tried: &[Tried]) -> Result<(), DutyError> {
    match keep_patiently(app, tried).await {
        // One of them cannot be kept: the others must not suffer for it.
        Err(error) if tried.len() > 1 && !error.is_general() => {
            let mut all = Ok(());
            for one in tried {
                all = all.and(keep_patiently(app, std::slice::from_ref(one)).await);
            }
            all
        }
        outcome => outcome,
    }
}

/// What a platform said is worth trying again for: without it the row would be unknown.
async fn keep_patiently(app: &App, tried: &[Tried]) -> Result<(), DutyError> {
    let mut attempt = 1;
    loop {
        match keep_once(app, tried).await {
            Err(DutyError::Store(error)) if attempt < TRIES && may_work_again(&error) => attempt += 1,
            outcome => return outcome,
        }
    }
}

fn may_work_again(error: &StoreError) -> bool {
    error.is_passing() || matches!(error, StoreError::Conflict { .. })
}

async fn keep_once(app: &App, tried: &[Tried]) -> Result<(), DutyError> {
    let org = app.store.org().await?;
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let settlings: Vec<Settling<'_>> =
        tried.iter().map(|Tried { row, next }| Settling { claimed: row, next }).collect();
    let settled = outbox::settle(&mut tx, &settlings, now).await?;
    for Tried { row, next } in tried {
        if settled.contains(&row.outgoing.id) {
            follow(app, &mut tx, &org, row, next, now).await?;
        } else {
            tracing::warn!(outbox = %row.outgoing.id, "the lease was lost before the outcome could be kept");
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Queues what takes the place of a row that failed for good, and tells of one that is held.
async fn follow(
    app: &App,
    tx: &mut Tx,
    org: &Org,
    row: &Claimed,
    next: &Next,
    now: Timestamp,
) -> Result<(), DutyError> {
    if let Next::Dead { reason, fallback } = next {
        replace(app, tx, org, &row.outgoing, (*fallback, reason)).await?;
    }
    if *next == Next::Held {
        outbox::enqueue(tx, &held(app, row, org, now)).await?;
    }
    Ok(())
}

/// Queues what takes the place of a dead row; whether there is anybody it could go to.
pub(in crate::duty) async fn replace(
    app: &App,
    tx: &mut Tx,
    org: &Org,
    dead: &Outgoing,
    (fallback, reason): (Fallback, &str),
) -> Result<bool, DutyError> {
    let about = match &dead.message {
        Message::Alert { alert, .. } => alert::by_id(tx, *alert).await?,
        _ => None,
    };
    let around = Surroundings {
        alert: about.as_ref(),
        org,
        platforms: &app.platform_names,
        ids: app.ids.as_ref(),
        now: app.clock.now(),
    };
    let rows = replacements(dead, fallback, reason, around);
    if rows.is_empty() {
        return Ok(false);
    }
    outbox::enqueue(tx, &rows).await?;
    outbox::cover(tx, dead.id).await?;
    Ok(true)
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
pub(crate) fn jitter(app: &App) -> u32 {
    let bytes = app.ids.uuid().into_bytes();
    bytes.last_chunk::<4>().map_or(0, |chunk| u32::from_be_bytes(*chunk))
}

fn tell_log(row: &Claimed, result: &Result<String, PlatformError>) {
    if let Err(error) = result {
        let (platform, class) = (&row.outgoing.to.platform, row.outgoing.class);
        tracing::warn!(outbox = %row.outgoing.id, platform, ?class, attempt = row.attempt, %error, "not accepted");
    }
}
