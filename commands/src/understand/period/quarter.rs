//! Quarters and halves of a year: "Q3", "三季度", "h1", "上半年".

use jiff::civil::Date;

use super::Today;
use crate::reading::day::Lean;
use crate::reading::words::Words;

/// "h1", "上半年".
pub(super) fn half(words: Words<'_>) -> Option<(i8, Words<'_>)> {
    let halves = [
        (1, &["h1", "first half of the year", "first half", "上半年"][..]),
        (2, &["h2", "second half of the year", "second half", "下半年"]),
    ];
    halves.into_iter().find_map(|(half, names)| words.after_any(names).map(|rest| (half, rest)))
}

pub(super) fn half_of(year: i16, half: i8, today: Today, lean: Lean, is_said: bool) -> Option<(Date, Date)> {
    let of = |year: i16| {
        let first = Date::new(year, half * 6 - 5, 1).ok()?;
        Some((first, Date::new(year, half * 6, 1).ok()?.last_of_month()))
    };
    let (first, last) = of(year)?;
    match lean {
        Lean::Back if !is_said && first > today.speaker => of(year.checked_sub(1)?),
        _ => Some((first, last)),
    }
}

/// "q3", "第三季度", "三季度", "3季度".
pub(super) fn quarter(words: Words<'_>) -> Option<(i8, Words<'_>)> {
    for (quarter, names) in [
        (1, &["q1", "first quarter", "第一季度", "一季度", "1季度"][..]),
        (2, &["q2", "second quarter", "第二季度", "二季度", "2季度"]),
        (3, &["q3", "third quarter", "第三季度", "三季度", "3季度"]),
        (4, &["q4", "fourth quarter", "第四季度", "四季度", "4季度"]),
    ] {
        if let Some(rest) = words.after_any(names) {
            return Some((quarter, rest));
        }
    }
    None
}

pub(super) fn quarter_of(year: Option<i16>, quarter: i8, today: Today, lean: Lean) -> Option<(Date, Date)> {
    let own = (today.speaker.month() - 1) / 3 + 1;
    let year = match (year, lean) {
        (Some(year), _) => year,
        (None, Lean::Back) if quarter > own => today.speaker.year().checked_sub(1)?,
        (None, Lean::Ahead) if quarter < own => today.speaker.year().checked_add(1)?,
        _ => today.speaker.year(),
    };
    let first = Date::new(year, (quarter - 1) * 3 + 1, 1).ok()?;
    let last = Date::new(year, quarter * 3, 1).ok()?.last_of_month();
    Some((first, last))
}
