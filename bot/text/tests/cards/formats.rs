//! Numbers, days, spans and zones as each language writes them.

use jiff::Timestamp;
use steward_core::kpi::Grain;
use steward_core::outbox::Reader;
use steward_core::unit::Unit;
use steward_text::{Texts, Writer};

use crate::samples::*;

fn both(write: impl Fn(&Writer<'_>) -> String) -> [String; 2] {
    let texts = Texts::load().unwrap();
    ["en-US", "zh-CN"].map(|locale| write(&texts.writer(&channel(locale), now())))
}

#[test]
fn values_in_their_units() {
    for (unit, value, english, chinese) in [
        ("percent", "0.032", "3.2%", "3.2%"),
        ("USD", "1234.5", "$1,234.50", "$1,234.50"),
        ("CNY", "12300", "¥12,300", "¥12,300"),
        ("CAD", "-5", "−CAD\u{a0}5", "−CAD\u{a0}5"),
        ("count", "12345", "12,345", "12,345"),
        ("ratio", "4.256", "4.26", "4.26"),
        ("hours", "3.5", "3 h 30 min", "3小时30分钟"),
        ("hours", "26", "26 h", "26小时"),
        ("hours", "0.333", "0.33 h", "0.33小时"),
        ("days", "1", "1 day", "1天"),
        ("days", "26.5", "26.5 days", "26.5天"),
        ("weeks", "6", "6 weeks", "6周"),
        ("score", "712", "712", "712"),
        ("level", "2", "level 2", "2级"),
        ("times_per_year", "6.2", "6.2 times a year", "每年6.2次"),
    ] {
        let unit: Unit = unit.parse().unwrap();
        assert_eq!(both(|writer| writer.value(number(value), unit)), [english, chinese]);
    }
}

#[test]
fn changes() {
    for (unit, before, after, english, chinese) in [
        ("percent", "0.04", "0.046", "+0.6 pp", "+0.6个百分点"),
        ("percent", "0.04", "0.04", "unchanged", "持平"),
        ("USD", "100", "88", "−12%", "−12%"),
        ("count", "0", "5", "+5", "+5"),
        ("days", "28", "26", "−2 days", "−2天"),
    ] {
        let unit: Unit = unit.parse().unwrap();
        let change = |writer: &Writer<'_>| writer.change(number(after), number(before), unit);
        assert_eq!(both(change), [english, chinese]);
    }
}

#[test]
fn instants_on_the_readers_clock() {
    for (instant, english, chinese) in [
        ("2026-11-21T01:12:00Z", "today 09:12", "今天 09:12"),
        ("2026-11-20T15:59:00Z", "yesterday 23:59", "昨天 23:59"),
        ("2026-11-22T01:12:00Z", "tomorrow 09:12", "明天 09:12"),
        ("2026-11-27T01:12:00Z", "Fri 09:12", "周五 09:12"),
        ("2026-11-28T01:12:00Z", "Nov 28 09:12", "11月28日 09:12"),
        ("2025-11-21T01:12:00Z", "Nov 21, 2025 09:12", "2025年11月21日 09:12"),
    ] {
        let instant: Timestamp = instant.parse().unwrap();
        assert_eq!(both(|writer| writer.instant(instant)), [english, chinese]);
    }
}

#[test]
fn today_is_the_readers() {
    let texts = Texts::load().unwrap();
    let reader = Reader { zone: zone("America/Los_Angeles"), ..channel("en-US") };
    assert_eq!(texts.writer(&reader, now()).instant(now()), "today 17:12");
    assert_eq!(texts.writer(&reader, now()).today(), day("2026-11-20"));
}

#[test]
fn days() {
    assert_eq!(both(|writer| writer.date(day("2026-11-21"))), ["Nov 21", "11月21日"]);
    assert_eq!(both(|writer| writer.weekday_date(day("2026-11-21"))), ["Sat Nov 21", "11月21日周六"]);
    let range = |first, last| both(move |writer| writer.dates(day(first), day(last)));
    assert_eq!(range("2026-11-15", "2026-11-21"), ["Nov 15–21", "11月15日至21日"]);
    assert_eq!(range("2026-11-30", "2026-12-06"), ["Nov 30 – Dec 6", "11月30日至12月6日"]);
    assert_eq!(range("2025-12-29", "2026-01-04"), ["Dec 29, 2025 – Jan 4", "2025年12月29日至1月4日"]);
    let month = |writer: &Writer<'_>| writer.period(day("2026-10-01"), Grain::Month);
    assert_eq!(both(month), ["Oct 2026", "2026年10月"]);
    let week = |writer: &Writer<'_>| writer.period(day("2026-11-15"), Grain::Week);
    assert_eq!(both(week), ["Nov 15–21", "11月15日至21日"]);
}

#[test]
fn spans() {
    for (minutes, english, chinese) in [
        (0, "0 min", "0分钟"),
        (45, "45 min", "45分钟"),
        (120, "2 h", "2小时"),
        (200, "3 h 20 min", "3小时20分钟"),
        (2880, "2 days", "2天"),
        (3000, "2 days 2 h", "2天2小时"),
    ] {
        assert_eq!(both(|writer| writer.minutes(minutes)), [english, chinese]);
    }
    let run = |first, last, grain| both(move |writer| writer.run(day(first), day(last), grain));
    assert_eq!(run("2026-11-17", "2026-11-19", Grain::Day), ["3 days running", "已连续3天"]);
    assert_eq!(run("2026-11-19", "2026-11-19", Grain::Day), ["", ""]);
    assert_eq!(run("2026-11-08", "2026-11-15", Grain::Week), ["2 weeks running", "已连续2周"]);
    assert_eq!(run("2025-12-01", "2026-02-01", Grain::Month), ["3 months running", "已连续3个月"]);
}

#[test]
fn zones() {
    for (name, english, chinese) in [
        ("America/Los_Angeles", "Pacific", "太平洋时间"),
        ("Asia/Shanghai", "Shanghai time", "上海时间"),
        ("UTC", "UTC", "UTC"),
        ("America/Sao_Paulo", "Sao Paulo time", "Sao Paulo 时间"),
    ] {
        assert_eq!(both(|writer| writer.zone_name(&zone(name))), [english, chinese]);
    }
}
