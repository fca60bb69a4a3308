//! Samples: append-only revisions of the value of each period.

mod record;

use jiff::civil::Date;
use steward_core::id::KpiKey;
use steward_core::sample::{Observation, Sample};

use crate::row::Row;
use crate::sql::sql;
use crate::{Conn, StoreError};

pub use record::{Recorded, record};

/// The newest revision of each of the last `periods` periods that have one, oldest first.
pub async fn latest(conn: &mut Conn, kpi: &KpiKey, periods: u32) -> Result<Vec<Sample>, StoreError> {
    let rows = sql(LATEST).bind(kpi).bind(periods).all(conn).await?;
    rows.iter().rev().map(read).collect()
}

pub(crate) const LATEST: &str = "SELECT *
     FROM sample
     WHERE kpi = $1
       AND newest
     ORDER BY period DESC
     LIMIT $2";

/// The newest revision of each period from `from` to `to`, both included, oldest first.
pub async fn between(conn: &mut Conn, kpi: &KpiKey, from: Date, to: Date) -> Result<Vec<Sample>, StoreError> {
    let rows = sql(BETWEEN).bind(kpi).bind(from).bind(to).all(conn).await?;
    rows.iter().map(read).collect()
}

pub(crate) const BETWEEN: &str = "SELECT *
     FROM sample
     WHERE kpi = $1
       AND newest
       AND period BETWEEN $2 AND $3
     ORDER BY period";

/// Every revision of one period, oldest first.
pub async fn revisions(conn: &mut Conn, kpi: &KpiKey, period: Date) -> Result<Vec<Sample>, StoreError> {
    let rows = sql("SELECT *
         FROM sample
         WHERE kpi = $1
           AND period = $2
         ORDER BY revision")
    .bind(kpi)
    .bind(period)
    .all(conn)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Sample, StoreError> {
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
