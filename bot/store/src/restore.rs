//! What a restored backup must not do again: whatever was due before it was restored may have been done already.

use jiff::Timestamp;

use crate::sql::sql;
use crate::wake::Topic;
use crate::{Conn, StoreError, Tx};

/// What was left undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftUndone {
    /// Pages and digests that are held, since they have probably been sent.
    pub held: u64,
    /// Replies, edits and the rest that nobody waits for any more.
    pub expired: u64,
    /// Alerts whose next action is put off.
    pub put_off: u64,
}

/// Holds what was to be sent by `now` or was on its way, and puts off until `quiet_until` what was to be done or judged
/// before.
pub async fn leave_undone(
    tx: &mut Tx,
    now: Timestamp,
    quiet_until: Timestamp,
) -> Result<LeftUndone, StoreError> {
    tx.touch(Topic::Outbox);
    let held = sql("UPDATE outbox
         SET state = 'held', in_doubt = TRUE, lease_owner = NULL, lease_until = NULL
         WHERE class IN ('page', 'digest')
           AND (state IN ('sending', 'unknown') OR (state = 'pending' AND (not_before <= $1 OR attempt > 0)))")
    .bind(now)
    .run(tx)
    .await?;
    let expired = sql("UPDATE outbox
         SET state = 'expired', in_doubt = TRUE, lease_owner = NULL, lease_until = NULL
         WHERE class NOT IN ('page', 'digest')
           AND (state IN ('sending', 'unknown') OR (state = 'pending' AND (not_before <= $1 OR attempt > 0)))")
    .bind(now)
    .run(tx)
    .await?;
    let put_off = sql("UPDATE alert
         SET next_action_at = $1
         WHERE next_action_at < $1")
    .bind(quiet_until)
    .run(tx)
    .await?;
    sql("UPDATE judgement
         SET due_at = $1
         WHERE due_at < $1")
    .bind(quiet_until)
    .run(tx)
    .await?;
    Ok(LeftUndone { held, expired, put_off })
}

/// The instant of the newest thing that the database knows of; none when it knows nothing.
pub async fn newest_known(conn: &mut Conn) -> Result<Option<Timestamp>, StoreError> {
    sql("SELECT MAX(known.at) AS at
         FROM (
             SELECT MAX(at) AS at FROM alert_event
             UNION ALL SELECT MAX(last_seen_at) FROM sample
             UNION ALL SELECT MAX(started_at) FROM outbox_attempt
             UNION ALL SELECT MAX(at) FROM inbox
             UNION ALL SELECT MAX(at) FROM standing_change
             UNION ALL SELECT MAX(taken_at) FROM schedule_slot
         ) known")
    .one(conn)
    .await?
    .maybe_instant("at")
}
