//! Judgements in a row and what they do to alerts, applied by the very functions that decide about alerts.

use std::collections::BTreeMap;

use jiff::civil::Date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::alert::decide::{self, Deed, Facts, NoteDraft};
use crate::alert::event::{Actor, Origin};
use crate::alert::{CauseClass, DismissReason};
use crate::id::AlertId;
use crate::judge::example::{at, day, days, dec, judged_by, kpi, limits, target, usual_target};
use crate::org::Org;
use crate::person::{Locale, Person, Role};
use crate::sample::{Finality, Sample};
use crate::target::Target;
use crate::time::{WorkingHours, Zone};

/// A KPI with its alerts, judged again and again.
struct Watch {
    kpi: Kpi,
    org: Org,
    targets: Vec<Target>,
    samples: Vec<Sample>,
    alerts: Vec<Alert>,
    now: String,
}

fn person(key: &str, role: Role) -> Person {
    Person {
        key: key.parse().unwrap(),
        name: key.to_owned(),
        aliases: Vec::new(),
        locale: Locale::EN_US,
        zone: Zone::utc(),
        working_hours: WorkingHours { from: "00:00".parse().unwrap(), to: "00:00".parse().unwrap() },
        calendar: "none".into(),
        role,
        team: None,
        identities: BTreeMap::new(),
        prefers: None,
        left: false,
    }
}

impl Watch {
    fn new() -> Self {
        let kpi = kpi("lsr");
        let people = [person("mei", Role::Owner), person("dan", Role::Owner), person("ada", Role::Admin)];
        let people = people.into_iter().map(|person| (person.key.clone(), person)).collect();
        let org = Org { people, kpis: BTreeMap::from([(kpi.key.clone(), kpi.clone())]), ..Org::default() };
        Self {
            kpi,
            org,
            targets: usual_target(),
            samples: Vec::new(),
            alerts: Vec::new(),
            now: "2026-06-01T08:00:00Z".into(),
        }
    }

    fn judgement(&self) -> Judgement {
        judged_by(&self.kpi, &self.targets, &self.samples, &self.now)
    }

    fn consequences(&self) -> Vec<Consequence> {
        let (open, closed): (Vec<_>, Vec<_>) = self.alerts.iter().cloned().partition(Alert::is_open);
        let last = |kind: AlertKind| closed.iter().rev().find(|alert| alert.kind == kind).cloned();
        let closed: Vec<_> = [AlertKind::Breach, AlertKind::DataFault].into_iter().filter_map(last).collect();
        consequences(&self.judgement(), &self.kpi, &open, &closed, at(&self.now))
    }

    fn act(&mut self, number: i64, deed: Deed) {
        let mei = Actor::Person { key: "mei".parse().unwrap() };
        let origin = Origin::default();
        let facts =
            Facts { org: &self.org, kpi: &self.kpi, now: at(&self.now), actor: &mei, origin: &origin };
        let index = usize::try_from(number - 1).unwrap();
        self.alerts[index] = decide::act(&self.alerts[index], deed, None, &facts).unwrap().alert;
    }

    /// Does what has to be done, and tells it in words.
    fn apply(&mut self) -> Vec<String> {
        let actor = Actor::Steward;
        let origin = Origin::default();
        let facts =
            Facts { org: &self.org, kpi: &self.kpi, now: at(&self.now), actor: &actor, origin: &origin };
        let number = i64::try_from(self.alerts.len()).unwrap() + 1;
        let id = AlertId::from_uuid(Uuid::from_u128(number.unsigned_abs().into()));
        let mut told = Vec::new();
        for consequence in self.consequences() {
            let (text, after) = match consequence {
                Consequence::Open(opening) => {
                    let text = match &opening {
                        Opening::Breach { severity, since, .. } => format!("open {severity:?} since {since}"),
                        Opening::DataFault(_) => "open data fault".to_owned(),
                    };
                    (text, Some(decide::open(id, number, opening, &facts).unwrap()))
                }
                Consequence::Relapse { alert, reading } => {
                    (format!("relapse {}", alert.number), Some(decide::relapse(&alert, reading, &facts)))
                }
                Consequence::Found { alert, finding } => {
                    let text = match &finding {
                        Finding::Reading(reading) => format!("read {}", reading.period),
                        Finding::Restated(reading) => format!("restated {}", reading.period),
                        Finding::Rejudged(reading) => format!("rejudged {}", reading.period),
                        Finding::Fault(_) => "other fault".to_owned(),
                        Finding::FaultGone => "fault gone".to_owned(),
                    };
                    let current = self.alerts.iter().find(|now| now.id == alert.id).unwrap();
                    let text = if current.is_open() { text } else { format!("void: {text}") };
                    (text, decide::found(current, finding, &facts))
                }
            };
            told.push(text);
            let Some(decision) = after else { continue };
            match self.alerts.iter_mut().find(|alert| alert.id == decision.alert.id) {
                Some(alert) => *alert = decision.alert,
                None => self.alerts.push(decision.alert),
            }
        }
        told
    }

    /// Values of the days from 1 June on, all settled and none late when the last of them is judged.
    fn values(&mut self, values: &str) -> Vec<String> {
        let mut samples = days(&self.kpi, "2026-06-01", values);
        for sample in &mut samples {
            sample.seen.finality = Finality::Final;
            let known = self.samples.iter().find(|known| known.seen.period == sample.seen.period);
            sample.revision = known.map_or(1, |known| {
                if known.seen.value == sample.seen.value { known.revision } else { known.revision + 1 }
            });
        }
        let newest = samples.last().unwrap().seen.period;
        self.samples = samples;
        self.now = format!("{}T08:00:00Z", newest.tomorrow().unwrap());
        self.apply()
    }

    fn ends(&self, number: usize) -> &AlertStatus {
        &self.alerts[number - 1].status
    }
}

const VERIFIED: AlertStatus = AlertStatus::Closed { how: Closure::Verified };
const WITHDRAWN: AlertStatus = AlertStatus::Closed { how: Closure::Withdrawn };

#[test]
fn a_breach_opens_once_is_read_and_is_verified() {
    let mut watch = Watch::new();
    assert_eq!(watch.values("1 1"), [""; 0]);
    assert_eq!(watch.values("1 1 3.5"), ["open Warning since 2026-06-03"]);
    assert_eq!(watch.apply(), [""; 0]);
    assert_eq!(watch.values("1 1 3.5 3.6"), ["read 2026-06-04"]);
    assert_eq!(watch.values("1 1 3.5 3.6 1"), ["read 2026-06-05"]);
    assert_eq!(*watch.ends(1), AlertStatus::Watching);
    assert_eq!(watch.values("1 1 3.5 3.6 1 1"), ["read 2026-06-06"]);
    assert_eq!(*watch.ends(1), VERIFIED);
    assert_eq!(watch.apply(), [""; 0]);
}

#[test]
fn several_periods_that_settle_at_once_are_read_in_order() {
    let mut watch = Watch::new();
    assert_eq!(watch.values("9"), ["open Critical since 2026-06-01"]);
    assert_eq!(watch.values("9 8 7 3.5"), ["read 2026-06-02", "read 2026-06-03", "read 2026-06-04"]);
    assert_eq!(watch.alerts[0].counted.len(), 4);
    let mut fresh = Watch::new();
    assert_eq!(fresh.values("1 9 8 7"), ["open Critical since 2026-06-02"]);
}

#[test]
fn what_follows_a_closing_is_asked_again() {
    let mut watch = Watch::new();
    watch.values("3.5");
    assert_eq!(watch.values("3.5 1 1 3.5"), ["read 2026-06-02", "read 2026-06-03", "void: read 2026-06-04"]);
    assert_eq!(*watch.ends(1), VERIFIED);
    assert_eq!(watch.apply(), ["relapse 1"]);
    assert_eq!((watch.alerts[0].episode, watch.alerts.len()), (2, 1));
    assert_eq!(watch.apply(), [""; 0]);
}

#[test]
fn within_the_days_of_the_policy_a_verified_breach_relapses() {
    let mut watch = Watch::new();
    watch.values("3.5");
    watch.values("3.5 1 1");
    let days_inside = "1 ".repeat(6);
    assert_eq!(watch.values(&format!("3.5 1 1 {days_inside} 3.5")), ["relapse 1"]);
    let mut watch = Watch::new();
    watch.values("3.5");
    watch.values("3.5 1 1");
    let relapse_days = usize::try_from(watch.alerts[0].policy.relapse_days).unwrap();
    let days_inside = "1 ".repeat(relapse_days);
    let told = watch.values(&format!("3.5 1 1 {days_inside} 3.5"));
    assert!(told[0].starts_with("open Warning"), "{told:?}");
}

#[test]
fn a_person_s_word_holds_until_the_next_reading() {
    let mut watch = Watch::new();
    watch.values("1 3.5");
    let dismissal = Deed::Dismiss { reason: DismissReason::KnownEvent, text: "Prime Day".into() };
    watch.act(1, dismissal);
    assert_eq!(watch.apply(), [""; 0]);
    assert_eq!(watch.values("1 3.5 3.5"), ["open Warning since 2026-06-02"]);
}

#[test]
fn a_dismissed_reading_that_gets_worse_opens_again() {
    let mut watch = Watch::new();
    watch.values("1 3.5");
    watch.act(1, Deed::BadData { text: "wrong report".into() });
    assert_eq!(watch.apply(), [""; 0]);
    assert_eq!(watch.values("1 9"), ["open Critical since 2026-06-02"]);
}

#[test]
fn a_dismissed_reading_opens_again_when_its_limit_makes_it_worse() {
    let mut watch = Watch::new();
    watch.values("1 3.5");
    watch.act(1, Deed::Dismiss { reason: DismissReason::NewNormal, text: "new carrier".into() });
    watch.targets = vec![target(None, limits(&["> 1"], &["> 8"]))];
    assert_eq!(watch.apply(), [""; 0]);
    watch.targets = vec![target(None, limits(&["> 1"], &["> 2"]))];
    assert_eq!(watch.apply(), ["open Critical since 2026-06-02"]);
}

#[test]
fn changed_limits_are_asked_about_the_newest_value_at_once() {
    let mut watch = Watch::new();
    watch.values("1 3.5");
    watch.targets = vec![target(None, limits(&["> 1"], &["> 3"]))];
    assert_eq!(watch.apply(), ["rejudged 2026-06-02"]);
    assert_eq!(watch.alerts[0].severity, Severity::Critical);
    assert_eq!(watch.apply(), [""; 0], "once");

    watch.targets = vec![target(None, limits(&["> 6"], &["> 8"]))];
    assert_eq!(watch.apply(), ["rejudged 2026-06-02"]);
    assert_eq!((&watch.alerts[0].status, watch.alerts[0].periods_inside), (&AlertStatus::Watching, 1));
    assert!(watch.alerts[0].is_critical(), "a moved limit spares nobody the note");
    assert_eq!(watch.apply(), [""; 0], "once");
    assert_eq!(watch.values("1 3.5 3.5"), ["read 2026-06-03"]);
}

#[test]
fn a_restatement_that_leaves_no_breach_withdraws_it() {
    let mut watch = Watch::new();
    watch.values("1 3.5");
    assert_eq!(watch.values("1 1"), ["restated 2026-06-02"]);
    assert_eq!(*watch.ends(1), WITHDRAWN);
    assert_eq!(watch.apply(), [""; 0]);
    assert_eq!(watch.values("1 3.7"), ["open Warning since 2026-06-02"]);
}

#[test]
fn an_older_period_that_changes_sides_is_corrected() {
    let mut watch = Watch::new();
    watch.values("1 3.5");
    watch.values("1 3.5 3.5");
    assert_eq!(watch.values("1 1 3.5 3.6"), ["read 2026-06-04", "restated 2026-06-02"]);
    assert_eq!(watch.alerts[0].since, Some(day("2026-06-03")));
    assert_eq!(watch.apply(), [""; 0]);
    // Another value that says the same is shown only while it is the newest.
    assert_eq!(watch.values("1 1 3.4 3.6"), [""; 0]);
    assert_eq!(watch.values("1 1 3.4 3.7"), ["restated 2026-06-04"]);
    assert_eq!(watch.alerts[0].reading.as_ref().unwrap().value, dec("3.7"));
}

#[test]
fn an_opening_period_that_turns_out_inside_does_not_end_a_breach_that_goes_on() {
    let mut watch = Watch::new();
    watch.values("1 3.5");
    assert_eq!(watch.values("1 1 3.5"), ["read 2026-06-03", "restated 2026-06-02"]);
    assert_eq!((watch.alerts.len(), watch.alerts[0].is_open()), (1, true));
}

#[test]
fn a_data_fault_has_its_own_alert_and_leaves_the_breach_alone() {
    let mut watch = Watch::new();
    watch.values("1 3.5");
    assert_eq!(watch.values("1 3.5 -"), ["open data fault"]);
    assert_eq!(watch.alerts[1].owner.as_str(), "dan");
    assert!(watch.alerts[0].is_open());
    assert_eq!(watch.values("1 3.5 - -"), ["other fault"]);
    assert_eq!(watch.apply(), [""; 0]);
    assert_eq!(watch.values("1 3.5 - - 1"), ["fault gone", "read 2026-06-05"]);
    assert_eq!((watch.ends(1), watch.ends(2)), (&AlertStatus::Watching, &VERIFIED));
}

#[test]
fn a_fault_that_a_person_put_aside_opens_again_only_as_another() {
    let mut watch = Watch::new();
    watch.values("1 -");
    watch.act(1, Deed::Assign { to: "mei".parse().unwrap() });
    watch.act(1, Deed::Dismiss { reason: DismissReason::KnownEvent, text: "no orders".into() });
    assert_eq!(watch.apply(), [""; 0]);
    assert_eq!(watch.values("1 - -"), ["open data fault"]);
}

#[test]
fn late_data_neither_opens_nor_closes_a_breach() {
    let mut watch = Watch::new();
    watch.values("1 3.5 1");
    assert_eq!(watch.alerts.len(), 0);
    watch.values("1 3.5");
    watch.now = "2026-06-20T00:00:00Z".into();
    assert_eq!(watch.apply(), ["open data fault"]);
    assert!(watch.alerts[0].is_open());
    assert_eq!(watch.apply(), [""; 0]);
}

#[test]
fn a_fault_is_not_gone_because_nothing_is_expected_yet() {
    let mut watch = Watch::new();
    watch.values("1 1");
    watch.now = "2026-06-20T00:00:00Z".into();
    assert_eq!(watch.apply(), ["open data fault"]);
    let until = day("2026-06-20");
    watch.kpi.activity = crate::kpi::Activity::Paused { until, reason: "move".into(), since: None, by: None };
    assert_eq!(watch.apply(), [""; 0]);
    watch.now = "2026-06-20T08:00:00Z".into();
    assert_eq!(watch.judgement().fault, None);
    assert_eq!(watch.apply(), [""; 0]);
    watch.samples.push(crate::judge::example::sample(&watch.kpi, "2026-06-19", Some("1")));
    assert_eq!(watch.apply(), ["fault gone"]);
}

#[test]
fn nothing_settled_and_nothing_watched_have_no_consequence() {
    let mut watch = Watch::new();
    assert!(matches!(watch.judgement().fault, Some(DataFault::NeverArrived { .. })));
    watch.samples = days(&watch.kpi, "2026-05-31", "9");
    watch.now = "2026-06-01T08:00:00Z".into();
    assert_eq!(watch.apply(), [""; 0]);
    watch.kpi.activity = crate::kpi::Activity::Draft;
    watch.now = "2026-06-20T00:00:00Z".into();
    assert_eq!(watch.apply(), [""; 0]);
}

#[test]
fn a_critical_breach_waits_for_its_note() {
    let mut watch = Watch::new();
    watch.values("9");
    watch.values("9 1 1");
    assert!(watch.alerts[0].is_open());
    assert_eq!(watch.apply(), [""; 0]);
    watch.act(
        1,
        Deed::Note(NoteDraft {
            cause: Some(CauseClass::Logistics),
            cause_text: "carrier strike".into(),
            action: "second carrier".into(),
            due: None::<Date>,
        }),
    );
    assert_eq!(watch.apply(), [""; 0]);
}

proptest! {
    #[test]
    fn everything_is_done_once(
        days in prop::collection::vec(prop::collection::vec(prop::sample::select(vec!["1", "3.5", "9", "-"]), 1..5), 1..8),
        rewrite in prop::collection::vec((0usize..20, prop::sample::select(vec!["1", "3.5", "9", "-"])), 0..8),
    ) {
        let mut watch = Watch::new();
        let mut values: Vec<&str> = Vec::new();
        for (step, more) in days.iter().enumerate() {
            values.extend(more);
            if let Some((position, value)) = rewrite.get(step)
                && let Some(old) = values.get_mut(*position)
            {
                *old = value;
            }
            let told = watch.values(&values.join(" "));
            let void = told.iter().any(|text| text.starts_with("void"));
            let again = watch.apply();
            prop_assert!(void || again.is_empty(), "{:?} then {:?}", told, again);
            prop_assert_eq!(watch.apply(), Vec::<String>::new());
            // What is open says what the judgement says.
            let judgement = watch.judgement();
            let open = |kind: AlertKind| watch.alerts.iter().filter(|alert| alert.kind == kind && alert.is_open()).count();
            prop_assert_eq!(open(AlertKind::DataFault), usize::from(judgement.fault.is_some()));
            prop_assert!(open(AlertKind::Breach) <= 1);
            if matches!(judgement.standing, Standing::Outside { .. }) {
                prop_assert_eq!(open(AlertKind::Breach), 1);
            }
        }
    }
}
