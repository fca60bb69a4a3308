//! Tables and properties of judgement as a whole.

use proptest::prelude::*;
use rstest::rstest;

use super::example::{at, day, days, dec, judged, judged_by, kpi, limits, sample, target, usual_target};
use super::*;
use crate::alert::Implausible;
use crate::kpi::{Direction, Grain, Kpi};
use crate::limit::source::LimitSource;
use crate::sample::Finality;
use crate::target::{Condition, PlatformTarget};

const GOOD: Standing = Standing::Good;
const WARNING: Standing = Standing::Outside { severity: Severity::Warning };
const CRITICAL: Standing = Standing::Outside { severity: Severity::Critical };
const FAULT: Standing = Standing::Unjudged { why: Unjudged::DataFault };
const NOT_SETTLED: Standing = Standing::Unjudged { why: Unjudged::NotSettled };

/// The day 2026-06-10 of Los Angeles has ended at 07:00 UTC, is due a day and settles two days later.
const SETTLED: &str = "2026-06-13T07:00:00Z";

fn standing(direction: Direction, warning: &[&str], critical: &[&str], value: &str) -> Standing {
    let kpi = Kpi { direction, ..kpi("lsr") };
    let samples = days(&kpi, "2026-06-10", &format!("{value} {value}"));
    judged_by(&kpi, &[target(None, limits(warning, critical))], &samples, SETTLED).standing
}

#[rstest]
#[case::below("2.9", GOOD)]
#[case::at_an_open_limit("3", GOOD)]
#[case::above("3.01", WARNING)]
#[case::at_a_closed_limit("4", CRITICAL)]
#[case::the_good_direction_never_pages("-100", GOOD)]
fn a_limit_states_whether_it_belongs(#[case] value: &str, #[case] expected: Standing) {
    assert_eq!(standing(Direction::Lower, &["> 3"], &[">= 4"], value), expected);
}

#[rstest]
#[case("44.9", WARNING)]
#[case("45", GOOD)]
#[case("90", GOOD)]
#[case("90.1", WARNING)]
#[case("28", CRITICAL)]
#[case("180", WARNING)]
#[case("181", CRITICAL)]
fn a_band_has_two_bad_sides(#[case] value: &str, #[case] expected: Standing) {
    assert_eq!(standing(Direction::Band, &["< 45", "> 90"], &["<= 28", "> 180"], value), expected);
}

#[rstest]
#[case::higher(Direction::Higher, "200", GOOD)]
#[case::higher_low(Direction::Higher, "20", CRITICAL)]
#[case::lower(Direction::Lower, "20", GOOD)]
#[case::lower_high(Direction::Lower, "200", CRITICAL)]
fn a_limit_on_the_good_side_is_no_limit(
    #[case] direction: Direction,
    #[case] value: &str,
    #[case] expected: Standing,
) {
    assert_eq!(standing(direction, &["< 45", "> 90"], &["<= 28", "> 180"], value), expected);
}

#[rstest]
#[case::not_settled("2026-06-13T06:59:59Z", "1 9", GOOD, Some("2026-06-11"))]
#[case::settled("2026-06-13T07:00:00Z", "1 9", GOOD, Some("2026-06-11"))]
#[case::next_settles("2026-06-14T06:59:59Z", "1 9 9", GOOD, Some("2026-06-12"))]
#[case::settles("2026-06-14T07:00:00Z", "1 9 9", CRITICAL, Some("2026-06-12"))]
fn what_is_not_settled_is_shown_and_not_judged(
    #[case] now: &str,
    #[case] values: &str,
    #[case] expected: Standing,
    #[case] provisional: Option<&str>,
) {
    let kpi = kpi("lsr");
    let mut samples = days(&kpi, "2026-06-10", values);
    samples.insert(0, sample(&kpi, "2026-06-09", Some("1")));
    let judgement = judged(&kpi, &samples, now);
    assert_eq!(judgement.standing, expected);
    assert_eq!(judgement.provisional.map(|(period, _)| period), provisional.map(day));
}

#[test]
fn the_source_may_say_how_final_a_value_is() {
    let kpi = kpi("lsr");
    let mut samples = days(&kpi, "2026-06-10", "9 9");
    samples[1].seen.finality = Finality::Final;
    samples[0].seen.finality = Finality::Provisional;
    let judgement = judged(&kpi, &samples, "2026-06-12T08:00:00Z");
    assert_eq!(judgement.standing, CRITICAL);
    assert_eq!(judgement.since, Some(day("2026-06-11")));
    samples[1].seen.finality = Finality::Provisional;
    // It has arrived, so that it is not late; it is not the last word, so that it is not judged.
    assert_eq!(judged(&kpi, &samples, "2026-06-13T06:00:00Z").standing, NOT_SETTLED);
}

#[test]
fn it_says_when_it_has_to_be_judged_again() {
    let kpi = kpi("lsr");
    let samples = days(&kpi, "2026-06-10", "1 1");
    let due = |now: &str| judged(&kpi, &samples, now).due_at;
    // The first value settles, the second settles as the third becomes late, then nothing changes by itself.
    assert_eq!(due("2026-06-12T07:00:00Z"), Some(at("2026-06-13T07:00:00Z")));
    assert_eq!(due("2026-06-13T07:00:00Z"), Some(at("2026-06-14T07:00:00Z")));
    assert_eq!(due("2026-06-14T07:00:00Z"), None);
    assert_eq!(judged(&kpi, &samples, "2026-06-14T06:59:59Z").standing, GOOD);
    assert_eq!(judged(&kpi, &samples, "2026-06-14T07:00:00Z").standing, FAULT);
}

#[rstest]
#[case::spring("2026-03-07", "2026-03-08", "2026-03-10T06:59:59Z", "2026-03-10T07:00:00Z")]
#[case::autumn("2026-10-31", "2026-11-01", "2026-11-03T07:59:59Z", "2026-11-03T08:00:00Z")]
fn late_is_counted_from_the_end_of_the_local_day(
    #[case] newest: &str,
    #[case] missing: &str,
    #[case] before: &str,
    #[case] from: &str,
) {
    let kpi = kpi("lsr");
    let samples = [sample(&kpi, newest, Some("1"))];
    assert_eq!(judged(&kpi, &samples, before).fault, None);
    let late = judged(&kpi, &samples, from);
    assert_eq!(late.standing, FAULT);
    let fault = DataFault::Late { newest: day(newest), missing: day(missing), due: at(from) };
    assert_eq!(late.fault, Some(fault.clone()));
    // Days later it is the same fault, not a new one.
    assert_eq!(judged(&kpi, &samples, "2026-12-01T00:00:00Z").fault, Some(fault));
}

#[test]
fn nothing_is_late_before_a_whole_period_was_watched() {
    let kpi = kpi("lsr");
    let fault = |samples: &[Sample], now: &str| {
        let watched_since = at("2026-06-10T20:00:00Z");
        judge(&Evidence { kpi: &kpi, targets: &usual_target(), samples, watched_since }, at(now)).fault
    };
    // 11 June is the first whole day; it ends at 07:00 UTC on the 12th and is due a day later.
    let due = at("2026-06-13T07:00:00Z");
    assert_eq!(fault(&[], "2026-06-13T06:59:59Z"), None);
    assert_eq!(fault(&[], "2026-06-13T07:00:00Z"), Some(DataFault::NeverArrived { due }));
    let old = [sample(&kpi, "2026-01-05", Some("1"))];
    assert_eq!(fault(&old, "2026-06-13T06:59:59Z"), None);
    let missing = day("2026-06-11");
    assert_eq!(
        fault(&old, "2026-06-13T07:00:00Z"),
        Some(DataFault::Late { newest: day("2026-01-05"), missing, due })
    );
}

#[test]
fn history_that_was_brought_along_is_too_old_to_be_judged() {
    let kpi = kpi("lsr");
    let standing = |first: &str| {
        let samples = days(&kpi, first, "9 9 9");
        let watched_since = at("2026-06-13T20:00:00Z");
        let evidence = Evidence { kpi: &kpi, targets: &usual_target(), samples: &samples, watched_since };
        judge(&evidence, watched_since).standing
    };
    assert_eq!(standing("2026-04-10"), NOT_SETTLED);
    assert_eq!(standing("2026-06-08"), NOT_SETTLED);
    assert_eq!(standing("2026-06-09"), CRITICAL);
}

#[test]
fn a_paused_kpi_is_judged_again_from_its_day_on() {
    let mut kpi = kpi("lsr");
    kpi.activity =
        Activity::Paused { until: day("2026-07-01"), reason: "holiday".into(), since: None, by: None };
    let samples = days(&kpi, "2026-06-10", "9");
    let paused = judged(&kpi, &samples, "2026-07-01T06:59:59Z");
    assert_eq!(paused.standing, Standing::Unjudged { why: Unjudged::NotActive });
    assert_eq!(paused.due_at, Some(at("2026-07-01T07:00:00Z")));
    assert_eq!(paused.fault, None);
    let resumed = judged(&kpi, &samples, "2026-07-01T07:00:00Z");
    // What is from before the rest is too old to be judged; 1 July is the first day that is expected.
    assert_eq!(resumed.standing, NOT_SETTLED);
    assert_eq!(resumed.due_at, Some(at("2026-07-03T07:00:00Z")));
    kpi.activity = Activity::Draft;
    assert_eq!(judged(&kpi, &samples, SETTLED).due_at, None);
}

#[test]
fn no_value_is_unknown_and_not_zero() {
    let kpi = Kpi { direction: Direction::Higher, ..kpi("lsr") };
    let targets = [target(None, limits(&["< 3"], &[]))];
    let judgement = judged_by(&kpi, &targets, &days(&kpi, "2026-06-10", "5 -"), "2026-06-14T06:00:00Z");
    assert_eq!(judgement.standing, GOOD);
    let judgement = judged_by(&kpi, &targets, &days(&kpi, "2026-06-10", "5 - 5"), "2026-06-14T07:00:00Z");
    assert_eq!(judgement.fault, Some(DataFault::NoValue { period: day("2026-06-11") }));
    assert_eq!(judgement.standing, FAULT);
    assert_eq!(judgement.reading.unwrap().value, dec("5"));
}

#[test]
fn an_implausible_value_is_neither_judged_nor_read() {
    let mut kpi = kpi("lsr");
    kpi.plausibility.max = Some(dec("100"));
    let judgement = judged(&kpi, &days(&kpi, "2026-06-10", "1 460"), "2026-06-14T06:00:00Z");
    assert_eq!(judgement.standing, GOOD);
    let judgement = judged(&kpi, &days(&kpi, "2026-06-10", "1 460 1"), "2026-06-14T07:00:00Z");
    assert_eq!(judgement.standing, FAULT);
    let why = Implausible::AboveMaximum { max: dec("100") };
    let fault = DataFault::Implausible { period: day("2026-06-11"), value: dec("460"), why };
    assert_eq!(judgement.fault, Some(fault));
    assert_eq!(judgement.readings.len(), 1);
    let next = judged(&kpi, &days(&kpi, "2026-06-10", "1 460 2 2"), "2026-06-15T07:00:00Z");
    assert_eq!(next.standing, GOOD);
    assert_eq!(next.reading.unwrap().previous, None);
}

#[test]
fn without_a_limit_nothing_is_good() {
    let kpi = kpi("lsr");
    let samples = days(&kpi, "2026-06-10", "9 9");
    let judgement = judged_by(&kpi, &[], &samples, SETTLED);
    assert_eq!(judgement.standing, Standing::Unjudged { why: Unjudged::NoTarget });
    let reading = judgement.reading.unwrap();
    assert_eq!((reading.value, reading.severity, reading.recovered), (dec("9"), None, false));
}

#[test]
fn the_run_beyond_the_limit_is_counted_back_from_the_newest() {
    let kpi = kpi("lsr");
    let samples = days(&kpi, "2026-06-01", "9 1 5 . 3.5 9 9");
    let judgement = judged(&kpi, &samples, "2026-06-09T07:00:00Z");
    assert_eq!(judgement.since, Some(day("2026-06-03")));
    assert_eq!(judgement.readings.len(), 5);
    assert_eq!(judgement.readings.last(), judgement.reading.as_ref());
    // The day before is missing, so that there is nothing to compare with.
    assert_eq!(judgement.readings[3].previous, None);
    assert_eq!(judgement.readings[4].previous, Some(dec("3.5")));
}

#[test]
fn a_day_that_has_not_begun_is_not_known() {
    let kpi = kpi("lsr");
    let mut samples = days(&kpi, "2026-06-10", "1 1");
    let mut future = sample(&kpi, "2030-01-01", Some("9"));
    future.seen.finality = Finality::Final;
    samples.push(future);
    let with = judged(&kpi, &samples, "2026-06-14T07:00:00Z");
    assert_eq!(with, judged(&kpi, &samples[..2], "2026-06-14T07:00:00Z"));
    assert!(matches!(with.fault, Some(DataFault::Late { .. })));
}

#[test]
fn a_snapshot_is_judged_at_once_and_expected_every_day() {
    let mut kpi = Kpi { grain: Grain::Snapshot, ..kpi("odr") };
    kpi.lag = crate::kpi::Lag { due_hours: 12, settle_hours: 0 };
    let mut snapshot = sample(&kpi, "2026-06-10", Some("9"));
    snapshot.fetched_at = at("2026-06-10T13:00:00Z");
    let samples = [snapshot];
    let judgement = judged(&kpi, &samples, "2026-06-10T13:00:00Z");
    assert_eq!(judgement.standing, CRITICAL);
    assert_eq!(judgement.due_at, Some(at("2026-06-12T19:00:00Z")));
    assert_eq!(judged(&kpi, &samples, "2026-06-12T18:59:59Z").standing, CRITICAL);
    assert_eq!(judged(&kpi, &samples, "2026-06-12T19:00:00Z").standing, FAULT);
    kpi.lag.settle_hours = 2;
    let waiting = judged(&kpi, &samples, "2026-06-10T14:59:59Z");
    assert_eq!((waiting.standing, waiting.due_at), (NOT_SETTLED, Some(at("2026-06-10T15:00:00Z"))));
    assert_eq!(judged(&kpi, &samples, "2026-06-10T15:00:00Z").standing, CRITICAL);
}

#[test]
fn the_value_decides_where_the_platform_s_word_disagrees() {
    let kpi = kpi("vtr");
    let mut samples = days(&kpi, "2026-06-10", "3 3");
    for sample in &mut samples {
        sample.seen.platform_target = Some(PlatformTarget {
            value: dec("2.5"),
            condition: Condition::LessThan,
            status: Some("GOOD".into()),
        });
    }
    let judgement = judged(&kpi, &samples, SETTLED);
    assert_eq!(judgement.standing, CRITICAL);
    assert_eq!(judgement.platform, Some(PlatformWord { status: "GOOD".into(), disagrees: true }));
    let amazon = LimitSource::Platform { name: "amazon".into() };
    assert_eq!(judgement.reading.unwrap().limit_source, Some(amazon));
}

#[test]
fn a_judgement_survives_storage() {
    let kpi = kpi("lsr");
    let judgement = judged(&kpi, &days(&kpi, "2026-06-10", "9 - 1"), "2026-06-14T07:00:00Z");
    let text = serde_json::to_string(&judgement).unwrap();
    assert_eq!(serde_json::from_str::<Judgement>(&text).unwrap(), judgement);
}

fn some_samples() -> impl Strategy<Value = Vec<Sample>> {
    let value = prop::option::weighted(0.9, -3i64..9);
    let finality = prop::sample::select(vec![Finality::ByLag, Finality::Final, Finality::Provisional]);
    prop::collection::btree_map(0i64..30, (value, finality, 1u32..4), 0..20).prop_map(|all| {
        let kpi = kpi("lsr");
        all.into_iter()
            .map(|(offset, (value, finality, revision))| {
                let period = period::add_days(day("2026-03-01"), offset).to_string();
                let mut sample = sample(&kpi, &period, value.map(|value| value.to_string()).as_deref());
                sample.seen.finality = finality;
                sample.revision = revision;
                sample
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn the_same_evidence_gives_the_same_judgement_until_it_is_due(
        samples in some_samples(), watched in 0i64..1000, hour in 0i64..1000, later in 0i64..1000,
    ) {
        let kpi = kpi("lsr");
        let targets = usual_target();
        let start = at("2026-03-01T00:00:00Z");
        let watched_since = start + jiff::SignedDuration::from_hours(watched);
        let evidence = Evidence { kpi: &kpi, targets: &targets, samples: &samples, watched_since };
        let now = start + jiff::SignedDuration::from_hours(hour);
        let first = judge(&evidence, now);
        prop_assert_eq!(&first, &judge(&evidence, now));
        prop_assert!(first.due_at.is_none_or(|due| due > now));
        let then = now + jiff::SignedDuration::from_hours(later);
        // A day that begins may make its sample known, which no source sends before.
        let all_begun = samples.last().is_none_or(|newest| kpi.zone.start_of_day(newest.seen.period) <= now);
        if all_begun && first.due_at.is_none_or(|due| then < due) {
            prop_assert_eq!(Judgement { at: now, ..judge(&evidence, then) }, first);
        }
    }

    #[test]
    fn unknown_data_is_never_a_breach(samples in some_samples(), hour in 0i64..1000) {
        let mut kpi = kpi("lsr");
        kpi.plausibility.max = Some(dec("7"));
        let now = at("2026-03-01T00:00:00Z") + jiff::SignedDuration::from_hours(hour);
        let judgement = judged(&kpi, &samples, &now.to_string());
        if let Some(fault) = &judgement.fault {
            prop_assert_eq!(judgement.standing, FAULT, "{:?}", fault);
        }
        if matches!(judgement.standing, Standing::Outside { .. }) {
            let reading = judgement.reading.as_ref().unwrap();
            let sample = samples.iter().find(|sample| sample.seen.period == reading.period).unwrap();
            prop_assert!(settled::is_settled(&kpi, &sample.seen, sample.fetched_at, now));
            prop_assert!(reading.value <= dec("7"));
            prop_assert!(reading.limit.unwrap().is_crossed_by(reading.value));
        }
        for reading in &judgement.readings {
            prop_assert!(reading.value <= dec("7"));
        }
    }
}
