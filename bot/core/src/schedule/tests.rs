//! Stories of schedules: clock changes, month ends, holidays, and properties over all of them.

use jiff::civil::{Weekday, date};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn timing(rule: &str, zone: &str, calendar: &str) -> Timing {
    Timing { rule: rule.parse().unwrap(), zone: zone.parse().unwrap(), calendar: calendar.to_owned() }
}

fn calendar_of(timing: &Timing) -> &'static Calendar {
    Calendar::builtin(&timing.calendar).unwrap()
}

/// The slots that fire in `from..to`, both instants, the end excluded.
fn slots(timing: &Timing, from: &str, to: &str) -> Vec<Slot> {
    let end: Timestamp = to.parse().unwrap();
    let before = from.parse::<Timestamp>().unwrap() - SignedDuration::from_nanos(1);
    let mut found: Vec<Slot> = Vec::new();
    let mut after = before;
    while let Some(slot) = timing.next_after(after, calendar_of(timing)).filter(|slot| slot.at < end) {
        after = slot.at;
        found.push(slot);
    }
    found
}

/// "08 02:30 10:00Z": local day and intended time, then the UTC time it fires at.
fn shown(slots: &[Slot]) -> Vec<String> {
    slots
        .iter()
        .map(|slot| format!("{:02} {} {}", slot.date.day(), slot.time, slot.at.strftime("%H:%MZ")))
        .collect()
}

#[rstest]
#[case::before_the_jump("daily 01:30", &["07 01:30 09:30Z", "08 01:30 09:30Z", "09 01:30 08:30Z"])]
#[case::in_the_gap("daily 02:30", &["07 02:30 10:30Z", "08 02:30 10:00Z", "09 02:30 09:30Z"])]
#[case::after_the_jump("daily 09:00", &["07 09:00 17:00Z", "08 09:00 16:00Z", "09 09:00 16:00Z"])]
#[case::cron_in_the_gap("30 2 * * *", &["07 02:30 10:30Z", "08 02:30 10:00Z", "09 02:30 09:30Z"])]
#[case::gap_and_its_end("0 2,3 8 * *", &["08 02:00 10:00Z"])]
fn f20_los_angeles_springs_forward(#[case] rule: &str, #[case] expected: &[&str]) {
    let timing = timing(rule, "America/Los_Angeles", "none");
    assert_eq!(shown(&slots(&timing, "2026-03-07T08:00Z", "2026-03-10T07:00Z")), expected);
}

#[rstest]
#[case::in_the_fold("daily 01:30", &["31 01:30 08:30Z", "01 01:30 08:30Z", "02 01:30 09:30Z"])]
#[case::after_the_fold("daily 02:30", &["31 02:30 09:30Z", "01 02:30 10:30Z", "02 02:30 10:30Z"])]
#[case::morning("daily 09:00", &["31 09:00 16:00Z", "01 09:00 17:00Z", "02 09:00 17:00Z"])]
#[case::cron_in_the_fold("*/30 1 1 11 *", &["01 01:00 08:00Z", "01 01:30 08:30Z"])]
fn f20_los_angeles_falls_back(#[case] rule: &str, #[case] expected: &[&str]) {
    let timing = timing(rule, "America/Los_Angeles", "none");
    assert_eq!(shown(&slots(&timing, "2026-10-31T07:00Z", "2026-11-03T08:00Z")), expected);
}

#[rstest]
#[case::sydney_gap("Australia/Sydney", "daily 02:30", "2026-10-03T14:00Z", "2026-10-04T13:00Z", &["04 02:30 16:00Z"])]
#[case::sydney_fold("Australia/Sydney", "daily 02:30", "2026-04-04T13:00Z", "2026-04-05T14:00Z", &["05 02:30 15:30Z"])]
#[case::sydney_half_past_one("Australia/Sydney", "daily 01:30", "2026-10-03T14:00Z", "2026-10-04T13:00Z", &["04 01:30 15:30Z"])]
#[case::santiago_midnight("America/Santiago", "daily 00:00", "2026-09-05T12:00Z", "2026-09-06T12:00Z", &["06 00:00 04:00Z"])]
#[case::sao_paulo_stays("America/Sao_Paulo", "daily 09:00", "2026-10-31T03:00Z", "2026-11-02T03:00Z", &["31 09:00 12:00Z", "01 09:00 12:00Z"])]
#[case::apia_lost_a_day("Pacific/Apia", "daily 09:00", "2011-12-29T10:00Z", "2011-12-31T10:00Z", &["29 09:00 19:00Z", "30 09:00 10:00Z", "31 09:00 19:00Z"])]
fn f20_other_hemispheres(
    #[case] zone: &str,
    #[case] rule: &str,
    #[case] from: &str,
    #[case] to: &str,
    #[case] expected: &[&str],
) {
    assert_eq!(shown(&slots(&timing(rule, zone, "none"), from, to)), expected);
}

#[rstest]
#[case::last("monthly last 18:00", &["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"])]
#[case::short_months("monthly 30 18:00", &["2026-01-30", "2026-02-28", "2026-03-30", "2026-04-30"])]
#[case::first_and_fifteenth("monthly 1,15 18:00", &["2026-01-01", "2026-01-15", "2026-02-01", "2026-02-15", "2026-03-01", "2026-03-15", "2026-04-01", "2026-04-15"])]
#[case::cron_skips_short_months("0 18 31 * *", &["2026-01-31", "2026-03-31"])]
#[case::either_day_field("0 18 13 * 5", &["2026-01-02", "2026-01-09", "2026-01-13", "2026-01-16"])]
#[case::a_star_with_a_step_restricts_both("0 18 */2 1 5", &["2026-01-09", "2026-01-23"])]
fn f20_days_of_the_month(#[case] rule: &str, #[case] expected: &[&str]) {
    let found = slots(&timing(rule, "Asia/Shanghai", "cn"), "2025-12-31T16:00Z", "2026-04-30T16:00Z");
    let dates: Vec<_> = found.iter().map(|slot| slot.date.to_string()).take(expected.len()).collect();
    assert_eq!(dates, expected);
    let goes_on = rule.contains("* *") || rule.contains("* 5");
    assert!(goes_on || found.len() == expected.len());
}

#[rstest]
#[case("monthly last 09:00", "2028-02-28T16:00Z", "2028-02-29")]
#[case("0 9 29 2 *", "2026-01-01T00:00Z", "2028-02-29")]
#[case("monthly 29 09:00", "2027-02-01T00:00Z", "2027-02-28")]
fn f20_leap_days(#[case] rule: &str, #[case] after: &str, #[case] expected: &str) {
    let timing = timing(rule, "Asia/Shanghai", "cn");
    let slot = timing.next_after(after.parse().unwrap(), calendar_of(&timing)).unwrap();
    assert_eq!(slot.date.to_string(), expected);
    assert!(timing.check(calendar_of(&timing), after.parse().unwrap()).is_ok());
}

#[test]
fn f21_workdays_in_shanghai_keep_the_spring_festival_and_its_make_up_saturdays() {
    let timing = timing("workdays 09:00", "Asia/Shanghai", "cn");
    let found = slots(&timing, "2026-02-11T16:00Z", "2026-03-02T16:00Z");
    let days: Vec<_> = found.iter().map(|slot| slot.date.strftime("%b %-d").to_string()).collect();
    assert_eq!(
        days,
        ["Feb 12", "Feb 13", "Feb 14", "Feb 24", "Feb 25", "Feb 26", "Feb 27", "Feb 28", "Mar 2"]
    );
    assert!(found.iter().all(|slot| slot.at.strftime("%H:%MZ").to_string() == "01:00Z"));
}

#[test]
fn f21_workdays_in_the_united_states_keep_observed_days() {
    let timing = timing("workdays 09:00", "America/New_York", "us");
    let found = slots(&timing, "2026-07-01T04:00Z", "2026-07-08T04:00Z");
    assert_eq!(found.iter().map(|slot| slot.date.day()).collect::<Vec<_>>(), [1, 2, 6, 7]);
}

#[rstest]
#[case("0 9 * * 0", &[Weekday::Sunday])]
#[case("0 9 * * 7", &[Weekday::Sunday])]
#[case("0 9 * * 1", &[Weekday::Monday])]
#[case("0 9 * * 6", &[Weekday::Saturday])]
#[case("0 9 * * 1-5", &[Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday])]
#[case("0 9 * * 5-7", &[Weekday::Friday, Weekday::Saturday, Weekday::Sunday])]
#[case("0 9 * * sat-sun", &[Weekday::Saturday, Weekday::Sunday])]
#[case("0 9 * * sun,wed", &[Weekday::Wednesday, Weekday::Sunday])]
#[case("0 9 * * 1/2", &[Weekday::Monday, Weekday::Wednesday, Weekday::Friday])]
#[case("weekly mon 09:00", &[Weekday::Monday])]
#[case("mon,thu 09:00", &[Weekday::Monday, Weekday::Thursday])]
#[case("sat-sun 09:00", &[Weekday::Saturday, Weekday::Sunday])]
fn weekdays_count_as_posix_does(#[case] rule: &str, #[case] expected: &[Weekday]) {
    // A week from Monday 1 June 2026 on.
    let found = slots(&timing(rule, "UTC", "none"), "2026-06-01T00:00Z", "2026-06-08T00:00Z");
    assert_eq!(found.iter().map(|slot| slot.date.weekday()).collect::<Vec<_>>(), expected);
}

#[rstest]
#[case("Asia/Shanghai", "09:00")]
#[case("America/Los_Angeles", "01:30")]
#[case("America/Los_Angeles", "02:30")]
#[case("Australia/Sydney", "02:30")]
#[case("America/Santiago", "00:00")]
#[case("America/Santiago", "23:30")]
#[case("Australia/Lord_Howe", "01:45")]
#[case("Africa/Casablanca", "02:30")]
fn daily_fires_once_on_every_local_date_of_the_year(#[case] zone: &str, #[case] time: &str) {
    for rule in [format!("daily {time}"), format!("{} {} * * *", &time[3..], &time[..2])] {
        let timing = timing(&rule, zone, "none");
        let mut after = timing.zone.start_of_day(date(2026, 1, 1)) - SignedDuration::from_nanos(1);
        for day in date(2026, 1, 1).series(jiff::Span::new().days(1)).take(365) {
            let slot = timing.next_after(after, calendar_of(&timing)).unwrap();
            assert_eq!((slot.date, slot.time.to_string().as_str()), (day, time), "{rule} in {zone}");
            after = slot.at;
        }
    }
}

#[rstest]
#[case("0 9 30 2 *", "none")]
#[case("0 9 31 2,4,6,9,11 *", "none")]
fn a_rule_that_never_fires_is_refused(#[case] rule: &str, #[case] calendar: &str) {
    let timing = timing(rule, "Asia/Shanghai", calendar);
    let now = "2026-01-01T00:00Z".parse().unwrap();
    let error = timing.check(calendar_of(&timing), now).unwrap_err();
    assert_eq!(error.problem, RuleProblem::NeverFires { years: 5 });
    assert_eq!(timing.next_after(now, calendar_of(&timing)), None);
    assert_eq!(timing.latest_at_or_before(now, calendar_of(&timing)), None);
}

#[test]
fn errors_read_as_a_sentence() {
    let message = |text: &str| Rule::parse(text).unwrap_err().to_string();
    assert_eq!(
        message("0 25 * * *"),
        "the hour must be from 0 to 23 in `0 25 * * *`, at `25` (character 3); for example: 30 9 * * 1-5"
    );
    assert_eq!(
        message("0 0 9 * * *"),
        "a cron expression has five fields, this one has 6, in `0 0 9 * * *`; for example: 30 9 * * 1-5"
    );
    assert_eq!(
        message("every day"),
        "a schedule does not begin like this in `every day`, at `every` (character 1); for example: workdays 09:00"
    );
}

#[test]
fn a_rule_keeps_its_text() {
    for text in ["workdays 9:00", "MON,thu 09:00", "30 9 * * 1-5"] {
        let rule: Rule = serde_json::from_value(serde_json::json!(text)).unwrap();
        assert_eq!(rule.as_str(), text);
        assert_eq!(serde_json::to_value(&rule).unwrap(), serde_json::json!(text));
        assert_eq!(Rule::parse(&rule.to_string()).unwrap(), rule);
    }
    let timing = timing("workdays 09:00", "Asia/Shanghai", "cn");
    let json = serde_json::json!({"rule": "workdays 09:00", "zone": "Asia/Shanghai", "calendar": "cn"});
    assert_eq!(serde_json::to_value(&timing).unwrap(), json);
    assert_eq!(serde_json::from_value::<Timing>(json).unwrap(), timing);
}

#[test]
fn the_second_pass_of_an_hour_still_sees_the_slots_of_the_first() {
    let timing = timing("45 1 * * *", "America/Los_Angeles", "none");
    // 01:20 for the second time: 01:45 has fired 35 minutes ago, and fires next tomorrow.
    let now: Timestamp = "2026-11-01T09:20Z".parse().unwrap();
    let latest = timing.latest_at_or_before(now, calendar_of(&timing)).unwrap();
    assert_eq!(latest.at, "2026-11-01T08:45Z".parse().unwrap());
    assert_eq!(
        timing.next_after(now, calendar_of(&timing)).unwrap().at,
        "2026-11-02T09:45Z".parse().unwrap()
    );
}

#[rstest]
#[case("0 2,3 * * *", "03:00")]
#[case("*/15 * * * *", "03:00")]
#[case("40,50 2 * * *", "02:40")]
fn local_times_on_one_instant_are_one_slot(#[case] rule: &str, #[case] last_of_them: &str) {
    let timing = timing(rule, "America/Los_Angeles", "none");
    let jump: Timestamp = "2026-03-08T10:00Z".parse().unwrap();
    let before = jump - SignedDuration::from_nanos(1);
    let slot = timing.next_after(before, calendar_of(&timing)).unwrap();
    assert_eq!(slot.at, jump);
    assert!(slot.time <= last_of_them.parse().unwrap());
    assert_eq!(timing.latest_at_or_before(jump, calendar_of(&timing)), Some(slot));
    assert!(timing.next_after(jump, calendar_of(&timing)).unwrap().at > jump);
}

fn any_zone() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "UTC",
        "Asia/Shanghai",
        "America/Los_Angeles",
        "Australia/Sydney",
        "America/Santiago",
        "Australia/Lord_Howe",
    ])
}

fn any_rule() -> impl Strategy<Value = String> {
    let time = (0_u8..24, 0_u8..60).prop_map(|(hour, minute)| format!("{hour:02}:{minute:02}"));
    let words =
        prop::sample::select(vec!["daily", "workdays", "weekly mon,sat", "monthly 31", "monthly 1,15"]);
    prop_oneof![
        (words, time).prop_map(|(days, time)| format!("{days} {time}")),
        (0_u8..60, 0_u8..24).prop_map(|(minute, hour)| format!("{minute} {hour} * * *")),
        prop::sample::select(vec!["*/15 * * * *", "7 1-3 * * 0,6", "0,30 0-4 10 * 1", "5 2 */3 3,10,11 *"])
            .prop_map(str::to_owned),
    ]
}

/// An instant in 2026, with the weeks of the clock changes drawn often.
fn any_instant() -> impl Strategy<Value = Timestamp> {
    let near = |day: i64| (day * 86_400 - 172_800)..(day * 86_400 + 172_800);
    let new_year = 1_767_225_600;
    prop_oneof![0..31_536_000_i64, near(66), near(94), near(248), near(276), near(304)]
        .prop_map(move |second| Timestamp::from_second(new_year + second).unwrap())
}

proptest! {
    #[test]
    fn the_next_slot_is_later_and_at_its_local_time(rule in any_rule(), zone in any_zone(), after in any_instant()) {
        let timing = timing(&rule, zone, "cn");
        let slot = timing.next_after(after, calendar_of(&timing)).unwrap();
        prop_assert!(slot.at > after);
        let intended = slot.time.on(slot.date);
        prop_assert_eq!(timing.zone.instant_of(intended), slot.at);
        // The wall shows the intended time, or the first one after a jump over it.
        prop_assert!(timing.zone.local_at(slot.at) >= intended);
        let later = timing.next_after(slot.at, calendar_of(&timing)).unwrap();
        prop_assert!(later.at > slot.at && (later.date, later.time) > (slot.date, slot.time));
    }

    #[test]
    fn the_latest_slot_agrees_with_the_next_one(rule in any_rule(), zone in any_zone(), now in any_instant()) {
        let timing = timing(&rule, zone, "cn");
        let calendar = calendar_of(&timing);
        let next = timing.next_after(now, calendar).unwrap();
        let latest = timing.latest_at_or_before(now, calendar).unwrap();
        prop_assert!(latest.at <= now);
        prop_assert_eq!(timing.next_after(latest.at, calendar), Some(next));
        prop_assert_eq!(timing.latest_at_or_before(latest.at, calendar), Some(latest));
        prop_assert_eq!(timing.latest_at_or_before(next.at, calendar), Some(next));
        let just_before = next.at - SignedDuration::from_nanos(1);
        prop_assert_eq!(timing.latest_at_or_before(just_before, calendar), Some(latest));
    }

    /// Every minute of a few days is asked whether it fits, with no help from the `cron` crate.
    #[test]
    fn cron_fires_on_every_minute_that_fits(
        minutes in prop::collection::btree_set(0_i8..60, 1..3), hours in prop::collection::btree_set(0_i8..24, 1..4),
        month_day in prop::option::of(1_i8..32), weekday in prop::option::of(0_i8..8), day in 0_i64..1000,
    ) {
        let join = |set: &std::collections::BTreeSet<i8>| set.iter().map(i8::to_string).collect::<Vec<_>>().join(",");
        let star = |field: Option<i8>| field.map_or_else(|| "*".to_owned(), |value| value.to_string());
        let rule = format!("{} {} {} * {}", join(&minutes), join(&hours), star(month_day), star(weekday));
        let timing = timing(&rule, "UTC", "none");
        let first = date(2026, 1, 1).saturating_add(jiff::Span::new().days(day));
        let mut expected = Vec::new();
        for day in first.series(jiff::Span::new().days(1)).take(10) {
            let on_month_day = month_day.map(|wanted| day.day() == wanted);
            let on_weekday = weekday.map(|wanted| day.weekday().to_sunday_zero_offset() == wanted % 7);
            let fits = match (on_month_day, on_weekday) {
                (Some(a), Some(b)) => a || b,
                (one, other) => one.or(other).unwrap_or(true),
            };
            if fits {
                expected.extend(hours.iter().flat_map(|hour| minutes.iter().map(move |minute| day.at(*hour, *minute, 0, 0))));
            }
        }
        let from = timing.zone.start_of_day(first);
        let to = from + SignedDuration::from_hours(240);
        let found: Vec<_> =
            slots(&timing, &from.to_string(), &to.to_string()).iter().map(|slot| slot.time.on(slot.date)).collect();
        prop_assert_eq!(&found, &expected);
        // And backwards.
        let mut reversed = Vec::new();
        let mut now = to - SignedDuration::from_nanos(1);
        while let Some(slot) = timing.latest_at_or_before(now, calendar_of(&timing)).filter(|slot| slot.at >= from) {
            reversed.push(slot.time.on(slot.date));
            now = slot.at - SignedDuration::from_nanos(1);
        }
        reversed.reverse();
        prop_assert_eq!(reversed, expected);
    }

    #[test]
    fn no_text_makes_the_parser_fall_over(text in "\\PC{0,24}", fields in "[0-9*,/ -]{0,20}") {
        for text in [text, fields] {
            if let Ok(rule) = Rule::parse(&text) {
                prop_assert_eq!(Rule::parse(rule.as_str()).unwrap(), rule);
            }
        }
    }
}
