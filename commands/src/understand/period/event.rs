//! Commerce events by the names people use: "黑五", "BFCM", "prime day", "双十一".

use jiff::civil::Date;
use steward_core::calendar::events;

use super::Period;
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

/// The event with which a stretch begins: the last that has begun when days back are meant, else the next that has not
/// ended.
pub(super) fn event(words: Words<'_>, today: Date, lean: Lean) -> Option<(Period, Words<'_>)> {
    let year = [
        (words.after_any(&["去年的", "去年", "last year's", "last year"]), today.year().checked_sub(1)),
        (words.after_any(&["今年的", "今年", "this year's", "this"]), Some(today.year())),
    ];
    let said = year.into_iter().find_map(|(rest, year)| rest.zip(year));
    let (year, rest) = said.map_or((None, words), |(rest, year)| (Some(year), rest));
    let (first, last, rest) = NAMES
        .iter()
        .filter_map(|(names, first, last)| rest.after_any(names).map(|rest| (*first, *last, rest)))
        .min_by_key(|(.., rest)| rest.len())?;
    let rest = rest.after_any(&["期间", "当天", "那天", "period"]).unwrap_or(rest);
    let (behind, rest) = super::relative::year_behind(rest);
    let year = year.or(behind);
    let all = || events().iter().filter(|event| event.key == first);
    let begin = match (year, lean) {
        (Some(year), _) => all().find(|event| event.from.year() == year),
        (None, Lean::Back) => all().rfind(|event| event.from <= today),
        (None, Lean::Ahead) => all().find(|event| event.to >= today),
    }?;
    let end = events().iter().find(|event| event.key == last && event.to >= begin.from)?;
    Some((Period::of(begin.from, end.to), rest))
}
