//! Forgets rows of the outbox that came to their end long ago.

use jiff::Timestamp;

use crate::sql::sql;
use crate::{StoreError, Tx};

/// Forgets rows that were accepted or ran out and were due before `before`, with their tries; how many there were. Cards
/// of alerts stay, since they are edited when the alert opens again. At most `most` rows, so that no other writer waits
/// for long.
pub async fn clean(tx: &mut Tx, before: Timestamp, most: u32) -> Result<u64, StoreError> {
    let rows = sql("SELECT o.id
         FROM outbox o
         WHERE o.state IN ('accepted', 'expired')
           AND o.not_before < $1
           AND NOT EXISTS (SELECT 1 FROM message_ref m WHERE m.id = o.id)
         ORDER BY o.id
         LIMIT $2")
    .bind(before)
    .bind(most)
    .all(tx)
    .await?;
    for row in &rows {
        let id = row.text("id")?;
        sql("DELETE FROM outbox_attempt
             WHERE outbox = $1")
        .bind(id.clone())
        .run(tx)
        .await?;
        sql("DELETE FROM outbox
             WHERE id = $1")
        .bind(id)
        .run_one(tx)
        .await?;
    }
    Ok(u64::try_from(rows.len()).unwrap_or(u64::MAX))
}
