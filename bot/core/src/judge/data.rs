//! Data that is not there: never arrived, overdue, or said not to exist by its source.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Case, period, settled};
use crate::alert::DataFault;

/// The oldest period that is missing after the newest one that has arrived, and when it is due. A provisional value
/// has arrived. Nothing is expected for a period that had begun before the KPI was watched.
fn next_expected(case: &Case<'_>) -> (Date, Timestamp) {
    let grain = case.kpi.grain;
    let week_start = period::week_start(grain, case.samples);
    let watched_on = case.kpi.zone.date_at(case.watched_since);
    let running = period::containing(grain, watched_on, week_start);
    let first_whole = if case.kpi.zone.start_of_day(running) == case.watched_since {
        running
    } else {
        period::next(grain, running)
    };
    let after_newest = case.samples.last().map(|newest| period::next(grain, newest.seen.period));
    let missing = after_newest.map_or(first_whole, |next| next.max(first_whole));
    (missing, period::due(case.kpi, missing))
}

/// The value of a period is overdue.
pub(super) fn overdue(case: &Case<'_>) -> Option<DataFault> {
    let (missing, due) = next_expected(case);
    (due <= case.now).then(|| match case.samples.last() {
        None => DataFault::NeverArrived { due },
        Some(newest) => DataFault::Late { newest: newest.seen.period, missing, due },
    })
}

/// When the newest value becomes too old to be judged.
fn stale_from(case: &Case<'_>) -> Option<Timestamp> {
    let newest = case.samples.last()?;
    Some(period::due(case.kpi, period::next(case.kpi.grain, newest.seen.period)))
}

/// Whether all values are older than they may be, and only because nothing is expected yet none is late: history that
/// was brought along, or a KPI that has rested. Nobody is paged for it.
pub(super) fn is_stale(case: &Case<'_>) -> bool {
    stale_from(case).is_some_and(|from| from <= case.now)
}

/// When data will next be too old or overdue; none when it already is.
pub(super) fn next_to_be_overdue(case: &Case<'_>) -> Option<Timestamp> {
    let (_, due) = next_expected(case);
    stale_from(case).into_iter().chain([due]).filter(|at| *at > case.now).min()
}

/// The source says that the newest settled period has no value.
pub(super) fn no_value(case: &Case<'_>) -> Option<DataFault> {
    let newest = settled::settled(case).next_back()?;
    newest.seen.value.is_none().then_some(DataFault::NoValue { period: newest.seen.period })
}
