//! Why, who, how much room, how fresh, what changed.

use steward_core::alert::{AlertKind, AlertStatus, DataFault};
use steward_core::answer::changes::Moved;
use steward_core::answer::leaving::Leaving;
use steward_core::answer::moved::movement;
use steward_core::answer::room::room;
use steward_core::digest::DigestLine;
use steward_core::kpi::{Direction, Grain};
use steward_core::limit::{Limits, Severity};
use steward_core::message::Message;
use steward_core::message::answer::{
    AlertLine, AlertLines, Answer, ChangesAnswer, FreshLine, FreshSource, FreshnessAnswer, MovedLine,
    Narrowed, NewTarget, OwnerLine, PastNote, RoomAnswer, RoomUntil, WhyAnswer,
};
use steward_core::unit::Unit;

use crate::answers::{answered, basis, kpi_answer};
use crate::digests::{brief, good, unjudged};
use crate::picture::approve;
use crate::samples::*;

fn approved(name: &str, answer: Answer) {
    approve(name, &Message::Answer { answer: Box::new(answer) }, None);
}

#[test]
fn why_a_kpi_is_red() {
    let before = steward_core::alert::Reading {
        period: day("2026-11-18"),
        value: number("0.04"),
        numerator: Some(number("49")),
        denominator: Some(number("1225")),
        ..reading()
    };
    let second = steward_core::alert::Note {
        cause: None,
        cause_text: String::new(),
        due: None,
        due_at: None,
        ..note()
    };
    let past = |number, note| PastNote { number, by_name: "Mei".into(), note };
    let why = WhyAnswer {
        kpi: kpi_answer(),
        grain: Grain::Day,
        moved: movement(&[before, reading()]),
        last_inside: Some((day("2026-11-16"), number("0.031"))),
        notes: vec![past(12, note()), past(9, second)],
    };
    approved("answer_why", Answer::Why { why: Box::new(why.clone()) });
    let line = DigestLine {
        unit: Unit::Percent,
        limit: Some(limit("> 4%")),
        value: Some(number("0.031")),
        ..good()
    };
    let kpi = steward_core::message::answer::KpiAnswer { line, fault: None, recent: vec![], ..kpi_answer() };
    let inside = WhyAnswer { kpi, moved: None, last_inside: None, notes: vec![], ..why };
    approved("answer_why_inside", Answer::Why { why: Box::new(inside) });
}

#[test]
fn who_owns_kpis() {
    let owner = OwnerLine {
        line: answered(kpi_answer().line),
        grain: Grain::Day,
        owner: Some("Mei".into()),
        backup: Some("Lin".into()),
        data_owner: Some("Tom".into()),
        team: ("Logistics".into(), "物流".into()),
        lead: Some("Ana".into()),
        acting: Some("Lin".into()),
    };
    approved("answer_owner", Answer::Owners { owners: vec![owner.clone()], more: 0 });
    let nobody = OwnerLine { line: unjudged(), owner: None, backup: None, acting: None, ..owner.clone() };
    approved("answer_owners", Answer::Owners { owners: vec![owner, nobody], more: 2 });
}

#[test]
fn how_much_room_is_left() {
    let kpi = kpi_answer();
    let parts = Some((number("57"), number("1239")));
    let until = |severity, text: &str, parts| RoomUntil {
        severity,
        limit: limit(text),
        source: Some(amazon()),
        room: room(number("0.046"), parts, limit(text)).unwrap(),
    };
    let rooms = vec![
        until(Some(Severity::Warning), "> 4%", parts),
        until(Some(Severity::Critical), ">= 6%", parts),
        until(None, "< 3%", parts),
        until(None, "< 5%", parts),
        until(None, "> 5%", Some((number("57.5"), number("1250")))),
        until(None, "> 5%", None),
    ];
    let window = Some((day("2026-09-21"), day("2026-11-19")));
    let gone_after = Some(day("2027-01-17"));
    let answer = RoomAnswer { kpi: kpi.clone(), rooms, window, gone_after, leaving: None };
    approved("answer_room", Answer::Room { room: Box::new(answer.clone()) });
    let known = ["11-23", "11-25", "12-01", "12-08", "12-20", "12-28", "01-05"].map(|at| {
        let year = if at.starts_with("01") { "2027-" } else { "2026-" };
        (day(&[year, at].concat()), number("2"))
    });
    let leaving = Some(Leaving { known: known.to_vec(), unknown: number("43") });
    let answer = RoomAnswer { leaving, ..answer };
    approved("answer_room_leaving", Answer::Room { room: Box::new(answer) });
    let answer = RoomAnswer { kpi, rooms: vec![], window: None, gone_after: None, leaving: None };
    approved("answer_room_no_limit", Answer::Room { room: Box::new(answer) });
}

#[test]
fn how_fresh_the_data_is() {
    let line = FreshLine {
        name_en: "Late shipment rate".into(),
        name_zh: "迟发率".into(),
        scope: Some("Amazon US".into()),
        unit: Unit::Percent,
        zone: zone("America/Los_Angeles"),
        grain: Grain::Day,
        settled: Some(day("2026-11-18")),
        provisional: Some(day("2026-11-19")),
        fault: None,
        next_due: Some(at("2026-11-22T08:00:00Z")),
        as_of: Some(at("2026-11-21T00:30:00Z")),
        data_owner: Some("Tom".into()),
        source: "Amazon account health".into(),
    };
    let one = FreshnessAnswer {
        narrowed: Narrowed {
            kpis: vec![("Late shipment rate".into(), "迟发率".into())],
            ..Narrowed::default()
        },
        lines: vec![line.clone()],
        more: 0,
        sources: vec![],
    };
    approved("answer_freshness_one", Answer::Freshness { freshness: Box::new(one) });
    let late = FreshLine {
        fault: Some(DataFault::Late {
            newest: day("2026-11-18"),
            missing: day("2026-11-19"),
            due: at("2026-11-20T20:00:00Z"),
        }),
        provisional: None,
        next_due: None,
        as_of: None,
        ..line
    };
    let source = |source: &str, reaches: Option<&str>, faulty| FreshSource {
        source: source.into(),
        kpis: 6,
        reaches: reaches.map(day),
        faulty,
    };
    let all = FreshnessAnswer {
        narrowed: Narrowed::default(),
        lines: vec![late],
        more: 0,
        sources: vec![
            source("Amazon account health", Some("2026-11-18"), 1),
            source("Shopify", Some("2026-11-20"), 0),
            source("push", None, 0),
        ],
    };
    approved("answer_freshness_all", Answer::Freshness { freshness: Box::new(all) });
    let nothing = FreshnessAnswer { narrowed: Narrowed::default(), lines: vec![], more: 0, sources: vec![] };
    approved("answer_freshness_none", Answer::Freshness { freshness: Box::new(nothing) });
}

#[test]
fn what_changed() {
    let alert = |number, status| AlertLine {
        alert: alert_id(),
        kind: AlertKind::Breach,
        name_en: "Late shipment rate".into(),
        name_zh: "迟发率".into(),
        scope: Some("Amazon US".into()),
        unit: Unit::Percent,
        value: Some(number_of("0.046")),
        severity: Severity::Critical,
        owner_name: "Mei".into(),
        brief: steward_core::digest::AlertBrief { number, ..brief(status) },
        action: None,
        overdue: false,
        basis: Some(basis()),
    };
    let closed = AlertStatus::Closed { how: steward_core::alert::Closure::Verified };
    let changes = ChangesAnswer {
        from: day("2026-11-20"),
        to: None,
        zone: zone("Asia/Shanghai"),
        narrowed: Narrowed::default(),
        opened: AlertLines { lines: vec![alert(12, AlertStatus::Open)], more: 40 },
        relapsed: AlertLines::default(),
        closed: AlertLines { lines: vec![alert(11, closed)], more: 0 },
        moved: vec![MovedLine {
            line: answered(kpi_answer().line),
            grain: Grain::Day,
            direction: Direction::Lower,
            moved: Moved {
                from: (day("2026-11-18"), number("0.031")),
                to: (day("2026-11-19"), number("0.046")),
            },
        }],
        targets: vec![NewTarget {
            name_en: "Late shipment rate".into(),
            name_zh: "迟发率".into(),
            scope: None,
            unit: Unit::Percent,
            value: Some(number("0.02")),
            limits: Limits { warning: vec![limit("> 3%")], critical: vec![limit(">= 4%")] },
            from: day("2026-11-20"),
            to: Some(day("2026-11-30")),
            by_name: "Ana".into(),
            reason: "BFCM".into(),
        }],
    };
    approved("answer_changes", Answer::Changes { changes: Box::new(changes.clone()) });
    let none = ChangesAnswer {
        opened: AlertLines::default(),
        closed: AlertLines::default(),
        moved: vec![],
        targets: vec![],
        to: Some(day("2026-11-20")),
        ..changes
    };
    approved("answer_changes_none", Answer::Changes { changes: Box::new(none) });
}

fn number_of(text: &str) -> rust_decimal::Decimal {
    number(text)
}
