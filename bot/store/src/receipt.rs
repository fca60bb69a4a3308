//! Receipts: what was answered to a push or an import, so that the same one twice has one effect.

use jiff::Timestamp;

use crate::bundle::Bundle;
use crate::sql::sql;
use crate::{Conn, StoreError, Tx};

/// What was answered under this key.
pub async fn receipt(conn: &mut Conn, key: &str) -> Result<Option<String>, StoreError> {
    sql("SELECT body
         FROM receipt
         WHERE key = $1")
    .bind(key)
    .maybe(conn)
    .await?
    .map(|row| row.text("body"))
    .transpose()
}

/// Keeps what is answered under this key.
///
/// # Errors
///
/// [`StoreError::Conflict`] when the key has an answer: read it and give that one.
pub async fn put_receipt(tx: &mut Tx, key: &str, body: &str, now: Timestamp) -> Result<(), StoreError> {
    let mut bundle = Bundle::default();
    begin_put_receipt(key, body, now, &mut bundle);
    bundle.run(tx).await
}

/// [`put_receipt`], left to the bundle.
pub fn begin_put_receipt(key: &str, body: &str, now: Timestamp, bundle: &mut Bundle) {
    let statement = sql("INSERT INTO receipt (key, body, at)
         VALUES ($1, $2, $3)");
    bundle.add(statement.bind(key).bind(body).bind(now));
}

/// Forgets what was answered under this key.
pub async fn forget(tx: &mut Tx, key: &str) -> Result<(), StoreError> {
    sql("DELETE FROM receipt
         WHERE key = $1")
    .bind(key)
    .run(tx)
    .await
    .map(drop)
}

/// Forgets receipts older than `before`; how many there were.
pub async fn clean(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    sql("DELETE FROM receipt
         WHERE at < $1")
    .bind(before)
    .run(tx)
    .await
}
