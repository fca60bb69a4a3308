//! Settling: what became of a try, told by whoever still holds the lease.

use jiff::{SignedDuration, Timestamp};
use steward_core::id::OutboxId;
use steward_core::outbox::outcome::Next;

use super::claim::Claimed;
use super::edit::arm;
use crate::sql::sql;
use crate::wake::Topic;
use crate::{StoreError, Tx};

/// Longest wait, as a power of two in seconds, until an outcome that stays unknown is looked into again.
const LONGEST_DOUBT_POWER: u32 = 6;

/// Notes what became of a try. False when the lease was lost, and then nothing is changed.
///
/// A lease that ran out is not lost while nobody else took the row: a late answer is worth more than a guess. When the
/// message shows an alert that has moved on meanwhile, its edit is made due.
pub async fn settle(tx: &mut Tx, claimed: &Claimed, next: &Next, now: Timestamp) -> Result<bool, StoreError> {
    // The card's row is taken first, as `bump` does, so that the two never wait for each other crosswise.
    let card = lock_card(tx, claimed).await?;
    if !settle_row(tx, claimed, next, now).await? {
        return Ok(false);
    }
    tx.touch(if matches!(next, Next::Unknown) { Topic::Doubt } else { Topic::Outbox });
    end_attempt(tx, claimed, next, now).await?;
    if let Next::Wait { at } = next {
        pause_target(tx, claimed, *at).await?;
    }
    if let (Some(post), Next::Accepted { message_id }) = (card, next) {
        settle_card(tx, claimed, post, message_id, now).await?;
    }
    Ok(true)
}

/// Rows whose lease ran out become unknown; how many.
pub async fn stuck(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    let found = sql("UPDATE outbox
         SET state = 'unknown', in_doubt = TRUE, lease_owner = NULL, lease_until = NULL, not_before = $1
         WHERE state = 'sending'
           AND lease_until <= $1")
    .bind(now)
    .run(tx)
    .await?;
    if found > 0 {
        tx.touch(Topic::Doubt);
    }
    Ok(found)
}

/// Notes that something goes out in the place of a dead row, or that administrators were told.
pub async fn cover(tx: &mut Tx, id: OutboxId) -> Result<(), StoreError> {
    sql("UPDATE outbox
         SET covered = TRUE
         WHERE id = $1")
    .bind(id)
    .run_one(tx)
    .await
}

/// Keeps everything from a target until the platform takes it again.
async fn pause_target(tx: &mut Tx, claimed: &Claimed, until: Timestamp) -> Result<(), StoreError> {
    sql("INSERT INTO target_pause (platform, target, until)
         VALUES ($1, $2, $3)
         ON CONFLICT (platform, target) DO UPDATE
         SET until = excluded.until")
    .bind(&claimed.outgoing.to.platform)
    .bind(&claimed.outgoing.to.target)
    .bind(until)
    .run_one(tx)
    .await
}

/// The post that the claimed row is or edits, when it shows an alert, held until the end of the transaction.
async fn lock_card(tx: &mut Tx, claimed: &Claimed) -> Result<Option<OutboxId>, StoreError> {
    if claimed.desired_version.is_none() {
        return Ok(None);
    }
    let post = claimed.edits.unwrap_or(claimed.outgoing.id);
    let suffix = tx.engine().lock_suffix();
    let found = sql("SELECT id
         FROM message_ref
         WHERE id = $1")
    .and(suffix)
    .bind(post)
    .maybe(tx)
    .await?;
    Ok(found.map(|_| post))
}

async fn settle_row(tx: &mut Tx, claimed: &Claimed, next: &Next, now: Timestamp) -> Result<bool, StoreError> {
    let not_before = match next {
        Next::Again { at } | Next::Wait { at } => *at,
        Next::Missing | Next::Labelled | Next::Plain { .. } => now,
        Next::Unknown => look_again(claimed.attempt, now),
        _ => claimed.outgoing.not_before,
    };
    let message_id = match next {
        Next::Accepted { message_id } => Some(message_id.as_str()),
        _ => None,
    };
    let settled = sql("UPDATE outbox
         SET state = $1, not_before = $2, platform_message = COALESCE($3, platform_message), thread = $4,
             in_doubt = ((in_doubt OR $5) AND NOT $6), labelled = (labelled OR $7), plain = (plain OR $8),
             lease_owner = NULL, lease_until = NULL
         WHERE id = $9
           AND fence = $10
           AND state IN ('sending', 'unknown')")
    .bind(state_after(next))
    .bind(not_before)
    .bind(message_id)
    .bind(claimed.outgoing.to.thread.clone())
    .bind(matches!(next, Next::Unknown))
    .bind(matches!(next, Next::Missing))
    .bind(matches!(next, Next::Labelled))
    .bind(matches!(next, Next::Plain { .. }))
    .bind(claimed.outgoing.id)
    .bind(claimed.fence)
    .run(tx)
    .await?;
    Ok(settled == 1)
}

/// When an unknown outcome is looked into: at once the first time, later and later while it stays unknown.
fn look_again(attempt: u32, now: Timestamp) -> Timestamp {
    let seconds = match attempt {
        0 | 1 => 0,
        more => 2_i64.pow((more - 1).min(LONGEST_DOUBT_POWER)),
    };
    now.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(now)
}

async fn end_attempt(tx: &mut Tx, claimed: &Claimed, next: &Next, now: Timestamp) -> Result<(), StoreError> {
    let detail = match next {
        Next::Dead { reason, .. } | Next::Plain { reason } => Some(reason.as_str()),
        _ => None,
    };
    let outcome = match next {
        Next::Again { .. } => "again",
        Next::Wait { .. } => "wait",
        Next::Missing => "missing",
        Next::Labelled => "labelled",
        Next::Plain { .. } => "plain",
        other => state_after(other),
    };
    sql("UPDATE outbox_attempt
         SET ended_at = $1, outcome = $2, detail = $3
         WHERE outbox = $4
           AND fence = $5")
    .bind(now)
    .bind(outcome)
    .bind(detail)
    .bind(claimed.outgoing.id)
    .bind(claimed.fence)
    .run_one(tx)
    .await
}

/// Notes which version a card shows now, and makes its edit due when the alert has moved on.
async fn settle_card(
    tx: &mut Tx,
    claimed: &Claimed,
    post: OutboxId,
    message_id: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let shown = i64::from(claimed.desired_version.unwrap_or(0));
    // A card without the platform's id is never edited.
    let posted = (claimed.edits.is_none() && claimed.can_be_edited).then_some(message_id);
    let card = sql("UPDATE message_ref
         SET platform_message = COALESCE($1, platform_message),
             sent_version = CASE WHEN sent_version < $2 THEN $2 ELSE sent_version END
         WHERE id = $3
         RETURNING desired_version, sent_version")
    .bind(posted)
    .bind(shown)
    .bind(post)
    .one(tx)
    .await?;
    if claimed.can_be_edited && card.int("desired_version")? > card.int("sent_version")? {
        arm(tx, post, now).await?;
    }
    Ok(())
}

fn state_after(next: &Next) -> &'static str {
    use steward_core::outbox::OutboxState;
    match next {
        Next::Accepted { .. } => OutboxState::Accepted,
        Next::Again { .. } | Next::Wait { .. } | Next::Missing | Next::Labelled | Next::Plain { .. } => {
            OutboxState::Pending
        }
        Next::Unknown => OutboxState::Unknown,
        Next::Dead { .. } => OutboxState::Dead,
        Next::Expired => OutboxState::Expired,
        Next::Held => OutboxState::Held,
    }
    .as_str()
}
