//! What KPIs measured, read from the store: only the days that an answer needs.

use std::collections::BTreeMap;

use jiff::civil::Date;
use steward_core::alert::Alert;
use steward_core::answer::compare::compare;
use steward_core::answer::coverage::MOST_PERIODS;
use steward_core::answer::earlier::earlier;
use steward_core::answer::measure::{PERIODS_BEFORE, Series, measure};
use steward_core::digest::line::line;
use steward_core::id::KpiKey;
use steward_core::judge::{Judgement, period};
use steward_core::kpi::{Grain, Kpi};
use steward_core::message::answer::KpiValue;
use steward_core::question::Comparison;
use steward_core::sample::Sample;
use steward_store::{alert, judgement, sample};

use crate::context::{Context, Stop};
use crate::kpi::most_important;
use crate::meaning::Meaning;

/// Days to come that a span may reach; who asks for more means no days.
const MOST_DAYS_AHEAD: i64 = 366;

/// The days that a question asks for, and with what to compare them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Asked {
    /// First and last day; the newest period when none, up to today when the last is none.
    pub(crate) span: Option<(Date, Option<Date>)>,
    /// With what to compare.
    pub(crate) comparison: Option<Comparison>,
}

impl Asked {
    /// What a meaning asks for.
    pub(crate) fn of(meaning: &Meaning) -> Self {
        let span = meaning.span.as_ref().map(|span| (span.from, span.to));
        Self { span, comparison: meaning.comparison }
    }

    /// Whether the newest value is asked for, compared with nothing.
    pub(crate) fn is_now(&self) -> bool {
        self.span.is_none() && self.comparison.is_none()
    }
}

/// A KPI with what it measured, and the samples behind it.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// The value.
    pub(crate) value: KpiValue,
    /// The samples of the days asked for and of some before, oldest first.
    pub(crate) samples: Vec<Sample>,
}

/// What a KPI measured in the days asked for.
pub(crate) async fn find(context: &mut Context<'_>, kpi: &Kpi, asked: &Asked) -> Result<Found, Stop> {
    let mut ledger = Ledger::read(context, &[kpi], asked).await?;
    Ok(ledger.found(context, kpi, asked))
}

/// What each of some KPIs measured in the days asked for, in their order.
pub(crate) async fn find_each(
    context: &mut Context<'_>,
    kpis: &[&Kpi],
    asked: &Asked,
) -> Result<Vec<KpiValue>, Stop> {
    let mut ledger = Ledger::read(context, kpis, asked).await?;
    Ok(kpis.iter().map(|kpi| ledger.found(context, kpi, asked).value).collect())
}

/// What the store knows of some KPIs and the days asked for, read at once.
struct Ledger {
    judgements: BTreeMap<KpiKey, Judgement>,
    open: BTreeMap<KpiKey, Vec<Alert>>,
    /// The newest sample of those that were never judged.
    newest: BTreeMap<KpiKey, Vec<Sample>>,
    samples: BTreeMap<KpiKey, Vec<Sample>>,
}

impl Ledger {
    async fn read(context: &mut Context<'_>, kpis: &[&Kpi], asked: &Asked) -> Result<Self, Stop> {
        let keys: Vec<&KpiKey> = kpis.iter().map(|kpi| &kpi.key).collect();
        let judgements =
            judgement::of_each(context.tx, &keys.iter().map(|key| (*key).clone()).collect()).await?;
        let open = alert::open_of_each(context.tx, &keys).await?;
        let mut ledger = Self { judgements, open, newest: BTreeMap::new(), samples: BTreeMap::new() };
        if asked.span.is_none() {
            let unjudged: Vec<&KpiKey> =
                keys.into_iter().filter(|key| ledger.judged_period(key).is_none()).collect();
            ledger.newest = sample::latest_of_each(context.tx, &unjudged, 1).await?;
        }
        let mut wanted = Vec::with_capacity(kpis.len());
        for kpi in kpis {
            let (from, to) = ledger.days(context, kpi, asked);
            let before = |first| period::add_days(first, -days_of(kpi.grain, PERIODS_BEFORE));
            if let Some((first, last)) = asked.comparison.and_then(|with| earlier(with, kpi.grain, from, to))
            {
                // What both ask for is read once.
                wanted.push((&kpi.key, before(first), last.min(period::add_days(before(from), -1))));
            }
            wanted.push((&kpi.key, before(from), to));
        }
        ledger.samples = sample::between_each(context.tx, &wanted).await?;
        Ok(ledger)
    }

    /// What a KPI measured; its samples are taken out.
    fn found(&mut self, context: &Context<'_>, kpi: &Kpi, asked: &Asked) -> Found {
        let (from, to) = self.days(context, kpi, asked);
        let samples = self.samples.remove(&kpi.key).unwrap_or_default();
        let series = Series { kpi, targets: context.org.targets_of(&kpi.key), samples: &samples };
        let mut measured = measure(&series, from, to, context.now);
        let mut compared = asked.comparison.map(|with| compare(&series, &measured, with, context.now));
        for measured in
            compared.iter_mut().filter_map(|compared| compared.earlier.as_mut()).chain([&mut measured])
        {
            measured.limit_source = measured.limit_source.take().map(|source| source.named(context.org));
            measured.target_source = measured.target_source.take().map(|source| source.named(context.org));
        }
        let open = self.open.get(&kpi.key).map_or(&[][..], Vec::as_slice);
        let judgement = self.judgements.get(&kpi.key);
        let value = KpiValue {
            line: line(kpi, judgement, most_important(open.iter()), context.org),
            zone: kpi.zone.clone(),
            grain: kpi.grain,
            direction: kpi.direction,
            aggregation: kpi.aggregation,
            measured,
            compared,
        };
        Found { value, samples }
    }

    /// First and last day of what is asked of a KPI.
    fn days(&self, context: &Context<'_>, kpi: &Kpi, asked: &Asked) -> (Date, Date) {
        match asked.span {
            Some((from, to)) => kept(kpi, from, to, kpi.zone.date_at(context.now)),
            None => self.newest_period(context, kpi),
        }
    }

    /// The newest period: the judged one, before the first judgement the newest with a sample, before the first sample the
    /// newest that is over.
    fn newest_period(&self, context: &Context<'_>, kpi: &Kpi) -> (Date, Date) {
        let with_sample = || Some(self.newest.get(&kpi.key)?.last()?.seen.period);
        let first = self
            .judged_period(&kpi.key)
            .or_else(with_sample)
            .unwrap_or_else(|| period::newest_complete(kpi, context.now, period::WEEK_START));
        (first, period::last_day(kpi.grain, first))
    }

    fn judged_period(&self, kpi: &KpiKey) -> Option<Date> {
        self.judgements.get(kpi)?.reading.as_ref().map(|reading| reading.period)
    }
}

/// A span within what one answer looks at.
fn kept(kpi: &Kpi, from: Date, to: Option<Date>, today: Date) -> (Date, Date) {
    let to = to.unwrap_or(today).min(period::add_days(today, MOST_DAYS_AHEAD));
    let first = period::add_days(to, -days_of(kpi.grain, MOST_PERIODS));
    (from.clamp(first, to), to)
}

/// At least as many days as so many periods have.
fn days_of(grain: Grain, periods: usize) -> i64 {
    let days = match grain {
        Grain::Day | Grain::Snapshot => 1,
        Grain::Week => 7,
        Grain::Month => 31,
    };
    i64::try_from(periods).unwrap_or(i64::MAX).saturating_mul(days)
}
