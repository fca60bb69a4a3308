//! The turns of alerts: when they opened, came back and closed.

use jiff::Timestamp;
use serde::Deserialize;
use steward_core::id::AlertId;

use crate::row::readable;
use crate::sql::sql;
use crate::{Conn, StoreError};

/// An event that begins or ends an episode of an alert by what its KPI did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// Its first episode began.
    Opened,
    /// A further episode began.
    Relapsed,
    /// It ended.
    Closed,
}

/// The turns of any alert at or after `from` and before `to`, oldest first.
pub async fn turns_between(
    conn: &mut Conn,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<(AlertId, Turn)>, StoreError> {
    let rows = sql(TURNS).bind(from).bind(to).all(conn).await?;
    readable(&rows, |row| Ok((row.parsed("alert")?, row.named("turn")?)))
}

/// Most events are readings and deliveries. A document that is handed over and read costs many times as much as looking
/// for a word in it; what people write has its quotation marks escaped there, and is never taken for one.
pub(crate) const TURNS: &str = r#"SELECT alert, turn
     FROM (
         SELECT alert, seq, at, CASE
             WHEN doc LIKE '%"what":{"event":"opened"%' THEN 'opened'
             WHEN doc LIKE '%"what":{"event":"relapsed"%' THEN 'relapsed'
             WHEN doc LIKE '%"what":{"event":"closed"%' THEN 'closed'
         END AS turn
         FROM alert_event
         WHERE at >= $1
           AND at < $2
     ) told
     WHERE turn IS NOT NULL
     ORDER BY at, alert, seq"#;
