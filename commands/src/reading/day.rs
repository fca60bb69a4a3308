//! Days as people write them: "fri", "周五", "tomorrow", "11-28", "11月28日", "nov 28".

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::numeral;
use super::words::Words;

/// On which side of today a day without a year or week lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lean {
    /// Ahead: a promise.
    Ahead,
    /// Back: a period that has been.
    Back,
}

/// A date without a year that passed at most so many days ago is meant, and refused, as past; not as next year's.
const JUST_PASSED_DAYS: i64 = 90;

const NAMED: &[(&str, i64)] = &[
    ("today", 0),
    ("eod", 0),
    ("今天", 0),
    ("今日", 0),
    ("今晚", 0),
    ("tonight", 0),
    ("tomorrow", 1),
    ("tmr", 1),
    ("tmrw", 1),
    ("明天", 1),
    ("明日", 1),
    ("the day after tomorrow", 2),
    ("day after tomorrow", 2),
    ("后天", 2),
    ("大后天", 3),
    ("the day before yesterday", -2),
    ("day before yesterday", -2),
    ("大前天", -3),
    ("前日", -2),
    ("yesterday", -1),
    ("yday", -1),
    ("yest", -1),
    ("ystd", -1),
    ("昨天", -1),
    ("昨日", -1),
    ("昨晚", -1),
    ("昨夜", -1),
    ("last night", -1),
    ("噚日", -1),
    ("寻日", -1),
    ("琴日", -1),
    ("听日", 1),
    ("zuotian", -1),
    ("jintian", 0),
    ("mingtian", 1),
    ("qiantian", -2),
    ("前天", -2),
];

const WEEKDAYS: &[(&[&str], Weekday)] = &[
    (&["monday", "mon", "一"], Weekday::Monday),
    (&["tuesday", "tues", "tue", "二"], Weekday::Tuesday),
    (&["wednesday", "weds", "wed", "三"], Weekday::Wednesday),
    (&["thursday", "thurs", "thur", "thu", "四"], Weekday::Thursday),
    (&["friday", "fri", "五"], Weekday::Friday),
    (&["saturday", "sat", "六"], Weekday::Saturday),
    (&["sunday", "sun", "日", "天"], Weekday::Sunday),
];

const MONTHS: &[&[&str]] = &[
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["may"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

/// The day with which the stretch begins, and what stands behind it.
pub(crate) fn day(words: Words<'_>, today: Date, lean: Lean) -> Option<(Date, Words<'_>)> {
    let words = words.after_any(&["on", "the"]).unwrap_or(words).trim();
    counted_from(words, today)
        .or_else(|| month_end(words, today))
        .or_else(|| counted(words, today, lean))
        .or_else(|| weekday(words, today, lean))
        .or_else(|| numeric(words, today, lean))
        .or_else(|| chinese(words, today, lean))
        .or_else(|| month_first(words, today, lean))
        .or_else(|| day_first(words, today, lean))
        .or_else(|| day_alone(words, today, lean))
}

/// "the 15th".
fn day_alone(words: Words<'_>, today: Date, lean: Lean) -> Option<(Date, Words<'_>)> {
    let (day, length) = numeral::whole(words.chars())?;
    let rest = words.skip(length).after_any(&["st", "nd", "rd", "th"])?;
    Some((without_month(day, today, lean)?, rest))
}

/// The day that the whole stretch says.
pub(crate) fn whole(words: Words<'_>, today: Date, lean: Lean) -> Option<Date> {
    day(words, today, lean).filter(|(_, rest)| rest.is_blank()).map(|(date, _)| date)
}

/// A day that is so many days away: "yesterday", "今天", "后天".
pub(crate) fn counted_from(words: Words<'_>, today: Date) -> Option<(Date, Words<'_>)> {
    let longest = |(name, days): &(&str, i64)| words.after(name).map(|rest| (*days, rest));
    let (days, rest) = NAMED.iter().filter_map(longest).min_by_key(|(_, rest)| rest.len())?;
    Some((shifted(today, days)?, rest))
}

fn month_end(words: Words<'_>, today: Date) -> Option<(Date, Words<'_>)> {
    // "12月底"
    if let Some((month @ 1..=12, length)) = numeral::small(words.chars())
        && let Some(rest) = words.skip(length).trim().after_any(&["月底", "月末"])
    {
        let year = if month < i64::from(today.month()) {
            i64::from(today.year()) + 1
        } else {
            i64::from(today.year())
        };
        return Some((date(year, month, 1)?.last_of_month(), rest));
    }
    let rest =
        words.after_any(&["end of the month", "end of month", "month end", "eom", "月底", "本月底"])?;
    Some((today.last_of_month(), rest))
}

/// "in 3 days", "3天内", "三天后".
fn counted(words: Words<'_>, today: Date, lean: Lean) -> Option<(Date, Words<'_>)> {
    let latin = words.after_any(&["in", "within"]);
    let (count, length) = numeral::small(latin.unwrap_or(words).chars())?;
    let rest = latin.unwrap_or(words).skip(length).trim();
    let (unit_days, rest) =
        match (rest.after_any(&["days", "day", "天"]), rest.after_any(&["weeks", "week", "周"])) {
            (Some(rest), _) => (1, rest),
            (_, Some(rest)) => (7, rest),
            _ => return None,
        };
    let rest = match (latin, rest.after_any(&["之内", "以内", "内", "之后", "以后", "后"])) {
        (_, Some(rest)) => rest,
        (Some(_), None) => rest,
        (None, None) => return None,
    };
    let days = count.checked_mul(unit_days)?;
    (lean == Lean::Ahead).then(|| shifted(today, days)).flatten().map(|date| (date, rest))
}

/// A day of the week, with its week or without: "next monday", "上周五", "fri".
pub(crate) fn weekday(words: Words<'_>, today: Date, lean: Lean) -> Option<(Date, Words<'_>)> {
    let weeks = [
        (words.after_any(&["next", "下下", "下个", "下"]), 1),
        (words.after_any(&["this", "本", "这个", "这"]), 0),
        (words.after_any(&["last", "上个", "上"]), -1),
    ];
    let week = weeks.into_iter().find_map(|(rest, week)| rest.map(|rest| (rest, week)));
    let week = week.map(|(rest, week)| (rest, if words.after("下下").is_some() { 2 } else { week }));
    let (wanted, rest) = weekday_name(week.map_or(words, |(rest, _)| rest))?;
    let own = i64::from(today.weekday().to_monday_zero_offset());
    let ahead = i64::from(wanted.to_monday_zero_offset()) - own;
    let days = match (week, lean) {
        (Some((_, week)), _) => ahead + 7 * week,
        (None, Lean::Ahead) => {
            if ahead > 0 {
                ahead
            } else {
                ahead + 7
            }
        }
        (None, Lean::Back) => {
            if ahead < 0 {
                ahead
            } else {
                ahead - 7
            }
        }
    };
    Some((shifted(today, days)?, rest))
}

/// A bare day of the week behind another day, as the end of a range: "下周一到周三" goes on in that week.
pub(crate) fn weekday_behind(words: Words<'_>, first: Date) -> Option<(Date, Words<'_>)> {
    weekday_name(words)?;
    weekday(words, first, Lean::Ahead)
}

fn weekday_name(words: Words<'_>) -> Option<(Weekday, Words<'_>)> {
    let chinese = words.after_any(&["周", "星期", "礼拜"]);
    if let Some((number @ 1..=7, 1)) = chinese.and_then(|behind| numeral::whole(behind.chars()))
        && let Some(rest) = chinese.map(|behind| behind.skip(1))
        && !rest.chars().first().is_some_and(|c| "天周个月年号".contains(*c) || c.is_ascii_alphanumeric())
    {
        let weekday = Weekday::from_monday_one_offset(i8::try_from(number).ok()?).ok()?;
        return Some((weekday, rest.trim()));
    }
    let is_chinese = |name: &str| !name.is_ascii();
    WEEKDAYS.iter().find_map(|(names, weekday)| {
        let rest = names.iter().find_map(|name| match chinese {
            Some(behind) if is_chinese(name) => behind.after(name),
            None if !is_chinese(name) => words.after(name),
            _ => None,
        })?;
        Some((*weekday, rest))
    })
}

/// "2026-11-28", "11/28/2026", "11-28", "11/28".
fn numeric(words: Words<'_>, today: Date, lean: Lean) -> Option<(Date, Words<'_>)> {
    let (first, length) = numeral::whole(words.chars())?;
    let mut rest = words.skip(length);
    let sign = rest.chars().first().copied().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (second, length) = numeral::whole(rest.skip(1).chars())?;
    rest = rest.skip(1 + length);
    let mut third = None;
    if rest.chars().first() == Some(&sign)
        && let Some((number, length)) = numeral::whole(rest.skip(1).chars())
    {
        third = Some(number);
        rest = rest.skip(1 + length);
    }
    if rest.chars().first().is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '%' | '-' | '/')) {
        return None;
    }
    let date = match third {
        Some(third) if first > 31 => date(first, second, third)?,
        Some(third) => date(third, first, second)?,
        None if sign == '.' => return None,
        // "27/11" can only be a day of November.
        None if first > 12 && sign == '/' => without_year(second, first, today, lean)?,
        None => without_year(first, second, today, lean)?,
    };
    Some((date, rest.trim()))
}

/// "2026年11月28日", "11月28号", "28号".
fn chinese<'a>(words: Words<'a>, today: Date, lean: Lean) -> Option<(Date, Words<'a>)> {
    let part = |words: Words<'a>, units: &[&str]| {
        let (number, length) = numeral::small(words.chars())?;
        Some((number, words.skip(length).trim().after_any(units)?))
    };
    let (year, rest) = part(words, &["年"]).map_or((None, words), |(year, rest)| (Some(year), rest));
    let (month, rest) = part(rest, &["月份", "月"]).map_or((None, rest), |(month, rest)| (Some(month), rest));
    let (day, rest) = if let Some(found) = part(rest, &["日", "号"]) {
        found
    } else {
        month?;
        let (number, length) = numeral::small(rest.chars())?;
        (number, rest.skip(length).trim())
    };
    let date = match (year, month) {
        (Some(year), Some(month)) => date(year, month, day)?,
        (None, Some(month)) => without_year(month, day, today, lean)?,
        (None, None) => without_month(day, today, lean)?,
        (Some(_), None) => return None,
    };
    Some((date, rest))
}

/// "nov 28", "november 28th, 2026".
fn month_first(words: Words<'_>, today: Date, lean: Lean) -> Option<(Date, Words<'_>)> {
    let (month, rest) = month_name(words)?;
    let (day, rest) = ordinal(rest)?;
    with_optional_year(month, day, rest, today, lean)
}

/// "28 nov", "28th of november 2026".
fn day_first(words: Words<'_>, today: Date, lean: Lean) -> Option<(Date, Words<'_>)> {
    let (day, rest) = ordinal(words)?;
    let (month, rest) = month_name(rest.after("of").unwrap_or(rest))?;
    with_optional_year(month, day, rest, today, lean)
}

pub(crate) fn month_name(words: Words<'_>) -> Option<(i64, Words<'_>)> {
    (1..).zip(MONTHS).find_map(|(month, names)| words.after_any(names).map(|rest| (month, rest)))
}

fn ordinal(words: Words<'_>) -> Option<(i64, Words<'_>)> {
    let (day, length) = numeral::whole(words.chars())?;
    let rest = words.skip(length);
    let rest = rest.after_any(&["st", "nd", "rd", "th"]).unwrap_or(rest);
    let cut_apart = rest.chars().first().is_some_and(|c| c.is_ascii_alphanumeric() || *c == '%');
    let glued = rest.len() + length == words.len() && cut_apart;
    (!glued || month_name(rest).is_some()).then(|| (day, rest.trim()))
}

fn with_optional_year(
    month: i64,
    day: i64,
    rest: Words<'_>,
    today: Date,
    lean: Lean,
) -> Option<(Date, Words<'_>)> {
    if let Some((year, length)) = numeral::whole(rest.chars())
        && (2000..2100).contains(&year)
    {
        return Some((date(year, month, day)?, rest.skip(length).trim()));
    }
    Some((without_year(month, day, today, lean)?, rest))
}

pub(crate) fn without_year(month: i64, day: i64, today: Date, lean: Lean) -> Option<Date> {
    let year = i64::from(today.year());
    let in_year = |year| date(year, month, day);
    match (in_year(year), lean) {
        (Some(own), Lean::Ahead) if days_between(own, today) > JUST_PASSED_DAYS => in_year(year + 1),
        (Some(own), Lean::Back) if own > today => in_year(year - 1),
        (own, _) => own,
    }
}

fn without_month(day: i64, today: Date, lean: Lean) -> Option<Date> {
    let own = date(i64::from(today.year()), i64::from(today.month()), day);
    let other = |months: i64| {
        let first = today.first_of_month().checked_add(Span::new().try_months(months).ok()?).ok()?;
        date(i64::from(first.year()), i64::from(first.month()), day)
    };
    match lean {
        Lean::Ahead => own.filter(|own| *own >= today).or_else(|| other(1)),
        Lean::Back => own.filter(|own| *own <= today).or_else(|| other(-1)),
    }
}

fn days_between(earlier: Date, later: Date) -> i64 {
    earlier.duration_until(later).as_hours() / 24
}

fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The date so many days later.
pub(crate) fn shifted(date: Date, days: i64) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::super::text::Text;
    use super::*;

    /// 23 November 2026 is a Monday.
    const TODAY: Date = date(2026, 11, 23);

    #[rstest]
    #[case("fri", "2026-11-27")]
    #[case("Friday", "2026-11-27")]
    #[case("周五", "2026-11-27")]
    #[case("星期五", "2026-11-27")]
    #[case("礼拜天", "2026-11-29")]
    #[case("mon", "2026-11-30")]
    #[case("next fri", "2026-12-04")]
    #[case("下周五", "2026-12-04")]
    #[case("下下周一", "2026-12-07")]
    #[case("本周五", "2026-11-27")]
    #[case("this friday", "2026-11-27")]
    #[case("today", "2026-11-23")]
    #[case("今天", "2026-11-23")]
    #[case("tomorrow", "2026-11-24")]
    #[case("明天", "2026-11-24")]
    #[case("后天", "2026-11-25")]
    #[case("大后天", "2026-11-26")]
    #[case("11-28", "2026-11-28")]
    #[case("11/28", "2026-11-28")]
    #[case("2026-11-28", "2026-11-28")]
    #[case("2026/11/28", "2026-11-28")]
    #[case("11/28/2026", "2026-11-28")]
    #[case("28/11", "2026-11-28")]
    #[case("１１－２８", "2026-11-28")]
    #[case("nov 28", "2026-11-28")]
    #[case("Nov. 28th", "2026-11-28")]
    #[case("November 28, 2026", "2026-11-28")]
    #[case("28 nov", "2026-11-28")]
    #[case("28th of November", "2026-11-28")]
    #[case("28nov", "2026-11-28")]
    #[case("11月28日", "2026-11-28")]
    #[case("11 月 28 号", "2026-11-28")]
    #[case("11月28", "2026-11-28")]
    #[case("2026年11月28日", "2026-11-28")]
    #[case("十一月二十八日", "2026-11-28")]
    #[case("28号", "2026-11-28")]
    #[case("5号", "2026-12-05")]
    #[case("jan 3", "2027-01-03")]
    #[case("11-20", "2026-11-20")]
    #[case("in 3 days", "2026-11-26")]
    #[case("三天内", "2026-11-26")]
    #[case("2周后", "2026-12-07")]
    #[case("月底", "2026-11-30")]
    #[case("end of month", "2026-11-30")]
    fn reads_days_ahead(#[case] said: &str, #[case] expected: &str) {
        let text = Text::of(said);
        assert_eq!(whole(text.words(), TODAY, Lean::Ahead), Some(expected.parse().unwrap()));
    }

    /// The receipt names the date, so that whoever meant the other one sees it.
    #[rstest]
    #[case("friday", "2026-12-04")]
    #[case("this friday", "2026-11-27")]
    #[case("next friday", "2026-12-04")]
    #[case("周五", "2026-12-04")]
    #[case("下周五", "2026-12-04")]
    fn on_a_friday_another_one_is_meant_unless_it_says_this(#[case] said: &str, #[case] expected: &str) {
        let text = Text::of(said);
        let read = whole(text.words(), date(2026, 11, 27), Lean::Ahead);
        assert_eq!(read, Some(expected.parse().unwrap()));
    }

    #[rstest]
    #[case("fri", "2026-11-20")]
    #[case("周五", "2026-11-20")]
    #[case("上周五", "2026-11-20")]
    #[case("mon", "2026-11-16")]
    #[case("yesterday", "2026-11-22")]
    #[case("昨天", "2026-11-22")]
    #[case("12-30", "2025-12-30")]
    #[case("11-20", "2026-11-20")]
    #[case("20号", "2026-11-20")]
    #[case("25号", "2026-10-25")]
    fn reads_days_back(#[case] said: &str, #[case] expected: &str) {
        let text = Text::of(said);
        assert_eq!(whole(text.words(), TODAY, Lean::Back), Some(expected.parse().unwrap()));
    }

    #[rstest]
    #[case("")]
    #[case("4.6%")]
    #[case("4.6")]
    #[case("13-45")]
    #[case("2026-02-30")]
    #[case("friend")]
    #[case("monitor")]
    #[case("soon")]
    #[case("3 days")]
    #[case("99999999999999999999天后")]
    #[case("9999999999天后")]
    fn refuses_what_is_no_day(#[case] said: &str) {
        let text = Text::of(said);
        assert_eq!(whole(text.words(), TODAY, Lean::Ahead), None);
    }
}
