//! The lanes of platforms: from when on each takes the next call, one row a lane, shared by all processes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use steward_core::outbox::Class;
use steward_core::pace::Limits;
use steward_core::pace::book::{Book, Call, Lane};
use steward_core::platform::Address;

use crate::bundle::Bundle;
use crate::sql::{batches, sql};
use crate::turn::in_turn;
use crate::value::Value;
use crate::{Conn, Store, StoreError, Tx};

/// Takes places in the lanes of platforms for messages that went out beside the outbox, each named by its platform and its
/// conversation.
pub async fn count_beside(
    store: &Store,
    now: Timestamp,
    limits: &BTreeMap<String, Limits>,
    sent: &[(String, String)],
) -> Result<(), StoreError> {
    in_turn(|| count_once(store, now, limits, sent)).await
}

async fn count_once(
    store: &Store,
    now: Timestamp,
    limits: &BTreeMap<String, Limits>,
    sent: &[(String, String)],
) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    let wanted: BTreeSet<(String, String)> = sent
        .iter()
        .flat_map(|(platform, target)| {
            let lanes = [Lane::Posts(target.clone()), Lane::Pages];
            lanes.map(|lane| (platform.clone(), lane.name()))
        })
        .collect();
    let free = read(&mut tx, &wanted.into_iter().collect::<Vec<_>>()).await?;
    let free_at = |platform: &str, lane: &Lane| free.get(&(platform.to_owned(), lane.name())).copied();
    let mut book = Book::at(now, limits);
    for (platform, target) in sent {
        let to = Address { platform: platform.clone(), target: target.clone(), direct: false, thread: None };
        book.count(&Call {
            to: &to,
            class: Class::Reply,
            is_edit: false,
            target_free_at: free_at(platform, &Lane::Posts(target.clone())),
            app_free_at: free_at(platform, &Lane::Pages),
        });
    }
    let mut bundle = Bundle::default();
    note(&book, &mut bundle);
    bundle.run(&mut tx).await?;
    tx.commit().await
}

/// From when on each of these lanes is free, where that is known.
async fn read(
    conn: &mut Conn,
    lanes: &[(String, String)],
) -> Result<BTreeMap<(String, String), Timestamp>, StoreError> {
    let mut free = BTreeMap::new();
    for batch in batches(lanes) {
        let wanted =
            batch.iter().map(|(platform, lane)| [Value::from(platform.as_str()), lane.as_str().into()]);
        let rows = sql("SELECT platform, target, until
             FROM target_pause
             WHERE (platform, target) IN (VALUES")
        .rows(wanted)
        .and(") ORDER BY platform, target")
        .all(conn)
        .await?;
        for row in rows {
            free.insert((row.text("platform")?, row.text("target")?), row.instant("until")?);
        }
    }
    Ok(free)
}

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

/// The first instant at which a lane is free again.
pub(super) async fn next_free(conn: &mut Conn, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    sql("SELECT MIN(until) AS free_at
         FROM target_pause
         WHERE until > $1")
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
