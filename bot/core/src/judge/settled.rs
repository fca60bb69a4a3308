//! Settlement: whether late data of a value has arrived, so that it may be judged.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Case, period};
use crate::kpi::Kpi;
use crate::sample::{Finality, Observation, Sample, SampleState};

/// When an observation settles: at once when the source calls it final, never when it calls it provisional, else by
/// the KPI's lag.
pub fn settles_at(kpi: &Kpi, seen: &Observation, fetched_at: Timestamp) -> Option<Timestamp> {
    match seen.finality {
        Finality::Final => Some(fetched_at),
        Finality::Provisional => None,
        Finality::ByLag => Some(period::settles_at(kpi, seen.period, fetched_at)),
    }
}

/// Whether an observation that was fetched then may be judged at `now`.
pub fn is_settled(kpi: &Kpi, seen: &Observation, fetched_at: Timestamp, now: Timestamp) -> bool {
    seen.finality == Finality::Final || settles_at(kpi, seen, fetched_at).is_some_and(|at| at <= now)
}

/// How far a sample can be believed at `now`.
pub fn state(kpi: &Kpi, sample: &Sample, now: Timestamp) -> SampleState {
    if !is_settled(kpi, &sample.seen, sample.fetched_at, now) {
        SampleState::Provisional
    } else if sample.restates {
        SampleState::Restated
    } else {
        SampleState::Settled
    }
}

/// The settled samples, oldest first.
pub(super) fn settled<'a>(case: &Case<'a>) -> impl DoubleEndedIterator<Item = &'a Sample> {
    let (kpi, now) = (case.kpi, case.now);
    case.samples.iter().filter(move |sample| is_settled(kpi, &sample.seen, sample.fetched_at, now))
}

/// The newest value of a period after every settled one.
pub(super) fn newer_provisional(case: &Case<'_>) -> Option<(Date, Decimal)> {
    case.samples
        .iter()
        .rev()
        .take_while(|sample| !is_settled(case.kpi, &sample.seen, sample.fetched_at, case.now))
        .find_map(|sample| Some((sample.seen.period, sample.seen.value?)))
}

/// When the next sample settles by itself.
pub(super) fn next_to_settle(case: &Case<'_>) -> Option<Timestamp> {
    case.samples
        .iter()
        .filter_map(|sample| settles_at(case.kpi, &sample.seen, sample.fetched_at))
        .filter(|at| *at > case.now)
        .min()
}
