//! Numbers in a text, and numbers of alerts: `12%`, `1.2万`, `$12,300`, `#42`, `告警 42`, `42号`.

use rust_decimal::Decimal;
use steward_core::message::answer::Refusal;
use steward_core::unit::Unit;

use super::pieces::end_of;
use super::term::Term;
use crate::reading::numeral;
use crate::reading::text::shortened;
use crate::reading::value;
use crate::reading::words::Words;

/// What may stand before the number of an alert and says so.
const ALERT_SIGNS: &[&str] = &[
    "#",
    "alert number",
    "alert no.",
    "alert no",
    "alert #",
    "alert",
    "alerts",
    "ticket",
    "告警编号",
    "告警",
    "预警单",
    "单号",
    "编号",
    "第",
    "no.",
    "number",
];

/// What may follow the digits of a number.
const TAILS: &[&str] = &[
    "%",
    "percent",
    "pct",
    "个百分点",
    "个点",
    "k",
    "w",
    "m",
    "mn",
    "bn",
    "千",
    "万",
    "百万",
    "亿",
    "thousand",
    "million",
    "usd",
    "dollars",
    "dollar",
    "bucks",
    "美元",
    "美金",
    "刀",
    "元",
    "块",
    "块钱",
    "rmb",
    "cny",
    "万元",
    "万美元",
    "万美金",
    "orders",
    "order",
    "units",
    "unit",
    "x",
    "倍",
    "单",
    "件",
    "个",
    "条",
    "次",
    "票",
    "hours",
    "hrs",
    "h",
    "小时",
    "个小时",
    "days",
    "天",
    "points",
    "pts",
    "分",
];

/// Whether a number may begin here.
pub(super) fn may_begin(words: Words<'_>) -> bool {
    let first = words.chars().first().copied().unwrap_or(' ');
    first.is_ascii_digit()
        || matches!(first, '$' | '¥' | '€' | '£' | '#' | '第' | '编' | '告' | '单' | '百' | '预' | '负')
        || (first.is_ascii_alphabetic()
            && words.after_any(&["alert", "alerts", "no", "number", "ticket"]).is_some())
        || numeral::spoken(words.chars()).is_some()
        || (first == '-' && words.chars().get(1).is_some_and(char::is_ascii_digit))
}

/// The numbers with which a stretch begins: how many characters they take, and what they can be.
pub(super) fn figures(words: Words<'_>) -> Vec<(usize, Term)> {
    let mut found = Vec::new();
    found.extend(alert(words));
    if let Some(length) = number(words) {
        found.push((length, Term::Number));
    }
    found
}

fn alert(words: Words<'_>) -> Option<(usize, Term)> {
    let signed = words.after_any(ALERT_SIGNS);
    let rest = signed.unwrap_or(words);
    let (number, end) = match rest.number() {
        Some((number, behind)) => (number, end_of(words.chars(), 0, behind)),
        None => glued(words, rest).or_else(|| spoken(words, rest))?,
    };
    // "30 minutes" and "9am" are times.
    if signed.is_none() && words.skip(end).trim().after_any(TIME_UNITS).is_some() {
        return None;
    }
    let is_signed = signed.is_some() || words.chars().get(end.saturating_sub(1)) == Some(&'号');
    (number > 0).then_some((end, Term::Alert(number, is_signed)))
}

/// The number of an alert with a word right behind it ("42done"), or in a list without spaces ("41,42").
fn glued(words: Words<'_>, rest: Words<'_>) -> Option<(i64, usize)> {
    const SHORTEST_WORD: usize = 3;
    let (number, digits) = numeral::whole(rest.chars())?;
    let behind = rest.skip(digits);
    let letters = behind.chars().iter().take_while(|c| c.is_ascii_alphabetic()).count();
    let next = behind.skip(1).chars().iter().take_while(|c| c.is_ascii_digit()).count();
    let is_list = behind.chars().first() == Some(&',') && (1..3).contains(&next);
    let is_word = letters >= SHORTEST_WORD && behind.after_any(TAILS).is_none();
    (is_list || is_word).then(|| (number, words.len() - behind.len()))
}

/// The number of an alert as it is spoken: "forty two", "四十二号".
fn spoken(words: Words<'_>, rest: Words<'_>) -> Option<(i64, usize)> {
    let (number, length) = numeral::spoken(rest.chars())?;
    let behind = rest.skip(length);
    let is_chinese = rest.chars().first().is_some_and(|letter| !letter.is_ascii());
    let named = if is_chinese { behind.after("号")? } else { behind };
    let is_counted = named.trim().after_any(TIME_UNITS).is_some() || named.trim().after_any(TAILS).is_some();
    let end = words.len() - behind.len() + usize::from(is_chinese);
    (!is_counted).then_some((number, end))
}

/// What stands before a percentage as it is spoken.
const SPOKEN_PERCENT: &str = "百分之";

/// The characters of which such a percentage is made.
const SPOKEN_DIGITS: &str = "零〇一二两三四五六七八九十百点";

/// What makes a number a time.
const TIME_UNITS: &[&str] = &[
    "minutes", "minute", "mins", "min", "hours", "hour", "hrs", "hr", "h", "m", "days", "day", "d", "weeks",
    "week", "w", "am", "pm", "months", "month",
];

fn number(words: Words<'_>) -> Option<usize> {
    let chars = words.chars();
    let mut at = 0;
    if words.after(SPOKEN_PERCENT).is_some() {
        at = SPOKEN_PERCENT.chars().count();
    }
    while chars.get(at).is_some_and(|c| matches!(c, '-' | '$' | '¥' | '€' | '£' | '负')) {
        at += 1;
    }
    let digits = at;
    while let Some(c) = chars.get(at) {
        let goes_on = c.is_ascii_digit()
            || (at > digits && *c == '.' && chars.get(at + 1).is_some_and(char::is_ascii_digit))
            || (at > digits && *c == ',' && digits_at(chars, at + 1) == 3);
        if !goes_on {
            break;
        }
        at += 1;
    }
    at = with_decimal_comma(words, digits, at).unwrap_or(at);
    if at == digits && digits == SPOKEN_PERCENT.chars().count() {
        at += chars.iter().skip(at).take_while(|c| SPOKEN_DIGITS.contains(**c)).count();
    }
    if at == digits {
        return None;
    }
    for _ in 0..2 {
        let rest = words.skip(at).trim();
        match rest.after_any(TAILS) {
            Some(behind) => at = end_of(chars, at, behind).max(at),
            None => break,
        }
    }
    // "4h30", "12abc" are no numbers.
    let cut_apart = chars.get(at).is_some_and(char::is_ascii_alphanumeric)
        && chars.get(at - 1).is_some_and(char::is_ascii_alphanumeric);
    (!cut_apart).then_some(at)
}

/// Where a number ends that has a fraction of one or two digits behind a comma, as in "24,5%" or "$12,5". Without a sign
/// of what it counts, "41,42" may be two.
fn with_decimal_comma(words: Words<'_>, begin: usize, end: usize) -> Option<usize> {
    let chars = words.chars();
    let fraction = digits_at(chars, end + 1);
    let whole = chars.get(begin..end)?;
    let may = end > begin
        && chars.get(end) == Some(&',')
        && (1..=2).contains(&fraction)
        && whole.iter().all(char::is_ascii_digit);
    let behind = end + 1 + fraction;
    let is_counted = begin > 0 || words.skip(behind).trim().after_any(TAILS).is_some();
    (may && is_counted).then_some(behind)
}

/// How many digits stand at a place.
fn digits_at(chars: &[char], at: usize) -> usize {
    chars.iter().skip(at).take_while(|c| c.is_ascii_digit()).count()
}

/// A number in the unit of a KPI, or as it was written when that leaves open what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Figure {
    /// The number.
    Clear(Decimal),
    /// As it was written: 12, where percent is meant.
    Open(String),
    /// As it was written: it is no value of the unit.
    Wrong(String),
}

/// As it was written, the larger number that a stretch is cut out of: the "24,5" around a 24, or around a 5.
pub(super) fn around(words: Words<'_>, begin: usize, end: usize) -> Option<String> {
    let chars = words.chars();
    let is_digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let is_joint = |at: usize| matches!(chars.get(at), Some(',' | '.')) && is_digit(at + 1);
    let (mut first, mut behind) = (begin, end);
    while first > 0
        && is_digit(first)
        && (is_digit(first - 1) || (is_joint(first - 1) && first > 1 && is_digit(first - 2)))
    {
        first -= 1;
        if is_joint(first) {
            first -= 1;
        }
    }
    while behind > 0 && is_digit(behind - 1) && (is_digit(behind) || is_joint(behind)) {
        behind += 1 + usize::from(is_joint(behind));
    }
    (first < begin || behind > end).then(|| shortened(&words.skip(first).first(behind - first).said()))
}

/// What stands before a number that says by how much, not to how much: "raise … by 2%", "上调2%".
const CHANGES: &[&str] = &[
    "by", "from", "从", "+", "another", "up", "down", "plus", "minus", "extra", "加", "减", "增", "增加",
    "减少", "上调", "下调", "提高", "降低", "提升", "调高", "调低", "放宽", "收紧", "多", "少", "涨", "降",
    "再",
];

/// Whether the number that begins at a place says by how much something changes.
pub(super) fn is_change(words: Words<'_>, begin: usize) -> bool {
    words.first(begin).before_any(CHANGES).is_some()
}

/// Reads a number in a unit; without one a percent is a fraction, and anything else as it is.
pub(super) fn read(words: Words<'_>, unit: Option<Unit>) -> Figure {
    let written = shortened(&words.said());
    let Some(unit) = unit else {
        let units = [Unit::Percent, Unit::Count, Unit::Money(steward_core::unit::Currency::USD), Unit::Ratio];
        let read = units.into_iter().find_map(|unit| value::value(words, unit).ok());
        return read.map_or(Figure::Wrong(written), Figure::Clear);
    };
    match value::value(words, unit) {
        Ok(number) => Figure::Clear(number),
        Err(Refusal::AmbiguousPercent { text }) => Figure::Open(text),
        Err(_) => Figure::Wrong(written),
    }
}
