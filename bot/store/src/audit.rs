//! What the self-audit asks: how much there is of each thing that should not be.

use jiff::{SignedDuration, Timestamp};
use steward_core::alert::Alert;
use steward_core::id::OutboxId;
use steward_core::message::AuditFinding;

use crate::sql::{Sql, sql};
use crate::{Conn, StoreError, Tx};

/// For how long something that a duty repairs by itself may last.
pub const PATIENCE: SignedDuration = SignedDuration::from_mins(5);

/// How much there is of one thing that should not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub what: AuditFinding,
    /// How many rows; 0 when all is well.
    pub rows: i64,
}

/// Every finding at an instant, those with nothing included.
pub async fn findings(conn: &mut Conn, now: Timestamp) -> Result<Vec<Finding>, StoreError> {
    let since = now.saturating_sub(PATIENCE).unwrap_or(Timestamp::MIN);
    let questions: [(AuditFinding, Sql); 6] = [
        (AuditFinding::OverdueAction, overdue_actions().bind(since)),
        (AuditFinding::NoNextAction, without_next_action()),
        (AuditFinding::StuckLease, stuck_leases().bind(since)),
        (AuditFinding::UnknownOutcome, unknown_outcomes().bind(since)),
        (AuditFinding::OverdueRow, overdue_rows().bind(since).bind(now)),
        (AuditFinding::DeadUncovered, dead_uncovered()),
    ];
    let mut found = Vec::with_capacity(questions.len());
    for (what, question) in questions {
        found.push(Finding { what, rows: question.one(conn).await?.int("rows")? });
    }
    Ok(found)
}

/// How many messages an administrator has to look for. Each was told of when it was held.
pub async fn held(conn: &mut Conn) -> Result<i64, StoreError> {
    sql("SELECT COUNT(*) AS rows
         FROM outbox
         WHERE state = 'held'")
    .one(conn)
    .await?
    .int("rows")
}

/// Gives open alerts back the next action that their documents name; how many there were. Only somebody who changed the
/// database by hand, past its own rule, can have taken it away.
pub async fn restore_next_actions(tx: &mut Tx) -> Result<u64, StoreError> {
    let rows = sql("SELECT doc
         FROM alert
         WHERE next_action_at IS NULL
           AND status <> 'closed'
         ORDER BY id")
    .all(tx)
    .await?;
    let mut restored = 0;
    for row in &rows {
        let alert: Alert = row.doc("doc")?;
        let Some(next) = alert.next_action else { continue };
        sql("UPDATE alert
             SET next_action_at = $1
             WHERE id = $2")
        .bind(next.at)
        .bind(alert.id)
        .run_one(tx)
        .await?;
        restored += 1;
    }
    Ok(restored)
}

/// Pages and digests that will never arrive and of which nobody was told, oldest first; at most `most`.
pub async fn uncovered(conn: &mut Conn, most: u32) -> Result<Vec<OutboxId>, StoreError> {
    let rows = sql("SELECT id
         FROM outbox
         WHERE state = 'dead'
           AND class IN ('page', 'digest')
           AND covered = FALSE
         ORDER BY id
         LIMIT $1")
    .bind(most)
    .all(conn)
    .await?;
    rows.iter().map(|row| row.parsed("id")).collect()
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

/// Rows that should have been sent: those that neither their target nor a row before them makes wait.
fn overdue_rows() -> Sql {
    sql("SELECT COUNT(*) AS rows
         FROM outbox w
         WHERE w.state = 'pending'
           AND w.not_before <= $1
           AND NOT EXISTS (
             SELECT 1
             FROM target_pause t
             WHERE t.platform = w.platform
               AND t.target = w.target
               AND t.until > $2
           )
           AND NOT EXISTS (
             SELECT 1
             FROM outbox f
             WHERE f.order_key = w.order_key
               AND (f.state IN ('sending', 'unknown')
                 OR (f.state = 'pending' AND (f.place, f.id) < (w.place, w.id)))
           )
           AND NOT EXISTS (
             SELECT 1
             FROM outbox q
             WHERE q.id = w.reply_to
               AND q.state IN ('pending', 'sending', 'unknown')
           )")
}

/// Pages and digests that will never arrive, in whose place nothing went out and of which nobody was told.
fn dead_uncovered() -> Sql {
    sql("SELECT COUNT(*) AS rows
         FROM outbox
         WHERE state = 'dead'
           AND class IN ('page', 'digest')
           AND covered = FALSE")
}
