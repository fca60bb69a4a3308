//! The outbox: messages on their way to a platform, and how far each has come.

mod claim;
mod clean;
mod edit;
mod enqueue;
mod lanes;
mod settle;

use jiff::Timestamp;
use steward_core::id::OutboxId;
use steward_core::outbox::{OutboxState, Outgoing};
use steward_core::platform::Address;

use crate::row::Row;
use crate::sql::sql;
use crate::{Conn, StoreError};

pub(crate) use claim::WAITING;
pub use claim::{Claimed, Room, Taken, claim, claim_within, is_unclear, is_waiting, take_unknown};
pub use clean::{ended, forget};
pub(crate) use edit::begin_bump;
pub use edit::{News, OVER, bump};
pub use enqueue::enqueue;
pub(crate) use enqueue::{Saved, begin_enqueue};
pub use lanes::{clean as clean_lanes, count_beside};
pub use settle::{Settling, cover, settle, stuck};

/// A row of the outbox as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// The message.
    pub outgoing: Outgoing,
    /// Where it stands.
    pub state: OutboxState,
    /// Tries so far; an edit counts anew for each version.
    pub attempt: u32,
    /// When the first try began.
    pub first_attempt_at: Option<Timestamp>,
    /// Whether a try ended without anybody knowing how.
    pub in_doubt: bool,
    /// Whether it was sent again although the platform may have had it.
    pub is_labelled: bool,
    /// The row whose message this one edits.
    pub edits: Option<OutboxId>,
    /// The platform's id of the message, once accepted.
    pub platform_message: Option<String>,
}

/// A try to hand a row to its platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The process that tried.
    pub lease_owner: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When its end was noted; none when it never was.
    pub ended_at: Option<Timestamp>,
    /// How it ended: the name of the state it led to, `again` where it is tried once more.
    pub outcome: Option<String>,
    /// The reason, where one was given.
    pub detail: Option<String>,
}

/// How many rows of a class are in a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The class, by its name.
    pub class: String,
    /// The state, by its name; accepted and expired rows are not counted.
    pub state: String,
    /// How many.
    pub rows: i64,
    /// The earliest instant before which none of them was to be sent.
    pub oldest: Timestamp,
}

/// The row with this id.
pub async fn by_id(conn: &mut Conn, id: OutboxId) -> Result<Option<OutboxRow>, StoreError> {
    sql("SELECT id, class, platform, target, direct, thread, order_key, idempotency_key, message, reader,
             plain, reply_to, edits, shows, not_before, expires_at, attempt, first_attempt_at, in_doubt, labelled,
             state, platform_message
         FROM outbox
         WHERE id = $1")
    .bind(id)
    .maybe(conn)
    .await?
    .map(|row| read(&row))
    .transpose()
}

/// The tries of a row, oldest first.
pub async fn attempts(conn: &mut Conn, id: OutboxId) -> Result<Vec<Attempt>, StoreError> {
    let rows = sql("SELECT lease_owner, started_at, ended_at, outcome, detail
         FROM outbox_attempt
         WHERE outbox = $1
         ORDER BY fence")
    .bind(id)
    .all(conn)
    .await?;
    let attempt = |row: &Row| {
        Ok(Attempt {
            lease_owner: row.text("lease_owner")?,
            started_at: row.instant("started_at")?,
            ended_at: row.maybe_instant("ended_at")?,
            outcome: row.maybe_text("outcome")?,
            detail: row.maybe_text("detail")?,
        })
    };
    rows.iter().map(attempt).collect()
}

/// Rows of which nobody knows whether the platform has them, oldest first.
pub async fn unknown(conn: &mut Conn) -> Result<Vec<OutboxRow>, StoreError> {
    let rows = sql("SELECT id, class, platform, target, direct, thread, order_key, idempotency_key, message, reader,
             plain, reply_to, edits, shows, not_before, expires_at, attempt, first_attempt_at, in_doubt, labelled,
             state, platform_message
         FROM outbox
         WHERE state = 'unknown'
         ORDER BY id")
    .all(conn)
    .await?;
    rows.iter().map(read).collect()
}

/// How much waits, is stuck or was given up, per class and state, in the order of their names.
pub async fn counts(conn: &mut Conn) -> Result<Vec<Count>, StoreError> {
    let rows = sql("SELECT class, state, COUNT(*) AS rows, MIN(not_before) AS oldest
         FROM outbox
         WHERE state NOT IN ('accepted', 'expired')
         GROUP BY class, state
         ORDER BY class, state")
    .all(conn)
    .await?;
    let count = |row: &Row| {
        Ok(Count {
            class: row.text("class")?,
            state: row.text("state")?,
            rows: row.int("rows")?,
            oldest: row.instant("oldest")?,
        })
    };
    rows.iter().map(count).collect()
}

/// The earliest instant after `now` at which a row becomes due. Rows that are due already wait for another row, whose end
/// wakes whoever listens to [`crate::Store::changed`].
pub async fn next_due(conn: &mut Conn, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    let row = sql("SELECT
             (SELECT MIN(not_before) FROM outbox WHERE state = 'pending' AND not_before > $1) AS pending,
             (SELECT MIN(not_before) FROM outbox WHERE state = 'unknown' AND not_before > $1) AS unclear")
    .bind(now)
    .one(conn)
    .await?;
    let due = [row.maybe_instant("pending")?, row.maybe_instant("unclear")?];
    Ok(due.into_iter().flatten().min())
}

fn read(row: &Row) -> Result<OutboxRow, StoreError> {
    Ok(OutboxRow {
        outgoing: read_outgoing(row)?,
        state: row.named("state")?,
        attempt: row.count("attempt")?,
        first_attempt_at: row.maybe_instant("first_attempt_at")?,
        in_doubt: row.flag("in_doubt")?,
        is_labelled: row.flag("labelled")?,
        edits: row.maybe_parsed("edits")?,
        platform_message: row.maybe_text("platform_message")?,
    })
}

/// The message of a row; [`StoreError::Corrupt`] when this build does not know its kind.
fn read_outgoing(row: &Row) -> Result<Outgoing, StoreError> {
    Ok(Outgoing {
        id: row.parsed("id")?,
        class: row.named("class")?,
        to: Address {
            platform: row.text("platform")?,
            target: row.text("target")?,
            direct: row.flag("direct")?,
            thread: row.maybe_text("thread")?,
        },
        order_key: row.text("order_key")?,
        idempotency_key: row.text("idempotency_key")?,
        message: row.doc("message")?,
        reader: row.doc("reader")?,
        reply_to: row.maybe_parsed("reply_to")?,
        shows: row.maybe_parsed("shows")?,
        not_before: row.instant("not_before")?,
        expires_at: row.maybe_instant("expires_at")?,
        plain: row.flag("plain")?,
    })
}
