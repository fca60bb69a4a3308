//! The inbox: what came in, with the reply it was given, so that the same event twice has one effect.

use jiff::Timestamp;

use crate::sql::sql;
use crate::{Conn, StoreError, Tx};

/// The reply this event was given, where it was handled before.
pub async fn seen(conn: &mut Conn, platform: &str, event_id: &str) -> Result<Option<String>, StoreError> {
    sql("SELECT reply
         FROM inbox
         WHERE platform = $1
           AND event_id = $2")
    .bind(platform)
    .bind(event_id)
    .maybe(conn)
    .await?
    .map(|row| row.text("reply"))
    .transpose()
}

/// Keeps the reply to an event, in the transaction that has the event's effect.
///
/// # Errors
///
/// [`StoreError::Conflict`] when the event was handled meanwhile: drop the transaction, then answer what [`seen`] says.
pub async fn put(
    tx: &mut Tx,
    platform: &str,
    event_id: &str,
    reply: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    sql("INSERT INTO inbox (platform, event_id, reply, at)
         VALUES ($1, $2, $3, $4)")
    .bind(platform)
    .bind(event_id)
    .bind(reply)
    .bind(now)
    .run_one(tx)
    .await
}

/// Forgets events older than `before`; how many there were.
pub async fn clean(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    sql("DELETE FROM inbox
         WHERE at < $1")
    .bind(before)
    .run(tx)
    .await
}
