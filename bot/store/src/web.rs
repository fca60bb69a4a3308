//! The embedded web chat: its messages, live and page by page, and what each person has read.

mod session;

use std::collections::BTreeMap;

use jiff::Timestamp;
use steward_core::id::{OutboxId, PersonKey};

use crate::row::Row;
use crate::sql::sql;
use crate::wake::Topic;
use crate::{Conn, StoreError, Tx, counter};

pub use session::{Session, clean_sessions, session, session_drop, session_put};

/// A message of the web chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebMessage {
    /// Names it; counts up.
    pub id: i64,
    /// Moves with every change, over all messages.
    pub seq: i64,
    /// The outbox row it came from.
    pub marker: Option<OutboxId>,
    /// The conversation.
    pub target: String,
    /// The message it replies below.
    pub thread: Option<i64>,
    /// Who said it: a person's key, or what the chat calls Steward.
    pub author: String,
    /// What it says, as the chat wrote it.
    pub body: String,
    /// When it was said.
    pub at: Timestamp,
    /// When it was last changed.
    pub edited_at: Option<Timestamp>,
    /// Messages below it.
    pub replies: u32,
}

/// A message to be kept.
#[derive(Debug, Clone, Copy)]
pub struct NewWebMessage<'a> {
    /// The outbox row it comes from; the same marker twice is the same message.
    pub marker: Option<OutboxId>,
    /// The conversation.
    pub target: &'a str,
    /// The message it replies below.
    pub thread: Option<i64>,
    /// Who says it.
    pub author: &'a str,
    /// What it says.
    pub body: &'a str,
}

/// Keeps a message; its id. A marker that is known gives the id it has, and nothing changes.
pub async fn message_put(tx: &mut Tx, message: NewWebMessage<'_>, now: Timestamp) -> Result<i64, StoreError> {
    // The counter comes first: whoever else puts a message waits here, so the search below misses none.
    let number = counter::next(tx, COUNTER).await?;
    if let Some(marker) = message.marker
        && let Some(known) = find(tx, marker).await?
    {
        return Ok(known);
    }
    tx.touch(Topic::Web);
    sql("INSERT INTO web_message (id, seq, marker, target, thread, author, body, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(number)
    .bind(number)
    .bind(message.marker)
    .bind(message.target)
    .bind(message.thread)
    .bind(message.author)
    .bind(message.body)
    .bind(now)
    .run_one(tx)
    .await?;
    Ok(number)
}

const COUNTER: &str = "web_message";

/// Replaces what a message says; false when there is no such message.
pub async fn message_edit(tx: &mut Tx, id: i64, body: &str, now: Timestamp) -> Result<bool, StoreError> {
    let seq = counter::next(tx, COUNTER).await?;
    tx.touch(Topic::Web);
    let edited = sql("UPDATE web_message
         SET body = $1, seq = $2, edited_at = $3
         WHERE id = $4")
    .bind(body)
    .bind(seq)
    .bind(now)
    .bind(id)
    .run(tx)
    .await?;
    Ok(edited == 1)
}

/// The message that came from this outbox row.
pub async fn find(conn: &mut Conn, marker: OutboxId) -> Result<Option<i64>, StoreError> {
    sql("SELECT id
         FROM web_message
         WHERE marker = $1")
    .bind(marker)
    .maybe(conn)
    .await?
    .map(|row| row.int("id"))
    .transpose()
}

/// One message.
pub async fn message(conn: &mut Conn, id: i64) -> Result<Option<WebMessage>, StoreError> {
    sql("SELECT m.id, m.seq, m.marker, m.target, m.thread, m.author, m.body, m.at, m.edited_at,
             (SELECT COUNT(*) FROM web_message r WHERE r.thread = m.id) AS replies
         FROM web_message m
         WHERE m.id = $1")
    .bind(id)
    .maybe(conn)
    .await?
    .map(|row| read(&row))
    .transpose()
}

/// The newest messages of a conversation that are in no thread and older than message `before`, oldest first.
pub async fn messages(
    conn: &mut Conn,
    target: &str,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<WebMessage>, StoreError> {
    let rows = sql("SELECT m.id, m.seq, m.marker, m.target, m.thread, m.author, m.body, m.at, m.edited_at,
             (SELECT COUNT(*) FROM web_message r WHERE r.thread = m.id) AS replies
         FROM web_message m
         WHERE m.target = $1
           AND m.thread IS NULL
           AND m.id < $2
         ORDER BY m.id DESC
         LIMIT $3")
    .bind(target)
    .bind(before.unwrap_or(i64::MAX))
    .bind(limit)
    .all(conn)
    .await?;
    rows.iter().rev().map(read).collect()
}

/// The messages below a message, oldest first.
pub async fn thread(conn: &mut Conn, root: i64) -> Result<Vec<WebMessage>, StoreError> {
    let rows = sql("SELECT m.id, m.seq, m.marker, m.target, m.thread, m.author, m.body, m.at, m.edited_at,
             CAST(0 AS BIGINT) AS replies
         FROM web_message m
         WHERE m.thread = $1
         ORDER BY m.id")
    .bind(root)
    .all(conn)
    .await?;
    rows.iter().map(read).collect()
}

/// What was put or changed after `seq`, in any conversation, in the order of `seq`; at most `limit`.
pub async fn since(conn: &mut Conn, seq: i64, limit: u32) -> Result<Vec<WebMessage>, StoreError> {
    let rows = sql("SELECT m.id, m.seq, m.marker, m.target, m.thread, m.author, m.body, m.at, m.edited_at,
             (SELECT COUNT(*) FROM web_message r WHERE r.thread = m.id) AS replies
         FROM web_message m
         WHERE m.seq > $1
         ORDER BY m.seq
         LIMIT $2")
    .bind(seq)
    .bind(limit)
    .all(conn)
    .await?;
    rows.iter().map(read).collect()
}

/// The newest `seq`, 0 when there is no message.
pub async fn newest_seq(conn: &mut Conn) -> Result<i64, StoreError> {
    sql("SELECT COALESCE(MAX(seq), 0) AS seq
         FROM web_message")
    .one(conn)
    .await?
    .int("seq")
}

/// Notes that a person has read a conversation up to a message; it never moves back.
pub async fn read_up_to(
    tx: &mut Tx,
    person: &PersonKey,
    target: &str,
    message: i64,
) -> Result<(), StoreError> {
    sql("INSERT INTO web_read (person, target, message)
         VALUES ($1, $2, $3)
         ON CONFLICT (person, target) DO UPDATE
         SET message = excluded.message
         WHERE web_read.message < excluded.message")
    .bind(person)
    .bind(target)
    .bind(message)
    .run(tx)
    .await
    .map(drop)
}

/// The last message that a person has read, by conversation.
pub async fn last_read(conn: &mut Conn, person: &PersonKey) -> Result<BTreeMap<String, i64>, StoreError> {
    let rows = sql("SELECT target, message
         FROM web_read
         WHERE person = $1
         ORDER BY target")
    .bind(person)
    .all(conn)
    .await?;
    rows.iter().map(|row| Ok((row.text("target")?, row.int("message")?))).collect()
}

fn read(row: &Row) -> Result<WebMessage, StoreError> {
    Ok(WebMessage {
        id: row.int("id")?,
        seq: row.int("seq")?,
        marker: row.maybe_parsed("marker")?,
        target: row.text("target")?,
        thread: row.maybe_int("thread")?,
        author: row.text("author")?,
        body: row.text("body")?,
        at: row.instant("at")?,
        edited_at: row.maybe_instant("edited_at")?,
        replies: row.count("replies")?,
    })
}
