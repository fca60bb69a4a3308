//! What happens in the month, and when: numbers come every morning, some breach, people deal with them and ask.

use std::ops::Range;

use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::company::{KPIS, PEOPLE, ZONE};

/// The first day of the month; one with 31 days and without holidays.
const FIRST: Date = date(2026, 12, 1);
/// Minutes after midnight at which the numbers of the day before come: before the digest.
const NUMBERS_AT: i64 = 8 * 60 + 40;
/// The day on which they come only in the afternoon, after whoever answers for the data was reminded.
const LATE_DAY: i8 = 15;
/// Minutes after midnight at which they come on that day.
const LATE_NUMBERS_AT: i64 = 14 * 60 + 40;
/// Days on which one KPI breaches: of thirty KPIs one in ten in a week.
const BREACH_ON: [Weekday; 3] = [Weekday::Monday, Weekday::Wednesday, Weekday::Friday];
/// Days that a breach lasts.
const BREACH_DAYS: i64 = 2;
/// Of so many breaches one is not answered before it is escalated.
const ESCALATED: usize = 4;
/// Minutes after the numbers until the owner acknowledges.
const ACK_AFTER: i64 = 12;
/// Minutes until then where it is escalated first.
const LATE_ACK_AFTER: i64 = 150;
/// Minutes from the acknowledgement until cause and action are written down.
const NOTE_AFTER: i64 = 25;
/// Minutes from that until somebody comments below the card.
const COMMENT_AFTER: i64 = 60;
/// Minutes from the comment until it is done.
const DONE_AFTER: i64 = 120;
/// Minutes after midnight at which people begin to ask.
const ASK_FROM: i64 = 10 * 60;
/// Minutes between two of them.
const ASK_EVERY: i64 = 19;

/// Something that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// The numbers of a day come.
    Numbers { of: Date },
    /// The owner of a KPI acknowledges its alert.
    Ack { kpi: usize },
    /// Writes down cause, action and a day.
    Note { kpi: usize },
    /// Comments below the card in the group.
    Comment { kpi: usize },
    /// Says that it is done.
    Done { kpi: usize },
    /// A person asks for a number, in the group or directly.
    Ask { person: usize, in_group: bool },
}

/// A deed with its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) at: Timestamp,
    pub(super) deed: Deed,
}

/// When the month begins.
pub(super) fn begin() -> Timestamp {
    at(FIRST, 0)
}

/// When it ends.
pub(super) fn end() -> Timestamp {
    at(FIRST.saturating_add(1.month()), 0)
}

/// The day on which the numbers come late.
pub(super) fn late_day() -> Range<Timestamp> {
    let day = FIRST.with().day(LATE_DAY).build().expect("a day of the month");
    at(day, 0)..at(day.saturating_add(1.day()), 0)
}

/// The days of the month.
fn days() -> impl Iterator<Item = Date> {
    FIRST.series(1.day()).take_while(|day| day.month() == FIRST.month())
}

/// Everything that happens in the month, in order.
pub(super) fn diary() -> Vec<Entry> {
    let mut diary: Vec<Entry> = days().flat_map(of_day).collect();
    for (kpi, day) in breaches() {
        let is_escalated = kpi % ESCALATED == ESCALATED - 1;
        let mut minutes = NUMBERS_AT + if is_escalated { LATE_ACK_AFTER } else { ACK_AFTER };
        diary.push(Entry { at: at(day, minutes), deed: Deed::Ack { kpi } });
        for (after, deed) in [
            (NOTE_AFTER, Deed::Note { kpi }),
            (COMMENT_AFTER, Deed::Comment { kpi }),
            (DONE_AFTER, Deed::Done { kpi }),
        ] {
            minutes += after;
            diary.push(Entry { at: at(day, minutes), deed });
        }
    }
    diary.retain(|entry| entry.at < end());
    diary.sort_by_key(|entry| entry.at);
    diary
}

/// Whether a KPI breaches with the number of a day.
pub(super) fn is_breaching(kpi: usize, of: Date) -> bool {
    // The number of a day is there on the day after.
    let seen = of.saturating_add(1.day());
    breaches().any(|(own, day)| {
        let last = day.saturating_add((BREACH_DAYS - 1).days());
        own == kpi && (day..=last).contains(&seen)
    })
}

/// Which KPI begins to breach on which day.
fn breaches() -> impl Iterator<Item = (usize, Date)> {
    let on = days().filter(|day| BREACH_ON.contains(&day.weekday()));
    on.enumerate().map(|(number, day)| (number % KPIS, day))
}

/// Numbers and questions of a day.
fn of_day(day: Date) -> Vec<Entry> {
    let minutes = if day.day() == LATE_DAY { LATE_NUMBERS_AT } else { NUMBERS_AT };
    let mut all =
        vec![Entry { at: at(day, minutes), deed: Deed::Numbers { of: day.saturating_sub(1.day()) } }];
    if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
        return all;
    }
    let mut minutes = ASK_FROM;
    for person in 0..PEOPLE {
        all.push(Entry { at: at(day, minutes), deed: Deed::Ask { person, in_group: person % 2 == 0 } });
        minutes += ASK_EVERY;
    }
    all
}

fn at(day: Date, minutes: i64) -> Timestamp {
    let zone = TimeZone::get(ZONE).expect("a zone that everybody knows");
    let midnight = day.to_zoned(zone).expect("a day that begins at midnight").timestamp();
    midnight + SignedDuration::from_mins(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_in_order_and_within_the_month() {
        let diary = diary();
        assert!(diary.is_sorted_by_key(|entry| entry.at));
        assert!(diary.iter().all(|entry| (begin()..end()).contains(&entry.at)));
    }

    #[test]
    fn a_breach_is_in_the_numbers_that_come_on_its_days() {
        let (kpi, day) = breaches().next().unwrap();
        let of = |days: i64| is_breaching(kpi, day.saturating_add(days.days()));
        assert_eq!([-2, -1, 0, 1].map(of), [false, true, true, false]);
    }
}
