//! Queueing messages, in the transaction that decided them.

use steward_core::outbox::{Class, Outgoing};

use crate::sql::sql;
use crate::value::{json, name};
use crate::wake::Topic;
use crate::{StoreError, Tx};

/// Queues messages. One whose idempotency key is known is passed over. A message that shows an alert is noted, so that
/// it is edited when the alert changes.
pub async fn enqueue(tx: &mut Tx, messages: &[Outgoing]) -> Result<(), StoreError> {
    for message in messages {
        if insert(tx, message).await? && message.shows.is_some() {
            note_card(tx, message).await?;
        }
    }
    Ok(())
}

/// The place of a class in the order of sending.
pub(super) fn priority(class: Class) -> i64 {
    match class {
        Class::Page => 0,
        Class::Reply => 1,
        Class::Edit => 2,
        Class::Digest => 3,
        Class::Chatter => 4,
    }
}

async fn insert(tx: &mut Tx, message: &Outgoing) -> Result<bool, StoreError> {
    tx.touch(Topic::Outbox);
    let inserted = sql("INSERT INTO outbox (
             id, class, priority, platform, target, direct, thread, order_key, place, idempotency_key, message,
             reader, plain, reply_to, shows, not_before, expires_at, state, attempt, in_doubt, fence
         )
         VALUES (
             $1, $2, $3, $4, $5, $6, $7, $8,
             COALESCE((SELECT MAX(place) FROM outbox WHERE order_key = $8), 0) + 1,
             $9, $10, $11, $12, $13, $14, $15, $16, 'pending', 0, FALSE, 0
         )
         ON CONFLICT DO NOTHING")
    .bind(message.id)
    .bind(name(&message.class)?)
    .bind(priority(message.class))
    .bind(&message.to.platform)
    .bind(&message.to.target)
    .bind(message.to.direct)
    .bind(message.to.thread.clone())
    .bind(&message.order_key)
    .bind(&message.idempotency_key)
    .bind(json(&message.message)?)
    .bind(json(&message.reader)?)
    .bind(message.plain)
    .bind(message.reply_to)
    .bind(message.shows)
    .bind(message.not_before)
    .bind(message.expires_at)
    .run(tx)
    .await?;
    Ok(inserted == 1)
}

/// Notes that a message shows an alert, at the version the alert has now.
async fn note_card(tx: &mut Tx, message: &Outgoing) -> Result<(), StoreError> {
    sql("INSERT INTO message_ref (id, alert, platform, target, desired_version, sent_version)
         VALUES ($1, $2, $3, $4, COALESCE((SELECT version FROM alert WHERE id = $2), 0), 0)")
    .bind(message.id)
    .bind(message.shows)
    .bind(&message.to.platform)
    .bind(&message.to.target)
    .run_one(tx)
    .await
}
