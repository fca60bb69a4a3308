//! What the self-audit asks: how much there is of each thing that should not be.

use jiff::{SignedDuration, Timestamp};

use crate::sql::{Sql, sql};
use crate::{Conn, StoreError};

/// For how long something that a duty repairs by itself may last.
pub const PATIENCE: SignedDuration = SignedDuration::from_mins(5);

/// How much there is of one thing that should not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// What, as metrics and logs name it.
    pub name: &'static str,
    /// How many rows; 0 when all is well.
    pub rows: i64,
}

/// Every finding at an instant, those with nothing included.
pub async fn findings(conn: &mut Conn, now: Timestamp) -> Result<Vec<Finding>, StoreError> {
    let since = now.saturating_sub(PATIENCE).unwrap_or(Timestamp::MIN);
    let questions: [(&'static str, Sql); 7] = [
        ("overdue_action", overdue_actions().bind(since)),
        ("no_next_action", without_next_action()),
        ("stuck_lease", stuck_leases().bind(since)),
        ("unknown_outcome", unknown_outcomes().bind(since)),
        ("overdue_row", overdue_rows().bind(since)),
        ("held", held()),
        ("dead_uncovered", dead_uncovered()),
    ];
    let mut found = Vec::with_capacity(questions.len());
    for (name, question) in questions {
        found.push(Finding { name, rows: question.one(conn).await?.int("rows")? });
    }
    Ok(found)
}

/// Alerts whose next action should have been taken.
fn overdue_actions() -> Sql {
    sql("SELECT COUNT(*) AS rows
         FROM alert
         WHERE next_action_at <= $1")
}

/// Open alerts that nothing will ever happen to.
fn without_next_action() -> Sql {
    sql("SELECT COUNT(*) AS rows
         FROM alert
         WHERE next_action_at IS NULL
           AND status <> 'closed'")
}

/// Rows on their way whose lease ran out and that nobody took for unknown.
fn stuck_leases() -> Sql {
    sql("SELECT COUNT(*) AS rows
         FROM outbox
         WHERE state = 'sending'
           AND lease_until <= $1")
}

/// Rows of which nobody has known for long whether the platform has them.
fn unknown_outcomes() -> Sql {
    sql("SELECT COUNT(*) AS rows
         FROM outbox
         WHERE state = 'unknown'
           AND first_attempt_at <= $1")
}

/// Rows that should have been sent.
fn overdue_rows() -> Sql {
    sql("SELECT COUNT(*) AS rows
         FROM outbox
         WHERE state = 'pending'
           AND not_before <= $1")
}

/// Digests that an administrator has to look for.
fn held() -> Sql {
    sql("SELECT COUNT(*) AS rows
         FROM outbox
         WHERE state = 'held'")
}

/// Pages and digests that will never arrive, in whose place nothing went out and of which nobody was told.
fn dead_uncovered() -> Sql {
    sql("SELECT COUNT(*) AS rows
         FROM outbox
         WHERE state = 'dead'
           AND class IN ('page', 'digest')
           AND covered = FALSE")
}
