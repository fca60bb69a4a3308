//! Settling: what became of a try, told by whoever still holds the lease.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use steward_core::id::OutboxId;
use steward_core::outbox::outcome::Next;
use steward_core::pace::book::Lane;

use super::claim::Claimed;
use super::edit::arm;
use crate::bundle::Bundle;
use crate::sql::{batches, sql};
use crate::value::Value;
use crate::wake::Topic;
use crate::{StoreError, Tx};

/// Longest wait, as a power of two in seconds, until an outcome that stays unknown is looked into again.
const LONGEST_DOUBT_POWER: u32 = 6;

/// What became of a try.
#[derive(Debug, Clone, Copy)]
pub struct Settling<'a> {
    /// The row that was tried.
    pub claimed: &'a Claimed,
    /// What is next.
    pub next: &'a Next,
}

/// Notes what became of tries of different rows; the rows whose lease was lost meanwhile are not among those answered,
/// and nothing of them is changed.
///
/// A lease that ran out is not lost while nobody else took the row: a late answer is worth more than a guess. When a
/// message shows an alert that has moved on meanwhile, its edit is made due.
pub async fn settle(
    tx: &mut Tx,
    settlings: &[Settling<'_>],
    now: Timestamp,
) -> Result<BTreeSet<OutboxId>, StoreError> {
    let mut all = BTreeSet::new();
    for batch in batches(settlings) {
        // The cards' rows are taken first, as `bump` does, so that the two never wait for each other crosswise.
        let cards = lock_cards(tx, batch).await?;
        let settled = settle_rows(tx, batch, now).await?;
        let kept: Vec<Settling<'_>> =
            batch.iter().filter(|one| settled.contains(&one.claimed.outgoing.id)).copied().collect();
        end_attempts(tx, &kept, now).await?;
        settle_cards(tx, &kept, &cards, now).await?;
        for Settling { claimed, next } in kept {
            tx.touch(if matches!(next, Next::Unknown) { Topic::Doubt } else { Topic::Outbox });
            match next {
                Next::Wait { at } => close(tx, claimed, false, *at).await?,
                Next::AppWait { at } => close(tx, claimed, true, *at).await?,
                _ => {}
            }
        }
        all.extend(settled);
    }
    Ok(all)
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

/// Keeps everything from a conversation, or from the whole platform, until it takes it again.
async fn close(tx: &mut Tx, claimed: &Claimed, whole_app: bool, until: Timestamp) -> Result<(), StoreError> {
    for lane in Lane::asked_to_wait(&claimed.outgoing.to, claimed.edits.is_some(), whole_app) {
        sql("INSERT INTO target_pause (platform, target, until)
             VALUES ($1, $2, $3)
             ON CONFLICT (platform, target) DO UPDATE
             SET until = excluded.until")
        .bind(&claimed.outgoing.to.platform)
        .bind(lane.name())
        .bind(until)
        .run_one(tx)
        .await?;
    }
    Ok(())
}

/// The post that a claimed row is or edits, when it shows an alert.
fn post_of(claimed: &Claimed) -> Option<OutboxId> {
    claimed.desired_version.map(|_| claimed.edits.unwrap_or(claimed.outgoing.id))
}

/// The posts that the claimed rows are or edit, held until the end of the transaction.
async fn lock_cards(tx: &mut Tx, settlings: &[Settling<'_>]) -> Result<BTreeSet<OutboxId>, StoreError> {
    let posts: BTreeSet<OutboxId> = settlings.iter().filter_map(|one| post_of(one.claimed)).collect();
    let mut found = BTreeSet::new();
    for batch in batches(&posts.into_iter().collect::<Vec<_>>()) {
        let suffix = tx.engine().lock_suffix();
        let rows = sql("SELECT id
             FROM message_ref
             WHERE id IN (VALUES")
        .rows(batch.iter().map(|post| [Value::from(post)]))
        .and(")\nORDER BY id")
        .and(suffix)
        .all(tx)
        .await?;
        for row in &rows {
            found.insert(row.parsed("id")?);
        }
    }
    Ok(found)
}

/// Moves rows on; those whose lease was not lost.
async fn settle_rows(
    tx: &mut Tx,
    settlings: &[Settling<'_>],
    now: Timestamp,
) -> Result<BTreeSet<OutboxId>, StoreError> {
    let rows = settlings.iter().map(|Settling { claimed, next }| {
        let message_id = match next {
            Next::Accepted { message_id } => Some(message_id.as_str()),
            _ => None,
        };
        [
            claimed.outgoing.id.into(),
            claimed.fence.into(),
            state_after(next).into(),
            not_before_after(claimed, next, now).into(),
            message_id.into(),
            claimed.outgoing.to.thread.clone().into(),
            matches!(next, Next::Unknown).into(),
            matches!(next, Next::Missing).into(),
            matches!(next, Next::Labelled).into(),
            matches!(next, Next::Plain { .. }).into(),
        ]
    });
    let settled = sql("UPDATE outbox
         SET state = column3, not_before = column4, platform_message = COALESCE(column5, platform_message),
             thread = column6, in_doubt = ((in_doubt OR column7) AND NOT column8),
             labelled = (labelled OR column9), plain = (plain OR column10), lease_owner = NULL, lease_until = NULL
         FROM (VALUES")
    .rows(rows)
    .and(
        ") next
         WHERE outbox.id = column1
           AND fence = column2
           AND state IN ('sending', 'unknown')
         RETURNING outbox.id",
    )
    .all(tx)
    .await?;
    settled.iter().map(|row| row.parsed("id")).collect()
}

/// When a row is looked at next.
fn not_before_after(claimed: &Claimed, next: &Next, now: Timestamp) -> Timestamp {
    match next {
        Next::Again { at } | Next::Wait { at } | Next::AppWait { at } => *at,
        Next::Missing | Next::Labelled | Next::Plain { .. } => now,
        Next::Unknown => look_again(claimed.attempt, now),
        _ => claimed.outgoing.not_before,
    }
}

/// When an unknown outcome is looked into: at once the first time, later and later while it stays unknown.
fn look_again(attempt: u32, now: Timestamp) -> Timestamp {
    let seconds = match attempt {
        0 | 1 => 0,
        more => 2_i64.pow((more - 1).min(LONGEST_DOUBT_POWER)),
    };
    now.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(now)
}

async fn end_attempts(tx: &mut Tx, settlings: &[Settling<'_>], now: Timestamp) -> Result<(), StoreError> {
    for batch in batches(settlings) {
        let rows = batch.iter().map(|Settling { claimed, next }| {
            let detail = match next {
                Next::Dead { reason, .. } | Next::Plain { reason } => Some(reason.as_str()),
                _ => None,
            };
            [claimed.outgoing.id.into(), claimed.fence.into(), outcome_of(next).into(), detail.into()]
        });
        sql("UPDATE outbox_attempt
             SET ended_at = $1, outcome = column3, detail = column4
             FROM (VALUES")
        .bind(now)
        .rows(rows)
        .and(
            ") ended
             WHERE outbox = column1
               AND fence = column2",
        )
        .run(tx)
        .await?;
    }
    Ok(())
}

fn outcome_of(next: &Next) -> &'static str {
    match next {
        Next::Again { .. } => "again",
        Next::Wait { .. } | Next::AppWait { .. } => "wait",
        Next::Missing => "missing",
        Next::Labelled => "labelled",
        Next::Plain { .. } => "plain",
        other => state_after(other),
    }
}

/// Notes which version cards show now, and makes the edits of those due whose alert has moved on.
async fn settle_cards(
    tx: &mut Tx,
    settlings: &[Settling<'_>],
    cards: &BTreeSet<OutboxId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut shown = Vec::new();
    let (mut editable, mut behind) = (BTreeSet::new(), Vec::new());
    for Settling { claimed, next } in settlings {
        let (Some(post), Next::Accepted { message_id }) = (post_of(claimed), next) else { continue };
        if !cards.contains(&post) {
            continue;
        }
        // A card without the platform's id is never edited.
        let posted = (claimed.edits.is_none() && claimed.can_be_edited).then_some(message_id.as_str());
        shown.push([post.into(), posted.into(), claimed.desired_version.unwrap_or(0).into()]);
        if claimed.can_be_edited {
            editable.insert(post);
        }
    }
    for batch in batches(&shown) {
        let updated = sql("UPDATE message_ref
             SET platform_message = COALESCE(column2, platform_message),
                 sent_version = CASE WHEN sent_version < column3 THEN column3 ELSE sent_version END
             FROM (VALUES")
        .rows(batch.iter().cloned())
        .and(
            ") shown
             WHERE message_ref.id = column1
             RETURNING message_ref.id, desired_version, sent_version",
        )
        .all(tx)
        .await?;
        for card in updated {
            let post: OutboxId = card.parsed("id")?;
            if editable.contains(&post) && card.int("desired_version")? > card.int("sent_version")? {
                behind.push(post);
            }
        }
    }
    let mut bundle = Bundle::default();
    arm(tx, &behind, now, &mut bundle)?;
    bundle.run(tx).await
}

fn state_after(next: &Next) -> &'static str {
    use steward_core::outbox::OutboxState;
    match next {
        Next::Accepted { .. } => OutboxState::Accepted,
        Next::Again { .. }
        | Next::Wait { .. }
        | Next::AppWait { .. }
        | Next::Missing
        | Next::Labelled
        | Next::Plain { .. } => OutboxState::Pending,
        Next::Unknown => OutboxState::Unknown,
        Next::Dead { .. } => OutboxState::Dead,
        Next::Expired => OutboxState::Expired,
        Next::Held => OutboxState::Held,
    }
    .as_str()
}
