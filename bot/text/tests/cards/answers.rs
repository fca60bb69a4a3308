//! Answers: KPIs, lists, help, questions back.

use steward_core::alert::{AlertKind, AlertStatus, DataFault};
use steward_core::digest::{AlertBrief, DigestLine};
use steward_core::kpi::{Aggregation, Direction, Grain};
use steward_core::limit::Severity;
use steward_core::limit::source::LimitSource;
use steward_core::message::Message;
use steward_core::message::answer::{
    AlertLine, Answer, Basis, Choice, Definition, HelpAnswer, KpiAnswer, Narrowed, Rank, Standings,
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
        target_source: Some(by_lin()),
        limit_source: Some(amazon()),
        fault: None,
        provisional: Some((day("2026-11-20"), number("0.051"))),
        recent: view(alert()).recent,
    }
}

fn by_lin() -> LimitSource {
    LimitSource::Team { set_by: "Lin".into(), reason: "plan".into() }
}

/// What the value of the breach stands on.
pub fn basis() -> Box<Basis> {
    Box::new(Basis {
        period: day("2026-11-19"),
        grain: Grain::Day,
        numerator: Some(number("57")),
        denominator: Some(number("1239")),
        target: Some(number("0.02")),
        target_source: Some(by_lin()),
        limit: Some(limit("> 4%")),
        limit_source: Some(amazon()),
        restated: false,
        as_of: Some(at("2026-11-21T00:30:00Z")),
    })
}

/// A line of an answer.
pub fn answered(line: DigestLine) -> DigestLine {
    DigestLine { basis: Some(basis()), ..line }
}

/// Sales in an answer: a sum without limits, restated.
fn sales() -> DigestLine {
    let basis = Basis {
        numerator: None,
        denominator: None,
        target: Some(number("13000")),
        limit: None,
        limit_source: None,
        restated: true,
        as_of: Some(at("2026-11-20T22:10:00Z")),
        ..*basis()
    };
    DigestLine { basis: Some(Box::new(basis)), ..good() }
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
        target_source: None,
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
    approved("answer_kpi_list", list(&[], all(1, 8, 1), vec![answered(breach()), unjudged(), sales()], 7));
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
        lines: vec![answered(breach())],
        more: 0,
    };
    approved("answer_kpi_list_worst", worst);
}

fn alert_line(kind: AlertKind, brief: AlertBrief) -> AlertLine {
    AlertLine {
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
        basis: (kind == AlertKind::Breach).then(basis),
    }
}

#[test]
fn lists_of_alerts() {
    let line = alert_line;
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
        "reopen",
        "escalate",
        "undo",
        "cover",
        "uncover",
        "target",
        "pause",
        "resume",
        "subscribe",
        "unsubscribe",
        "language",
        "zone",
        "hours",
    ];
    let word = |english: &str, chinese: &str| (english.to_owned(), chinese.to_owned());
    let example = |says: &str, english: &str, chinese: &str| Choice {
        says: says.into(),
        name_en: english.into(),
        name_zh: chinese.into(),
    };
    let help = HelpAnswer {
        kpis: vec![breach()],
        all_kpis: 4,
        alerts: vec![AlertLine { basis: None, ..alert_line(AlertKind::Breach, brief(AlertStatus::Open)) }],
        all_alerts: 1,
        examples: vec![
            example("ack 12", "ack 12", "确认 12"),
            example("why late shipment", "why late shipment", "为什么 迟发率"),
        ],
        asks: vec![word("kpi", "指标"), word("list", "列表")],
        acts: vec![word("ack", "确认"), word("note", "整改")],
        sets: vec![word("digest", "日报")],
    };
    approved("answer_help", Answer::Help { help: Box::new(help) });
    let one = |command: &'static str| {
        let (also_en, also_zh) = match command {
            "ack" => (vec!["got it".to_owned(), "on it".to_owned()], vec!["收到".to_owned()]),
            _ => (Vec::new(), Vec::new()),
        };
        let answer = Answer::HelpOn { command: command.to_owned(), also_en, also_zh };
        (command, Message::Answer { answer: Box::new(answer) })
    };
    approve_all("help", all.map(one));
}
