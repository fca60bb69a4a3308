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

/// Sets the counter on after more numbers than the one drawn were given out. The transaction that drew holds it.
pub(crate) async fn advance(tx: &mut Tx, counter: &'static str, to: i64) -> Result<(), StoreError> {
    sql("UPDATE counter
         SET value = $1
         WHERE name = $2")
    .bind(to)
    .bind(counter)
    .run_one(tx)
    .await
}
