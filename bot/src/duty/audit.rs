//! The self-audit: looks for what should not be and tells of it when it changes; the other duties repair it.

use jiff::Timestamp;
use steward_store::audit::{self, Finding, PATIENCE};

use super::plan_digests::slot_due;
use super::{DutyError, Worked};
use crate::app::App;

/// Runs once.
pub async fn run(app: &App) -> Result<Worked, DutyError> {
    let now = app.clock.now();
    let mut found = audit::findings(&mut app.store.reader().await?, now).await?;
    found.push(Finding { name: "missed_slot", rows: missed_slots(app, now).await? });
    for Finding { name, rows } in found {
        let before = app.metrics.audit_found(name, rows);
        // One line when it changes, however long it lasts.
        if rows > before {
            tracing::warn!(finding = name, rows, before, "the audit found what should not be");
        } else if rows < before {
            tracing::info!(finding = name, rows, before, "there is less of what the audit had found");
        }
    }
    Ok(Worked::Nothing)
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
