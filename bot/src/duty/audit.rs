//! The self-audit: looks for what should not be, has it done, and tells the administrators of what is left.

use jiff::Timestamp;
use steward_core::alert::decide::{Recipient, Tell};
use steward_core::message::{AuditFinding, Message, Notice};
use steward_core::outbox::Class;
use steward_core::outbox::outcome::{Next, given_up};
use steward_core::outbox::route::route;
use steward_store::audit::{self, Finding, PATIENCE};
use steward_store::{StoreError, outbox, receipt};

use super::dispatch::settle;
use super::plan_digests::slot_due;
use super::{DutyError, Worked, escalate, guarded, plan_digests, reconcile};
use crate::app::App;

/// Most messages that nobody received looked at in one run.
const BATCH: u32 = 50;

/// Runs once. By a clock that is wrong everything looks late, or nothing does.
pub async fn run(app: &App) -> Result<Worked, DutyError> {
    if app.health.is_clock_wrong() {
        return Ok(Worked::Nothing);
    }
    let found = look(app).await?;
    note(app, "held", audit::held(&mut app.store.reader().await?).await?);
    let mut is_amiss = false;
    for Finding { what, rows } in &found {
        note(app, what.as_str(), *rows);
        if *rows > 0 {
            is_amiss = true;
            if let Err(error) = guarded(repair(app, *what)).await {
                tracing::warn!(finding = what.as_str(), %error, "the audit could not repair what it found");
            }
        }
    }
    let left = if is_amiss { look(app).await? } else { found };
    tell(app, &left).await
}

/// What should not be at the moment, those with nothing included.
pub(super) async fn look(app: &App) -> Result<Vec<Finding>, DutyError> {
    let now = app.clock.now();
    let mut found = audit::findings(&mut app.store.reader().await?, now).await?;
    found.push(Finding { what: AuditFinding::MissedSlot, rows: missed_slots(app, now).await? });
    Ok(found)
}

/// One line when it changes, however long it lasts.
fn note(app: &App, finding: &'static str, rows: i64) {
    let before = app.metrics.audit_found(finding, rows);
    if rows > before {
        tracing::warn!(finding, rows, before, "the audit found what should not be");
    } else if rows < before {
        tracing::info!(finding, rows, before, "there is less of what the audit had found");
    }
}

/// Digests that are due for a while and that nobody made.
async fn missed_slots(app: &App, now: Timestamp) -> Result<i64, DutyError> {
    let org = app.store.org().await?;
    let mut conn = app.store.reader().await?;
    let mut missed = 0;
    for schedule in org.schedules.values() {
        let found = slot_due(&mut conn, &org, schedule, now).await?;
        if found.is_some_and(|found| found.slot().at.duration_until(now) >= PATIENCE) {
            missed += 1;
        }
    }
    Ok(missed)
}

/// Does what the duty that stands still should have done; each finds its work in the database, whoever runs it.
async fn repair(app: &App, what: AuditFinding) -> Result<(), DutyError> {
    match what {
        AuditFinding::OverdueAction => escalate::run(app).await.map(drop),
        AuditFinding::StuckLease | AuditFinding::UnknownOutcome => reconcile::run(app).await.map(drop),
        AuditFinding::MissedSlot => plan_digests::run(app).await.map(drop),
        AuditFinding::OverdueRow => {
            app.store.wake();
            Ok(())
        }
        AuditFinding::NoNextAction => {
            let mut tx = app.store.begin().await?;
            audit::restore_next_actions(&mut tx).await?;
            Ok(tx.commit().await?)
        }
        AuditFinding::DeadUncovered => replace_dead(app).await,
    }
}

/// Looks again for somebody to tell in the place of those whom nothing reached.
async fn replace_dead(app: &App) -> Result<(), DutyError> {
    let org = app.store.org().await?;
    let mut tx = app.store.begin().await?;
    for id in audit::uncovered(&mut tx, BATCH).await? {
        let Some(row) = outbox::by_id(&mut tx, id).await? else { continue };
        let tries = outbox::attempts(&mut tx, id).await?;
        let reason = tries.last().and_then(|attempt| attempt.detail.clone()).unwrap_or_default();
        if let Next::Dead { reason, fallback } = given_up(reason, row.outgoing.class) {
            settle::replace(app, &mut tx, &org, &row.outgoing, (fallback, &reason)).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// Tells the administrators of each kind once, until there was none of it.
async fn tell(app: &App, left: &[Finding]) -> Result<Worked, DutyError> {
    let mut worked = Worked::Nothing;
    for finding in left {
        let key = format!("audit:{}", finding.what.as_str());
        let is_told = receipt::receipt(&mut app.store.reader().await?, &key).await?.is_some();
        if finding.rows > 0 && !is_told {
            match tell_of(app, finding, &key).await {
                Ok(true) => worked = Worked::Some,
                Ok(false) => {}
                // Another process was faster.
                Err(DutyError::Store(StoreError::Conflict { .. })) => {}
                Err(error) => return Err(error),
            }
        } else if finding.rows == 0 && is_told {
            let mut tx = app.store.begin().await?;
            receipt::forget(&mut tx, &key).await?;
            tx.commit().await?;
        }
    }
    Ok(worked)
}

/// Tells the administrators of a finding; false when none of them can be told.
async fn tell_of(app: &App, finding: &Finding, key: &str) -> Result<bool, DutyError> {
    let now = app.clock.now();
    let org = app.store.org().await?;
    let count = u64::try_from(finding.rows).unwrap_or_default();
    let tell = Tell {
        to: Recipient::Admins,
        class: Class::Chatter,
        message: Message::Notice { notice: Notice::Audit { finding: finding.what, count } },
        not_before: now,
        // What comes and goes is told of once an hour.
        key: format!("{key}:{}", now.strftime("%FT%H")),
    };
    let rows = route(&tell, None, &org, &app.platform_names, app.ids.as_ref(), now);
    if rows.is_empty() {
        return Ok(false);
    }
    let mut tx = app.store.begin().await?;
    receipt::put_receipt(&mut tx, key, "", now).await?;
    outbox::enqueue(&mut tx, &rows).await?;
    tx.commit().await?;
    Ok(true)
}
