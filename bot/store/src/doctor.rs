//! What an engineer wants to know about the database at a glance.

use crate::sql::sql;
use crate::{Conn, StoreError};

/// The state of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doctor {
    /// The newest migration that was applied.
    pub schema: u32,
    /// Rows per table, in the order of names.
    pub rows: Vec<(String, i64)>,
}

/// Looks at the database. Counts every row of the larger tables, so it is not for every minute.
pub async fn doctor(conn: &mut Conn) -> Result<Doctor, StoreError> {
    let schema = sql("SELECT COALESCE(MAX(number), 0) AS number
         FROM migration")
    .one(conn)
    .await?
    .count("number")?;
    let rows = sql("SELECT 'alert' AS name, COUNT(*) AS rows FROM alert
         UNION ALL SELECT 'alert_event', COUNT(*) FROM alert_event
         UNION ALL SELECT 'inbox', COUNT(*) FROM inbox
         UNION ALL SELECT 'judgement', COUNT(*) FROM judgement
         UNION ALL SELECT 'message_ref', COUNT(*) FROM message_ref
         UNION ALL SELECT 'outbox', COUNT(*) FROM outbox
         UNION ALL SELECT 'sample', COUNT(*) FROM sample
         UNION ALL SELECT 'standing', COUNT(*) FROM standing
         UNION ALL SELECT 'web_message', COUNT(*) FROM web_message
         ORDER BY name")
    .all(conn)
    .await?;
    let count = |row: &crate::row::Row| Ok((row.text("name")?, row.int("rows")?));
    Ok(Doctor { schema, rows: rows.iter().map(count).collect::<Result<_, StoreError>>()? })
}
