//! Recording observations: a changed value becomes a new revision, an unchanged one is only seen again.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use steward_core::id::{IdGen, KpiKey, SampleId};
use steward_core::sample::{Observation, Sample};

use super::read;
use crate::bundle::Bundle;
use crate::sql::{batches, sql};
use crate::value::{Value, json, name};
use crate::{StoreError, Tx, judgement};

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

/// Records observations in their order and makes the KPIs that changed due to be judged now.
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
    let mut batch = Batch::load(tx, seen).await?;
    let outcome: Vec<Recorded> =
        seen.iter().map(|observation| batch.take(observation, now, ids, is_settled)).collect();
    batch.save(tx, now).await?;
    Ok(outcome)
}

/// The newest revisions that a set of observations meets, and what has to be written.
struct Batch {
    newest: BTreeMap<(KpiKey, Date), Sample>,
    replaced: BTreeSet<SampleId>,
    seen_again: BTreeSet<SampleId>,
    added: Vec<Sample>,
}

impl Batch {
    async fn load(tx: &mut Tx, seen: &[Observation]) -> Result<Self, StoreError> {
        let periods: BTreeSet<(&KpiKey, Date)> = seen.iter().map(|one| (&one.kpi, one.period)).collect();
        let kpis: BTreeSet<&KpiKey> = periods.iter().map(|(kpi, _)| *kpi).collect();
        // Whoever else records or judges one of these KPIs waits until we are done.
        let suffix = tx.engine().lock_suffix();
        for batch in batches(&kpis.into_iter().collect::<Vec<_>>()) {
            sql("SELECT kpi
                 FROM judgement
                 WHERE kpi IN (VALUES")
            .rows(batch.iter().map(|kpi| [Value::from(*kpi)]))
            .and(")\nORDER BY kpi")
            .and(suffix)
            .all(tx)
            .await?;
        }
        let mut newest = BTreeMap::new();
        for batch in batches(&periods.into_iter().collect::<Vec<_>>()) {
            let rows = sql("SELECT id, kpi, period, revision, fetched_at, restates, value, numerator, denominator, finality,
                     window_from, window_to, platform_target, source
                 FROM sample
                 WHERE newest
                   AND (kpi, period) IN (VALUES")
            .rows(batch.iter().map(|(kpi, period)| [Value::from(*kpi), (*period).into()]))
            .and(")\nORDER BY kpi, period")
            .all(tx)
            .await?;
            for row in &rows {
                let sample = read(row)?;
                newest.insert((sample.seen.kpi.clone(), sample.seen.period), sample);
            }
        }
        Ok(Self { newest, replaced: BTreeSet::new(), seen_again: BTreeSet::new(), added: Vec::new() })
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

    async fn save(self, tx: &mut Tx, now: Timestamp) -> Result<(), StoreError> {
        let added: BTreeSet<SampleId> = self.added.iter().map(|sample| sample.id).collect();
        let mut bundle = Bundle::default();
        for batch in batches(&self.seen_again.difference(&added).collect::<Vec<_>>()) {
            let statement = sql("UPDATE sample
                 SET last_seen_at = $1
                 WHERE id IN (VALUES")
            .bind(now)
            .rows(batch.iter().map(|id| [Value::from(*id)]))
            .and(")");
            bundle.add(statement);
        }
        // Before the new ones come: a period has one newest revision at any instant.
        for batch in batches(&self.replaced.difference(&added).collect::<Vec<_>>()) {
            sql("UPDATE sample
                 SET newest = FALSE
                 WHERE id IN (VALUES")
            .rows(batch.iter().map(|id| [Value::from(*id)]))
            .and(")")
            .run(tx)
            .await?;
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
        let kpis: Vec<KpiKey> = self.added.into_iter().map(|sample| sample.seen.kpi).collect();
        judgement::begin_mark_due(tx, &kpis, now, &mut bundle);
        bundle.run(tx).await
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
