//! Claiming rows for sending: one short transaction that also records the attempt, then the database is let go.

use std::collections::BTreeMap;
use std::future::ready;

use jiff::{SignedDuration, Timestamp};
use steward_core::id::OutboxId;
use steward_core::outbox::{CLASSES, LEASE_SECONDS, Outgoing};
use steward_core::pace::Limits;
use steward_core::pace::book::{Book, Call};

use super::{lanes, read_outgoing};
use crate::bundle::Bundle;
use crate::row::Row;
use crate::sql::{batches, sql};
use crate::turn::in_turn;
use crate::value::Value;
use crate::wake::Topic;
use crate::{Conn, Store, StoreError, Tx};

/// A row that this process may send until its lease ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// The message. Its address names the thread where it replies below another message that was accepted.
    pub outgoing: Outgoing,
    /// Which try this is, counting from 1; an edit counts anew for each version.
    pub attempt: u32,
    /// Names the lease: whoever settles shows it.
    pub fence: i64,
    /// When the first try began.
    pub first_attempt_at: Timestamp,
    /// Whether an earlier try may have been accepted without anybody knowing.
    pub in_doubt: bool,
    /// The row whose message this one edits.
    pub edits: Option<OutboxId>,
    /// The platform's id of the message to edit.
    pub platform_message: Option<String>,
    /// Whether it was sent again already although the platform may have had it.
    pub is_labelled: bool,
    /// Whether the platform can edit the message once it has it; the sender says so. Otherwise the card of an alert is
    /// left as it was posted.
    pub can_be_edited: bool,
    /// For the card of an alert, the version to be shown at least. Raise it to the version that was rendered.
    pub desired_version: Option<u32>,
}

/// How many rows may be claimed, less for the less urgent, so that those never take the last places.
///
/// The entry of a class bounds it together with every class that is less urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room(pub [u32; CLASSES]);

impl From<u32> for Room {
    fn from(rows: u32) -> Self {
        Self([rows; CLASSES])
    }
}

impl Room {
    /// The first of the rows, which come most urgent first, that fit and that the platforms take now.
    fn keep(self, rows: Vec<Waiting>, book: &mut Book<'_>) -> Vec<Claimed> {
        let mut left = self.0;
        let mut fits = |row: &Waiting| {
            let bounds = left.get_mut(..=row.claimed.outgoing.class.rank()).unwrap_or_default();
            let is_free = bounds.iter().all(|left| *left > 0) && book.admit(&row.call());
            if is_free {
                for left in bounds {
                    *left -= 1;
                }
            }
            is_free
        };
        rows.into_iter().filter(|row| fits(row)).map(|row| row.claimed).collect()
    }

    /// Rows of the most urgent class, and so of any.
    fn most(self) -> u32 {
        self.0.first().copied().unwrap_or(0)
    }
}

/// What a claim came to.
#[derive(Debug, Default)]
pub struct Taken {
    /// The rows that this process may send now.
    pub rows: Vec<Claimed>,
    /// Whether rows were passed over because their conversation was taken by one before them: another claim looks behind
    /// them.
    pub has_more: bool,
    /// When nothing was claimed although something waits: the first instant at which a platform takes more.
    pub free_at: Option<Timestamp>,
}

/// A row that might be claimed, with from when on its lanes are free.
struct Waiting {
    claimed: Claimed,
    target_free_at: Option<Timestamp>,
    app_free_at: Option<Timestamp>,
}

impl Waiting {
    fn call(&self) -> Call<'_> {
        let Claimed { outgoing, edits, .. } = &self.claimed;
        Call {
            to: &outgoing.to,
            class: outgoing.class,
            is_edit: edits.is_some(),
            target_free_at: self.target_free_at,
            app_free_at: self.app_free_at,
        }
    }
}

/// Most rows looked at in one claim: more rows of a newer build's kinds than that hide the rest.
const MOST_LOOKED_AT: u32 = 1_000;

/// Claims as many rows that are due as there is room for, most urgent class first and taking turns between targets within a class.
///
/// Of one order key at most one row is on its way, in the order in which they were queued; a row that waits for a later
/// hour and was never tried holds nobody up. Nothing goes to a target that asked to wait. A reply below another message
/// waits until that one is decided. Rows whose time has passed become expired. Rows of a kind this build does not know are
/// left for a newer one.
pub async fn claim(
    store: &Store,
    now: Timestamp,
    room: impl Into<Room>,
    lease_owner: &str,
) -> Result<Vec<Claimed>, StoreError> {
    Ok(claim_within(store, now, room.into(), &BTreeMap::new(), lease_owner, |_| ready(())).await?.0.rows)
}

/// [`claim`] that keeps the limits of platforms: what is claimed takes its place in their lanes, for this process and all
/// others, in the same transaction. While that is being written, `beside` is done with the rows, which none may send yet;
/// anew where the claim is made anew, because somebody else was faster.
pub async fn claim_within<B, F>(
    store: &Store,
    now: Timestamp,
    room: Room,
    limits: &BTreeMap<String, Limits>,
    lease_owner: &str,
    beside: B,
) -> Result<(Taken, F::Output), StoreError>
where
    B: Fn(&[Claimed]) -> F,
    F: Future,
{
    take(store, Taking { query: WAITING, from: "pending", now, room, limits, lease_owner }, &beside).await
}

/// Claims up to `limit` rows of which nobody knows whether the platform has them, to find out or send again.
pub async fn take_unknown(
    store: &Store,
    now: Timestamp,
    limit: u32,
    lease_owner: &str,
) -> Result<Vec<Claimed>, StoreError> {
    let taking = Taking {
        query: UNKNOWN,
        from: "unknown",
        now,
        room: limit.into(),
        limits: &BTreeMap::new(),
        lease_owner,
    };
    Ok(take(store, taking, &|_: &[Claimed]| ready(())).await?.0.rows)
}

/// Whether a lease has run out, or a row is unclear whose time to be looked into has come.
pub async fn is_unclear(conn: &mut Conn, now: Timestamp) -> Result<bool, StoreError> {
    Ok(is_any(conn, ANY_UNKNOWN, now).await? || is_any(conn, ANY_STUCK, now).await?)
}

/// Whether a row waits whose time has come. It may still have to wait for another one.
pub async fn is_waiting(conn: &mut Conn, now: Timestamp) -> Result<bool, StoreError> {
    is_any(conn, ANY_WAITING, now).await
}

async fn is_any(conn: &mut Conn, query: &'static str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(sql(query).bind(now).maybe(conn).await?.is_some())
}

const ANY_WAITING: &str = "SELECT id
     FROM outbox
     WHERE state = 'pending'
       AND not_before <= $1
     ORDER BY not_before, id
     LIMIT 1";

const ANY_UNKNOWN: &str = "SELECT id
     FROM outbox
     WHERE state = 'unknown'
       AND not_before <= $1
     ORDER BY not_before, id
     LIMIT 1";

const ANY_STUCK: &str = "SELECT id
     FROM outbox
     WHERE state = 'sending'
       AND lease_until <= $1
     ORDER BY lease_until, id
     LIMIT 1";

/// What is taken, and by whom.
#[derive(Clone, Copy)]
struct Taking<'a> {
    query: &'static str,
    from: &'static str,
    now: Timestamp,
    room: Room,
    limits: &'a BTreeMap<String, Limits>,
    lease_owner: &'a str,
}

/// Rows that may be sent now: the first that nothing holds up, a few times as many as are wanted, among which targets of a
/// class take turns. They are found in the order of an index, so that a claim costs the same however many rows wait; the
/// `+` keeps SQLite from sorting all that are due instead. `OFFSET 0` makes PostgreSQL look each question up by index,
/// and `|| ''` by the one of the order key: from old statistics of a queue it would choose to go through all that wait.
pub(crate) const WAITING: &str =
    "SELECT o.id, o.class, o.platform, o.target, o.direct, o.thread, o.order_key, o.idempotency_key, o.message,
         o.reader, o.plain, o.reply_to, o.edits, o.shows, o.not_before, o.expires_at, o.attempt,
         o.first_attempt_at, o.in_doubt, o.labelled, o.fence,
         p.platform_message AS parent_message, p.thread AS parent_thread,
         r.platform_message AS card_message, r.desired_version, c.until AS target_free_at,
         a.until AS app_free_at
     FROM outbox o
     LEFT JOIN outbox p ON p.id = o.reply_to
     LEFT JOIN message_ref r ON r.id = COALESCE(o.edits, o.id)
     LEFT JOIN target_pause c ON c.platform = o.platform AND c.target = o.target
     LEFT JOIN target_pause a ON a.platform = o.platform
         AND a.target = CASE WHEN o.edits IS NULL THEN '* pages' ELSE '* edits' END
     WHERE o.state = 'pending'
       AND o.id IN (
         SELECT due.id
         FROM (
             SELECT free.id, free.priority, free.not_before, ROW_NUMBER() OVER (
                 PARTITION BY free.priority, free.platform, free.target
                 ORDER BY free.not_before, free.place, free.id
             ) AS turn
             FROM (
                 SELECT w.id, w.priority, w.platform, w.target, w.not_before, w.place
                 FROM outbox w
                 WHERE w.state = 'pending'
                   AND +w.not_before <= $1
                   AND NOT EXISTS (
                     SELECT 1
                     FROM target_pause t
                     WHERE t.platform = w.platform
                       AND t.target IN (
                         CASE WHEN w.edits IS NULL THEN w.target ELSE w.target || ' edits' END,
                         CASE WHEN w.edits IS NOT NULL THEN '* edits'
                             WHEN w.priority = 0 THEN '* pages' ELSE '* others' END
                       )
                       AND t.until > $1
                     LIMIT 1 OFFSET 0
                   )
                   AND NOT EXISTS (
                     SELECT 1
                     FROM outbox f
                     WHERE f.order_key = w.order_key
                       AND f.state IN ('sending', 'unknown')
                     LIMIT 1 OFFSET 0
                   )
                   AND NOT EXISTS (
                     SELECT 1
                     FROM outbox e
                     WHERE e.order_key = w.order_key
                       AND (e.place, e.id) < (w.place, w.id)
                       AND e.state || '' = 'pending'
                       AND (e.not_before <= $1 OR e.attempt > 0)
                     LIMIT 1 OFFSET 0
                   )
                   AND NOT EXISTS (
                     SELECT 1
                     FROM outbox q
                     WHERE q.id = w.reply_to
                       AND q.state IN ('pending', 'sending', 'unknown')
                     LIMIT 1 OFFSET 0
                   )
                 ORDER BY w.priority, w.not_before, w.place, w.id
                 LIMIT 100 + 8 * $2
             ) free
         ) due
         ORDER BY due.priority, due.turn, due.not_before, due.id
         LIMIT $2
       )
     ORDER BY o.priority, o.not_before, o.place, o.id";

const UNKNOWN: &str =
    "SELECT o.id, o.class, o.platform, o.target, o.direct, o.thread, o.order_key, o.idempotency_key, o.message,
         o.reader, o.plain, o.reply_to, o.edits, o.shows, o.not_before, o.expires_at, o.attempt,
         o.first_attempt_at, o.in_doubt, o.labelled, o.fence,
         p.platform_message AS parent_message, p.thread AS parent_thread,
         r.platform_message AS card_message, r.desired_version
     FROM outbox o
     LEFT JOIN outbox p ON p.id = o.reply_to
     LEFT JOIN message_ref r ON r.id = COALESCE(o.edits, o.id)
     WHERE o.state = 'unknown'
       AND o.not_before <= $1
     ORDER BY o.priority, o.not_before, o.id
     LIMIT $2";

async fn take<B, F>(store: &Store, taking: Taking<'_>, beside: &B) -> Result<(Taken, F::Output), StoreError>
where
    B: Fn(&[Claimed]) -> F,
    F: Future,
{
    in_turn(|| take_once(store, taking, beside)).await
}

async fn take_once<B, F>(
    store: &Store,
    taking: Taking<'_>,
    beside: &B,
) -> Result<(Taken, F::Output), StoreError>
where
    B: Fn(&[Claimed]) -> F,
    F: Future,
{
    let mut tx = store.begin().await?;
    let mut look_at = taking.room.most();
    loop {
        let suffix = tx.engine().claim_suffix();
        let rows = sql(taking.query).and(suffix).bind(taking.now).bind(look_at).all(&mut tx).await?;
        let is_all = rows.len() < look_at as usize || look_at >= MOST_LOOKED_AT;
        let mut claimed = Vec::new();
        let mut expired = Vec::new();
        for row in &rows {
            match read_waiting(row, taking) {
                Ok(row) if is_expired(&row.claimed, taking) => expired.push(row.claimed.outgoing.id),
                Ok(row) => claimed.push(row),
                Err(StoreError::Corrupt { what }) => tracing::debug!(what, "row left for a newer build"),
                Err(error) => return Err(error),
            }
        }
        expire(&mut tx, &expired).await?;
        if claimed.is_empty() && !is_all {
            // Everything seen was expired or of a newer build: look behind it.
            look_at = look_at.max(1).saturating_mul(4).min(MOST_LOOKED_AT);
            continue;
        }
        let mut book = Book::at(taking.now, taking.limits);
        let rows = taking.room.keep(claimed, &mut book);
        let may_be_paced = taking.from == "pending" && rows.is_empty() && !taking.limits.is_empty();
        let free_at = if may_be_paced && is_waiting(&mut tx, taking.now).await? {
            lanes::next_free(&mut tx, taking.now).await?
        } else {
            None
        };
        let has_more = book.has_refused() && !rows.is_empty();
        let written = async {
            start(&mut tx, &rows, &book, taking).await?;
            tx.commit().await
        };
        let (written, done) = tokio::join!(written, beside(&rows));
        return written.map(|()| (Taken { rows, has_more, free_at }, done));
    }
}

fn is_expired(row: &Claimed, taking: Taking<'_>) -> bool {
    taking.from == "pending" && row.outgoing.expires_at.is_some_and(|end| end <= taking.now)
}

async fn expire(tx: &mut Tx, rows: &[OutboxId]) -> Result<(), StoreError> {
    for batch in batches(rows) {
        // Rows that waited for one of these may go now.
        tx.touch(Topic::Outbox);
        sql("UPDATE outbox
             SET state = 'expired'
             WHERE state = 'pending'
               AND id IN (VALUES")
        .rows(ids(batch))
        .and(")")
        .run(tx)
        .await?;
    }
    Ok(())
}

/// Takes the leases and records that the tries begin. The rows are held since they were read.
async fn start(
    tx: &mut Tx,
    claimed: &[Claimed],
    book: &Book<'_>,
    taking: Taking<'_>,
) -> Result<(), StoreError> {
    let lease_until = taking.now.saturating_add(SignedDuration::from_secs(LEASE_SECONDS));
    let lease_until = lease_until.map_err(|error| StoreError::defect(error.to_string()))?;
    for (number, batch) in batches(claimed).into_iter().enumerate() {
        let rows: Vec<OutboxId> = batch.iter().map(|row| row.outgoing.id).collect();
        let mut bundle = Bundle::default();
        let lease = sql("UPDATE outbox
             SET state = 'sending', attempt = attempt + 1, fence = fence + 1, lease_owner = $1, lease_until = $2,
                 first_attempt_at = COALESCE(first_attempt_at, $3)
             WHERE state = $4
               AND id IN (VALUES")
        .bind(taking.lease_owner)
        .bind(lease_until)
        .bind(taking.now)
        .bind(taking.from)
        .rows(ids(&rows))
        .and(")");
        bundle.add(lease);
        let attempts = sql("INSERT INTO outbox_attempt (outbox, fence, attempt, lease_owner, started_at)
             VALUES")
        .rows(batch.iter().map(|row| {
            [
                row.outgoing.id.into(),
                row.fence.into(),
                row.attempt.into(),
                taking.lease_owner.into(),
                taking.now.into(),
            ]
        }));
        bundle.add(attempts);
        if number == 0 {
            lanes::note(book, &mut bundle);
        }
        bundle.run(tx).await?;
    }
    Ok(())
}

fn ids(rows: &[OutboxId]) -> impl Iterator<Item = [Value; 1]> {
    rows.iter().map(|id| [Value::from(id)])
}

fn read_waiting(row: &Row, taking: Taking<'_>) -> Result<Waiting, StoreError> {
    let claimed = read_claimed(row, taking.now)?;
    if taking.limits.is_empty() {
        return Ok(Waiting { claimed, target_free_at: None, app_free_at: None });
    }
    let (target_free_at, app_free_at) =
        (row.maybe_instant("target_free_at")?, row.maybe_instant("app_free_at")?);
    Ok(Waiting { claimed, target_free_at, app_free_at })
}

/// The row as it will be once claimed.
fn read_claimed(row: &Row, now: Timestamp) -> Result<Claimed, StoreError> {
    let mut outgoing = read_outgoing(row)?;
    if let Some(parent) = row.maybe_text("parent_message")? {
        // Threads do not nest: below a reply means below what that one replies to.
        outgoing.to.thread = Some(row.maybe_text("parent_thread")?.unwrap_or(parent));
    }
    let edits = row.maybe_parsed("edits")?;
    Ok(Claimed {
        outgoing,
        attempt: row.count("attempt")?.saturating_add(1),
        fence: row.int("fence")?.saturating_add(1),
        first_attempt_at: row.maybe_instant("first_attempt_at")?.unwrap_or(now),
        in_doubt: row.flag("in_doubt")?,
        is_labelled: row.flag("labelled")?,
        can_be_edited: true,
        platform_message: if edits.is_some() { row.maybe_text("card_message")? } else { None },
        edits,
        desired_version: row.maybe_count("desired_version")?,
    })
}
