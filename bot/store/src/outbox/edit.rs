//! Edits as desired state: each message that shows an alert has at most one row that brings it to the newest version.

use jiff::Timestamp;
use steward_core::id::{AlertId, OutboxId};
use steward_core::outbox::Class;
use uuid::Uuid;

use super::enqueue::priority;
use crate::bundle::Bundle;
use crate::sql::{batches, sql};
use crate::value::Value;
use crate::wake::Topic;
use crate::{StoreError, Tx};

/// The version that a card shows last, once its episode is over: it says so, and follows the alert no more.
pub const OVER: u32 = u32::MAX;

/// What the cards of an alert are to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct News {
    /// The alert's new version.
    pub version: u32,
    /// Whether it begins an episode. The episode has cards of its own, which are at that version already; those before it
    /// are over.
    pub begins_episode: bool,
}

/// Notes that an alert has a new version: every message that shows it is to be edited. A message that is still on its way
/// is edited once it is accepted.
pub async fn bump(tx: &mut Tx, alert: AlertId, news: News, now: Timestamp) -> Result<(), StoreError> {
    let mut bundle = Bundle::default();
    begin_bump(tx, alert, news, now, &mut bundle).await?;
    bundle.run(tx).await
}

/// [`bump`] whose last writes are left to the bundle.
pub(crate) async fn begin_bump(
    tx: &mut Tx,
    alert: AlertId,
    News { version, begins_episode }: News,
    now: Timestamp,
    bundle: &mut Bundle,
) -> Result<(), StoreError> {
    let cards = sql("UPDATE message_ref
         SET desired_version = $1
         WHERE alert = $2
           AND desired_version < $3
         RETURNING id, platform_message")
    .bind(if begins_episode { OVER } else { version })
    .bind(alert)
    .bind(version)
    .all(tx)
    .await?;
    let mut posted = Vec::new();
    for card in cards {
        if card.maybe_text("platform_message")?.is_some() {
            posted.push(card.parsed("id")?);
        }
    }
    arm(tx, &posted, now, bundle)
}

/// Makes the edits of posted messages due now: wakes their rows, or writes them; each as plain as its post. A row that
/// waits or is on its way takes the newest version by itself; one that was given up stays so.
pub(super) fn arm(
    tx: &mut Tx,
    posts: &[OutboxId],
    now: Timestamp,
    bundle: &mut Bundle,
) -> Result<(), StoreError> {
    for batch in batches(posts) {
        tx.touch(Topic::Outbox);
        let rows = batch.iter().map(|post| [row_of(*post).into(), Value::from(post)]);
        // Its own order key: a slow edit holds up no page, and it cannot meet its post, which is accepted.
        let statement = sql("INSERT INTO outbox (
                 id, class, priority, platform, target, direct, thread, order_key, place, idempotency_key, message,
                 reader, plain, shows, edits, not_before, state, attempt, in_doubt, fence
             )
             SELECT column1, $1, $2, platform, target, direct, thread, 'edit ' || id, 1, 'edit ' || id, message,
                 reader, plain, shows, id, $3, 'pending', 0, FALSE, 0
             FROM outbox
             JOIN (VALUES")
        .bind(crate::value::name(&Class::Edit)?)
        .bind(priority(Class::Edit))
        .bind(now)
        .rows(rows)
        .and(
            ") armed ON id = column2
             WHERE TRUE
             ON CONFLICT (id) DO UPDATE
             SET state = 'pending', attempt = 0, first_attempt_at = NULL, not_before = excluded.not_before,
                 plain = excluded.plain
             WHERE outbox.state IN ('accepted', 'unknown', 'expired', 'held')",
        );
        bundle.add(statement);
    }
    Ok(())
}

/// The id of the row that edits a post: the post's own with the highest bit of the version turned, so that there is
/// exactly one. Posts have version 7 or 8, so their edits have 15 or 0, which nobody draws.
fn row_of(post: OutboxId) -> OutboxId {
    const HIGHEST_VERSION_BIT: u128 = 0x8 << 76;
    OutboxId::from_uuid(Uuid::from_u128(post.uuid().as_u128() ^ HIGHEST_VERSION_BIT))
}
