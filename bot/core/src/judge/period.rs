//! Periods of a KPI: their days, and the instants at which one ends, is due and settles.
//!
//! A period is named by its first day. Weeks begin on Monday, unless the samples of a KPI begin on another weekday.

use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Span, Timestamp};

use crate::kpi::{Grain, Kpi};
use crate::sample::Sample;

/// The weekday on which a week begins where no sample says otherwise.
pub const WEEK_START: Weekday = Weekday::Monday;

/// The weekday on which the weeks of a KPI begin: that of its newest sample.
pub fn week_start(grain: Grain, samples: &[Sample]) -> Weekday {
    match grain {
        Grain::Week => samples.last().map_or(WEEK_START, |sample| sample.seen.period.weekday()),
        Grain::Day | Grain::Month | Grain::Snapshot => WEEK_START,
    }
}

/// The first day of the period that contains the date. A snapshot's period is the day it was taken.
pub fn containing(grain: Grain, date: Date, week_start: Weekday) -> Date {
    match grain {
        Grain::Day | Grain::Snapshot => date,
        Grain::Week => add_days(date, -i64::from(date.weekday().since(week_start))),
        Grain::Month => date.first_of_month(),
    }
}

/// The last day of the period that begins on the date.
pub fn last_day(grain: Grain, first: Date) -> Date {
    match grain {
        Grain::Day | Grain::Snapshot => first,
        Grain::Week => add_days(first, 6),
        Grain::Month => first.last_of_month(),
    }
}

/// The first day of the period after the one that begins on the date.
pub fn next(grain: Grain, first: Date) -> Date {
    add_days(last_day(grain, first), 1)
}

/// The first day of the period before the one that begins on the date.
pub fn previous(grain: Grain, first: Date) -> Date {
    match grain {
        Grain::Day | Grain::Snapshot => add_days(first, -1),
        Grain::Week => add_days(first, -7),
        Grain::Month => add_days(first.first_of_month(), -1).first_of_month(),
    }
}

/// The instant at which the period is over in the KPI's zone: the start of the day after its last day.
pub fn end(kpi: &Kpi, first: Date) -> Timestamp {
    kpi.zone.start_of_day(next(kpi.grain, first))
}

/// The instant from which a missing value of the period is late. A snapshot is expected once a day.
pub fn due(kpi: &Kpi, first: Date) -> Timestamp {
    add_hours(end(kpi, first), kpi.lag.due_hours)
}

/// The instant from which a value of the period may be judged, where the source does not say how final it is.
///
/// A snapshot is the state at one moment: it settles `settle_hours` after it was fetched, at once for 0.
pub fn settles_at(kpi: &Kpi, first: Date, fetched_at: Timestamp) -> Timestamp {
    match kpi.grain {
        Grain::Snapshot => add_hours(fetched_at, kpi.lag.settle_hours),
        Grain::Day | Grain::Week | Grain::Month => add_hours(end(kpi, first), kpi.lag.settle_hours),
    }
}

/// The newest period whose value must have arrived by `now`.
pub fn newest_due(kpi: &Kpi, now: Timestamp, week_start: Weekday) -> Date {
    let hours = SignedDuration::from_hours(i64::from(kpi.lag.due_hours));
    let end_by = now.checked_sub(hours).unwrap_or(Timestamp::MIN);
    newest_complete(kpi, end_by, week_start)
}

/// The newest period that is over at `now`.
pub fn newest_complete(kpi: &Kpi, now: Timestamp, week_start: Weekday) -> Date {
    previous(kpi.grain, containing(kpi.grain, kpi.zone.date_at(now), week_start))
}

pub(crate) fn add_days(date: Date, days: i64) -> Date {
    let limit = if days < 0 { Date::MIN } else { Date::MAX };
    Span::new().try_days(days).and_then(|span| date.checked_add(span)).unwrap_or(limit)
}

fn add_hours(at: Timestamp, hours: u32) -> Timestamp {
    at.checked_add(SignedDuration::from_hours(i64::from(hours))).unwrap_or(Timestamp::MAX)
}
