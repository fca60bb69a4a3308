//! Commerce events by the names people use: "黑五", "BFCM", "prime day", "双十一".

use jiff::civil::Date;
use steward_core::calendar::events;

use super::{Period, Today};
use crate::reading::day::Lean;
use crate::reading::words::Words;

/// Names of events: the key of the first and of the last event they mean.
const NAMES: &[(&[&str], &str, &str)] = &[
    (
        &["bfcm", "black friday to cyber monday", "黑五网一", "黑五到网一", "黑五到网络星期一", "cyber week"],
        "black_friday",
        "cyber_monday",
    ),
    (&["black friday", "bf", "黑五", "黑色星期五"], "black_friday", "black_friday"),
    (&["cyber monday", "网一", "网络星期一", "网购星期一"], "cyber_monday", "cyber_monday"),
    (&["thanksgiving", "感恩节"], "thanksgiving", "thanksgiving"),
    (
        &["prime big deal days", "秋季会员日", "秋促", "prime 秋促"],
        "prime_big_deal_days",
        "prime_big_deal_days",
    ),
    (&["prime day", "primeday", "会员日", "prime会员日", "prime 会员日", "pd"], "prime_day", "prime_day"),
    (&["singles day", "singles' day", "double 11", "11.11", "双11", "双十一"], "singles_day", "singles_day"),
];

/// Month and day.
type MonthDay = (i8, i8);

/// Holidays on which people look back, with their first and last day.
const HOLIDAYS: &[(&[&str], MonthDay, MonthDay)] = &[
    (
        &["国庆节", "国庆假期", "国庆", "十一假期", "十一长假", "national day", "golden week"],
        (10, 1),
        (10, 7),
    ),
    (&["圣诞节", "圣诞", "christmas", "xmas"], (12, 25), (12, 25)),
    (&["元旦", "new year's day", "new years day"], (1, 1), (1, 1)),
    (&["独立日", "july 4th", "4th of july", "independence day"], (7, 4), (7, 4)),
];

fn holiday(words: Words<'_>, year: Option<i16>, today: Today, lean: Lean) -> Option<(Period, Words<'_>)> {
    let (first, last, rest) = HOLIDAYS
        .iter()
        .filter_map(|(names, first, last)| words.after_any(names).map(|rest| (*first, *last, rest)))
        .min_by_key(|(.., rest)| rest.len())?;
    let rest = rest.after_any(&["期间", "当天", "那天", "period"]).unwrap_or(rest);
    let in_year = |year: i16| {
        Some(Period::of(Date::new(year, first.0, first.1).ok()?, Date::new(year, last.0, last.1).ok()?))
    };
    let own = in_year(year.unwrap_or(today.speaker.year()))?;
    let found = match lean {
        Lean::Back if year.is_none() && own.from > today.speaker => {
            in_year(today.speaker.year().checked_sub(1)?)?
        }
        Lean::Ahead if year.is_none() && own.to < Some(today.speaker) => {
            in_year(today.speaker.year().checked_add(1)?)?
        }
        _ => own,
    };
    Some((found, rest))
}

/// The event with which a stretch begins: the last that has begun when days back are meant, else the next that has not
/// ended.
pub(super) fn event(words: Words<'_>, today: Today, lean: Lean) -> Option<(Period, Words<'_>)> {
    let year = [
        (
            words.after_any(&["去年的", "去年", "last year's", "last year"]),
            today.speaker.year().checked_sub(1),
        ),
        (words.after_any(&["今年的", "今年", "this year's", "this"]), Some(today.speaker.year())),
    ];
    let said = year.into_iter().find_map(|(rest, year)| rest.zip(year));
    let (year, rest) = said.map_or((None, words), |(rest, year)| (Some(year), rest));
    if let Some(found) = holiday(rest, year, today, lean) {
        return Some(found);
    }
    let (first, last, rest) = NAMES
        .iter()
        .filter_map(|(names, first, last)| rest.after_any(names).map(|rest| (*first, *last, rest)))
        .min_by_key(|(.., rest)| rest.len())?;
    let rest = rest.after_any(&["期间", "当天", "那天", "period", "day"]).unwrap_or(rest);
    let (behind, rest) = super::year::year_behind(rest, today);
    let year = year.or(behind);
    let all = || events().iter().filter(|event| event.key == first);
    let begin = match (year, lean) {
        (Some(year), _) => all().find(|event| event.from.year() == year),
        (None, Lean::Back) => all().rfind(|event| event.from <= today.speaker),
        (None, Lean::Ahead) => all().find(|event| event.to >= today.speaker),
    }?;
    let end = events().iter().find(|event| event.key == last && event.to >= begin.from)?;
    Some((Period::of(begin.from, end.to), rest))
}
