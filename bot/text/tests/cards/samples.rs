//! People, KPIs, alerts and instants that the cards are made of.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::json;
use steward_core::alert::view::{AlertView, Telling, ToldNext};
use steward_core::alert::{
    Ack, Alert, AlertKind, AlertStatus, CauseClass, ChosenBecause, Escalated, NextAction, NextStep, Note,
    Reading,
};
use steward_core::escalation::Policy;
use steward_core::id::{AlertId, KpiKey, PersonKey};
use steward_core::kpi::Kpi;
use steward_core::limit::source::LimitSource;
use steward_core::limit::{Limit, Severity};
use steward_core::outbox::Reader;
use steward_core::time::Zone;
use steward_core::unit::Unit;

/// Saturday, 21 November 2026, 09:12 in Shanghai.
pub fn now() -> Timestamp {
    at("2026-11-21T01:12:00Z")
}

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn zone(name: &str) -> Zone {
    Zone::parse(name).unwrap()
}

pub fn person(key: &str) -> PersonKey {
    PersonKey::parse(key).unwrap()
}

/// Mei, on her phone in Shanghai.
pub fn reader(locale: &str) -> Reader {
    Reader { person: Some(person("mei")), ..channel(locale) }
}

/// The channel, on Shanghai's clock.
pub fn channel(locale: &str) -> Reader {
    let locale = serde_json::from_value(json!(locale)).unwrap();
    Reader { locale, zone: zone("Asia/Shanghai"), person: None }
}

/// Late shipment rate of Amazon US.
pub fn kpi() -> Kpi {
    serde_json::from_value(json!({
        "key": "amz_lsr",
        "catalog": "late_shipment_rate",
        "scope": "Amazon US",
        "name_en": "Late shipment rate",
        "name_zh": "迟发率",
        "aliases": ["LSR"],
        "definition": "Orders confirmed after their ship-by date, of all orders to ship.",
        "unit": "percent",
        "direction": "lower",
        "class": "risk",
        "grain": "day",
        "aggregation": "ratio",
        "zone": "America/Los_Angeles",
        "lag": { "due_hours": 24, "settle_hours": 48 },
        "plausibility": {},
        "source": "Amazon account health",
        "owner": "mei",
        "backup": "lin",
        "data_owner": "tom",
        "team": "logistics",
        "channel": null,
        "policy": null,
        "recovery_periods": 2,
        "recovery_margin": "0.05",
        "activity": { "is": "active" }
    }))
    .unwrap()
}

pub fn limit(text: &str) -> Limit {
    Limit::parse(text, Unit::Percent).unwrap()
}

pub fn amazon() -> LimitSource {
    LimitSource::Platform { name: "amazon".into() }
}

/// 4.6 % on Thursday, with a limit of 4 %.
pub fn reading() -> Reading {
    Reading {
        period: day("2026-11-19"),
        revision: 1,
        value: number("0.046"),
        numerator: Some(number("57")),
        denominator: Some(number("1239")),
        limit: Some(limit("> 4%")),
        severity: Some(Severity::Critical),
        recovered: false,
        previous: Some(number("0.04")),
        limit_source: Some(amazon()),
    }
}

pub fn note() -> Note {
    Note {
        by: person("mei"),
        at: at("2026-11-21T01:02:00Z"),
        cause: Some(CauseClass::Logistics),
        cause_text: "the carrier missed two pick-ups".into(),
        action: "Second carrier booked, backlog leaves tonight".into(),
        due: Some(day("2026-11-27")),
        due_at: Some(at("2026-11-27T16:00:00Z")),
    }
}

pub fn ack() -> Ack {
    Ack {
        by: person("mei"),
        at: at("2026-11-21T00:40:00Z"),
        expires_at: at("2026-11-21T04:40:00Z"),
        version: 3,
    }
}

/// A critical breach, open since 40 minutes ago.
pub fn alert() -> Alert {
    Alert {
        id: alert_id(),
        number: 12,
        kpi: KpiKey::parse("amz_lsr").unwrap(),
        kind: AlertKind::Breach,
        status: AlertStatus::Open,
        severity: Severity::Critical,
        episode: 1,
        version: 2,
        created_at: at("2026-11-21T00:32:00Z"),
        opened_at: at("2026-11-21T00:32:00Z"),
        since: Some(day("2026-11-17")),
        reading: Some(reading()),
        worst: Some(reading()),
        fault: None,
        owner: person("mei"),
        because: ChosenBecause::OwnsIt,
        ack: None,
        notes: Vec::new(),
        earlier_notes: Vec::new(),
        counted: BTreeMap::new(),
        periods_inside: 0,
        periods_needed: 2,
        watched_until: None,
        note_asks: 0,
        told: vec![person("mei")],
        done_at: None,
        snoozed_until: None,
        overdue: false,
        escalated: Escalated::default(),
        next_action: Some(next(NextStep::Escalate, "2026-11-21T01:40:00Z")),
        policy: Policy::built_in(),
        closed_at: None,
        lapsed: None,
        last_deed: None,
        proposal: None,
    }
}

pub fn alert_id() -> AlertId {
    "01936e5c-0000-7000-8000-00000000000c".parse().unwrap()
}

pub fn next(what: NextStep, when: &str) -> NextAction {
    NextAction { what, at: at(when) }
}

pub fn names() -> BTreeMap<PersonKey, String> {
    [("mei", "Mei"), ("lin", "Lin"), ("tom", "Tom")].map(|(key, name)| (person(key), name.to_owned())).into()
}

/// The view of an alert, with Lin as the next to be told.
pub fn view(alert: Alert) -> AlertView {
    let recent = ["0.021", "0.024", "0.031", "0.041", "0.04", "0.046"];
    let days = (14..).map(|day| Date::new(2026, 11, day).unwrap());
    AlertView {
        kpi: kpi(),
        owner_name: "Mei".into(),
        names: names(),
        covers: BTreeMap::new(),
        owner_covered: None,
        recent: days.zip(recent.map(number)).collect(),
        limit: alert.reading.as_ref().and_then(|reading| reading.limit),
        limit_source: Some(amazon()),
        next: alert
            .next_action
            .map(|next| (next, Some(ToldNext { name: "Lin".into(), telling: Telling::Escalation }))),
        candidates: vec![(person("lin"), "Lin".into()), (person("tom"), "Tom".into())],
        can_form_due: (day("2026-11-21"), day("2026-12-21")),
        alert,
    }
}
