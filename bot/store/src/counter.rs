//! Counters for numbers that people see; each transaction that draws one makes the next one wait.

use crate::sql::sql;
use crate::{StoreError, Tx};

/// Draws the next number, from 1 on without a gap.
pub(crate) async fn next(tx: &mut Tx, counter: &'static str) -> Result<i64, StoreError> {
    sql("UPDATE counter
         SET value = value + 1
         WHERE name = $1
         RETURNING value")
    .bind(counter)
    .one(tx)
    .await?
    .int("value")
}
