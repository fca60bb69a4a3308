//! Which message on which platform shows which alert, and in what version.

use steward_core::id::{AlertId, OutboxId};

use crate::row::Row;
use crate::sql::sql;
use crate::{Conn, StoreError};

/// A message that shows an alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRef {
    /// The outbox row that posted it.
    pub post: OutboxId,
    /// The alert.
    pub alert: AlertId,
    /// The platform.
    pub platform: String,
    /// The conversation there.
    pub target: String,
    /// The platform's id of the message; none until it is accepted.
    pub platform_message: Option<String>,
    /// The version it is to show; [`crate::outbox::OVER`] once its episode is over.
    pub desired_version: u32,
    /// The version it shows at least; 0 until it is accepted.
    pub sent_version: u32,
}

/// The alert that a message shows.
pub async fn of_message(
    conn: &mut Conn,
    platform: &str,
    target: &str,
    message: &str,
) -> Result<Option<AlertId>, StoreError> {
    sql("SELECT alert
         FROM message_ref
         WHERE platform = $1
           AND target = $2
           AND platform_message = $3
         ORDER BY id DESC
         LIMIT 1")
    .bind(platform)
    .bind(target)
    .bind(message)
    .maybe(conn)
    .await?
    .map(|row| row.parsed("alert"))
    .transpose()
}

/// Every message that shows an alert, oldest first.
pub async fn of_alert(conn: &mut Conn, alert: AlertId) -> Result<Vec<MessageRef>, StoreError> {
    let rows = sql("SELECT id, alert, platform, target, platform_message, desired_version, sent_version
         FROM message_ref
         WHERE alert = $1
         ORDER BY id")
    .bind(alert)
    .all(conn)
    .await?;
    let read = |row: &Row| {
        Ok(MessageRef {
            post: row.parsed("id")?,
            alert: row.parsed("alert")?,
            platform: row.text("platform")?,
            target: row.text("target")?,
            platform_message: row.maybe_text("platform_message")?,
            desired_version: row.count("desired_version")?,
            sent_version: row.count("sent_version")?,
        })
    };
    rows.iter().map(read).collect()
}
