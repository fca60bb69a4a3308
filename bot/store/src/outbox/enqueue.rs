//! Queueing messages, in the transaction that decided them.

use std::collections::{BTreeMap, BTreeSet};

use steward_core::id::{AlertId, OutboxId};
use steward_core::outbox::{Class, Outgoing};

use crate::bundle::Bundle;
use crate::sql::{Sql, batches, sql};
use crate::value::{Value, json, name};
use crate::wake::Topic;
use crate::{StoreError, Tx};

/// An alert that is saved in the same bundle.
pub(crate) struct Saved {
    /// The version that it then has.
    pub(crate) version: u32,
    /// Whether it was not there before.
    pub(crate) is_new: bool,
}

/// Queues messages. One whose idempotency key is known is passed over. A message that shows an alert is noted, so that
/// it is edited when the alert changes.
pub async fn enqueue(tx: &mut Tx, messages: &[Outgoing]) -> Result<(), StoreError> {
    let mut bundle = Bundle::default();
    begin_enqueue(tx, messages, &BTreeMap::new(), &mut bundle).await?;
    bundle.run(tx).await
}

/// [`enqueue`] whose last writes are left to the bundle. `saved` are the alerts that the bundle saves too. The
/// cards of a new one cannot be known yet, so that the database needs not be asked which are; nor where no message is a
/// card.
pub(crate) async fn begin_enqueue(
    tx: &mut Tx,
    messages: &[Outgoing],
    saved: &BTreeMap<AlertId, Saved>,
    bundle: &mut Bundle,
) -> Result<(), StoreError> {
    let is_no_older_card = |message: &Outgoing| {
        message.shows.is_none_or(|alert| saved.get(&alert).is_some_and(|saved| saved.is_new))
    };
    // All or none: what goes with the bundle is written later, and messages keep the order in which they are written.
    let none_is_asked_for = messages.iter().all(is_no_older_card);
    // Counted through all batches: those of a bundle see nothing of each other.
    let mut before = BTreeMap::new();
    for batch in batches(messages) {
        let insert = insert(tx, batch, &mut before)?;
        let inserted: BTreeSet<OutboxId> = if none_is_asked_for {
            bundle.add(insert);
            batch.iter().map(|message| message.id).collect()
        } else {
            let written = insert.and("\nRETURNING id").all(tx).await?;
            written.iter().map(|row| row.parsed("id")).collect::<Result<_, _>>()?
        };
        let is_card = |message: &&Outgoing| message.shows.is_some() && inserted.contains(&message.id);
        let cards: Vec<&Outgoing> = batch.iter().filter(is_card).collect();
        note_cards(&cards, saved, bundle);
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

/// Writes those that are not known. Messages of one order key that are queued together keep their order; `before` is how
/// many there were of each.
fn insert<'a>(
    tx: &mut Tx,
    messages: &'a [Outgoing],
    before: &mut BTreeMap<&'a str, i64>,
) -> Result<Sql, StoreError> {
    tx.touch(Topic::Outbox);
    let mut rows = Vec::with_capacity(messages.len());
    for message in messages {
        let place = before.entry(message.order_key.as_str()).or_insert(0);
        *place += 1;
        rows.push([
            message.id.into(),
            name(&message.class)?.into(),
            priority(message.class).into(),
            Value::from(&message.to.platform),
            Value::from(&message.to.target),
            message.to.direct.into(),
            message.to.thread.clone().into(),
            Value::from(&message.order_key),
            (*place).into(),
            Value::from(&message.idempotency_key),
            json(&message.message)?.into(),
            json(&message.reader)?.into(),
            message.plain.into(),
            message.reply_to.into(),
            message.shows.into(),
            message.not_before.into(),
            message.expires_at.into(),
        ]);
    }
    // `WHERE TRUE` keeps SQLite from taking ON CONFLICT for the condition of a join.
    Ok(sql("INSERT INTO outbox (
             id, class, priority, platform, target, direct, thread, order_key, place, idempotency_key, message,
             reader, plain, reply_to, shows, not_before, expires_at, state, attempt, in_doubt, fence
         )
         SELECT column1, column2, column3, column4, column5, column6, column7, column8,
             COALESCE((SELECT MAX(o.place) FROM outbox o WHERE o.order_key = column8), 0) + column9,
             column10, column11, column12, column13, column14, column15, column16, column17,
             'pending', 0, FALSE, 0
         FROM (VALUES")
    .rows(rows)
    .and(
        ") queued
         WHERE TRUE
         ON CONFLICT DO NOTHING",
    ))
}

/// Notes that messages show alerts, at the version each alert has now.
fn note_cards(cards: &[&Outgoing], saved: &BTreeMap<AlertId, Saved>, bundle: &mut Bundle) {
    for batch in batches(cards) {
        let rows = batch.iter().map(|card| {
            let version =
                card.shows.and_then(|alert| saved.get(&alert)).map(|saved| i64::from(saved.version));
            [
                card.id.into(),
                card.shows.into(),
                Value::from(&card.to.platform),
                Value::from(&card.to.target),
                version.into(),
            ]
        });
        let statement =
            sql("INSERT INTO message_ref (id, alert, platform, target, desired_version, sent_version)
             SELECT column1, column2, column3, column4,
                 COALESCE(column5, (SELECT a.version FROM alert a WHERE a.id = column2), 0), 0
             FROM (VALUES")
            .rows(rows)
            .and(") cards");
        bundle.add(statement);
    }
}
