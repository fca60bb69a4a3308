//! When a person may be told: their working hours on their calendar, with the team's own days on top.

use std::borrow::Cow;

use jiff::{SignedDuration, Timestamp};

use crate::calendar::Calendar;
use crate::id::PersonKey;
use crate::org::Org;
use crate::person::Person;

/// The working time of one person. Somebody who is not known works at all hours.
#[derive(Debug, Clone)]
pub struct Hours<'a> {
    known: Option<(&'a Person, Cow<'static, Calendar>)>,
}

impl<'a> Hours<'a> {
    /// The working time of a person.
    pub fn of(person: &PersonKey, org: &'a Org) -> Self {
        Self { known: org.people.get(person).map(|person| (person, org.calendar(&person.calendar))) }
    }

    /// Whether the person is at work.
    pub fn is_awake(&self, at: Timestamp) -> bool {
        self.next_start(at) <= at
    }

    /// `at` itself within working time, else the next start of work.
    pub fn next_start(&self, at: Timestamp) -> Timestamp {
        self.known
            .as_ref()
            .map_or(at, |(person, calendar)| person.working_hours.next_start(at, &person.zone, calendar))
    }

    /// The instant within working time at which so many minutes of it have passed.
    pub fn after(&self, from: Timestamp, minutes: u32) -> Timestamp {
        let Some((person, calendar)) = &self.known else { return plus_minutes(from, minutes) };
        let passed = person.working_hours.add_working(from, minutes, &person.zone, calendar);
        person.working_hours.next_start(passed, &person.zone, calendar)
    }

    /// The start of work on the first workday after the one on which the person can next be told.
    pub fn next_workday(&self, from: Timestamp) -> Timestamp {
        let Some((person, calendar)) = &self.known else { return plus_minutes(from, MINUTES_OF_A_DAY) };
        let told = person.zone.date_at(self.next_start(from));
        let day = calendar.next_workday(told);
        self.next_start(person.zone.instant_of(person.working_hours.from.on(day)))
    }
}

/// Minutes of an ordinary day.
const MINUTES_OF_A_DAY: u32 = 1440;

/// An instant so many minutes later, by the clock.
pub fn plus_minutes(from: Timestamp, minutes: u32) -> Timestamp {
    from.saturating_add(SignedDuration::from_mins(i64::from(minutes))).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::alert::tests::{key, shanghai, team};

    #[rstest]
    #[case::in_the_morning("2026-03-06T08:00", "2026-03-06T09:00", "2026-03-09T09:00")]
    #[case::at_work("2026-03-05T10:00", "2026-03-05T10:00", "2026-03-06T09:00")]
    #[case::after_work("2026-03-05T18:00", "2026-03-06T09:00", "2026-03-09T09:00")]
    #[case::over_spring_festival("2026-02-14T17:00", "2026-02-14T17:00", "2026-02-24T09:00")]
    fn finds_the_next_start_and_the_next_workday(
        #[case] at: &str,
        #[case] start: &str,
        #[case] workday: &str,
    ) {
        let org = team();
        let hours = Hours::of(&key("mei"), &org);
        assert_eq!(hours.next_start(shanghai(at)), shanghai(start));
        assert_eq!(hours.next_workday(shanghai(at)), shanghai(workday));
        assert_eq!(hours.is_awake(shanghai(at)), at == start);
    }

    #[test]
    fn minutes_that_end_with_the_day_go_on_in_the_morning() {
        let org = team();
        let after = Hours::of(&key("mei"), &org).after(shanghai("2026-03-05T17:00"), 60);
        assert_eq!(after, shanghai("2026-03-06T09:00"));
    }

    #[test]
    fn somebody_unknown_is_always_there() {
        let org = team();
        let hours = Hours::of(&key("eve"), &org);
        let night = shanghai("2026-03-05T03:00");
        assert!(hours.is_awake(night));
        assert_eq!(hours.after(night, 90), shanghai("2026-03-05T04:30"));
    }
}
