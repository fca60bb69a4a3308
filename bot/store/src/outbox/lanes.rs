//! The lanes of platforms: from when on each takes the next call, one row a lane, shared by all processes.

use jiff::Timestamp;
use steward_core::pace::book::{Book, Lane};

use crate::bundle::Bundle;
use crate::sql::sql;
use crate::value::Value;
use crate::{Conn, StoreError, Tx};

/// Adds to the bundle what the book has taken. When another process took a place in one of the lanes since they were read,
/// the bundle fails with [`StoreError::Conflict`] and nothing is taken.
pub(super) fn note(book: &Book<'_>, bundle: &mut Bundle) {
    let (mut known, mut fresh, mut following) = (Vec::new(), Vec::new(), Vec::new());
    for (platform, lane, entry) in book.entries() {
        let (platform, name, free_at) =
            (Value::from(platform), Value::from(lane.name()), Value::from(entry.free_at));
        match (lane, entry.read) {
            // It follows the lane of pages, which is guarded.
            (Lane::Others, _) => following.push([platform, name, free_at]),
            (_, Some(read)) => known.push([platform, name, free_at, read.into()]),
            (_, None) => fresh.push([platform, name, free_at]),
        }
    }
    if !known.is_empty() {
        // Whoever was slower finds another instant than the one that was read, and is refused by NOT NULL.
        let statement = sql("UPDATE target_pause
             SET until = CASE WHEN until = column4 THEN column3 END
             FROM (VALUES")
        .rows(known)
        .and(
            ") taken
             WHERE platform = column1
               AND target = column2",
        );
        bundle.add(statement);
    }
    if !fresh.is_empty() {
        bundle.add(sql("INSERT INTO target_pause (platform, target, until) VALUES").rows(fresh));
    }
    if !following.is_empty() {
        let statement = sql("INSERT INTO target_pause (platform, target, until) VALUES")
            .rows(following)
            .and(" ON CONFLICT (platform, target) DO UPDATE SET until = excluded.until");
        bundle.add(statement);
    }
}

/// The first instant at which a lane is free again, while something waits that is due.
pub(super) async fn next_free(conn: &mut Conn, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    sql("SELECT MIN(until) AS free_at
         FROM target_pause
         WHERE until > $1
           AND EXISTS (SELECT 1 FROM outbox WHERE state = 'pending' AND not_before <= $1)")
    .bind(now)
    .one(conn)
    .await?
    .maybe_instant("free_at")
}

/// Forgets lanes that have been free since before `before`.
pub async fn clean(tx: &mut Tx, before: Timestamp) -> Result<(), StoreError> {
    sql("DELETE FROM target_pause
         WHERE until < $1")
    .bind(before)
    .run(tx)
    .await
    .map(drop)
}
