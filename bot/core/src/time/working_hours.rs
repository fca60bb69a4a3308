//! The hours in which a person may be disturbed, on the workdays of a calendar.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{TimeOfDay, Zone};
use crate::calendar::Calendar;

/// A person's working hours, local. A shift that ends at or before the time it starts runs into the next day; equal
/// times are a shift of a whole day. A shift belongs to the day on which it starts: that day must be a workday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkingHours {
    /// The first minute of the shift.
    pub from: TimeOfDay,
    /// The first minute after the shift.
    pub to: TimeOfDay,
}

/// How far ahead a shift is looked for, in days. A calendar without one workday in this time has none.
const HORIZON_DAYS: usize = 400;

/// One shift as instants: `start` belongs to it, `end` does not.
struct Shift {
    start: Timestamp,
    end: Timestamp,
}

impl WorkingHours {
    /// Whether a person with these hours is at work at `at`.
    pub fn contains(&self, at: Timestamp, zone: &Zone, calendar: &Calendar) -> bool {
        self.shifts_from(at, zone, calendar).next().is_some_and(|shift| shift.start <= at)
    }

    /// `at` itself within working hours, else the start of the next shift. When the calendar has no workday within
    /// a year, `at`: a message must not wait for ever.
    pub fn next_start(&self, at: Timestamp, zone: &Zone, calendar: &Calendar) -> Timestamp {
        self.shifts_from(at, zone, calendar).next().map_or(at, |shift| shift.start.max(at))
    }

    /// The instant at which `minutes` minutes of working time have passed since `at`; `at` itself for zero. Minutes are
    /// those that really pass, also on the day of a clock change. When the calendar runs out of workdays for a
    /// year, what is left passes as ordinary time.
    pub fn add_working(&self, at: Timestamp, minutes: u32, zone: &Zone, calendar: &Calendar) -> Timestamp {
        let mut left = SignedDuration::from_mins(i64::from(minutes));
        let mut reached = at;
        while left.is_positive() {
            let Some(shift) = self.shifts_from(reached, zone, calendar).next() else { break };
            let begin = shift.start.max(reached);
            let available = begin.duration_until(shift.end);
            if left <= available {
                return begin.checked_add(left).unwrap_or(Timestamp::MAX);
            }
            left -= available;
            reached = shift.end;
        }
        reached.checked_add(left).unwrap_or(Timestamp::MAX)
    }

    /// The shifts that end after `at`, in order; the first may already be running.
    fn shifts_from<'a>(
        &'a self,
        at: Timestamp,
        zone: &'a Zone,
        calendar: &'a Calendar,
    ) -> impl Iterator<Item = Shift> + 'a {
        let today = zone.date_at(at);
        // A shift that runs over midnight may have begun yesterday.
        let first = today.yesterday().unwrap_or(today);
        first
            .series(jiff::Span::new().days(1))
            .take(HORIZON_DAYS)
            .filter(|date| calendar.is_workday(*date))
            .filter_map(|date| self.shift_on(date, zone))
            .filter(move |shift| shift.end > at)
    }

    /// The shift that starts on `date`; `None` when a clock change swallows it.
    fn shift_on(&self, date: Date, zone: &Zone) -> Option<Shift> {
        let last = if self.to > self.from { date } else { date.tomorrow().ok()? };
        let shift =
            Shift { start: zone.instant_of(self.from.on(date)), end: zone.instant_of(self.to.on(last)) };
        (shift.start < shift.end).then_some(shift)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn hours(from: &str, to: &str) -> WorkingHours {
        WorkingHours { from: from.parse().unwrap(), to: to.parse().unwrap() }
    }

    fn shanghai() -> Zone {
        Zone::parse("Asia/Shanghai").unwrap()
    }

    fn at(zone: &Zone, local: &str) -> Timestamp {
        zone.instant_of(local.parse().unwrap())
    }

    #[rstest]
    #[case::start("2026-02-12T09:00", true)]
    #[case::before("2026-02-12T08:59", false)]
    #[case::end("2026-02-12T18:00", false)]
    #[case::make_up_saturday("2026-02-14T10:00", true)]
    #[case::new_year_monday("2026-02-16T10:00", false)]
    #[case::plain_saturday("2026-03-07T10:00", false)]
    fn knows_the_hours(#[case] local: &str, #[case] inside: bool) {
        let (zone, cn) = (shanghai(), Calendar::builtin("cn").unwrap());
        assert_eq!(hours("09:00", "18:00").contains(at(&zone, local), &zone, cn), inside);
    }

    #[rstest]
    #[case::inside("2026-02-12T10:00", "2026-02-12T10:00")]
    #[case::early("2026-02-12T03:00", "2026-02-12T09:00")]
    #[case::evening_before_make_up_day("2026-02-13T20:00", "2026-02-14T09:00")]
    #[case::over_spring_festival("2026-02-14T18:00", "2026-02-24T09:00")]
    fn finds_the_next_start(#[case] local: &str, #[case] expected: &str) {
        let (zone, cn) = (shanghai(), Calendar::builtin("cn").unwrap());
        let next = hours("09:00", "18:00").next_start(at(&zone, local), &zone, cn);
        assert_eq!(zone.local_at(next), expected.parse().unwrap());
    }

    #[rstest]
    #[case::friday_night("2026-03-06T23:00", true)]
    #[case::saturday_morning_belongs_to_friday("2026-03-07T05:59", true)]
    #[case::saturday_after("2026-03-07T06:00", false)]
    #[case::sunday_night("2026-03-08T23:00", false)]
    #[case::monday_morning_belongs_to_sunday("2026-03-09T03:00", false)]
    fn a_night_shift_belongs_to_the_day_it_starts(#[case] local: &str, #[case] inside: bool) {
        let (zone, cn) = (shanghai(), Calendar::builtin("cn").unwrap());
        assert_eq!(hours("22:00", "06:00").contains(at(&zone, local), &zone, cn), inside);
    }

    #[rstest]
    #[case::within_a_day("2026-02-12T10:00", 90, "2026-02-12T11:30")]
    #[case::to_the_end("2026-02-12T17:00", 60, "2026-02-12T18:00")]
    #[case::into_make_up_day("2026-02-13T17:30", 60, "2026-02-14T09:30")]
    #[case::over_the_holiday("2026-02-14T17:00", 120, "2026-02-24T10:00")]
    #[case::from_the_night("2026-02-12T02:00", 30, "2026-02-12T09:30")]
    #[case::nothing("2026-02-15T02:00", 0, "2026-02-15T02:00")]
    #[case::two_days("2026-03-03T09:00", 1080, "2026-03-04T18:00")]
    fn adds_working_minutes(#[case] local: &str, #[case] minutes: u32, #[case] expected: &str) {
        let (zone, cn) = (shanghai(), Calendar::builtin("cn").unwrap());
        let end = hours("09:00", "18:00").add_working(at(&zone, local), minutes, &zone, cn);
        assert_eq!(zone.local_at(end), expected.parse().unwrap());
    }

    #[test]
    fn a_night_of_a_clock_change_has_the_minutes_that_really_pass() {
        let zone = Zone::parse("America/Los_Angeles").unwrap();
        let every = Calendar::builtin("none").unwrap();
        // 8 March 2026 lacks the hour from 02:00, so eight worked hours end at 07:00 instead of 06:00.
        let end = hours("22:00", "08:00").add_working(at(&zone, "2026-03-07T22:00"), 480, &zone, every);
        assert_eq!(zone.local_at(end), "2026-03-08T07:00".parse().unwrap());
    }

    #[test]
    fn whole_days_join() {
        let (zone, every) = (shanghai(), Calendar::builtin("none").unwrap());
        let start = at(&zone, "2026-03-07T13:37");
        let end = hours("00:00", "00:00").add_working(start, 4000, &zone, every);
        assert_eq!(start.duration_until(end), SignedDuration::from_mins(4000));
    }

    proptest! {
        #[test]
        fn adding_in_two_steps_is_adding_once(
            start in 1_767_225_600_i64..1_798_761_600, first in 0_u32..2000, second in 1_u32..2000,
            from in 0_u8..24, to in 0_u8..24,
        ) {
            let zone = Zone::parse("America/Los_Angeles").unwrap();
            let us = Calendar::builtin("us").unwrap();
            let hours = WorkingHours { from: TimeOfDay::new(from, 0).unwrap(), to: TimeOfDay::new(to, 30).unwrap() };
            let start = Timestamp::from_second(start).unwrap();
            let step = hours.add_working(start, first, &zone, us);
            prop_assert_eq!(
                hours.add_working(step, second, &zone, us),
                hours.add_working(start, first + second, &zone, us)
            );
            let next = hours.next_start(start, &zone, us);
            prop_assert!(next >= start);
            prop_assert!(hours.contains(next, &zone, us));
        }
    }
}
