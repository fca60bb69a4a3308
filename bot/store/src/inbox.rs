//! The inbox: what came in, with the reply it was given, so that the same event twice has one effect.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::sql::{batches, sql};
use crate::value::Value;
use crate::{Conn, StoreError, Tx};

/// The reply this event was given, where it was handled before.
pub async fn seen(conn: &mut Conn, platform: &str, event_id: &str) -> Result<Option<String>, StoreError> {
    let event = (platform.to_owned(), event_id.to_owned());
    Ok(seen_all(conn, std::slice::from_ref(&event)).await?.remove(&event))
}

/// An event: its platform, and the platform's id of it.
pub type EventKey = (String, String);

/// The replies that these events were given, as far as they were handled before.
pub async fn seen_all(
    conn: &mut Conn,
    events: &[EventKey],
) -> Result<BTreeMap<EventKey, String>, StoreError> {
    let mut replies = BTreeMap::new();
    for batch in batches(events) {
        let rows = sql("SELECT platform, event_id, reply
             FROM inbox
             WHERE (platform, event_id) IN (VALUES")
        .rows(batch.iter().map(|(platform, event)| [Value::from(platform), event.into()]))
        .and(")")
        .all(conn)
        .await?;
        for row in rows {
            replies.insert((row.text("platform")?, row.text("event_id")?), row.text("reply")?);
        }
    }
    Ok(replies)
}

/// Keeps the replies to events, in the transaction that has the events' effects.
///
/// # Errors
///
/// [`StoreError::Conflict`] when one of the events was handled meanwhile: drop the transaction, then answer what
/// [`seen_all`] says.
pub async fn put_all(tx: &mut Tx, replies: &[(EventKey, String)], now: Timestamp) -> Result<(), StoreError> {
    for batch in batches(replies) {
        sql("INSERT INTO inbox (platform, event_id, reply, at)
             VALUES")
        .rows(batch.iter().map(|((platform, event), reply)| {
            [Value::from(platform), event.into(), reply.into(), now.into()]
        }))
        .run(tx)
        .await?;
    }
    Ok(())
}

/// Forgets events older than `before`; how many there were.
pub async fn clean(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    sql("DELETE FROM inbox
         WHERE at < $1")
    .bind(before)
    .run(tx)
    .await
}
