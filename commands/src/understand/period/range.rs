//! Days from one to another: "since monday", "from nov 1 to nov 15", "nov 1-15", "11月1日到15日", "until dec 5".

use jiff::civil::Date;

use super::{Period, Today, single};
use crate::reading::day::{self, Lean};
use crate::reading::numeral;
use crate::reading::words::Words;

/// Words between two days.
const BETWEEN: &[&str] = &[
    "to", "-", "--", "~", "until", "till", "til", "through", "thru", "and", "到", "至", "—", "→", "－", "~至",
];

/// Words before a day that others follow.
const FROM: &[&str] = &["from", "between", "starting", "starting from", "从", "自", "由"];

/// Words before a day that all others follow until now.
const SINCE: &[&str] = &["since", "as of", "effective", "starting", "ever since", "自从", "从", "自"];

/// Words behind such a day.
const SINCE_BEHIND: &[&str] = &[
    "以来",
    "至今",
    "到现在",
    "到今天",
    "开始",
    "起",
    "之后",
    "以后",
    "till now",
    "until now",
    "to now",
    "to date",
    "onwards",
    "onward",
    "on",
    "到目前",
    "到目前为止",
];

/// Words before the last day.
const UNTIL: &[&str] = &[
    "until",
    "till",
    "til",
    "through",
    "thru",
    "up to",
    "by",
    "before",
    "直到",
    "到",
    "至",
    "截止到",
    "截至",
    "截止",
];

/// Words behind the last day.
const UNTIL_BEHIND: &[&str] = &["为止", "之前", "以前", "前"];

/// One name for days, and what stands behind it; none where there is none.
pub(super) type Single<'a> = Option<(Period, Words<'a>)>;

/// The range with which a stretch begins, given the one name for days that stands right there.
pub(super) fn range<'a>(
    words: Words<'a>,
    here: Single<'a>,
    today: Today,
    lean: Lean,
) -> Option<(Period, Words<'a>)> {
    let first = words.after_any(FROM).map_or(here, |rest| single(rest, today, lean));
    weekdays(words, first, today, lean)
        .or_else(|| from_to(first, today, lean))
        .or_else(|| days_of_month(words, today, lean))
        .or_else(|| dotted(words, today, lean))
        .or_else(|| since(words, here, first, today, lean))
        .or_else(|| until(words, here, today, lean))
}

/// "from nov 1 to nov 15", "11月1日-11月15日", "monday to wednesday".
fn from_to(first: Single<'_>, today: Today, lean: Lean) -> Option<(Period, Words<'_>)> {
    let (first, rest) = first?;
    let rest = between(rest)?;
    // "11月1日到15日" goes on in the month it began in.
    let (last, rest) = day_of(rest, first.from).or_else(|| single(rest, today, lean))?;
    let to = last.to?;
    let to = if to < first.from && lean == Lean::Back { return None } else { to };
    if to < first.from {
        // "from 28 dec to 3 jan" ends in the next year.
        let next = Date::new(to.year().checked_add(1)?, to.month(), to.day()).ok()?;
        let is_near = next.year() == first.from.year() + 1 && next.month() < first.from.month();
        return is_near.then(|| (Period::of(first.from, next), rest));
    }
    Some((Period::of(first.from, to), rest))
}

/// "下周一到周三", "last monday to friday": a bare day of the week ends the range in the week after its first day. Where both
/// are bare and have been, as "tuesday to thursday" said on a Wednesday, they are the last that have passed.
fn weekdays<'a>(
    words: Words<'a>,
    first: Single<'a>,
    today: Today,
    lean: Lean,
) -> Option<(Period, Words<'a>)> {
    const WEEK: i64 = 7;
    let begin = words.after_any(FROM).unwrap_or(words);
    let (first, rest) = first.filter(|_| day::weekday(begin, today.speaker, lean).is_some())?;
    let (last, rest) = day::weekday_behind(between(rest)?, first.from)?;
    if lean == Lean::Ahead || last <= today.speaker {
        return Some((Period::of(first.from, last), rest));
    }
    day::weekday_behind(begin, today.speaker)?;
    Some((Period::of(day::shifted(first.from, -WEEK)?, day::shifted(last, -WEEK)?), rest))
}

fn between(rest: Words<'_>) -> Option<Words<'_>> {
    rest.after_any(BETWEEN).or_else(|| {
        let sign = rest.chars().first().is_some_and(|c| matches!(c, '-' | '~'));
        sign.then(|| rest.skip(1).trim())
    })
}

/// "15", "15日": a day of the month in which a range began, with nothing that makes the number another.
fn day_of(words: Words<'_>, first: Date) -> Option<(Period, Words<'_>)> {
    let (number, length) = numeral::small(words.chars())?;
    let rest = words.skip(length);
    let behind = rest.after_any(&["st", "nd", "rd", "th"]).unwrap_or(rest);
    let rest = behind.after_any(&["日", "号"]).unwrap_or(behind);
    let goes_on = |c: &char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '%' | '.' | '/' | '-' | '月' | '年' | ':' | '点' | '天' | '周')
    };
    if rest.len() == behind.len() && behind.chars().first().is_some_and(goes_on) {
        return None;
    }
    // "15 nov" is a day of its own.
    if day::month_name(rest.trim()).is_some() {
        return None;
    }
    let day = Date::new(first.year(), first.month(), i8::try_from(number).ok()?).ok()?;
    Some((Period::day(day), rest.trim()))
}

/// "1-15 nov", "1–7 Oct 2026".
fn days_of_month(words: Words<'_>, today: Today, lean: Lean) -> Option<(Period, Words<'_>)> {
    let words = words.after_any(FROM).unwrap_or(words);
    let (_, length) = numeral::whole(words.chars())?;
    let behind = words.skip(length);
    let behind = behind.after_any(&["st", "nd", "rd", "th"]).unwrap_or(behind);
    // "Snooze 12 until 15 nov" names an alert.
    let end =
        between(behind.trim()).filter(|_| behind.trim().after_any(&["until", "till", "til"]).is_none())?;
    let (last, rest) = day::day(end, today.speaker, lean)?;
    // The second is a day with a month in letters behind it; digits alone are read elsewhere.
    let written = end.first(end.len() - rest.len());
    let is_day_first = written.chars().first().is_some_and(char::is_ascii_digit);
    if !is_day_first || !written.chars().iter().any(|letter| letter.is_alphabetic()) {
        return None;
    }
    let number = i8::try_from(numeral::whole(words.chars())?.0).ok()?;
    let first = Date::new(last.year(), last.month(), number).ok()?;
    (first <= last).then(|| (Period::of(first, last), rest))
}

/// "11.1-11.15", the way dates are written in Chinese chats, and "11/1-11/15"; a point alone would be a decimal.
fn dotted(words: Words<'_>, today: Today, lean: Lean) -> Option<(Period, Words<'_>)> {
    let words = words.after_any(FROM).unwrap_or(words);
    let (first, rest) = dotted_day(words, today, lean)?;
    let rest = between(rest)?;
    let (last, rest) = dotted_day(rest, today, lean)?;
    (first <= last).then(|| (Period::of(first, last), rest))
}

/// "11.15", where no number is meant: a day of two digits.
pub(super) fn dotted_alone(words: Words<'_>, today: Today, lean: Lean) -> Option<(Period, Words<'_>)> {
    const LENGTH: usize = 2;
    let (_, length) = numeral::whole(words.chars())?;
    let behind = words.skip(length + 1);
    if words.skip(length).chars().first() != Some(&'.') || numeral::whole(behind.chars())?.1 != LENGTH {
        return None;
    }
    let (day, rest) = dotted_day(words, today, lean)?;
    let goes_on = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '%' | '.' | '万' | '-');
    (!rest.chars().first().is_some_and(goes_on)).then(|| (Period::day(day), rest.trim()))
}

fn dotted_day(words: Words<'_>, today: Today, lean: Lean) -> Option<(Date, Words<'_>)> {
    let (month, length) = numeral::whole(words.chars())?;
    let rest = words.skip(length);
    if !rest.chars().first().is_some_and(|c| matches!(c, '.' | '/')) {
        return None;
    }
    let (day, length) = numeral::whole(rest.skip(1).chars())?;
    let date = day::without_year(month, day, today.speaker, lean)?;
    Some((date, rest.skip(1 + length)))
}

/// "since monday", "周一以来", "from 1 dec on".
fn since<'a>(
    words: Words<'a>,
    here: Single<'a>,
    behind_from: Single<'a>,
    today: Today,
    lean: Lean,
) -> Option<(Period, Words<'a>)> {
    // What was asked "as of" a day is asked of that day; what is set as of it holds from it on.
    if let Some(rest) = words.after("as of").filter(|_| lean == Lean::Back) {
        return single(rest, today, lean);
    }
    let (since, from) = (words.after_any(SINCE), words.after_any(FROM));
    let is_announced = since.is_some() || from.is_some();
    let (first, rest) = match (since, from) {
        (Some(rest), from) if from != Some(rest) => single(rest, today, lean),
        (_, Some(_)) => behind_from,
        _ => here,
    }?;
    let closed = rest.after_any(SINCE_BEHIND);
    (is_announced || closed.is_some())
        .then(|| (Period { from: first.from, to: None }, closed.unwrap_or(rest)))
}

/// "until dec 5": from today.
fn until<'a>(words: Words<'a>, here: Single<'a>, today: Today, lean: Lean) -> Option<(Period, Words<'a>)> {
    if lean == Lean::Back {
        return None;
    }
    let announced = words.after_any(UNTIL);
    let (last, rest) = announced.map_or(here, |rest| single(rest, today, lean))?;
    let closed = rest.after_any(UNTIL_BEHIND);
    if announced.is_none() && closed.is_none() {
        return None;
    }
    Some((Period { from: today.speaker, to: last.to }, closed.unwrap_or(rest)))
}
