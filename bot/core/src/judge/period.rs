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

/// A date so many days later, or earlier where they are negative; the ends of time hold.
pub fn add_days(date: Date, days: i64) -> Date {
    let limit = if days < 0 { Date::MIN } else { Date::MAX };
    Span::new().try_days(days).and_then(|span| date.checked_add(span)).unwrap_or(limit)
}

fn add_hours(at: Timestamp, hours: u32) -> Timestamp {
    at.checked_add(SignedDuration::from_hours(i64::from(hours))).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::judge::example::{at, day, days, kpi};
    use crate::kpi::Lag;

    #[rstest]
    #[case::day(Grain::Day, "2026-06-10", "2026-06-10", "2026-06-10", "2026-06-11", "2026-06-09")]
    #[case::week(Grain::Week, "2026-06-10", "2026-06-08", "2026-06-14", "2026-06-15", "2026-06-01")]
    #[case::monday(Grain::Week, "2026-06-08", "2026-06-08", "2026-06-14", "2026-06-15", "2026-06-01")]
    #[case::sunday(Grain::Week, "2026-06-14", "2026-06-08", "2026-06-14", "2026-06-15", "2026-06-01")]
    #[case::month(Grain::Month, "2026-03-31", "2026-03-01", "2026-03-31", "2026-04-01", "2026-02-01")]
    #[case::february(Grain::Month, "2028-02-29", "2028-02-01", "2028-02-29", "2028-03-01", "2028-01-01")]
    #[case::snapshot(Grain::Snapshot, "2026-12-31", "2026-12-31", "2026-12-31", "2027-01-01", "2026-12-30")]
    fn a_period_has_its_days(
        #[case] grain: Grain,
        #[case] date: &str,
        #[case] first: &str,
        #[case] last: &str,
        #[case] after: &str,
        #[case] before: &str,
    ) {
        let found = containing(grain, day(date), WEEK_START);
        assert_eq!(found, day(first));
        assert_eq!(last_day(grain, found), day(last));
        assert_eq!(next(grain, found), day(after));
        assert_eq!(previous(grain, found), day(before));
    }

    #[test]
    fn a_week_begins_as_the_samples_say() {
        let kpi = Kpi { grain: Grain::Week, ..kpi("lsr") };
        let start = week_start(Grain::Week, &days(&kpi, "2026-06-07", "1"));
        assert_eq!(start, Weekday::Sunday);
        assert_eq!(containing(Grain::Week, day("2026-06-13"), start), day("2026-06-07"));
        assert_eq!(containing(Grain::Week, day("2026-06-14"), start), day("2026-06-14"));
    }

    #[rstest]
    #[case::short_day("2026-03-08", "2026-03-09T07:00:00Z")]
    #[case::long_day("2026-11-01", "2026-11-02T08:00:00Z")]
    fn a_day_ends_in_its_zone(#[case] date: &str, #[case] ended: &str) {
        assert_eq!(end(&kpi("lsr"), day(date)), at(ended));
    }

    #[test]
    fn the_newest_that_is_due_is_the_newest_over_for_so_long() {
        let kpi = Kpi { lag: Lag { due_hours: 24, settle_hours: 0 }, ..kpi("lsr") };
        let newest = |now: &str| newest_due(&kpi, at(now), WEEK_START);
        assert_eq!(newest("2026-06-12T06:59:59Z"), day("2026-06-09"));
        assert_eq!(newest("2026-06-12T07:00:00Z"), day("2026-06-10"));
    }

    #[test]
    fn the_ends_of_time_hold() {
        let kpi = Kpi { grain: Grain::Month, ..kpi("lsr") };
        assert_eq!(next(Grain::Month, Date::MAX), Date::MAX);
        assert_eq!(previous(Grain::Week, Date::MIN), Date::MIN);
        assert!(due(&kpi, Date::MAX) > at("9999-01-01T00:00:00Z"));
    }

    proptest! {
        #[test]
        fn a_period_lies_between_its_neighbours(
            offset in 0i64..4000,
            start in prop::sample::select(vec![Weekday::Monday, Weekday::Sunday, Weekday::Wednesday]),
            grain in prop::sample::select(vec![Grain::Day, Grain::Week, Grain::Month, Grain::Snapshot]),
        ) {
            let date = add_days(day("2020-01-01"), offset);
            let first = containing(grain, date, start);
            prop_assert!(first <= date && date <= last_day(grain, first));
            prop_assert_eq!(previous(grain, next(grain, first)), first);
            prop_assert_eq!(containing(grain, last_day(grain, first), start), first);
            let kpi = Kpi { grain, ..kpi("lsr") };
            let ended = end(&kpi, first);
            prop_assert_eq!(newest_complete(&kpi, ended, start), first);
            prop_assert!(due(&kpi, newest_due(&kpi, ended, start)) <= ended);
        }
    }
}
