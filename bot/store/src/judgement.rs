//! Judgements: where each KPI stands, and when it has to be judged again.

mod at_hand;
mod board;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use steward_core::id::KpiKey;
use steward_core::judge::Judgement;

use crate::bundle::Bundle;
use crate::row::{Row, readable};
use crate::sql::{batches, sql};
use crate::value::{Value, json};
use crate::wake::Topic;
use crate::{Conn, StoreError, Tx};

pub(crate) use at_hand::at_hand_query;
pub use at_hand::{AtHand, at_hand};
pub(crate) use board::MARK;
pub use board::{Board, Standings};

/// The KPIs that have to be judged by now, earliest first.
pub async fn due(conn: &mut Conn, now: Timestamp, limit: u32) -> Result<Vec<KpiKey>, StoreError> {
    let rows = sql(DUE).bind(now).bind(limit).all(conn).await?;
    rows.iter().map(|row| row.parsed("kpi")).collect()
}

pub(crate) const DUE: &str = "SELECT kpi
     FROM judgement
     WHERE due_at <= $1
     ORDER BY due_at, kpi
     LIMIT $2";

/// Takes KPIs that have to be judged by now until the end of the transaction, earliest first. One that somebody else has
/// taken, or brings samples for, is passed over: it is due again when they are done.
pub async fn take_due(tx: &mut Tx, now: Timestamp, limit: u32) -> Result<Vec<Watched>, StoreError> {
    let suffix = tx.engine().claim_suffix();
    let rows = sql("SELECT o.kpi, o.due_at, o.watched_since
         FROM judgement o
         WHERE o.due_at <= $1
         ORDER BY o.due_at, o.kpi
         LIMIT $2")
    .and(suffix)
    .bind(now)
    .bind(limit)
    .all(tx)
    .await?;
    rows.iter().map(watched).collect()
}

/// The earliest instant at which a KPI has to be judged.
pub async fn next_due(conn: &mut Conn) -> Result<Option<Timestamp>, StoreError> {
    sql("SELECT MIN(due_at) AS due_at
         FROM judgement
         WHERE due_at IS NOT NULL")
    .one(conn)
    .await?
    .maybe_instant("due_at")
}

/// Takes KPIs for judging until the end of the transaction, before their samples are read; in the order of their keys.
/// One that is not watched is left out.
///
/// Samples that arrive meanwhile wait, and make the KPI due again afterwards.
pub async fn lock(tx: &mut Tx, kpis: &[KpiKey]) -> Result<Vec<Watched>, StoreError> {
    // In the order of keys, as `mark_due`.
    let mut kpis: Vec<&KpiKey> = kpis.iter().collect();
    kpis.sort();
    let suffix = tx.engine().lock_suffix();
    let mut taken = Vec::with_capacity(kpis.len());
    for batch in batches(&kpis) {
        let rows = sql("SELECT kpi, due_at, watched_since
             FROM judgement
             WHERE kpi IN (VALUES")
        .rows(batch.iter().map(|kpi| [Value::from(*kpi)]))
        .and(")\nORDER BY kpi")
        .and(suffix)
        .all(tx)
        .await?;
        for row in &rows {
            taken.push(watched(row)?);
        }
    }
    Ok(taken)
}

fn watched(row: &Row) -> Result<Watched, StoreError> {
    Ok(Watched {
        kpi: row.parsed("kpi")?,
        due_at: row.maybe_instant("due_at")?,
        since: row.instant("watched_since")?,
    })
}

/// What the store knows of a KPI beside its judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    /// Which KPI.
    pub kpi: KpiKey,
    /// When it has to be judged again.
    pub due_at: Option<Timestamp>,
    /// Since when it is watched.
    pub since: Timestamp,
}

/// Saves where KPIs stand and when they are due next. The first one makes a KPI watched from its own instant on.
pub async fn save(tx: &mut Tx, judgements: &[Judgement]) -> Result<(), StoreError> {
    let mut bundle = Bundle::default();
    begin_save(judgements, &mut bundle)?;
    bundle.run(tx).await
}

/// [`save`], left to the bundle.
pub(crate) fn begin_save(judgements: &[Judgement], bundle: &mut Bundle) -> Result<(), StoreError> {
    for batch in batches(judgements) {
        bundle.touch(Topic::Judged);
        let rows = batch.iter().map(|judged| {
            Ok([
                Value::from(&judged.kpi),
                json(judged)?.into(),
                judged.due_at.into(),
                judged.at.into(),
                1_i64.into(),
                judged.at.into(),
            ])
        });
        let statement = sql("INSERT INTO judgement (kpi, doc, due_at, watched_since, version, judged_at)
             VALUES")
        .rows(rows.collect::<Result<Vec<_>, StoreError>>()?)
        .and(
            "
             ON CONFLICT (kpi) DO UPDATE
             SET doc = excluded.doc,
                 due_at = excluded.due_at,
                 version = judgement.version + 1,
                 judged_at = excluded.judged_at",
        );
        bundle.add(statement);
    }
    Ok(())
}

/// Where a KPI stands; none when it was never judged.
pub async fn of(conn: &mut Conn, kpi: &KpiKey) -> Result<Option<Judgement>, StoreError> {
    let row = sql("SELECT doc
         FROM judgement
         WHERE kpi = $1")
    .bind(kpi)
    .maybe(conn)
    .await?;
    row.map_or(Ok(None), |row| row.maybe_doc("doc"))
}

/// Where those of the KPIs stand that were ever judged, as far as it can be read.
pub async fn of_each(
    conn: &mut Conn,
    kpis: &BTreeSet<KpiKey>,
) -> Result<BTreeMap<KpiKey, Judgement>, StoreError> {
    let mut found = BTreeMap::new();
    for batch in batches(&kpis.iter().collect::<Vec<_>>()) {
        let rows = sql("SELECT kpi, doc
             FROM judgement
             WHERE doc IS NOT NULL
               AND kpi IN (VALUES")
        .rows(batch.iter().map(|kpi| [Value::from(*kpi)]))
        .and(")\nORDER BY kpi")
        .all(conn)
        .await?;
        found.extend(readable(&rows, |row| Ok((row.parsed("kpi")?, row.doc("doc")?)))?);
    }
    Ok(found)
}

/// Makes KPIs due at an instant, or earlier where they are. A KPI that was not watched is watched from then on.
pub async fn mark_due(tx: &mut Tx, kpis: &[KpiKey], at: Timestamp) -> Result<(), StoreError> {
    let mut bundle = Bundle::default();
    begin_mark_due(kpis, at, &mut bundle);
    bundle.run(tx).await
}

/// [`mark_due`], left to the bundle.
pub(crate) fn begin_mark_due(kpis: &[KpiKey], at: Timestamp, bundle: &mut Bundle) {
    // In the order of keys, so that two transactions that mark the same ones wait instead of blocking each other.
    let mut kpis: Vec<&KpiKey> = kpis.iter().collect();
    kpis.sort();
    kpis.dedup();
    for batch in batches(&kpis) {
        bundle.touch(Topic::Due);
        let statement = sql("INSERT INTO judgement (kpi, due_at, watched_since)
             VALUES")
        .rows(batch.iter().map(|kpi| [Value::from(*kpi), at.into(), at.into()]))
        .and(
            "
             ON CONFLICT (kpi) DO UPDATE
             SET due_at = CASE
                 WHEN judgement.due_at < excluded.due_at THEN judgement.due_at
                 ELSE excluded.due_at
             END",
        );
        bundle.add(statement);
    }
}

/// Puts off a KPI that is due by now and cannot be judged.
pub async fn postpone(tx: &mut Tx, kpi: &KpiKey, now: Timestamp, until: Timestamp) -> Result<(), StoreError> {
    sql("UPDATE judgement
         SET due_at = $1
         WHERE kpi = $2
           AND due_at <= $3")
    .bind(until)
    .bind(kpi)
    .bind(now)
    .run(tx)
    .await
    .map(drop)
}

/// Since when a KPI is watched.
pub async fn watched_since(conn: &mut Conn, kpi: &KpiKey) -> Result<Option<Timestamp>, StoreError> {
    sql("SELECT watched_since
         FROM judgement
         WHERE kpi = $1")
    .bind(kpi)
    .maybe(conn)
    .await?
    .map(|row| row.instant("watched_since"))
    .transpose()
}

/// Forgets where a KPI stands, because it is watched no more.
pub async fn forget(tx: &mut Tx, kpi: &KpiKey) -> Result<(), StoreError> {
    sql("DELETE FROM judgement
         WHERE kpi = $1")
    .bind(kpi)
    .run(tx)
    .await
    .map(drop)
}
