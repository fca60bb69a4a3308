//! Months by their names or numbers, in a year that is said or meant: "nov 2025", "去年11月", "11月上旬".

use jiff::civil::Date;

use super::stretch::period_of;
use super::year::{year, year_behind};
use super::{Period, Today, quarter};
use crate::reading::day::{self, Lean};
use crate::reading::numeral;
use crate::reading::words::Words;

const MONTHS_ZH: &[&str] = &["月份", "月"];

/// "去年11月", "last november", "2025年11月": a month of a year that is said.
fn of_other_year(words: Words<'_>, today: Today) -> Option<(Period, Words<'_>)> {
    let (year, rest) = year(words, today)?;
    let (month, rest) = month(rest)?;
    let (first, last) = month_of(year, month)?;
    Some((Period::of(first, last), rest))
}

/// "11月", "november", "nov 2025", "Q3", "三季度", "2025".
pub(super) fn month_or_quarter(words: Words<'_>, today: Today, lean: Lean) -> Option<(Period, Words<'_>)> {
    if let Some(found) = of_other_year(words, today) {
        return day_within(words, found.1, today, lean).is_none().then_some(found);
    }
    let (said_year, rest) = year(words, today).map_or((None, words), |(year, rest)| (Some(year), rest));
    if let Some((quarter, rest)) = quarter::quarter(rest) {
        let (behind_year, rest) = if said_year.is_none() { year_behind(rest, today) } else { (None, rest) };
        let (first, last) = quarter::quarter_of(said_year.or(behind_year), quarter, today, lean)?;
        return Some((
            period_of(first, last, today, lean, first <= today.speaker && today.speaker <= last),
            rest,
        ));
    }
    if let Some((half, rest)) = quarter::half(rest) {
        let (behind_year, rest) = if said_year.is_none() { year_behind(rest, today) } else { (None, rest) };
        let year = said_year.or(behind_year).unwrap_or(today.speaker.year());
        let (first, last) = quarter::half_of(year, half, today, lean, said_year.or(behind_year).is_some())?;
        return Some((
            period_of(first, last, today, lean, first <= today.speaker && today.speaker <= last),
            rest,
        ));
    }
    if let (Some(year), true) = (said_year, words.len() > rest.len()) {
        let (first, last) = (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?);
        return Some((
            period_of(first, last, today, lean, first <= today.speaker && today.speaker <= last),
            rest,
        ));
    }
    let (month, rest) = month(words)?;
    if day_within(words, rest, today, lean).is_some() {
        return None;
    }
    let (behind_year, rest) = year_behind(rest, today);
    // "2月31日" is no day, and not a month either.
    if behind_year.is_none() && rest.chars().first().is_some_and(char::is_ascii_digit) && glued(words, rest) {
        return None;
    }
    let year = match (behind_year, lean) {
        (Some(year), _) => year,
        (None, Lean::Back) if month > i64::from(today.speaker.month()) => {
            today.speaker.year().checked_sub(1)?
        }
        (None, Lean::Ahead) if month < i64::from(today.speaker.month()) => {
            today.speaker.year().checked_add(1)?
        }
        _ => today.speaker.year(),
    };
    let (first, last) = month_of(year, month)?;
    if let Some((first, last, rest)) = ten_days(first, last, rest) {
        return Some((Period::of(first, last), rest));
    }
    let rest = rest.after_any(&["so far", "to date", "至今", "到目前为止", "截至目前"]).unwrap_or(rest);
    Some((period_of(first, last, today, lean, first <= today.speaker && today.speaker <= last), rest))
}

/// Whether no punctuation stands between the beginning of a stretch and its rest.
fn glued(words: Words<'_>, rest: Words<'_>) -> bool {
    !rest.is_apart() && words.len() > rest.len()
}

/// A day that reads further than the month alone: "nov 12".
fn day_within<'a>(words: Words<'a>, rest: Words<'a>, today: Today, lean: Lean) -> Option<Date> {
    day::day(words, today.speaker, lean).filter(|(_, behind)| behind.len() < rest.len()).map(|(day, _)| day)
}

/// "上旬", "early november" is said of ten days: the part of a month that a stretch goes on with.
fn ten_days(first: Date, last: Date, rest: Words<'_>) -> Option<(Date, Date, Words<'_>)> {
    let parts = [(&["上旬", "初"][..], 1, Some(10)), (&["中旬"], 11, Some(20)), (&["下旬"], 21, None)];
    let (from, to, rest) =
        parts.into_iter().find_map(|(names, from, to)| rest.after_any(names).map(|rest| (from, to, rest)))?;
    let day = |day: i8| Date::new(first.year(), first.month(), day).ok();
    Some((day(from)?, to.map_or(Some(last), day)?, rest))
}

fn month(words: Words<'_>) -> Option<(i64, Words<'_>)> {
    if let Some(found) = day::month_name(words) {
        return Some(found);
    }
    let (number, length) = numeral::small(words.chars())?;
    let rest = words.skip(length).trim().after_any(MONTHS_ZH)?;
    let rest = rest.after("整月").unwrap_or(rest);
    (1..=12).contains(&number).then_some((number, rest))
}

fn month_of(year: i16, month: i64) -> Option<(Date, Date)> {
    let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    Some((first, first.last_of_month()))
}
