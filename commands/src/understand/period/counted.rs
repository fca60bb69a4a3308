//! So many days, weeks or months, back or ahead: "past 30 days", "近7天", "for 3 days".

use jiff::Span;
use jiff::civil::Date;

use super::stretch::Stretch;
use super::{Period, Today, yesterday};
use crate::reading::day::{Lean, shifted};
use crate::reading::numeral;
use crate::reading::words::{Words, starts_with};

/// Words before a number of days that have been.
const PAST: &[&str] = &[
    "pst",
    "lst",
    "last",
    "past",
    "previous",
    "prior",
    "the last",
    "the past",
    "for the last",
    "for the past",
    "over the last",
    "over the past",
    "in the last",
    "in the past",
    "trailing",
    "近",
    "最近",
    "过去",
    "这",
    "近期",
    "前",
    "过去的",
    "最近的",
];

/// Words before a number of days to come.
const COMING: &[&str] = &["next", "the next", "for the next", "for", "未来", "接下来", "接下来的", "今后"];

const UNITS: &[(Stretch, &[&str])] = &[
    (Stretch::Day, &["days", "day", "d", "天", "日", "个工作日"]),
    (Stretch::Week, &["weeks", "week", "wks", "wk", "w", "个星期", "星期", "周", "个礼拜", "礼拜"]),
    (Stretch::Month, &["months", "month", "mo", "个月"]),
    (Stretch::Quarter, &["quarters", "个季度"]),
    (Stretch::Year, &["years", "year", "年"]),
];

/// More of a unit than this names no span that data could be kept for.
const MOST: i64 = 400;

/// "past 30 days", "近7天", "最近两周", "7d", "30天".
pub(super) fn counted(words: Words<'_>, today: Today, lean: Lean) -> Option<(Period, Words<'_>)> {
    // A number may stand right behind these.
    let glued = |word: &str| {
        let count = starts_with(words.chars(), word)?;
        let rest = words.skip(count);
        rest.chars().first().is_some_and(char::is_ascii_digit).then_some(rest)
    };
    let past = words.after_any(PAST).or_else(|| ["last", "past", "l"].into_iter().find_map(glued));
    let coming = words.after_any(COMING).or_else(|| glued("next"));
    let rest = past.or(coming).unwrap_or(words);
    let few = rest.after_any(&["几", "few", "a few", "couple of"]);
    let (count, rest) = match (numeral::small(rest.chars()).or_else(|| spelled(rest)), few) {
        (Some((count, length)), _) => (count, rest.skip(length)),
        (None, None) if past.is_some() => (1, rest),
        _ => return None,
    };
    let rest = rest.after("-").unwrap_or(rest).trim();
    let (unit, rest) =
        UNITS.iter().find_map(|(unit, names)| rest.after_any(names).map(|rest| (*unit, rest)))?;
    if !(1..=MOST).contains(&count) {
        return None;
    }
    // "最近一天"
    if words.after("这").is_some() && count == 1 {
        return None;
    }
    let backwards = past.is_some() || (coming.is_none() && lean == Lean::Back);
    // "3天内" and "两周后" are days.
    if past.is_none() && rest.after_any(&["后", "之后", "以后", "later", "from"]).is_some() {
        return None;
    }
    let rest = rest.after_any(&["内", "之内", "以内", "以来", "里", "的", "间"]).unwrap_or(rest);
    if backwards {
        let last = yesterday(today);
        let first = back(last, unit, count)?;
        Some((Period::of(first, last), rest))
    } else {
        let first = today.speaker;
        let last = ahead(first, unit, count)?;
        Some((Period::of(first, last), rest))
    }
}

/// A small number in English letters, and how many characters it takes.
fn spelled(words: Words<'_>) -> Option<(i64, usize)> {
    const NUMBERS: &[&str] =
        &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    (1..).zip(NUMBERS).find_map(|(number, name)| words.after(name).map(|_| (number, name.len())))
}

/// The first of so many units that end on a day.
fn back(last: Date, unit: Stretch, count: i64) -> Option<Date> {
    let months = |months: i64| {
        let before = last.checked_sub(Span::new().try_months(months).ok()?).ok()?;
        shifted(before, 1)
    };
    match unit {
        Stretch::Day => shifted(last, 1 - count),
        Stretch::Week => shifted(last, 1 - 7 * count),
        Stretch::Month => months(count),
        Stretch::Quarter => months(3 * count),
        Stretch::Year => months(12 * count),
    }
}

/// The last of so many units that begin on a day.
fn ahead(first: Date, unit: Stretch, count: i64) -> Option<Date> {
    let months = |months: i64| {
        let behind = first.checked_add(Span::new().try_months(months).ok()?).ok()?;
        shifted(behind, -1)
    };
    match unit {
        Stretch::Day => shifted(first, count - 1),
        Stretch::Week => shifted(first, 7 * count - 1),
        Stretch::Month => months(count),
        Stretch::Quarter => months(3 * count),
        Stretch::Year => months(12 * count),
    }
}
