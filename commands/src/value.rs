//! What KPIs measured, read from the store: only the days that an answer needs.

use jiff::civil::Date;
use steward_core::answer::compare::compare;
use steward_core::answer::coverage::MOST_PERIODS;
use steward_core::answer::earlier::earlier;
use steward_core::answer::measure::{PERIODS_BEFORE, Series, measure};
use steward_core::digest::line::line;
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
    let judgement = judgement::of(context.tx, &kpi.key).await?;
    let (from, to) = match asked.span {
        Some((from, to)) => kept(kpi, from, to, kpi.zone.date_at(context.now)),
        None => newest(context, kpi, judgement.as_ref()).await?,
    };
    let mut samples = samples(context, kpi, from, to).await?;
    let earlier = asked.comparison.and_then(|with| earlier(with, kpi.grain, from, to));
    if let Some((first, last)) = earlier {
        let before = samples.first().map_or(to, |sample| period::add_days(sample.seen.period, -1));
        let mut older = self::samples(context, kpi, first, last.min(before)).await?;
        older.retain(|old| samples.first().is_none_or(|first| old.seen.period < first.seen.period));
        older.append(&mut samples);
        samples = older;
    }
    let series = Series { kpi, targets: context.org.targets_of(&kpi.key), samples: &samples };
    let mut measured = measure(&series, from, to, context.now);
    let mut compared = asked.comparison.map(|with| compare(&series, &measured, with, context.now));
    for measured in
        compared.iter_mut().filter_map(|compared| compared.earlier.as_mut()).chain([&mut measured])
    {
        measured.limit_source = measured.limit_source.take().map(|source| source.named(context.org));
    }
    let open = alert::open_of(context.tx, &kpi.key).await?;
    let value = KpiValue {
        line: line(kpi, judgement.as_ref(), most_important(open.iter()), context.org),
        zone: kpi.zone.clone(),
        grain: kpi.grain,
        direction: kpi.direction,
        aggregation: kpi.aggregation,
        measured,
        compared,
    };
    Ok(Found { value, samples })
}

/// The samples of some days and of some periods before.
pub(crate) async fn samples(
    context: &mut Context<'_>,
    kpi: &Kpi,
    from: Date,
    to: Date,
) -> Result<Vec<Sample>, Stop> {
    let first = period::add_days(from, -days_of(kpi.grain, PERIODS_BEFORE));
    Ok(sample::between(context.tx, &kpi.key, first, to).await?)
}

/// A span within what one answer looks at.
fn kept(kpi: &Kpi, from: Date, to: Option<Date>, today: Date) -> (Date, Date) {
    let to = to.unwrap_or(today).min(period::add_days(today, MOST_DAYS_AHEAD));
    let first = period::add_days(to, -days_of(kpi.grain, MOST_PERIODS));
    (from.clamp(first, to), to)
}

/// The newest period: the judged one, before the first judgement the newest with a sample, before the first sample the
/// newest that is over.
async fn newest(
    context: &mut Context<'_>,
    kpi: &Kpi,
    judgement: Option<&Judgement>,
) -> Result<(Date, Date), Stop> {
    let judged = judgement.and_then(|judgement| judgement.reading.as_ref()).map(|reading| reading.period);
    let first = match judged {
        Some(first) => first,
        None => match sample::latest(context.tx, &kpi.key, 1).await?.last() {
            Some(sample) => sample.seen.period,
            None => period::newest_complete(kpi, context.now, period::WEEK_START),
        },
    };
    Ok((first, period::last_day(kpi.grain, first)))
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
