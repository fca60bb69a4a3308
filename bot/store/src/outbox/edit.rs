//! Edits as desired state: each message that shows an alert has at most one row that brings it to the newest version.

use jiff::Timestamp;
use steward_core::id::{AlertId, OutboxId};
use steward_core::outbox::Class;
use uuid::Uuid;

use super::enqueue::priority;
use crate::sql::sql;
use crate::wake::Topic;
use crate::{StoreError, Tx};

/// Notes that an alert has a new version: every message that shows it is to be edited. A message that is still on its way
/// is edited once it is accepted.
pub async fn bump(tx: &mut Tx, alert: AlertId, version: u32, now: Timestamp) -> Result<(), StoreError> {
    let cards = sql("UPDATE message_ref
         SET desired_version = $1
         WHERE alert = $2
           AND desired_version < $1
         RETURNING id, platform_message")
    .bind(version)
    .bind(alert)
    .all(tx)
    .await?;
    for card in cards {
        if card.maybe_text("platform_message")?.is_some() {
            arm(tx, card.parsed("id")?, now).await?;
        }
    }
    Ok(())
}

/// Makes the edit of a posted message due now: wakes its row, or writes it; as plain as its post. A row that waits or is on its way takes the
/// newest version by itself; one that was given up stays so.
pub(super) async fn arm(tx: &mut Tx, post: OutboxId, now: Timestamp) -> Result<(), StoreError> {
    tx.touch(Topic::Outbox);
    let edit = row_of(post);
    let woken = sql("UPDATE outbox
         SET state = 'pending', attempt = 0, first_attempt_at = NULL, not_before = $1,
             plain = (SELECT p.plain FROM outbox p WHERE p.id = outbox.edits)
         WHERE id = $2
           AND state IN ('accepted', 'unknown', 'expired', 'held')")
    .bind(now)
    .bind(edit)
    .run(tx)
    .await?;
    if woken == 1 {
        return Ok(());
    }
    // Its own order key: a slow edit holds up no page, and it cannot meet its post, which is accepted.
    sql("INSERT INTO outbox (
             id, class, priority, platform, target, direct, thread, order_key, place, idempotency_key, message,
             reader, plain, shows, edits, not_before, state, attempt, in_doubt, fence
         )
         SELECT $1, $2, $3, platform, target, direct, thread, 'edit ' || id, 1, 'edit ' || id, message,
             reader, plain, shows, id, $4, 'pending', 0, FALSE, 0
         FROM outbox
         WHERE id = $5
         ON CONFLICT DO NOTHING")
    .bind(edit)
    .bind(crate::value::name(&Class::Edit)?)
    .bind(priority(Class::Edit))
    .bind(now)
    .bind(post)
    .run(tx)
    .await
    .map(drop)
}

/// The id of the row that edits a post: the post's own with the highest bit of the version turned, so that there is
/// exactly one. Posts have version 7 or 8, so their edits have 15 or 0, which nobody draws.
fn row_of(post: OutboxId) -> OutboxId {
    const HIGHEST_VERSION_BIT: u128 = 0x8 << 76;
    OutboxId::from_uuid(Uuid::from_u128(post.uuid().as_u128() ^ HIGHEST_VERSION_BIT))
}
