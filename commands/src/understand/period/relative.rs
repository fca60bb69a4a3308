//! Days counted from today: weeks, months, quarters, years, and so many days back.

use jiff::Span;
use jiff::civil::Date;

use super::{Period, Today, yesterday};
use crate::reading::day::{self, Lean, shifted};
use crate::reading::numeral;
use crate::reading::words::{Words, starts_with};

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stretch {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// Names for the stretch that lies so many back, or ahead.
const NAMED: &[(Stretch, i64, &[&str])] = &[
    (
        Stretch::Week,
        0,
        &[
            "this week",
            "so far this week",
            "this week so far",
            "week to date",
            "wtd",
            "the week so far",
            "current week",
            "本周",
            "benzhou",
            "zhezhou",
            "这周",
            "这个星期",
            "这一周",
            "本星期",
            "这礼拜",
            "这个礼拜",
            "本周至今",
            "当周",
        ],
    ),
    (
        Stretch::Week,
        -1,
        &[
            "last week",
            "previous week",
            "prior week",
            "last weeks",
            "last week's",
            "the week before",
            "上周",
            "shangzhou",
            "上一周",
            "上个星期",
            "上星期",
            "上礼拜",
            "上个礼拜",
            "上个周",
            "last wk",
            "lst week",
        ],
    ),
    (
        Stretch::Week,
        -2,
        &["the week before last", "week before last", "上上周", "上上个星期", "上上星期", "大上周", "前一周"],
    ),
    (Stretch::Week, 1, &["next week", "下周", "下星期", "下个星期", "下礼拜", "下一周"]),
    (
        Stretch::Month,
        0,
        &[
            "this month",
            "so far this month",
            "this month so far",
            "本月截至昨天",
            "本月到目前为止",
            "month to date",
            "mtd",
            "current month",
            "本月",
            "这个月",
            "当月",
            "这月",
            "本月至今",
            "本月以来",
            "月初至今",
            "月初到现在",
            "从月初到现在",
            "这个月以来",
        ],
    ),
    (
        Stretch::Month,
        -1,
        &[
            "last month",
            "previous month",
            "prior month",
            "上月",
            "上个月",
            "shanggeyue",
            "上一个月",
            "上一月",
        ],
    ),
    (Stretch::Month, -2, &["the month before last", "month before last", "上上个月", "上上月", "前个月"]),
    (Stretch::Month, 1, &["next month", "下月", "下个月"]),
    (
        Stretch::Quarter,
        0,
        &[
            "this quarter",
            "so far this quarter",
            "this quarter so far",
            "quarter to date",
            "qtd",
            "current quarter",
            "本季度",
            "这个季度",
            "本季",
            "这季度",
            "当季",
        ],
    ),
    (
        Stretch::Quarter,
        -1,
        &["last quarter", "previous quarter", "prior quarter", "上季度", "上个季度", "上一季度", "上季"],
    ),
    (Stretch::Quarter, 1, &["next quarter", "下季度", "下个季度"]),
    (
        Stretch::Year,
        0,
        &[
            "this year",
            "so far this year",
            "this year so far",
            "year to date",
            "ytd",
            "current year",
            "今年",
            "本年",
            "今年以来",
            "年初至今",
            "本年度",
            "今年至今",
        ],
    ),
    (Stretch::Year, -1, &["last year", "previous year", "prior year", "去年", "上年", "上一年", "去年全年"]),
    (Stretch::Year, -2, &["前年"]),
];

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

const MONTHS_ZH: &[&str] = &["月份", "月"];

/// "last week", "近7天", "本月", "过去两周".
pub(super) fn relative(words: Words<'_>, today: Today, lean: Lean) -> Option<(Period, Words<'_>)> {
    named(words, today, lean).or_else(|| counted(words, today, lean)).or_else(|| weekend(words, today, lean))
}

fn named(words: Words<'_>, today: Today, lean: Lean) -> Option<(Period, Words<'_>)> {
    let (stretch, back, rest) = NAMED
        .iter()
        .filter_map(|(stretch, back, names)| words.after_any(names).map(|rest| (*stretch, *back, rest)))
        .min_by_key(|(.., rest)| rest.len())?;
    let (first, last) = stretch_at(stretch, today, back)?;
    Some((period_of(first, last, today, lean, back == 0), rest))
}

/// A stretch that is not over yet ends yesterday when values are meant, and begins today when days to come are.
fn period_of(first: Date, last: Date, today: Today, lean: Lean, is_current: bool) -> Period {
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
fn stretch_at(stretch: Stretch, today: Today, shift: i64) -> Option<(Date, Date)> {
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

/// "past 30 days", "近7天", "最近两周", "7d", "30天".
fn counted(words: Words<'_>, today: Today, lean: Lean) -> Option<(Period, Words<'_>)> {
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

/// "last weekend", "周末", "上周末".
fn weekend(words: Words<'_>, today: Today, lean: Lean) -> Option<(Period, Words<'_>)> {
    let monday = shifted(today.speaker, -i64::from(today.speaker.weekday().to_monday_zero_offset()))?;
    let names: &[(i64, &[&str])] = &[
        (-1, &["last weekend", "the past weekend", "past weekend", "上周末", "上个周末"]),
        (0, &["this weekend", "本周末", "这周末", "这个周末"]),
        (1, &["next weekend", "下周末", "下个周末"]),
    ];
    if let Some((weeks, rest)) =
        names.iter().find_map(|(weeks, names)| words.after_any(names).map(|rest| (*weeks, rest)))
    {
        let saturday = shifted(monday, 5 + 7 * weeks)?;
        return Some((Period::of(saturday, shifted(saturday, 1)?), rest));
    }
    let rest = words.after_any(&["the weekend", "over the weekend", "weekend", "周末"])?;
    let saturday = shifted(monday, 5)?;
    let saturday =
        if lean == Lean::Back && saturday >= today.speaker { shifted(saturday, -7)? } else { saturday };
    Some((Period::of(saturday, shifted(saturday, 1)?), rest))
}

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
    if let Some((quarter, rest)) = quarter(rest) {
        let (behind_year, rest) = if said_year.is_none() { year_behind(rest, today) } else { (None, rest) };
        let (first, last) = quarter_of(said_year.or(behind_year), quarter, today, lean)?;
        return Some((
            period_of(first, last, today, lean, first <= today.speaker && today.speaker <= last),
            rest,
        ));
    }
    if let Some((half, rest)) = half(rest) {
        let (behind_year, rest) = if said_year.is_none() { year_behind(rest, today) } else { (None, rest) };
        let year = said_year.or(behind_year).unwrap_or(today.speaker.year());
        let (first, last) = half_of(year, half, today, lean, said_year.or(behind_year).is_some())?;
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

fn year(words: Words<'_>, today: Today) -> Option<(i16, Words<'_>)> {
    if let Some(rest) = words.after_any(&["去年的", "去年", "last year's", "last year"]) {
        return Some((today.speaker.year().checked_sub(1)?, rest));
    }
    if let Some(rest) = words.after_any(&["今年的", "今年", "this year's"]) {
        return Some((today.speaker.year(), rest));
    }
    if let Some(rest) = words.after("last")
        && let Some((month, _)) = day::month_name(rest)
    {
        let passed = month < i64::from(today.speaker.month());
        return Some((
            if passed { today.speaker.year() } else { today.speaker.year().checked_sub(1)? },
            rest,
        ));
    }
    let (number, length) = numeral::whole(words.chars())?;
    let behind = words.skip(length);
    let rest = behind.after_any(&["年的", "年度", "年"]).or_else(|| {
        let quarter_or_end = behind.is_blank() || behind.chars().first().is_some_and(|c| c.is_whitespace());
        quarter_or_end.then(|| behind.trim())
    })?;
    let year = i16::try_from(number).ok()?;
    (2000..2100).contains(&year).then_some((year, rest))
}

pub(super) fn year_behind(words: Words<'_>, today: Today) -> (Option<i16>, Words<'_>) {
    if let Some(rest) = words.after_any(&["last year", "of last year", "去年"]) {
        return (today.speaker.year().checked_sub(1), rest);
    }
    match numeral::whole(words.chars()) {
        Some((number, 4)) if (2000..2100).contains(&number) => {
            (i16::try_from(number).ok(), words.skip(4).trim())
        }
        _ => (None, words),
    }
}

/// "h1", "上半年".
fn half(words: Words<'_>) -> Option<(i8, Words<'_>)> {
    let halves = [
        (1, &["h1", "first half of the year", "first half", "上半年"][..]),
        (2, &["h2", "second half of the year", "second half", "下半年"]),
    ];
    halves.into_iter().find_map(|(half, names)| words.after_any(names).map(|rest| (half, rest)))
}

fn half_of(year: i16, half: i8, today: Today, lean: Lean, is_said: bool) -> Option<(Date, Date)> {
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
fn quarter(words: Words<'_>) -> Option<(i8, Words<'_>)> {
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

fn quarter_of(year: Option<i16>, quarter: i8, today: Today, lean: Lean) -> Option<(Date, Date)> {
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
