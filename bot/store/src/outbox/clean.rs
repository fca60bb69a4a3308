//! Forgets rows of the outbox that came to their end long ago.

use jiff::Timestamp;
use steward_core::id::OutboxId;

use crate::sql::{batches, sql};
use crate::value::Value;
use crate::{Conn, StoreError, Tx};

/// Rows that were accepted or ran out and were due before `before`, at most `most`. Cards of alerts are not among them, since
/// they are edited when the alert opens again. It may look at every row, so it is asked outside the transaction that forgets.
pub async fn ended(conn: &mut Conn, before: Timestamp, most: u32) -> Result<Vec<OutboxId>, StoreError> {
    let rows = sql("SELECT o.id
         FROM outbox o
         WHERE o.state IN ('accepted', 'expired')
           AND o.not_before < $1
           AND NOT EXISTS (SELECT 1 FROM message_ref m WHERE m.id = o.id)
         ORDER BY o.id
         LIMIT $2")
    .bind(before)
    .bind(most)
    .all(conn)
    .await?;
    rows.iter().map(|row| row.parsed("id")).collect()
}

/// Forgets rows with their tries.
pub async fn forget(tx: &mut Tx, rows: &[OutboxId]) -> Result<(), StoreError> {
    for batch in batches(rows) {
        let ids = || batch.iter().map(|id| [Value::from(id)]);
        sql("DELETE FROM outbox_attempt
             WHERE outbox IN (VALUES")
        .rows(ids())
        .and(")")
        .run(tx)
        .await?;
        sql("DELETE FROM outbox
             WHERE id IN (VALUES")
        .rows(ids())
        .and(")")
        .run(tx)
        .await?;
    }
    Ok(())
}
