//! The self-audit: looks for what should not be, counts it, and lets the other duties repair it.

use steward_store::outbox;

use super::{DutyError, Worked};
use crate::app::App;

/// Runs once.
pub async fn run(app: &App) -> Result<Worked, DutyError> {
    let now = app.clock.now();
    let mut conn = app.store.reader().await?;
    for count in outbox::counts(&mut conn).await? {
        let late_minutes = count.oldest.duration_until(now).as_mins();
        let finding = match count.state.as_str() {
            "unknown" if late_minutes >= 5 => "unknown_outcome",
            "held" => "held",
            "pending" if late_minutes >= 5 => "overdue_row",
            _ => continue,
        };
        tracing::warn!(finding, class = count.class, rows = count.rows, late_minutes, "the audit found rows");
        app.metrics.audit_found(finding, u64::try_from(count.rows).unwrap_or_default());
    }
    let overdue = steward_store::alert::due(&mut conn, now - jiff::SignedDuration::from_mins(5), 100).await?;
    if !overdue.is_empty() {
        tracing::warn!(finding = "overdue_action", alerts = overdue.len(), "the audit found alerts");
        app.metrics.audit_found("overdue_action", u64::try_from(overdue.len()).unwrap_or_default());
    }
    Ok(Worked::Nothing)
}
