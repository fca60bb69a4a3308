//! Spans of time as people write them, as the instant at which they end: "1h", "4小时", "until 15:00", "明早".

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use steward_core::time::TimeOfDay;

use super::day::{self, Lean};
use super::moment::Moment;
use super::numeral;
use super::words::Words;

/// What may stand before a span or an end.
const BEFORE: &[&str] =
    &["for", "until", "till", "til", "to", "at", "in", "after", "直到", "到", "至", "再过", "过"];

/// What may stand behind a span or an end.
const BEHIND: &[&str] = &["later", "from now", "之后", "以后", "后", "再说", "再提醒", "再提醒我", "再看"];

/// Units with their length in minutes.
const UNITS: &[(&[&str], i64)] = &[
    (&["minutes", "minute", "mins", "min", "m", "分钟", "分"], 1),
    (&["hours", "hour", "hrs", "hr", "h", "个小时", "小时", "个钟头", "钟头", "个钟"], 60),
    (&["days", "day", "d", "天", "日"], 1440),
    (&["weeks", "week", "w", "个星期", "星期", "个礼拜", "礼拜", "周"], 7 * 1440),
];

/// Longer spans are refused as no span, in minutes: ten years.
const LONGEST_MINUTES: i64 = 10 * 366 * 1440;

/// The evening, where "tonight" ends.
const EVENING_HOUR: u8 = 20;

/// The afternoon, where "friday afternoon" begins.
const AFTERNOON_HOUR: u8 = 14;

/// The instant that the whole stretch means; always later than now.
pub(crate) fn until(words: Words<'_>, moment: Moment<'_>) -> Option<Timestamp> {
    let words = words.after_any(BEFORE).unwrap_or(words);
    let words = words.before_any(BEHIND).unwrap_or(words).trim();
    let at = duration(words, moment)
        .or_else(|| clock_time(words, moment))
        .or_else(|| on_day(words, moment))
        .or_else(|| time_then_day(words, moment))?;
    (at > moment.now).then_some(at)
}

/// "1h", "1h30m", "2 days", "半小时". Days keep the time of the day, also when the clock changes.
fn duration(words: Words<'_>, moment: Moment<'_>) -> Option<Timestamp> {
    let mut rest = words;
    let (mut days, mut minutes) = (0_i64, 0_i64);
    while !rest.is_blank() {
        let (tenths, behind) = tenths(rest)?;
        let (unit, behind) = UNITS.iter().find_map(|(names, unit)| {
            behind.after_any(names).or_else(|| glued(behind, names)).map(|left| (*unit, left))
        })?;
        let span = tenths.checked_mul(unit)? / 10;
        if span > LONGEST_MINUTES {
            return None;
        }
        if unit >= 1440 {
            days += span / 1440;
            minutes += span % 1440;
        } else {
            minutes += span;
        }
        if days.max(minutes) > LONGEST_MINUTES {
            return None;
        }
        rest = behind.after("and").unwrap_or(behind);
    }
    if days == 0 && minutes == 0 {
        return None;
    }
    let date = day::shifted(moment.local().date(), days)?;
    let start = if days == 0 { moment.now } else { moment.instant(date.to_datetime(moment.local().time())) };
    start.checked_add(SignedDuration::from_mins(minutes)).ok()
}

/// A short Latin unit with digits right behind it, as in "1h30m".
fn glued<'a>(words: Words<'a>, names: &[&str]) -> Option<Words<'a>> {
    names.iter().filter(|name| name.len() == 1).find_map(|name| {
        let count = super::words::starts_with(words.chars(), name)?;
        let rest = words.skip(count);
        rest.chars().first().is_some_and(char::is_ascii_digit).then_some(rest)
    })
}

/// Counts as they are spoken.
const COUNTS: &[(&str, i64)] = &[
    ("a couple of", 2),
    ("couple of", 2),
    ("a couple", 2),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("twelve", 12),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("forty five", 45),
    ("forty", 40),
    ("sixty", 60),
    ("ninety", 90),
];

/// A number in tenths: "2", "1.5", "两", "半", "一个半".
fn tenths(words: Words<'_>) -> Option<(i64, Words<'_>)> {
    if let Some(rest) = words.after_any(&["half an", "half a", "半个", "半"]) {
        return Some((5, rest));
    }
    if let Some(rest) = words.after_any(&["an", "a", "one"]) {
        return Some((10, rest));
    }
    let spoken = COUNTS.iter().find_map(|(word, count)| Some((*count, words.after(word)?)));
    if let Some((count, rest)) = spoken {
        return Some((count * 10, rest));
    }
    let (number, length) = numeral::small(words.chars())?;
    let mut tenths = number.checked_mul(10)?;
    let mut rest = words.skip(length);
    if let ['.', digit, ..] = rest.chars()
        && let Some(digit) = digit.to_digit(10)
    {
        tenths = tenths.checked_add(i64::from(digit))?;
        rest = rest.skip(2);
    }
    let rest = rest.trim();
    if let Some(behind) = rest.after("个半") {
        return Some((tenths.checked_add(5)?, behind));
    }
    Some((tenths, rest))
}

/// "15:00", "3pm", "下午3点半": the next time the clock shows it.
fn clock_time(words: Words<'_>, moment: Moment<'_>) -> Option<Timestamp> {
    let (time, rest) = time(words)?;
    if !rest.is_blank() {
        return None;
    }
    let today = moment.instant(time.on(moment.today()));
    if today > moment.now {
        return Some(today);
    }
    Some(moment.instant(time.on(moment.today().tomorrow().ok()?)))
}

/// "tomorrow", "明早", "fri 14:00", "11-28".
fn on_day(words: Words<'_>, moment: Moment<'_>) -> Option<Timestamp> {
    let (date, rest, usual) = part_of_day(words, moment).or_else(|| {
        let (date, rest) = day::day(words, moment.today(), Lean::Ahead)?;
        Some((date, rest, moment.day_begins))
    })?;
    let parts = [
        (&["morning", "at", "早上", "一早", "上午"][..], usual),
        (&["afternoon", "下午"], TimeOfDay::new(AFTERNOON_HOUR, 0)?),
        (&["evening", "night", "晚上"], TimeOfDay::new(EVENING_HOUR, 0)?),
    ];
    let part = parts.into_iter().find_map(|(names, usual)| Some((rest.after_any(names)?, usual)));
    let (rest, usual) = part.filter(|_| time(rest).is_none()).unwrap_or((rest, usual));
    if rest.is_blank() {
        return Some(moment.instant(usual.on(date)));
    }
    let (time, rest) = time(rest)?;
    rest.is_blank().then(|| moment.instant(time.on(date)))
}

/// "9am tomorrow", "3pm on friday".
fn time_then_day(words: Words<'_>, moment: Moment<'_>) -> Option<Timestamp> {
    let (time, rest) = time(words)?;
    let date = day::whole(rest, moment.today(), Lean::Ahead)?;
    Some(moment.instant(time.on(date)))
}

fn part_of_day<'a>(words: Words<'a>, moment: Moment<'_>) -> Option<(Date, Words<'a>, TimeOfDay)> {
    let today = moment.today();
    let tomorrow = today.tomorrow().ok()?;
    let evening = TimeOfDay::new(EVENING_HOUR, 0)?;
    if let Some(rest) = words.after_any(&["next week", "下周", "下星期"]).filter(Words::is_blank) {
        let to_monday = 7 - i64::from(today.weekday().to_monday_zero_offset());
        return Some((day::shifted(today, to_monday)?, rest, moment.day_begins));
    }
    let parts = [
        (&["明早", "明天早上", "明天一早", "tomorrow morning"][..], tomorrow, moment.day_begins),
        (&["明晚", "明天晚上", "tomorrow evening"], tomorrow, evening),
        (&["今晚", "今天晚上", "tonight", "this evening"], today, evening),
    ];
    parts.into_iter().find_map(|(names, date, time)| words.after_any(names).map(|rest| (date, rest, time)))
}

/// A time of day with which the stretch begins.
pub(crate) fn time(words: Words<'_>) -> Option<(TimeOfDay, Words<'_>)> {
    let words = words.after("at").unwrap_or(words);
    let morning = words.after_any(&["上午", "早上", "凌晨", "早晨"]);
    let afternoon = words.after_any(&["下午", "晚上", "傍晚", "中午"]);
    let rest = morning.or(afternoon).unwrap_or(words);
    let (hour, length) = numeral::small(rest.chars())?;
    let mut rest = rest.skip(length);
    let (mut minute, mut is_time) = (0, false);
    if rest.chars().first() == Some(&':') {
        let (found, length) = numeral::whole(rest.skip(1).chars()).filter(|(_, length)| *length == 2)?;
        (minute, is_time, rest) = (found, true, rest.skip(1 + length));
    } else if let Some(behind) = rest.after_any(&["点钟", "点", "时"]) {
        (is_time, rest) = (true, behind);
        if let Some(behind) = rest.after("半") {
            (minute, rest) = (30, behind);
        } else if let Some((found, length)) = numeral::small(rest.chars()) {
            (minute, rest) = (found, rest.skip(length));
            rest = rest.after("分").unwrap_or(rest);
        }
    }
    rest = rest.trim();
    let latin_afternoon = rest.after_any(&["pm", "p.m", "p.m."]);
    let latin_morning = rest.after_any(&["am", "a.m", "a.m."]);
    is_time |= latin_afternoon.is_some() || latin_morning.is_some();
    rest = latin_afternoon.or(latin_morning).unwrap_or(rest);
    let is_afternoon = afternoon.is_some() || latin_afternoon.is_some();
    let hour = match hour {
        1..=11 if is_afternoon => hour + 12,
        12 if latin_morning.is_some() => 0,
        _ => hour,
    };
    if !is_time {
        return None;
    }
    let time = TimeOfDay::new(u8::try_from(hour).ok()?, u8::try_from(minute).ok()?)?;
    Some((time, rest.trim()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use steward_core::time::Zone;

    use super::super::text::Text;
    use super::*;

    fn read(said: &str, local: &str, zone: &str) -> Option<String> {
        let zone = Zone::parse(zone).unwrap();
        let now = zone.instant_of(local.parse().unwrap());
        let moment = Moment { now, zone: &zone, day_begins: "09:30".parse().unwrap() };
        let text = Text::of(said);
        until(text.words(), moment).map(|at| zone.local_at(at).strftime("%m-%dT%H:%M").to_string())
    }

    /// Monday 23 November 2026, 14:00 in Shanghai.
    #[rstest]
    #[case("1h", "11-23T15:00")]
    #[case("30m", "11-23T14:30")]
    #[case("30 min", "11-23T14:30")]
    #[case("2 hours", "11-23T16:00")]
    #[case("for 4h", "11-23T18:00")]
    #[case("1h30m", "11-23T15:30")]
    #[case("1 hour and 30 minutes", "11-23T15:30")]
    #[case("1.5h", "11-23T15:30")]
    #[case("an hour", "11-23T15:00")]
    #[case("half an hour", "11-23T14:30")]
    #[case("4小时", "11-23T18:00")]
    #[case("４小时", "11-23T18:00")]
    #[case("两个小时", "11-23T16:00")]
    #[case("一个半小时", "11-23T15:30")]
    #[case("半小时后", "11-23T14:30")]
    #[case("1天", "11-24T14:00")]
    #[case("1d", "11-24T14:00")]
    #[case("3 days", "11-26T14:00")]
    #[case("一周", "11-30T14:00")]
    #[case("until 15:00", "11-23T15:00")]
    #[case("到15：00", "11-23T15:00")]
    #[case("13:00", "11-24T13:00")]
    #[case("3pm", "11-23T15:00")]
    #[case("until 3:30 pm", "11-23T15:30")]
    #[case("下午3点", "11-23T15:00")]
    #[case("下午三点半", "11-23T15:30")]
    #[case("明早", "11-24T09:30")]
    #[case("tomorrow", "11-24T09:30")]
    #[case("tomorrow morning", "11-24T09:30")]
    #[case("tomorrow 10:00", "11-24T10:00")]
    #[case("tomorrow at 10am", "11-24T10:00")]
    #[case("明天下午3点再说", "11-24T15:00")]
    #[case("后天上午", "11-25T09:30")]
    #[case("周五下午", "11-27T14:00")]
    #[case("thursday evening", "11-26T20:00")]
    #[case("until fri", "11-27T09:30")]
    #[case("周五 14:00", "11-27T14:00")]
    #[case("next week", "11-30T09:30")]
    #[case("下周", "11-30T09:30")]
    #[case("下周三", "12-02T09:30")]
    #[case("今晚", "11-23T20:00")]
    #[case("11-28", "11-28T09:30")]
    fn reads(#[case] said: &str, #[case] expected: &str) {
        assert_eq!(read(said, "2026-11-23T14:00", "Asia/Shanghai").as_deref(), Some(expected));
    }

    #[rstest]
    #[case("")]
    #[case("4")]
    #[case("soon")]
    #[case("0h")]
    #[case("today")]
    #[case("25:00")]
    #[case("15:7")]
    #[case("99999999999999999999h")]
    #[case("999999999999d")]
    #[case("1h or so")]
    fn refuses(#[case] said: &str) {
        assert_eq!(read(said, "2026-11-23T14:00", "Asia/Shanghai"), None);
    }

    #[test]
    fn a_day_keeps_the_time_when_the_clock_changes() {
        let local = "2026-10-31T14:00";
        assert_eq!(read("1d", local, "America/Los_Angeles").as_deref(), Some("11-01T14:00"));
        assert_eq!(read("24h", local, "America/Los_Angeles").as_deref(), Some("11-01T13:00"));
    }
}
