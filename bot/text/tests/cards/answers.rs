//! Answers: KPIs, lists, receipts, help, questions back.

use steward_core::alert::{AlertKind, AlertStatus, Closure, DataFault, DismissReason};
use steward_core::digest::{AlertBrief, DigestLine};
use steward_core::id::KpiKey;
use steward_core::kpi::{Aggregation, Direction};
use steward_core::limit::Severity;
use steward_core::message::Message;
use steward_core::message::answer::{
    AlertLine, Answer, Choice, Definition, DoneWhat, KpiAnswer, Narrowed, Rank, Standings,
};
use steward_core::question::Filter;
use steward_core::sample::SampleState;
use steward_core::unit::Unit;

use crate::digests::{breach, brief, good, unjudged};
use crate::picture::{approve, approve_all};
use crate::samples::*;

fn approved(name: &str, answer: Answer) {
    approve(name, &Message::Answer { answer: Box::new(answer) }, None);
}

pub fn kpi_answer() -> KpiAnswer {
    KpiAnswer {
        line: breach(),
        definition: Definition::of(&kpi()),
        zone: zone("America/Los_Angeles"),
        direction: Direction::Lower,
        aggregation: Aggregation::Ratio,
        state: Some(SampleState::Settled),
        as_of: Some(at("2026-11-21T00:30:00Z")),
        source: "Amazon account health".into(),
        window: None,
        target: Some(number("0.02")),
        limit_source: Some(amazon()),
        fault: None,
        provisional: Some((day("2026-11-20"), number("0.051"))),
        recent: view(alert()).recent,
    }
}

#[test]
fn one_kpi() {
    approved("answer_kpi_critical", Answer::Kpi { kpi: Box::new(kpi_answer()) });
    let window = Some((day("2026-11-06"), day("2026-11-19")));
    let good = KpiAnswer {
        line: DigestLine {
            limit: Some(limit("> 4%")),
            unit: Unit::Percent,
            value: Some(number("0.00004")),
            previous: None,
            ..good()
        },
        window,
        state: Some(SampleState::Restated),
        provisional: None,
        recent: vec![],
        ..kpi_answer()
    };
    approved("answer_kpi_good", Answer::Kpi { kpi: Box::new(good) });
    let faulty = KpiAnswer {
        line: DigestLine { owner: None, owner_name: None, ..unjudged() },
        fault: Some(DataFault::NoValue { period: day("2026-11-19") }),
        state: None,
        as_of: None,
        target: None,
        limit_source: None,
        provisional: None,
        recent: vec![],
        ..kpi_answer()
    };
    approved("answer_kpi_no_value", Answer::Kpi { kpi: Box::new(faulty) });
}

#[test]
fn lists_of_kpis() {
    let all = |outside, good, unjudged| Standings { outside, good, unjudged };
    let list = |filters: &[Filter], standings, lines, more| Answer::KpiList {
        narrowed: Box::new(Narrowed { filters: filters.to_vec(), ..Narrowed::default() }),
        standings,
        lines,
        more,
    };
    approved("answer_kpi_list", list(&[], all(1, 8, 1), vec![breach(), unjudged(), good()], 7));
    approved("answer_kpi_list_empty", list(&[], all(0, 0, 0), vec![], 0));
    approved("answer_kpi_list_none_red", list(&[Filter::Red], all(0, 5, 2), vec![], 0));
    approved("answer_kpi_list_unsettled", list(&[], all(0, 0, 1), vec![unjudged()], 0));
    let narrowed = Narrowed {
        filters: vec![Filter::Red, Filter::Mine],
        shops: vec!["Amazon US".into()],
        teams: vec![("Ads".into(), "广告".into())],
        people: vec!["Mei".into(), "Lin".into()],
        order: Some(Rank::Worst),
        ..Narrowed::default()
    };
    let worst = Answer::KpiList {
        narrowed: Box::new(narrowed),
        standings: all(1, 4, 0),
        lines: vec![breach()],
        more: 0,
    };
    approved("answer_kpi_list_worst", worst);
}

#[test]
fn lists_of_alerts() {
    let line = |kind, brief: AlertBrief| AlertLine {
        alert: alert_id(),
        kind,
        name_en: "Late shipment rate".into(),
        name_zh: "迟发率".into(),
        scope: Some("Amazon US".into()),
        unit: Unit::Percent,
        value: (kind == AlertKind::Breach).then(|| number("0.046")),
        severity: Severity::Critical,
        owner_name: "Mei".into(),
        brief,
        action: None,
        overdue: false,
    };
    let taken = AlertBrief {
        number: 13,
        acknowledged_by: Some("Lin".into()),
        due: Some(day("2026-11-27")),
        ..brief(AlertStatus::Acknowledged)
    };
    let lines = || {
        vec![
            line(AlertKind::Breach, brief(AlertStatus::Open)),
            line(AlertKind::DataFault, taken.clone()),
            line(AlertKind::EarlyWarning, AlertBrief { number: 14, ..brief(AlertStatus::Remediating) }),
        ]
    };
    let whose = |key, name: &str| Some((person(key), name.to_owned()));
    let list = |whose, lines, more| Answer::AlertList { whose, narrowed: Box::default(), lines, more };
    approved("answer_alerts_mine", list(whose("mei", "Mei"), lines(), 0));
    approved("answer_alerts_of_lin", list(whose("lin", "Lin"), lines().split_off(1), 0));
    approved("answer_alerts_all", list(None, lines(), 4));
    let overdue = AlertLine {
        action: Some("Second carrier booked, backlog leaves tonight".into()),
        overdue: true,
        ..line(AlertKind::Breach, taken.clone())
    };
    let narrowed = Narrowed { filters: vec![Filter::Overdue], ..Narrowed::default() };
    let narrow =
        |lines| Answer::AlertList { whose: None, narrowed: Box::new(narrowed.clone()), lines, more: 0 };
    approved("answer_alerts_overdue", narrow(vec![overdue]));
    approved("answer_alerts_none_overdue", narrow(vec![]));
    approved("answer_alerts_none_mine", list(whose("mei", "Mei"), vec![], 0));
    approved("answer_alerts_none_of", list(whose("lin", "Lin"), vec![], 0));
    approved("answer_alerts_none", list(None, vec![], 0));
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
        ("digest_queued", DoneWhat::DigestQueued { channel: "#ops".into() }),
    ];
    let answered = |answer| Message::Answer { answer: Box::new(answer) };
    approve_all("done", cases.map(|(name, what)| (name, answered(Answer::Done { what, undo: None }))));
}

#[test]
fn questions_back() {
    let choice =
        |says: &str, name: &str| Choice { says: says.into(), name_en: name.into(), name_zh: name.into() };
    approved(
        "answer_choose",
        Answer::Choose {
            asked: "acos".into(),
            choices: vec![
                choice("kpi acos_us", "ACoS · Amazon US"),
                choice("kpi acos_ca", "ACoS · Amazon CA"),
            ],
        },
    );
}

#[test]
fn help() {
    let all = [
        "kpi",
        "list",
        "why",
        "owner",
        "room",
        "worst",
        "best",
        "changes",
        "freshness",
        "mine",
        "alerts",
        "ack",
        "note",
        "done",
        "snooze",
        "assign",
        "dismiss",
        "bad_data",
        "comment",
        "record",
        "digest",
        "history",
        "help",
    ];
    approved(
        "answer_help",
        Answer::Help {
            commands: all.map(String::from).into(),
            own_kpis: vec![("Late shipment rate".into(), "迟发率".into())],
            open_alerts: vec![12],
        },
    );
    let one = |command: &'static str| {
        let commands = vec![command.to_owned()];
        let answer = Answer::Help { commands, own_kpis: vec![], open_alerts: vec![] };
        (command, Message::Answer { answer: Box::new(answer) })
    };
    approve_all("help", all.map(one));
}
