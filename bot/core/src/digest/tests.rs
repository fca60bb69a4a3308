//! Stories of a digest: what it shows where, and of which days it speaks.

use std::collections::BTreeMap;

use jiff::Timestamp;
use proptest::prelude::*;
use rstest::rstest;

use super::compose::{Cut, compose};
use super::*;
use crate::alert::event::{Actor, AlertEvent, Happened, Origin};
use crate::alert::{Ack, Alert, AlertKind, Closure, Note};
use crate::calendar::Calendar;
use crate::id::AlertId;
use crate::judge::example::{at, breach, day, days, dec, judged, kpi};
use crate::judge::{Judgement, Unjudged};
use crate::kpi::{Activity, Kpi};
use crate::org::Org;
use crate::person::{Channel, Locale, Team};
use crate::scorecard::{Entry, Scorecard};

/// The KPIs' newest settled day is 10 June, and 9 o'clock in Shanghai on the 13th is an hour in the past.
const NOW: &str = "2026-06-13T02:00:00Z";

fn shanghai() -> Zone {
    Zone::parse("Asia/Shanghai").unwrap()
}

fn org(kpis: Vec<Kpi>) -> Org {
    let channel = Channel {
        key: "ops".parse().unwrap(),
        platform: "web".into(),
        target: "ops".into(),
        name: "#ops".into(),
        locale: Locale::ZH_CN,
        second_locale: None,
        zone: shanghai(),
    };
    let team = Team {
        key: "ops".parse().unwrap(),
        name_en: "Operations".into(),
        name_zh: "运营".into(),
        lead: None,
        channel: Some(channel.key.clone()),
    };
    Org {
        channels: BTreeMap::from([(channel.key.clone(), channel)]),
        teams: BTreeMap::from([(team.key.clone(), team)]),
        kpis: kpis.into_iter().map(|kpi| (kpi.key.clone(), kpi)).collect(),
        ..Org::default()
    }
}

fn schedule(kind: DigestKind, rule: &str, zone: &str) -> DigestSchedule {
    DigestSchedule {
        key: "morning".parse().unwrap(),
        channel: "ops".parse().unwrap(),
        kind,
        timing: Timing {
            rule: rule.parse().unwrap(),
            zone: Zone::parse(zone).unwrap(),
            calendar: "cn".into(),
        },
        scorecard: None,
        late_hours: 6,
    }
}

/// The order for the newest slot before the instant.
fn order(kind: DigestKind, rule: &str, zone: &str, before: &str) -> Order {
    let schedule = schedule(kind, rule, zone);
    let calendar = Calendar::builtin("cn").unwrap();
    Order::scheduled(&schedule, &schedule.timing.latest_at_or_before(at(before), calendar).unwrap())
}

fn morning() -> Order {
    order(DigestKind::Daily, "workdays 09:00", "Asia/Shanghai", "2026-06-12T01:00:00Z")
}

/// A KPI whose days 9 and 10 June have these values.
fn judged_kpi(key: &str, values: &str) -> (Kpi, Judgement) {
    let kpi = kpi(key);
    let samples = days(&kpi, "2026-06-08", &format!("1 {values} 1"));
    let judgement = judged(&kpi, &samples, "2026-06-13T07:00:00Z");
    (kpi, judgement)
}

struct Story {
    org: Org,
    judgements: BTreeMap<KpiKey, Judgement>,
    alerts: Vec<Alert>,
}

impl Story {
    fn of(all: Vec<(Kpi, Judgement)>) -> Self {
        let judgements = all.iter().map(|(kpi, judgement)| (kpi.key.clone(), judgement.clone())).collect();
        Self { org: org(all.into_iter().map(|(kpi, _)| kpi).collect()), judgements, alerts: Vec::new() }
    }

    /// Opens the breach of a KPI.
    fn breach(&mut self, key: &str, number: i64) -> &mut Alert {
        let kpi = &self.org.kpis[&key.parse::<KpiKey>().unwrap()];
        let mut alert = breach(kpi, self.judgements[&kpi.key].reading.as_ref().unwrap());
        alert.number = number;
        alert.id = AlertId::from_uuid(uuid::Uuid::from_u128(number.unsigned_abs().into()));
        self.alerts.push(alert);
        self.alerts.last_mut().unwrap()
    }

    fn digest(&self, order: &Order, now: &str) -> Digest {
        self.digest_with(order, &[], now)
    }

    fn digest_with(&self, order: &Order, events: &[AlertEvent], now: &str) -> Digest {
        let cut = Cut {
            org: &self.org,
            judgements: &self.judgements,
            open_alerts: &self.alerts,
            span_events: events,
            span_alerts: &[],
        };
        compose(order, &cut, at(now))
    }
}

fn keys(lines: &[DigestLine]) -> Vec<&str> {
    lines.iter().map(|line| line.kpi.as_str()).collect()
}

#[rstest]
#[case::ordinary("2026-06-12T01:00:00Z", "2026-06-12", "2026-06-10")]
#[case::before_spring_festival("2026-02-14T01:00:00Z", "2026-02-14", "2026-02-12")]
#[case::within_spring_festival("2026-02-20T01:00:00Z", "2026-02-14", "2026-02-12")]
#[case::after_spring_festival("2026-02-24T01:00:00Z", "2026-02-24", "2026-02-22")]
#[case::clocks_go_forward("2026-03-09T01:00:00Z", "2026-03-09", "2026-03-07")]
#[case::the_short_day("2026-03-10T01:00:00Z", "2026-03-10", "2026-03-08")]
#[case::clocks_go_back("2026-11-02T01:00:00Z", "2026-11-02", "2026-10-31")]
#[case::the_long_day("2026-11-03T01:00:00Z", "2026-11-03", "2026-11-01")]
fn a_morning_in_shanghai_speaks_of_the_day_before_yesterday_in_los_angeles(
    #[case] now: &str,
    #[case] date: &str,
    #[case] speaks_of: &str,
) {
    let order = order(DigestKind::Daily, "workdays 09:00", "Asia/Shanghai", now);
    assert_eq!(order.date, day(date));
    let story = Story::of(vec![judged_kpi("lsr", "1 1")]);
    let speaks = story.digest(&order, now).speaks_of;
    let los_angeles = Zone::parse("America/Los_Angeles").unwrap();
    assert_eq!(speaks, [(day(speaks_of), day(speaks_of), los_angeles)]);
}

#[rstest]
#[case::forward("2026-03-08T12:00:00Z", "2026-03-08T10:00:00Z", "2026-03-07")]
#[case::back("2026-11-01T12:00:00Z", "2026-11-01T10:30:00Z", "2026-10-31")]
fn a_night_in_los_angeles_has_its_digest_over_a_clock_change(
    #[case] now: &str,
    #[case] fires: &str,
    #[case] speaks_of: &str,
) {
    // 02:30 does not exist on 8 March; on 1 November it comes after the repeated hour.
    let order = order(DigestKind::Daily, "daily 02:30", "America/Los_Angeles", now);
    assert_eq!(order.at, at(fires));
    let speaks = Story::of(vec![judged_kpi("lsr", "1 1")]).digest(&order, now).speaks_of;
    assert_eq!(speaks[0].1, day(speaks_of));
}

#[rstest]
#[case::weekly(DigestKind::Weekly, "weekly mon 09:00", "2026-06-15T01:00:00Z", "2026-06-07", "2026-06-13")]
#[case::first_morning(
    DigestKind::Monthly,
    "monthly 1 09:00",
    "2026-06-01T01:00:00Z",
    "2026-05-01",
    "2026-05-30"
)]
#[case::second_day(
    DigestKind::Monthly,
    "monthly 2 09:00",
    "2026-06-02T01:00:00Z",
    "2026-05-01",
    "2026-05-31"
)]
#[case::last_evening(
    DigestKind::Monthly,
    "monthly last 18:00",
    "2026-06-30T10:00:00Z",
    "2026-06-01",
    "2026-06-29"
)]
fn longer_digests_speak_of_whole_days(
    #[case] kind: DigestKind,
    #[case] rule: &str,
    #[case] now: &str,
    #[case] first: &str,
    #[case] last: &str,
) {
    let order = order(kind, rule, "Asia/Shanghai", now);
    let speaks = Story::of(vec![judged_kpi("lsr", "1 1")]).digest(&order, now).speaks_of;
    assert_eq!((speaks[0].0, speaks[0].1), (day(first), day(last)));
}

#[test]
fn every_zone_of_the_kpis_is_spoken_of() {
    let (china, judgement) = judged_kpi("b_cn", "1 1");
    let china = Kpi { zone: shanghai(), ..china };
    let story = Story::of(vec![judged_kpi("a_us", "1 1"), (china, judgement)]);
    let speaks = story.digest(&morning(), NOW).speaks_of;
    let last: Vec<_> = speaks.iter().map(|(_, last, zone)| (zone.name(), *last)).collect();
    assert_eq!(last, [("America/Los_Angeles", day("2026-06-10")), ("Asia/Shanghai", day("2026-06-11"))]);
}

#[test]
fn what_needs_a_person_comes_first() {
    let mut story = Story::of(vec![
        judged_kpi("a_good", "1 1"),
        judged_kpi("b_warning", "3.5 3.5"),
        judged_kpi("c_critical", "9 9"),
        judged_kpi("d_taken", "9 9"),
        judged_kpi("e_unknown", "1 -"),
    ]);
    story.breach("b_warning", 1);
    story.breach("c_critical", 2);
    story.breach("d_taken", 3).status = AlertStatus::Acknowledged;
    let mei = "mei".parse().unwrap();
    let taken = story.alerts.last_mut().unwrap();
    taken.ack = Some(Ack { by: mei, at: at(NOW), expires_at: at(NOW), version: 1 });
    let digest = story.digest(&morning(), NOW);
    assert_eq!(keys(&digest.breaches), ["c_critical", "d_taken", "b_warning"]);
    assert_eq!(keys(&digest.good), ["a_good"]);
    assert_eq!(digest.data_faults.len(), 1);
    assert_eq!(digest.data_faults[0].data_owner_name.as_deref(), Some("dan"));
    let line = &digest.breaches[1];
    assert_eq!(line.alert.as_ref().unwrap().acknowledged_by.as_deref(), Some("mei"));
    assert_eq!(
        (line.value, line.previous, line.since),
        (Some(dec("9")), Some(dec("9")), Some(day("2026-06-09")))
    );
}

#[test]
fn what_is_not_known_is_not_among_the_good() {
    let (never, _) = judged_kpi("never_judged", "1 1");
    let (no_target, judgement) = judged_kpi("no_target", "9 9");
    let standing = Standing::Unjudged { why: Unjudged::NoTarget };
    let mut story = Story::of(vec![(no_target, Judgement { standing, ..judgement })]);
    story.org.kpis.insert(never.key.clone(), never);
    let digest = story.digest(&morning(), NOW);
    assert_eq!(keys(&digest.unjudged), ["never_judged", "no_target"]);
    assert!(digest.good.is_empty() && digest.breaches.is_empty());
}

#[test]
fn an_open_breach_stays_when_its_data_stops() {
    let mut story = Story::of(vec![judged_kpi("stopped", "9 -"), judged_kpi("watched", "1 -")]);
    story.breach("stopped", 1);
    story.breach("watched", 2).status = AlertStatus::Watching;
    let digest = story.digest(&morning(), NOW);
    assert_eq!(keys(&digest.breaches), ["stopped"]);
    assert_eq!(digest.breaches[0].period, Some(day("2026-06-09")));
    assert_eq!(digest.data_faults.len(), 2);
}

#[test]
fn an_open_breach_without_a_limit_to_judge_by_still_needs_its_person() {
    let mut story = Story::of(vec![judged_kpi("lsr", "9 9")]);
    story.breach("lsr", 1);
    let judgement = story.judgements.values_mut().next().unwrap();
    judgement.standing = Standing::Unjudged { why: Unjudged::NoTarget };
    let digest = story.digest(&morning(), NOW);
    assert_eq!(keys(&digest.breaches), ["lsr"]);
    assert!(digest.unjudged.is_empty());
}

#[test]
fn the_number_stays_its_owner_s_while_its_data_is_somebody_else_s() {
    let mut story = Story::of(vec![judged_kpi("lsr", "1 -")]);
    let alert = story.breach("lsr", 1);
    (alert.kind, alert.owner) = (AlertKind::DataFault, "dan".parse().unwrap());
    let (kpi, judgement) = (story.org.kpis.values().next(), story.judgements.values().next());
    let line = line::line(kpi.unwrap(), judgement, story.alerts.first(), &story.org);
    assert_eq!(line.owner_name.as_deref(), Some("mei"));
    assert_eq!(story.digest(&morning(), NOW).data_faults[0].data_owner_name.as_deref(), Some("dan"));
}

#[test]
fn a_digest_can_be_asked_for() {
    let story = Story::of(vec![judged_kpi("lsr", "1 1")]);
    let channel = story.org.channels.values().next().unwrap();
    let order = Order::asked(channel, DigestKind::Daily, None, at(NOW));
    let digest = story.digest(&order, NOW);
    assert_eq!((digest.schedule, digest.late_since), (None, None));
    assert_eq!((digest.date, digest.time.to_string()), (day("2026-06-13"), "10:00".to_owned()));
    assert_eq!(keys(&digest.good), ["lsr"]);
}

#[test]
fn an_early_warning_is_no_breach() {
    let mut story = Story::of(vec![judged_kpi("lsr", "1 1")]);
    story.breach("lsr", 1).kind = AlertKind::EarlyWarning;
    let digest = story.digest(&morning(), NOW);
    assert_eq!(keys(&digest.warnings), ["lsr"]);
    assert!(digest.good.is_empty());
}

#[rstest]
#[case::newest_day("2026-06-12T01:00:00Z", None)]
#[case::settled_late("2026-06-13T01:00:00Z", Some("2026-06-10"))]
#[case::running_day("2026-06-11T01:00:00Z", Some("2026-06-10"))]
fn a_value_of_another_day_says_so(#[case] now: &str, #[case] own: Option<&str>) {
    let story = Story::of(vec![judged_kpi("lsr", "1 1")]);
    let digest = story.digest(&order(DigestKind::Daily, "daily 09:00", "Asia/Shanghai", now), NOW);
    assert_eq!(digest.good[0].period, Some(day("2026-06-10")));
    assert_eq!(digest.good[0].own_period, own.map(|own| (day(own), Grain::Day)));
}

#[test]
fn promises_that_are_due_or_overdue_are_kept_in_sight() {
    let mut story = Story::of(vec![
        judged_kpi("a", "9 9"),
        judged_kpi("b", "9 9"),
        judged_kpi("c", "9 9"),
        judged_kpi("d", "9 9"),
    ]);
    let note = |due: &str, due_at: &str| Note {
        by: "mei".parse().unwrap(),
        at: at("2026-06-09T00:00:00Z"),
        cause: None,
        cause_text: String::new(),
        action: "second carrier".into(),
        due: Some(day(due)),
        due_at: Some(at(due_at)),
    };
    let ack = Ack {
        by: "mei".parse().unwrap(),
        at: at("2026-06-09T00:00:00Z"),
        expires_at: at("2026-06-10T00:00:00Z"),
        version: 2,
    };
    let without_day = Note { due: None, due_at: None, ..note("2026-06-12", "2026-06-12T16:00:00Z") };
    let promised = [
        ("a", 1, vec![note("2026-06-12", "2026-06-12T16:00:00Z"), without_day]),
        ("b", 2, vec![note("2026-06-11", "2026-06-11T16:00:00Z")]),
        ("c", 3, vec![note("2026-06-13", "2026-06-13T16:00:00Z")]),
        ("d", 4, vec![note("2026-06-11", "2026-06-11T16:00:00Z")]),
    ];
    for (kpi, number, notes) in promised {
        let alert = story.breach(kpi, number);
        (alert.ack, alert.notes) = (Some(ack.clone()), notes);
        if kpi == "d" {
            alert.status = AlertStatus::Watching;
        }
    }
    let found: Vec<_> = story
        .digest(&morning(), NOW)
        .promises
        .into_iter()
        .map(|promise| (promise.number, promise.overdue))
        .collect();
    assert_eq!(found, [(2, true), (1, false)]);
}

#[test]
fn a_scorecard_chooses_and_orders() {
    let mut paused = judged_kpi("paused", "1 1");
    paused.0.activity =
        Activity::Paused { until: day("2026-07-01"), reason: "holiday".into(), since: None, by: None };
    let mut story =
        Story::of(vec![judged_kpi("a", "1 1"), judged_kpi("b", "1 1"), judged_kpi("c", "1 1"), paused]);
    let entry = |key: &str| Entry { kpi: key.parse().unwrap(), weight: dec("1") };
    let card = Scorecard {
        key: "card".parse().unwrap(),
        name_en: "Card".into(),
        name_zh: "卡".into(),
        entries: vec![entry("c"), entry("paused"), entry("a"), entry("c")],
        reason: None,
    };
    let mut order = morning();
    assert_eq!(keys(&story.digest(&order, NOW).good), ["a", "b", "c"]);
    order.scorecard = Some(card.key.clone());
    story.org.scorecards.insert(card.key.clone(), card);
    let digest = story.digest(&order, NOW);
    assert_eq!(keys(&digest.good), ["c", "a"]);
    assert!(digest.score.is_some());
}

#[test]
fn a_late_digest_says_so_and_keeps_its_day() {
    let story = Story::of(vec![judged_kpi("lsr", "1 1")]);
    let order = morning();
    assert_eq!(story.digest(&order, "2026-06-12T01:04:00Z").late_since, None);
    let late = story.digest(&order, "2026-06-12T06:00:00Z");
    assert_eq!(late.late_since, Some(order.at));
    assert_eq!((late.date, late.time.to_string()), (day("2026-06-12"), "09:00".to_owned()));
    assert_eq!(late.cut_at, at("2026-06-12T06:00:00Z"));
}

#[test]
fn a_weekly_digest_reviews_its_week() {
    let mut story = Story::of(vec![judged_kpi("a", "9 9"), judged_kpi("b", "9 9")]);
    story.breach("a", 1);
    story.breach("b", 2);
    let (one, two) = (story.alerts[0].clone(), story.alerts[1].clone());
    let event = |alert: &Alert, episode: u32, when: &str, what: Happened| AlertEvent {
        alert: alert.id,
        seq: 1,
        episode,
        at: at(when),
        actor: Actor::Steward,
        origin: Origin::default(),
        what,
        next_action: None,
    };
    let opened = |alert: &Alert| Happened::Opened {
        number: alert.number,
        kpi: alert.kpi.clone(),
        kind: alert.kind,
        severity: alert.severity,
        reading: alert.reading.clone(),
        fault: None,
        since: alert.since,
        owner: alert.owner.clone(),
        because: alert.because,
        policy: Box::new(alert.policy.clone()),
        periods_needed: 2,
    };
    let acked = || Happened::Acknowledged { expires_at: at(NOW) };
    let events = [
        event(&one, 1, "2026-06-01T00:00:00Z", opened(&one)),
        event(&one, 2, "2026-06-09T00:00:00Z", opened(&one)),
        event(&one, 2, "2026-06-09T00:10:00Z", acked()),
        event(&one, 2, "2026-06-09T05:00:00Z", acked()),
        // Closed before anybody took it: nobody was slow.
        event(&one, 3, "2026-06-12T00:00:00Z", opened(&one)),
        event(&one, 3, "2026-06-13T00:00:00Z", Happened::Closed { how: Closure::Withdrawn }),
        // Nobody has taken it yet.
        event(&one, 4, "2026-06-14T23:00:00Z", opened(&one)),
        event(&two, 1, "2026-06-10T00:00:00Z", opened(&two)),
        event(&two, 1, "2026-06-10T01:00:00Z", acked()),
        event(&two, 1, "2026-06-11T00:00:00Z", Happened::Overdue),
        event(&two, 1, "2026-06-12T00:00:00Z", Happened::Closed { how: Closure::Verified }),
    ];
    let monday = order(DigestKind::Weekly, "weekly mon 09:00", "Asia/Shanghai", "2026-06-15T01:00:00Z");
    let review = story.digest_with(&monday, &events, "2026-06-15T01:00:00Z").review.unwrap();
    assert_eq!((review.from, review.to), (at("2026-06-08T01:00:00Z"), at("2026-06-15T01:00:00Z")));
    assert_eq!((review.opened, review.closed, review.verified, review.overdue), (4, 2, 1, 1));
    assert_eq!(review.median_ack_minutes, Some(10));
    let slowest: Vec<_> = review.slowest.iter().map(|slow| (slow.number, slow.minutes)).collect();
    assert_eq!(slowest, [(1, 120), (2, 60), (1, 10)]);
    assert_eq!(story.digest(&morning(), NOW).review, None);
}

proptest! {
    #[test]
    fn a_digest_only_speaks_of_days_that_are_over(
        hours in 0i64..20_000,
        kind in prop::sample::select(vec![DigestKind::Daily, DigestKind::Weekly, DigestKind::Monthly]),
        zone in prop::sample::select(vec!["America/Los_Angeles", "Asia/Shanghai", "Pacific/Auckland", "UTC"]),
    ) {
        let zone = Zone::parse(zone).unwrap();
        let now: Timestamp = at("2026-01-01T00:30:00Z") + jiff::SignedDuration::from_hours(hours);
        let mut order = morning();
        let local = order.zone.local_at(now);
        (order.kind, order.at, order.date) = (kind, now, local.date());
        let (first, last) = order.days_in(&zone);
        prop_assert!(first <= last);
        prop_assert!(zone.start_of_day(last.tomorrow().unwrap()) <= now);
        prop_assert!(order.review_span().is_none_or(|(from, to)| from < to && to <= now));
    }
}
