//! Edits as desired state: each message that shows an alert has at most one row that brings it to the newest version.

use std::collections::BTreeMap;

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
    /// The alert.
    pub alert: AlertId,
    /// Its new version.
    pub version: u32,
    /// Whether it begins an episode. The episode has cards of its own, which are at that version already; those before it
    /// are over.
    pub begins_episode: bool,
}

/// Notes that an alert has a new version: every message that shows it is to be edited. A message that is still on its way
/// is edited once it is accepted.
pub async fn bump(tx: &mut Tx, news: News, now: Timestamp) -> Result<(), StoreError> {
    let mut bundle = Bundle::default();
    begin_bump(tx, &[news], now, &mut bundle).await?;
    bundle.run(tx).await
}

/// [`bump`] for different alerts, whose writes are left to the bundle.
pub(crate) async fn begin_bump(
    tx: &mut Tx,
    news: &[News],
    now: Timestamp,
    bundle: &mut Bundle,
) -> Result<(), StoreError> {
    let by_alert: BTreeMap<AlertId, &News> = news.iter().map(|news| (news.alert, news)).collect();
    let (mut bumped, mut posted) = (Vec::new(), Vec::new());
    for batch in batches(news) {
        let suffix = tx.engine().lock_suffix();
        // In the order of their ids, as whoever settles takes them.
        let cards = sql("SELECT id, alert, desired_version, platform_message
             FROM message_ref
             WHERE desired_version < $1
               AND alert IN (VALUES")
        .bind(OVER)
        .rows(batch.iter().map(|news| [Value::from(news.alert)]))
        .and(")\nORDER BY id")
        .and(suffix)
        .all(tx)
        .await?;
        for card in cards {
            let id: OutboxId = card.parsed("id")?;
            let Some(news) = by_alert.get(&card.parsed("alert")?) else { continue };
            if card.count("desired_version")? < news.version {
                bumped.push([id.into(), Value::from(if news.begins_episode { OVER } else { news.version })]);
                posted.extend(card.maybe_text("platform_message")?.map(|_| id));
            }
        }
    }
    for batch in batches(&bumped) {
        let statement = sql("UPDATE message_ref
             SET desired_version = column2
             FROM (VALUES")
        .rows(batch.iter().cloned())
        .and(
            ") bumped
             WHERE id = column1",
        );
        bundle.add(statement);
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
