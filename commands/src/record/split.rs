//! The grammar of `record`: the name of a KPI, a value, and perhaps a day.

use jiff::civil::Date;

use crate::reading::day::{self, Lean};
use crate::reading::matching::Fit;
use crate::reading::names::KpiNames;
use crate::reading::words::Words;
use crate::reading::{kpi, value};

/// The parts of what was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    /// The name of the KPI.
    pub(super) name: Words<'a>,
    /// The value.
    pub(super) value: Words<'a>,
    /// The day; blank when none was said.
    pub(super) day: Words<'a>,
}

/// Longer texts, in characters, are no name of a KPI.
const LONGEST_NAME: usize = 120;

/// Words between name and value.
const BETWEEN: &[&str] = &["=", ":", "is", "was", "to", "as", "at", "为", "是", "等于"];

/// Words before a day.
const BEFORE_DAY: &[&str] = &["for", "on", "of", "日期", "("];

/// Takes apart `late shipment 4.6% nov 20`. A name may have digits and spaces, so of all places where a value may begin
/// the one is taken whose name fits a KPI best, the earliest of equals.
pub(super) fn split<'a>(rest: Words<'a>, names: &KpiNames) -> Parts<'a> {
    let is_gap = |at: usize| rest.chars().get(at).is_some_and(|c| c.is_whitespace());
    best(rest, names, |at| begins_value(rest, at))
        // What stands where a value should be is quoted back.
        .or_else(|| best(rest, names, is_gap))
        .unwrap_or(Parts { name: rest, value: rest.skip(rest.len()), day: rest.skip(rest.len()) })
}

fn best<'a>(rest: Words<'a>, names: &KpiNames, may_begin: impl Fn(usize) -> bool) -> Option<Parts<'a>> {
    let mut best: Option<(Fit, Parts<'a>)> = None;
    for at in (1..rest.len().min(LONGEST_NAME)).filter(|&at| may_begin(at)) {
        let name = rest.first(at).trim();
        let name = name.before_any(BETWEEN).unwrap_or(name);
        let Some(fit) = kpi::find(&name.plain(), names).fit else { continue };
        let (value, day) = value_and_day(rest.skip(at).trim());
        if best.as_ref().is_none_or(|(least, _)| fit < *least) {
            best = Some((fit, Parts { name, value, day }));
        }
    }
    best.map(|(_, parts)| parts)
}

/// The day that the words say, the last one there was.
pub(super) fn day(words: Words<'_>, today: Date) -> Option<Date> {
    let words = words.after_any(BEFORE_DAY).unwrap_or(words);
    let words = words.before(")").unwrap_or(words);
    day::whole(words, today, Lean::Back)
}

fn begins_value(rest: Words<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| rest.chars().get(before));
    let continues =
        |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '$' | '¥' | '€' | '£');
    value::may_begin(rest.skip(at).chars()) && !before.is_some_and(continues)
}

/// The value reaches to the first gap behind its digits, and over a unit behind the gap.
fn value_and_day(rest: Words<'_>) -> (Words<'_>, Words<'_>) {
    let is_space = |at: usize| rest.chars().get(at).is_none_or(|c| c.is_whitespace());
    let mut end = (0..rest.len()).find(|&at| is_space(at)).unwrap_or(rest.len());
    for unit in UNITS {
        if let Some(behind) = rest.skip(end).trim().after(unit) {
            end = rest.len() - behind.len();
            break;
        }
    }
    (rest.first(end).trim(), rest.skip(end).trim())
}

/// Units that are written apart from their digits.
const UNITS: &[&str] = &[
    "%", "percent", "pct", "usd", "cny", "eur", "gbp", "k", "万", "万元", "元", "美元", "hours", "小时",
    "天", "orders", "单", "件",
];
