//! Stretches of the calendar: days, weeks, months, quarters and years, and where they lie.

use jiff::Span;
use jiff::civil::Date;

use super::{Period, Today, yesterday};
use crate::reading::day::{Lean, shifted};

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// A stretch that is not over yet ends yesterday when values are meant, and begins today when days to come are.
pub(super) fn period_of(first: Date, last: Date, today: Today, lean: Lean, is_current: bool) -> Period {
    match lean {
        Lean::Back if is_current => {
            let last = last.min(yesterday(today)).max(first);
            Period::of(first, last)
        }
        Lean::Ahead if is_current => Period::of(first.max(today.speaker), last),
        _ => Period::of(first, last),
    }
}

/// First and last day of the stretch that lies so many back or ahead of the one today is in.
pub(super) fn stretch_at(stretch: Stretch, today: Today, shift: i64) -> Option<(Date, Date)> {
    let months = |first: Date, length: i64| {
        let from = first.checked_add(Span::new().try_months(shift.checked_mul(length)?).ok()?).ok()?;
        let to = from.checked_add(Span::new().try_months(length).ok()?).ok()?;
        Some((from, shifted(to, -1)?))
    };
    match stretch {
        Stretch::Day => shifted(today.speaker, shift).map(|day| (day, day)),
        Stretch::Week => {
            let monday = shifted(
                today.speaker,
                -i64::from(today.speaker.weekday().to_monday_zero_offset()) + 7 * shift,
            )?;
            Some((monday, shifted(monday, 6)?))
        }
        Stretch::Month => months(today.speaker.first_of_month(), 1),
        Stretch::Quarter => {
            let month = (today.speaker.month() - 1) / 3 * 3 + 1;
            months(Date::new(today.speaker.year(), month, 1).ok()?, 3)
        }
        Stretch::Year => months(today.speaker.first_of_year(), 12),
    }
}
