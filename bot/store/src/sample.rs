//! Samples: append-only revisions of the value of each period.

mod record;

use std::collections::BTreeMap;

use jiff::civil::Date;
use steward_core::id::KpiKey;
use steward_core::sample::{Observation, Sample};

use crate::row::Row;
use crate::sql::{Sql, batches, sql};
use crate::value::Value;
use crate::{Conn, StoreError};

pub(crate) use record::met_query;
pub use record::{Met, Recorded, hold, record};

/// The newest revision of each of the last `periods` periods that have one, oldest first.
pub async fn latest(conn: &mut Conn, kpi: &KpiKey, periods: u32) -> Result<Vec<Sample>, StoreError> {
    let rows = sql(LATEST).bind(kpi).bind(periods).all(conn).await?;
    rows.iter().rev().map(read).collect()
}

pub(crate) const LATEST: &str =
    "SELECT id, kpi, period, revision, fetched_at, restates, value, numerator, denominator, finality,
         window_from, window_to, platform_target, source
     FROM sample
     WHERE kpi = $1
       AND newest
     ORDER BY period DESC
     LIMIT $2";

/// The newest revision of each of the last `periods` periods of some KPIs that have one, oldest first.
pub async fn latest_of_each(
    conn: &mut Conn,
    kpis: &[&KpiKey],
    periods: u32,
) -> Result<BTreeMap<KpiKey, Vec<Sample>>, StoreError> {
    let mut found: BTreeMap<KpiKey, Vec<Sample>> = BTreeMap::new();
    for batch in batches(kpis) {
        let rows = latest_query(periods, batch.iter().map(|kpi| [Value::from(*kpi)])).all(conn).await?;
        for row in &rows {
            let sample = read(row)?;
            found.entry(sample.seen.kpi.clone()).or_default().push(sample);
        }
    }
    Ok(found)
}

/// The samples `s` of the last `$1` periods of each of the KPIs `wanted`: the index gives the first period that counts,
/// and from there on all of them.
pub(crate) const OF_LAST_PERIODS: &str = "
     FROM wanted
     JOIN sample s ON s.kpi = wanted.kpi
       AND s.newest
       AND s.period >= COALESCE((
         SELECT p.period
         FROM sample p
         WHERE p.kpi = wanted.kpi
           AND p.newest
         ORDER BY p.period DESC
         LIMIT 1 OFFSET $1 - 1
       ), '')";

pub(crate) fn latest_query(periods: u32, kpis: impl IntoIterator<Item = [Value; 1]>) -> Sql {
    sql("WITH wanted (kpi) AS (VALUES")
        .bind(periods)
        .rows(kpis)
        .and(
            ")
     SELECT s.id, s.kpi, s.period, s.revision, s.fetched_at, s.restates, s.value, s.numerator, s.denominator, s.finality,
         s.window_from, s.window_to, s.platform_target, s.source",
        )
        .and(OF_LAST_PERIODS)
        .and("\nORDER BY s.kpi, s.period")
}

/// The newest revision of each period from `from` to `to`, both included, oldest first.
pub async fn between(conn: &mut Conn, kpi: &KpiKey, from: Date, to: Date) -> Result<Vec<Sample>, StoreError> {
    let rows = sql(BETWEEN).bind(kpi).bind(from).bind(to).all(conn).await?;
    rows.iter().map(read).collect()
}

pub(crate) const BETWEEN: &str =
    "SELECT id, kpi, period, revision, fetched_at, restates, value, numerator, denominator, finality,
         window_from, window_to, platform_target, source
     FROM sample
     WHERE kpi = $1
       AND newest
       AND period BETWEEN $2 AND $3
     ORDER BY period";

/// As [`between`], for each of some KPIs and the days asked of it. Of one KPI asked for twice, its earlier days come
/// first, and none is asked for twice.
pub async fn between_each(
    conn: &mut Conn,
    wanted: &[(&KpiKey, Date, Date)],
) -> Result<BTreeMap<KpiKey, Vec<Sample>>, StoreError> {
    let mut found: BTreeMap<KpiKey, Vec<Sample>> = BTreeMap::new();
    for batch in batches(wanted) {
        let rows = batch.iter().map(|(kpi, from, to)| [Value::from(*kpi), (*from).into(), (*to).into()]);
        for row in &between_query(rows).all(conn).await? {
            let sample = read(row)?;
            found.entry(sample.seen.kpi.clone()).or_default().push(sample);
        }
    }
    Ok(found)
}

pub(crate) fn between_query(wanted: impl IntoIterator<Item = [Value; 3]>) -> Sql {
    sql("WITH wanted (kpi, from_day, to_day) AS (VALUES").rows(wanted).and(
        ")
     SELECT s.id, s.kpi, s.period, s.revision, s.fetched_at, s.restates, s.value, s.numerator, s.denominator, s.finality,
         s.window_from, s.window_to, s.platform_target, s.source
     FROM wanted
     JOIN sample s ON s.kpi = wanted.kpi
       AND s.newest
       AND s.period BETWEEN wanted.from_day AND wanted.to_day
     ORDER BY s.kpi, s.period",
    )
}

/// Every revision of one period, oldest first.
pub async fn revisions(conn: &mut Conn, kpi: &KpiKey, period: Date) -> Result<Vec<Sample>, StoreError> {
    let rows = sql(
        "SELECT id, kpi, period, revision, fetched_at, restates, value, numerator, denominator, finality,
             window_from, window_to, platform_target, source
         FROM sample
         WHERE kpi = $1
           AND period = $2
         ORDER BY revision",
    )
    .bind(kpi)
    .bind(period)
    .all(conn)
    .await?;
    rows.iter().map(read).collect()
}

pub(crate) fn read(row: &Row) -> Result<Sample, StoreError> {
    let window = row.maybe_parsed("window_from")?.zip(row.maybe_parsed("window_to")?);
    Ok(Sample {
        id: row.parsed("id")?,
        revision: row.count("revision")?,
        fetched_at: row.instant("fetched_at")?,
        restates: row.flag("restates")?,
        seen: Observation {
            kpi: row.parsed("kpi")?,
            period: row.parsed("period")?,
            value: row.maybe_parsed("value")?,
            numerator: row.maybe_parsed("numerator")?,
            denominator: row.maybe_parsed("denominator")?,
            finality: row.named("finality")?,
            window,
            platform_target: row.maybe_doc("platform_target")?,
            source: row.text("source")?,
        },
    })
}
