//! What is at hand where KPIs are judged: their alerts, their samples and the version of the standing data, in one answer.

use std::collections::BTreeMap;

use steward_core::alert::Alert;
use steward_core::id::KpiKey;
use steward_core::sample::Sample;

use crate::sql::{Sql, batches, sql};
use crate::value::Value;
use crate::{Conn, StoreError, org, sample};

/// What is at hand of some KPIs.
#[derive(Debug, Clone, PartialEq)]
pub struct AtHand {
    /// The open alerts of each KPI, and of each kind the one that closed last, in the order of their numbers.
    pub alerts: BTreeMap<KpiKey, Vec<Alert>>,
    /// The newest revision of each of the last periods of each KPI, oldest first.
    pub samples: BTreeMap<KpiKey, Vec<Sample>>,
    /// The version of the standing data.
    pub standing: i64,
}

/// Reads what is at hand of some KPIs, with the samples of the last `periods` periods that have one.
pub async fn at_hand(conn: &mut Conn, kpis: &[&KpiKey], periods: u32) -> Result<AtHand, StoreError> {
    let mut alerts: BTreeMap<KpiKey, Vec<Alert>> = BTreeMap::new();
    let mut samples: BTreeMap<KpiKey, Vec<Sample>> = BTreeMap::new();
    let mut standing = None;
    for batch in batches(kpis) {
        let keys = batch.iter().map(|kpi| [Value::from(*kpi)]);
        for row in &at_hand_query(periods, keys).all(conn).await? {
            if row.maybe_text("id")?.is_some() {
                let sample = sample::read(row)?;
                samples.entry(sample.seen.kpi.clone()).or_default().push(sample);
                continue;
            }
            standing = standing.or(row.maybe_int("standing")?);
            if let Some(alert) = row.maybe_doc::<Alert>("doc")? {
                alerts.entry(alert.kpi.clone()).or_default().push(alert);
            }
        }
    }
    Ok(AtHand { alerts, samples, standing: org::known_or_read(standing, conn).await? })
}

/// Rows of alerts, one at least, without an alert where there is none; and rows of samples, as [`sample::OF_LAST_PERIODS`] finds them.
pub(crate) fn at_hand_query(periods: u32, kpis: impl IntoIterator<Item = [Value; 1]>) -> Sql {
    sql("WITH wanted (kpi) AS (VALUES")
        .bind(periods)
        .rows(kpis)
        .and(
            ")
     SELECT v.version AS standing, a.number, a.doc, NULL AS id, NULL AS kpi, NULL AS period, NULL AS revision,
         NULL AS fetched_at, NULL AS restates, NULL AS value, NULL AS numerator, NULL AS denominator, NULL AS finality,
         NULL AS window_from, NULL AS window_to, NULL AS platform_target, NULL AS source
     FROM standing_version v
     LEFT JOIN alert a ON a.kpi IN (SELECT kpi FROM wanted)
         AND (
             a.status <> 'closed'
             OR NOT EXISTS (
                 SELECT 1
                 FROM alert later
                 WHERE later.kpi = a.kpi
                   AND later.kind = a.kind
                   AND (later.closed_at, later.number) > (a.closed_at, a.number)
             )
         )
     WHERE v.id = 1
     UNION ALL
     SELECT NULL, NULL, NULL, s.id, s.kpi, s.period, s.revision, s.fetched_at, s.restates, s.value, s.numerator,
         s.denominator, s.finality, s.window_from, s.window_to, s.platform_target, s.source",
        )
        .and(sample::OF_LAST_PERIODS)
        .and("\nORDER BY number, kpi, period")
}
