//! Days as people name them: "yesterday", "last week", "近7天", "since monday", "nov 1-15", "11月", "Q3", "黑五".

mod counted;
mod event;
mod month;
mod named;
mod quarter;
mod range;
mod stretch;
mod weekend;
mod year;

use jiff::civil::Date;

use crate::reading::day::{self, Lean};
use crate::reading::words::Words;

/// Days, first and last; the last is none when they are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    /// First day.
    pub(super) from: Date,
    /// Last day.
    pub(super) to: Option<Date>,
}

impl Period {
    fn of(from: Date, to: Date) -> Self {
        Self { from, to: Some(to) }
    }

    fn day(day: Date) -> Self {
        Self::of(day, day)
    }

    /// Itself, when it follows another one right away and is of the same kind: a day, a week or a month.
    pub(super) fn after(self, other: Self) -> Option<Self> {
        let days = |period: Self| period.to.map(|to| period.from.duration_until(to).as_hours() / 24);
        let is_month = |period: Self| {
            period.from.day() == 1 && period.to.is_some_and(|to| to == period.from.last_of_month())
        };
        let is_alike = days(self) == days(other) || (is_month(self) && is_month(other));
        let follows = day::shifted(self.from, -1) == other.to;
        (follows && is_alike).then_some(self)
    }
}

/// Today on two calendars, which may be on two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Today {
    /// The speaker's: weeks, months, weekdays and dates are said from it.
    pub(super) speaker: Date,
    /// The KPI's: "yesterday" and "past 7 days" end before it.
    pub(super) kpi: Date,
}

impl Today {
    /// One day on both calendars.
    pub(super) fn both(day: Date) -> Self {
        Self { speaker: day, kpi: day }
    }
}

/// Words of days that may be mistyped.
pub(super) const WORDS: &[&str] = &[
    "today",
    "yesterday",
    "tomorrow",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "week",
    "weeks",
    "month",
    "months",
    "quarter",
    "year",
    "days",
    "last",
    "past",
    "previous",
    "since",
    "until",
    "black friday",
    "cyber monday",
    "prime day",
    "weekend",
];

/// The days with which a stretch begins, and what stands behind them. Days that have been lean back, promises ahead.
pub(super) fn period(words: Words<'_>, today: Today, lean: Lean) -> Option<(Period, Words<'_>)> {
    let here = single(words, today, lean);
    range::range(words, here, today, lean).or(here)
}

/// One name for days, no range of two: the one that says most.
fn single(words: Words<'_>, today: Today, lean: Lean) -> Option<(Period, Words<'_>)> {
    let readings = [
        day::counted_from(words, today.kpi).map(|(day, rest)| (Period::day(day), rest)),
        day::day(words, today.speaker, lean).map(|(day, rest)| (Period::day(day), rest)),
        named::named(words, today, lean)
            .or_else(|| counted::counted(words, today, lean))
            .or_else(|| weekend::weekend(words, today, lean)),
        event::event(words, today, lean),
        month::month_or_quarter(words, today, lean),
        range::dotted_alone(words, today, lean),
    ];
    readings.into_iter().flatten().min_by_key(|(_, rest)| rest.len())
}

/// The last complete day of a KPI.
fn yesterday(today: Today) -> Date {
    day::shifted(today.kpi, -1).unwrap_or(today.kpi)
}

#[cfg(test)]
mod tests;
