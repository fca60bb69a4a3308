//! Standing data: one document a record, a version that every change moves, and the audit trail of the changes.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value as Json;
use steward_core::alert::Ack;
use steward_core::id::KpiKey;
use steward_core::org::Org;
use steward_core::org::change::{self, Change};
use steward_core::org::record::RecordKind;

use crate::row::Row;
use crate::sql::sql;
use crate::value::json;
use crate::wake::Topic;
use crate::{Conn, StoreError, Tx, alert, judgement};

/// A change of the standing data as the audit trail keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The version of the standing data that the change made; changes that were applied together share it.
    pub version: i64,
    /// When.
    pub at: Timestamp,
    /// Who, as the caller names them.
    pub actor: String,
    /// What.
    pub change: Change,
}

/// The version of the standing data; it differs whenever they do.
pub async fn version(conn: &mut Conn) -> Result<i64, StoreError> {
    sql("SELECT version
         FROM standing_version
         WHERE id = 1")
    .one(conn)
    .await?
    .int("version")
}

/// The version of the standing data, where no row has brought it.
pub(crate) async fn known_or_read(standing: Option<i64>, conn: &mut Conn) -> Result<i64, StoreError> {
    match standing {
        Some(version) => Ok(version),
        None => version(conn).await,
    }
}

/// All standing data, with their version. What changes while they are read belongs to a later version.
pub async fn load(conn: &mut Conn) -> Result<(Org, i64), StoreError> {
    let version = version(conn).await?;
    let rows = sql("SELECT kind, key, doc
         FROM standing
         ORDER BY kind, key")
    .all(conn)
    .await?;
    let mut org = Org::default();
    for row in rows {
        // Kinds of record that this build does not know are a newer one's.
        if let Ok(kind) = row.named("kind") {
            put(&mut org, kind, row.text("key")?, row.doc("doc")?)?;
        }
    }
    Ok((org, version))
}

/// Applies changes in their order and keeps them in the audit trail; the version they make. A KPI that is new or
/// different is due to be judged, one that is gone is watched no more.
///
/// # Errors
///
/// [`StoreError::Conflict`] when a record is not what the change says it was before: compare again.
/// [`StoreError::Defect`] when a record does not have the shape of its kind.
pub async fn apply(tx: &mut Tx, changes: &[Change], actor: &str, now: Timestamp) -> Result<i64, StoreError> {
    if changes.is_empty() {
        return version(tx).await;
    }
    tx.touch(Topic::Standing);
    // Whoever else changes standing data waits from here on.
    let version = sql("UPDATE standing_version
         SET version = version + 1
         WHERE id = 1
         RETURNING version")
    .one(tx)
    .await?
    .int("version")?;
    let mut watched = Vec::new();
    for (place, change) in (0_i64..).zip(changes) {
        check_before(tx, change).await?;
        match change {
            Change::Put { kind, key, after, .. } => {
                // Only what can be read back is written.
                let mut scratch = Org::default();
                change::apply(&mut scratch, change).map_err(|error| StoreError::defect(error.to_string()))?;
                save(tx, *kind, key, after).await?;
                watched.extend(scratch.kpis.into_keys());
            }
            Change::Remove { kind, key, .. } => {
                remove(tx, *kind, key).await?;
                if let (RecordKind::Kpi, Ok(key)) = (kind, KpiKey::parse(key)) {
                    judgement::forget(tx, &key).await?;
                }
            }
        }
        keep(tx, (version, place), change, actor, now).await?;
    }
    watched.extend(held_by_leavers(tx, changes).await?);
    judgement::mark_due(tx, &watched, now).await?;
    Ok(version)
}

/// The KPIs whose alerts are in the hands of people who leave with these changes: they are due, so that somebody else is
/// found.
async fn held_by_leavers(tx: &mut Tx, changes: &[Change]) -> Result<Vec<KpiKey>, StoreError> {
    let has_left = |change: &&Change| match change {
        Change::Put { kind: RecordKind::Person, after, .. } => {
            after.get("left").and_then(Json::as_bool) == Some(true)
        }
        Change::Remove { kind: RecordKind::Person, .. } => true,
        _ => false,
    };
    let leavers: Vec<&str> = changes.iter().filter(has_left).map(Change::key).collect();
    if leavers.is_empty() {
        return Ok(Vec::new());
    }
    let open = alert::open_all(tx).await?;
    let is_held = |ack: &Ack| leavers.contains(&ack.by.as_str());
    Ok(open
        .into_iter()
        .filter(|alert| alert.ack.as_ref().is_some_and(is_held))
        .map(|alert| alert.kpi)
        .collect())
}

/// The newest changes, newest first.
pub async fn changes(conn: &mut Conn, limit: u32) -> Result<Vec<Changed>, StoreError> {
    let rows = sql("SELECT version, at, actor, kind, key, before_doc, after_doc
         FROM standing_change
         ORDER BY version DESC, place DESC
         LIMIT $1")
    .bind(limit)
    .all(conn)
    .await?;
    rows.iter().map(read_changed).collect()
}

fn read_changed(row: &Row) -> Result<Changed, StoreError> {
    let (kind, key) = (row.named("kind")?, row.text("key")?);
    let change = match (row.maybe_doc("before_doc")?, row.maybe_doc("after_doc")?) {
        (before, Some(after)) => Change::Put { kind, key, before, after },
        (Some(before), None) => Change::Remove { kind, key, before },
        (None, None) => return Err(StoreError::corrupt("a change of standing data without any content")),
    };
    Ok(Changed { version: row.int("version")?, at: row.instant("at")?, actor: row.text("actor")?, change })
}

fn put(org: &mut Org, kind: RecordKind, key: String, doc: Json) -> Result<(), StoreError> {
    let change = Change::Put { kind, key, before: None, after: doc };
    change::apply(org, &change).map_err(|error| StoreError::corrupt(error.to_string()))
}

/// Whether a record is what the change says it was. Compared as this build writes it: an older one may have written the
/// same with fewer fields.
async fn check_before(tx: &mut Tx, change: &Change) -> Result<(), StoreError> {
    let (kind, key) = (change.kind(), change.key().to_owned());
    let stored = sql("SELECT doc
         FROM standing
         WHERE kind = $1
           AND key = $2")
    .bind(kind.name())
    .bind(&key)
    .maybe(tx)
    .await?;
    let stored: Option<Json> = stored.map(|row| row.doc("doc")).transpose()?;
    let before = match change {
        Change::Put { before, .. } => before.as_ref(),
        Change::Remove { before, .. } => Some(before),
    };
    // The company is always there; before it has a name it is not stored.
    let is_unnamed = kind == RecordKind::Company && stored.is_none();
    if is_unnamed || as_written(kind, &key, stored.as_ref())? == as_written(kind, &key, before)? {
        return Ok(());
    }
    Err(StoreError::conflict(format!("{kind} {key}")))
}

/// A record as this build writes it.
fn as_written(kind: RecordKind, key: &str, doc: Option<&Json>) -> Result<Option<Json>, StoreError> {
    let Some(doc) = doc else { return Ok(None) };
    let mut scratch = Org::default();
    put(&mut scratch, kind, key.to_owned(), doc.clone())?;
    let mut records: BTreeMap<(RecordKind, String), Json> = change::records(&scratch);
    Ok(records.remove(&(kind, key.to_owned())))
}

async fn save(tx: &mut Tx, kind: RecordKind, key: &str, doc: &Json) -> Result<(), StoreError> {
    sql("INSERT INTO standing (kind, key, doc)
         VALUES ($1, $2, $3)
         ON CONFLICT (kind, key) DO UPDATE
         SET doc = excluded.doc")
    .bind(kind.name())
    .bind(key)
    .bind(json(doc)?)
    .run_one(tx)
    .await
}

async fn remove(tx: &mut Tx, kind: RecordKind, key: &str) -> Result<(), StoreError> {
    sql("DELETE FROM standing
         WHERE kind = $1
           AND key = $2")
    .bind(kind.name())
    .bind(key)
    .run_one(tx)
    .await
}

async fn keep(
    tx: &mut Tx,
    (version, place): (i64, i64),
    change: &Change,
    actor: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (before, after) = match change {
        Change::Put { before, after, .. } => (before.as_ref(), Some(after)),
        Change::Remove { before, .. } => (Some(before), None),
    };
    sql("INSERT INTO standing_change (version, place, at, actor, kind, key, before_doc, after_doc)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(version)
    .bind(place)
    .bind(now)
    .bind(actor)
    .bind(change.kind().name())
    .bind(change.key())
    .bind(before.map(json).transpose()?)
    .bind(after.map(json).transpose()?)
    .run_one(tx)
    .await
}
