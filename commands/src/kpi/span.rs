//! One KPI over days, compared, with the small table that people expect.

use jiff::Span;
use jiff::civil::Date;
use steward_core::answer::coverage::periods;
use steward_core::answer::measure::{Measured, Series, measure};
use steward_core::answer::slices::{MOST_ROWS, slices, usual};
use steward_core::judge::period;
use steward_core::kpi::{Grain, Kpi};
use steward_core::message::answer::{Answer, Definition, SpanAnswer};
use steward_core::question::Breakdown;

use crate::context::{Context, Outcome, Stop};
use crate::meaning::Meaning;
use crate::value::{self, Asked};

/// The answer about a KPI over the days of a meaning.
pub(super) async fn answer(context: &mut Context<'_>, kpi: &Kpi, meaning: &Meaning) -> Result<Outcome, Stop> {
    let mut asked = Asked::of(meaning);
    if let (None, Some(by)) = (asked.span, meaning.breakdown) {
        let today = kpi.zone.date_at(context.now);
        asked.span = Some((first_day(by, today), None));
    }
    let found = value::find(context, kpi, &asked).await?;
    let (from, to) = (found.value.measured.from, found.value.measured.to);
    let series = Series { kpi, targets: context.org.targets_of(&kpi.key), samples: &found.samples };
    let week_start = period::week_start(kpi.grain, &found.samples);
    let periods = periods(kpi.grain, from, to, week_start);
    let is_time = |by: &Breakdown| matches!(by, Breakdown::Day | Breakdown::Week | Breakdown::Month);
    let by = meaning.breakdown.filter(is_time).or_else(|| usual(kpi.grain, periods.len()));
    let mut rows: Vec<Measured> = by
        .map(|by| slices(by, kpi.grain, &periods, week_start))
        .unwrap_or_default()
        .into_iter()
        .map(|(from, to)| measure(&series, from, to, context.now))
        // Days that are yet to come are no rows.
        .filter(|row| row.coverage.expected > 0)
        .collect();
    let more = rows.len().saturating_sub(MOST_ROWS);
    rows.drain(..more);
    Ok(Outcome::public(Answer::Span {
        span: Box::new(SpanAnswer {
            kpi: found.value,
            definition: Definition::of(kpi),
            source: kpi.source.clone(),
            by: by.filter(|by| !rows.is_empty() && is_shown(*by, kpi.grain)),
            rows,
            more: u32::try_from(more).unwrap_or(u32::MAX),
        }),
    }))
}

/// Where a table begins that was asked for without days: two weeks of days, eight weeks, six months.
fn first_day(by: Breakdown, today: Date) -> Date {
    match by {
        Breakdown::Week => {
            let monday = period::containing(Grain::Week, today, period::WEEK_START);
            period::add_days(monday, -7 * 7)
        }
        Breakdown::Month => today.saturating_sub(Span::new().months(5)).first_of_month(),
        Breakdown::Day | Breakdown::Shop | Breakdown::Team | Breakdown::Owner => period::add_days(today, -14),
    }
}

/// Whether the rows may be called by that: a weekly KPI has no days.
fn is_shown(by: Breakdown, grain: Grain) -> bool {
    !matches!((by, grain), (Breakdown::Day, Grain::Week | Grain::Month) | (Breakdown::Week, Grain::Month))
}
