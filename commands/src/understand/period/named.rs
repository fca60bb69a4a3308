//! Stretches of the calendar by their names: "last week", "本月", "ytd".

use super::stretch::{Stretch, period_of, stretch_at};
use super::{Period, Today};
use crate::reading::day::Lean;
use crate::reading::words::Words;

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

/// The named stretch with which a text begins, the longest name first.
pub(super) fn named(words: Words<'_>, today: Today, lean: Lean) -> Option<(Period, Words<'_>)> {
    let (stretch, back, rest) = NAMED
        .iter()
        .filter_map(|(stretch, back, names)| words.after_any(names).map(|rest| (*stretch, *back, rest)))
        .min_by_key(|(.., rest)| rest.len())?;
    let (first, last) = stretch_at(stretch, today, back)?;
    Some((period_of(first, last, today, lean, back == 0), rest))
}
