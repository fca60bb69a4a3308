//! Days in both languages, on Monday 23 November 2026.

use jiff::civil::date;
use rstest::rstest;

use super::*;
use crate::reading::text::Text;

const TODAY: Date = date(2026, 11, 23);

fn read(said: &str, lean: Lean) -> Option<String> {
    let text = Text::of(said);
    let (period, rest) = period(text.words(), Today::both(TODAY), lean)?;
    assert!(rest.is_blank(), "{said}: {:?}", rest.said());
    Some(period.to.map_or(format!("{}..", period.from), |to| format!("{}..{to}", period.from)))
}

#[rstest]
#[case("yesterday", "2026-11-22..2026-11-22")]
#[case("昨天", "2026-11-22..2026-11-22")]
#[case("last week", "2026-11-16..2026-11-22")]
#[case("上周", "2026-11-16..2026-11-22")]
#[case("近7天", "2026-11-16..2026-11-22")]
#[case("最近7天", "2026-11-16..2026-11-22")]
#[case("past 7 days", "2026-11-16..2026-11-22")]
#[case("last 7 days", "2026-11-16..2026-11-22")]
#[case("past 30 days", "2026-10-24..2026-11-22")]
#[case("过去两周", "2026-11-09..2026-11-22")]
#[case("7d", "2026-11-16..2026-11-22")]
#[case("mtd", "2026-11-01..2026-11-22")]
#[case("本月", "2026-11-01..2026-11-22")]
#[case("11月", "2026-11-01..2026-11-22")]
#[case("10月", "2026-10-01..2026-10-31")]
#[case("12月", "2025-12-01..2025-12-31")]
#[case("october", "2026-10-01..2026-10-31")]
#[case("nov 2025", "2025-11-01..2025-11-30")]
#[case("去年11月", "2025-11-01..2025-11-30")]
#[case("2025年11月", "2025-11-01..2025-11-30")]
#[case("last month", "2026-10-01..2026-10-31")]
#[case("上个月", "2026-10-01..2026-10-31")]
#[case("Q3", "2026-07-01..2026-09-30")]
#[case("三季度", "2026-07-01..2026-09-30")]
#[case("q4", "2026-10-01..2026-11-22")]
#[case("Q3 2025", "2025-07-01..2025-09-30")]
#[case("ytd", "2026-01-01..2026-11-22")]
#[case("今年", "2026-01-01..2026-11-22")]
#[case("去年", "2025-01-01..2025-12-31")]
#[case("黑五", "2025-11-28..2025-11-28")]
#[case("去年黑五", "2025-11-28..2025-11-28")]
#[case("prime day", "2026-06-23..2026-06-26")]
#[case("双十一", "2026-11-11..2026-11-11")]
#[case("nov 1-15", "2026-11-01..2026-11-15")]
#[case("上周一到周三", "2026-11-16..2026-11-18")]
#[case("nov 1 to friday", "2026-11-01..2026-11-20")]
#[case("last monday to friday", "2026-11-16..2026-11-20")]
#[case("first half of 2026", "2026-01-01..2026-06-30")]
#[case("1-15 nov", "2026-11-01..2026-11-15")]
#[case("nov 1 to nov 15", "2026-11-01..2026-11-15")]
#[case("from nov 1 to 15", "2026-11-01..2026-11-15")]
#[case("11月1日到15日", "2026-11-01..2026-11-15")]
#[case("11月1日-11月15日", "2026-11-01..2026-11-15")]
#[case("11.1-11.15", "2026-11-01..2026-11-15")]
#[case("11/1-11/15", "2026-11-01..2026-11-15")]
#[case("2026-11-01 to 2026-11-15", "2026-11-01..2026-11-15")]
#[case("2026-11-20", "2026-11-20..2026-11-20")]
#[case("since monday", "2026-11-16..")]
#[case("since nov 10", "2026-11-10..")]
#[case("周一以来", "2026-11-16..")]
#[case("since yesterday", "2026-11-22..")]
#[case("上周五", "2026-11-20..2026-11-20")]
#[case("周末", "2026-11-21..2026-11-22")]
fn reads_days_back(#[case] said: &str, #[case] expected: &str) {
    assert_eq!(read(said, Lean::Back).as_deref(), Some(expected));
}

#[rstest]
#[case("1–7 Dec", "2026-12-01..2026-12-07")]
#[case("from 20 nov to 30 nov", "2026-11-20..2026-11-30")]
#[case("until dec 5", "2026-11-23..2026-12-05")]
#[case("到12月5日", "2026-11-23..2026-12-05")]
#[case("12月5日前", "2026-11-23..2026-12-05")]
#[case("next week", "2026-11-30..2026-12-06")]
#[case("下周", "2026-11-30..2026-12-06")]
#[case("for 3 days", "2026-11-23..2026-11-25")]
#[case("from 1 dec on", "2026-12-01..")]
#[case("12月1日起", "2026-12-01..")]
#[case("from 28 dec to 3 jan", "2026-12-28..2027-01-03")]
#[case("黑五", "2026-11-27..2026-11-27")]
#[case("bfcm", "2026-11-27..2026-11-30")]
#[case("next month", "2026-12-01..2026-12-31")]
fn reads_days_ahead(#[case] said: &str, #[case] expected: &str) {
    assert_eq!(read(said, Lean::Ahead).as_deref(), Some(expected));
}

#[rstest]
#[case("31 feb")]
#[case("2月31日")]
#[case("13月")]
#[case("q5")]
#[case("past 0 days")]
#[case("99999999999 days")]
fn no_days(#[case] said: &str) {
    let text = Text::of(said);
    assert!(period(text.words(), Today::both(TODAY), Lean::Back).is_none());
}

/// Monday in Shanghai, still Sunday in Los Angeles.
#[rstest]
#[case("last week", "2026-11-16..2026-11-22")]
#[case("上周", "2026-11-16..2026-11-22")]
#[case("上周日", "2026-11-22..2026-11-22")]
#[case("周日", "2026-11-22..2026-11-22")]
#[case("this week", "2026-11-23..2026-11-23")]
#[case("周末", "2026-11-21..2026-11-22")]
#[case("yesterday", "2026-11-21..2026-11-21")]
#[case("昨天", "2026-11-21..2026-11-21")]
#[case("past 7 days", "2026-11-15..2026-11-21")]
#[case("mtd", "2026-11-01..2026-11-21")]
#[case("本月", "2026-11-01..2026-11-21")]
fn weeks_are_the_speakers_and_days_the_kpis(#[case] said: &str, #[case] expected: &str) {
    let text = Text::of(said);
    let today = Today { speaker: TODAY, kpi: date(2026, 11, 22) };
    let (period, rest) = period(text.words(), today, Lean::Back).unwrap();
    assert!(rest.is_blank(), "{said}: {:?}", rest.said());
    assert_eq!(period.to.map(|to| format!("{}..{to}", period.from)).as_deref(), Some(expected));
}
