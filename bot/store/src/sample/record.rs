//! Recording observations: a changed value becomes a new revision, an unchanged one is only seen again.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use steward_core::id::{IdGen, KpiKey, SampleId};
use steward_core::sample::{Observation, Sample};

use super::read;
use crate::bundle::Bundle;
use crate::sql::{Sql, batches, sql};
use crate::value::{Value, json, name};
use crate::{Conn, Engine, StoreError, Tx, judgement, org};

/// What became of an observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// The first value of its period.
    New {
        /// Always 1.
        revision: u32,
    },
    /// The same as before; only the instant it was last seen has moved.
    Unchanged {
        /// The revision it equals.
        revision: u32,
    },
    /// Another value than before.
    Revised {
        /// Its revision.
        revision: u32,
        /// The value of the revision before.
        before: Option<Decimal>,
        /// Whether an earlier revision had been settled.
        restates: bool,
    },
}

/// Records observations in their order and makes the KPIs that changed due to be judged now. Whoever else records or judges
/// one of these KPIs waits for the end of the transaction.
///
/// `is_settled` tells whether the newest revision of a period had been settled before it is replaced. Source and window
/// alone make no new revision.
pub async fn record(
    tx: &mut Tx,
    seen: &[Observation],
    now: Timestamp,
    ids: &dyn IdGen,
    is_settled: &(dyn Fn(&Observation) -> bool + Sync),
) -> Result<Vec<Recorded>, StoreError> {
    hold(tx, seen.iter().map(|one| &one.kpi)).await?;
    let met = Met::by(tx, seen).await?;
    let mut bundle = Bundle::default();
    let outcome = met.record(seen, now, ids, is_settled, &mut bundle)?;
    bundle.run(tx).await?;
    Ok(outcome)
}

/// Makes whoever else records or judges one of these KPIs wait for the end of the transaction.
pub async fn hold(tx: &mut Tx, kpis: impl IntoIterator<Item = &KpiKey>) -> Result<(), StoreError> {
    let kpis: BTreeSet<KpiKey> = kpis.into_iter().cloned().collect();
    judgement::lock(tx, &Vec::from_iter(kpis)).await.map(drop)
}

/// What observations meet.
#[derive(Debug, Clone, PartialEq)]
pub struct Met {
    engine: Engine,
    /// The newest revision of each of their periods that has one.
    newest: BTreeMap<(KpiKey, Date), Sample>,
    /// The version of the standing data: in the same answer, as it is needed at the same time.
    pub standing: i64,
}

impl Met {
    /// Reads what observations meet.
    pub async fn by(conn: &mut Conn, seen: &[Observation]) -> Result<Self, StoreError> {
        let periods: BTreeSet<(&KpiKey, Date)> = seen.iter().map(|one| (&one.kpi, one.period)).collect();
        let mut newest = BTreeMap::new();
        let mut standing = None;
        for batch in batches(&periods.into_iter().collect::<Vec<_>>()) {
            let periods = batch.iter().map(|(kpi, period)| [Value::from(*kpi), (*period).into()]);
            for row in &met_query(periods).all(conn).await? {
                standing.get_or_insert(row.int("standing")?);
                if row.maybe_text("id")?.is_some() {
                    let sample = read(row)?;
                    newest.insert((sample.seen.kpi.clone(), sample.seen.period), sample);
                }
            }
        }
        let standing = org::known_or_read(standing, conn).await?;
        Ok(Self { engine: conn.engine(), newest, standing })
    }

    /// [`record`], left to the bundle, which is refused with [`StoreError::Conflict`] when somebody else has recorded one of
    /// the periods since this was read: a period has one newest revision.
    pub fn record(
        self,
        seen: &[Observation],
        now: Timestamp,
        ids: &dyn IdGen,
        is_settled: &dyn Fn(&Observation) -> bool,
        bundle: &mut Bundle,
    ) -> Result<Vec<Recorded>, StoreError> {
        let mut batch = Batch::on(self.newest);
        let outcome = seen.iter().map(|observation| batch.take(observation, now, ids, is_settled)).collect();
        batch.save(now, self.engine, bundle)?;
        Ok(outcome)
    }
}

/// A row at least, without a sample where there is none.
pub(crate) fn met_query(periods: impl IntoIterator<Item = [Value; 2]>) -> Sql {
    sql("SELECT v.version AS standing, s.id, s.kpi, s.period, s.revision, s.fetched_at, s.restates, s.value,
             s.numerator, s.denominator, s.finality, s.window_from, s.window_to, s.platform_target, s.source
         FROM standing_version v
         LEFT JOIN sample s ON s.newest
             AND (s.kpi, s.period) IN (VALUES")
    .rows(periods)
    .and(
        ")
         WHERE v.id = 1
         ORDER BY s.kpi, s.period",
    )
}

/// The newest revisions that a set of observations meets, and what has to be written.
struct Batch {
    newest: BTreeMap<(KpiKey, Date), Sample>,
    replaced: BTreeSet<SampleId>,
    seen_again: BTreeSet<SampleId>,
    added: Vec<Sample>,
}

impl Batch {
    fn on(newest: BTreeMap<(KpiKey, Date), Sample>) -> Self {
        Self { newest, replaced: BTreeSet::new(), seen_again: BTreeSet::new(), added: Vec::new() }
    }

    fn take(
        &mut self,
        seen: &Observation,
        now: Timestamp,
        ids: &dyn IdGen,
        is_settled: &dyn Fn(&Observation) -> bool,
    ) -> Recorded {
        let period = (seen.kpi.clone(), seen.period);
        let before = self.newest.get(&period);
        if let Some(before) = before.filter(|before| says_the_same(&before.seen, seen)) {
            self.seen_again.insert(before.id);
            return Recorded::Unchanged { revision: before.revision };
        }
        let (revision, restates) = before.map_or((1, false), |before| {
            (before.revision.saturating_add(1), before.restates || is_settled(&before.seen))
        });
        let outcome = match before {
            None => Recorded::New { revision },
            Some(before) => Recorded::Revised { revision, before: before.seen.value, restates },
        };
        if let Some(before) = before {
            self.replaced.insert(before.id);
        }
        let sample =
            Sample { id: SampleId::fresh(ids), revision, fetched_at: now, seen: seen.clone(), restates };
        self.added.push(sample.clone());
        self.newest.insert(period, sample);
        outcome
    }

    fn save(self, now: Timestamp, engine: Engine, bundle: &mut Bundle) -> Result<(), StoreError> {
        let added: BTreeSet<SampleId> = self.added.iter().map(|sample| sample.id).collect();
        let replaced: Vec<&SampleId> = self.replaced.difference(&added).collect();
        let kpis: Vec<KpiKey> = self.added.iter().map(|sample| sample.seen.kpi.clone()).collect();
        if !replaced.is_empty() {
            for batch in batches(&replaced) {
                let statement = sql("UPDATE sample
                     SET newest = FALSE
                     WHERE id IN (VALUES")
                .rows(batch.iter().map(|id| [Value::from(*id)]))
                .and(")");
                bundle.add(statement);
            }
            judgement::begin_mark_due(&kpis, now, bundle);
            // Before the new ones come: a period has one newest revision at any instant.
            bundle.then();
        }
        for batch in batches(&self.seen_again.difference(&added).collect::<Vec<_>>()) {
            let suffix = engine.lock_suffix();
            // In the order of ids: two who see the same ones wait instead of blocking each other.
            let statement = sql("UPDATE sample
                 SET last_seen_at = $1
                 WHERE id IN (
                   SELECT id
                   FROM sample
                   WHERE id IN (VALUES")
            .bind(now)
            .rows(batch.iter().map(|id| [Value::from(*id)]))
            .and(")\nORDER BY id")
            .and(suffix)
            .and(")");
            bundle.add(statement);
        }
        for batch in batches(&self.added) {
            let rows = batch.iter().map(|sample| values(sample, !self.replaced.contains(&sample.id)));
            let rows = rows.collect::<Result<Vec<_>, _>>()?;
            let statement = sql("INSERT INTO sample (
                     id, kpi, period, revision, newest, fetched_at, last_seen_at, restates, value, numerator,
                     denominator, finality, window_from, window_to, platform_target, source
                 )
                 VALUES")
            .rows(rows);
            bundle.add(statement);
        }
        if replaced.is_empty() {
            // Last: PostgreSQL begins with the last part of a statement, and as in `hold` KPIs are held before their samples.
            judgement::begin_mark_due(&kpis, now, bundle);
        }
        Ok(())
    }
}

/// Whether two observations of a period say the same about it.
fn says_the_same(before: &Observation, now: &Observation) -> bool {
    let said = |seen: &Observation| {
        (seen.value, seen.numerator, seen.denominator, seen.finality, seen.platform_target.clone())
    };
    said(before) == said(now)
}

fn values(sample: &Sample, newest: bool) -> Result<[Value; 16], StoreError> {
    let seen = &sample.seen;
    Ok([
        sample.id.into(),
        Value::from(&seen.kpi),
        seen.period.into(),
        sample.revision.into(),
        newest.into(),
        sample.fetched_at.into(),
        sample.fetched_at.into(),
        sample.restates.into(),
        seen.value.into(),
        seen.numerator.into(),
        seen.denominator.into(),
        name(&seen.finality)?.into(),
        seen.window.map(|(first, _)| first).into(),
        seen.window.map(|(_, last)| last).into(),
        seen.platform_target.as_ref().map(json).transpose()?.into(),
        Value::from(&seen.source),
    ])
}
