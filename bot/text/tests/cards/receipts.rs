//! Receipts: what was done, set and taken back, and why something was not set.

use jiff::civil::Date;
use steward_core::alert::undo::Undoable;
use steward_core::alert::{AlertStatus, ChosenBecause, Closure, DismissReason};
use steward_core::card::Act;
use steward_core::digest::DigestKind;
use steward_core::id::KpiKey;
use steward_core::judge::missed::QuietAlert;
use steward_core::kpi::Grain;
use steward_core::limit::{Edge, Limit, Limits, Severity};
use steward_core::message::Message;
use steward_core::message::answer::setting::{KpiName, Lack, NotSet, Setting};
use steward_core::message::answer::{Answer, DoneWhat, Refusal, Undo};
use steward_core::person::Locale;
use steward_core::target::Target;
use steward_core::time::WorkingHours;
use steward_core::unit::Unit;

use crate::picture::{approve, approve_all};
use crate::samples::*;

fn done(what: DoneWhat, undo: Option<Box<Undo>>) -> Message {
    Message::Answer { answer: Box::new(Answer::Done { what, undo }) }
}

#[test]
fn receipts() {
    let until = at("2026-11-21T05:12:00Z");
    let recorded = |before: Option<&str>| DoneWhat::Recorded {
        kpi: KpiKey::parse("amz_lsr").unwrap(),
        name_en: "Late shipment rate".into(),
        name_zh: "迟发率".into(),
        unit: Unit::Percent,
        period: day("2026-11-19"),
        value: number("0.046"),
        revision: 1,
        before: before.map(number),
    };
    let closed = |how| DoneWhat::Closed { number: 12, status: AlertStatus::Closed { how } };
    let text = String::new;
    let undone = |what| DoneWhat::Undone { number: 12, what, status: AlertStatus::Open };
    let cases = [
        ("acknowledged", DoneWhat::Acknowledged { number: 12, until }),
        ("noted_with_due", DoneWhat::Noted { number: 12, due: Some(day("2026-11-27")) }),
        ("noted", DoneWhat::Noted { number: 12, due: None }),
        ("watching", DoneWhat::Watching { number: 12, periods: 2 }),
        ("snoozed", DoneWhat::Snoozed { number: 12, until }),
        ("assigned", DoneWhat::Assigned { number: 12, to_name: "Lin".into() }),
        ("dismissed", closed(Closure::Dismissed { reason: DismissReason::NewNormal, text: text() })),
        ("bad_data", closed(Closure::BadData { text: text() })),
        ("closed", closed(Closure::Verified)),
        ("commented", DoneWhat::Commented { number: 12 }),
        ("recorded", recorded(None)),
        ("recorded_again", recorded(Some("0.04"))),
        ("recorded_unchanged", recorded(Some("0.046"))),
        ("reopened", DoneWhat::Reopened { number: 12, owner_name: "Mei".into(), until: None }),
        ("reopened_yours", DoneWhat::Reopened { number: 12, owner_name: "Mei".into(), until: Some(until) }),
        (
            "called",
            DoneWhat::Called { number: 12, to_name: "Ana".into(), because: ChosenBecause::LeadsTheTeam },
        ),
        ("undone_ack", undone(Undoable::Acknowledgement)),
        ("undone_done", undone(Undoable::Done)),
        ("undone_snooze", undone(Undoable::Snooze)),
        ("undone_handover", undone(Undoable::Handover)),
        ("undone_closing", undone(Undoable::Closing)),
        ("digest_queued", DoneWhat::DigestQueued { channel: "#ops".into() }),
    ];
    approve_all("done", cases.map(|(name, what)| (name, done(what, None))));
}

#[test]
fn a_receipt_says_how_long_it_may_be_taken_back() {
    let act = Act {
        command: "undo".into(),
        alert: Some(alert_id()),
        episode: 1,
        version: 3,
        value: Some("3".into()),
    };
    let undo = Undo { act, until: at("2026-11-21T01:17:00Z") };
    let what = DoneWhat::Assigned { number: 12, to_name: "Lin".into() };
    approve("done_undoable", &done(what, Some(Box::new(undo))), None);
}

fn name() -> KpiName {
    KpiName { en: "Late shipment rate".into(), zh: "迟发率".into(), scope: Some("Amazon US".into()) }
}

const FRIDAY: Date = jiff::civil::date(2026, 11, 27);
const MONDAY: Date = jiff::civil::date(2026, 11, 30);

fn target(valid_to: Option<Date>, value: Option<&str>) -> Setting {
    let warning = vec![Limit { edge: Edge::Above, value: number("0.04") }];
    let target = Target {
        value: value.map(number),
        limits: Limits { warning, critical: Vec::new() },
        valid_from: FRIDAY,
        valid_to,
        season: None,
        set_by: "mei".into(),
        reason: "Black Friday".into(),
        source: None,
    };
    Setting::Target { kpi: name(), unit: Unit::Percent, target }
}

#[test]
fn receipts_of_standing_data() {
    let (person_name, by_name) = (|| "Mei".to_owned(), || "Lin".to_owned());
    let quiet = |first: &str, last: &str, worst: &str, severity| QuietAlert {
        first: day(first),
        last: day(last),
        grain: Grain::Day,
        worst: number(worst),
        unit: Unit::Percent,
        limit: Some(limit(if severity == Severity::Critical { ">= 4%" } else { "> 3%" })),
        severity,
    };
    let resumed = |judged, beyond, alerts| Setting::Resumed {
        kpi: name(),
        since: Some(FRIDAY),
        judged,
        beyond,
        alerts,
    };
    let two = vec![
        quiet("2026-11-12", "2026-11-15", "0.046", Severity::Critical),
        quiet("2026-11-19", "2026-11-19", "0.031", Severity::Warning),
    ];
    let seven = ["10", "11", "12", "13", "14", "15", "16"].map(|at| {
        let at = ["2026-11-", at].concat();
        quiet(&at, &at, "0.031", Severity::Warning)
    });
    let channel = || "#ops".to_owned();
    let paused = Setting::Paused { kpi: name(), to: FRIDAY, by_name: by_name(), reason: "we move".into() };
    let cases = [
        ("paused", paused),
        ("resumed_nothing", resumed(0, 0, vec![])),
        ("resumed_quiet", resumed(5, 0, vec![])),
        ("resumed_beyond", resumed(8, 5, two)),
        ("resumed_with_many", resumed(20, 7, seven.to_vec())),
        (
            "covered",
            Setting::Covered { person_name: person_name(), by_name: by_name(), from: FRIDAY, to: MONDAY },
        ),
        (
            "uncovered",
            Setting::Uncovered { person_name: person_name(), by_name: by_name(), from: FRIDAY, to: MONDAY },
        ),
        ("target_days", target(Some(MONDAY), Some("0.03"))),
        ("target_from", target(None, Some("0.03"))),
        ("limits_from", target(None, None)),
        ("limits_kept", Setting::LimitsKept { number: 12, by_name: by_name() }),
        (
            "subscribed",
            Setting::Subscribed {
                channel: channel(),
                kind: DigestKind::Weekly,
                next: Some(at("2026-11-23T01:00:00Z")),
            },
        ),
        ("unsubscribed", Setting::Unsubscribed { channel: channel(), kind: DigestKind::Daily }),
        ("language_english", Setting::Language { locale: Locale::EN_US }),
        ("language_chinese", Setting::Language { locale: Locale::ZH_CN }),
        ("zone", Setting::Zone { zone: zone("America/Los_Angeles"), now: at("2026-11-21T01:12:00Z") }),
        (
            "hours",
            Setting::Hours {
                hours: WorkingHours { from: "09:00".parse().unwrap(), to: "18:30".parse().unwrap() },
            },
        ),
    ];
    let set = |setting| done(DoneWhat::Set { setting: Box::new(setting) }, None);
    approve_all("set", cases.map(|(name, setting)| (name, set(setting))));
}

#[test]
fn why_standing_data_was_not_set() {
    let lack = |lacks| NotSet::Incomplete { command: "pause".into(), lacks };
    let cases = [
        ("lacks_kpi", lack(Lack::Kpi)),
        ("lacks_one_kpi", lack(Lack::OneKpi)),
        ("lacks_person", lack(Lack::Person)),
        ("lacks_days", lack(Lack::Days)),
        ("lacks_end", lack(Lack::End)),
        ("lacks_reason", lack(Lack::Reason)),
        ("lacks_value", lack(Lack::Value)),
        ("lacks_channel", lack(Lack::Channel)),
        ("day_out_of_range", NotSet::DayOutOfRange { day: day("2027-12-01"), first: FRIDAY, last: MONDAY }),
        ("ends_first", NotSet::EndsFirst { from: MONDAY, to: FRIDAY }),
        ("covers_themselves", NotSet::CoversThemselves),
        ("not_covered", NotSet::NotCovered { person_name: "Mei".into() }),
        (
            "covered_already",
            NotSet::CoveredAlready {
                person_name: "Mei".into(),
                by_name: "Ana".into(),
                from: FRIDAY,
                to: MONDAY,
            },
        ),
        ("cover_circle", NotSet::CoverCircle { by_name: "Lin".into() }),
        ("not_paused", NotSet::NotPaused { kpi: name() }),
        (
            "season_already",
            NotSet::SeasonAlready { season: "bfcm-2026".into(), from: FRIDAY, to: Some(MONDAY) },
        ),
        ("platform_decides", NotSet::PlatformDecides { kpi: name() }),
        ("two_sided", NotSet::TwoSided { kpi: name() }),
        ("value_moved", NotSet::ValueMoved { kpi: name() }),
        ("subscribed_already", NotSet::SubscribedAlready { channel: "#ops".into(), kind: DigestKind::Daily }),
        ("not_subscribed", NotSet::NotSubscribed { channel: "#ops".into() }),
    ];
    let refused = |reason| {
        let why = Refusal::NotSet { reason: Box::new(reason) };
        Message::Answer { answer: Box::new(Answer::Refused { why }) }
    };
    approve_all("not_set", cases.map(|(name, reason)| (name, refused(reason))));
}
