//! A small team and one alert, driven by hand through its life.

mod clock;
mod corrections;
mod deeds;
mod folding;
mod opening;
mod properties;
mod readings;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::decide::{
    Decision, Deed, Facts, Finding, NoteDraft, Opening, Recipient, Tell, act, found, open, tick,
};
use super::event::{Actor, AlertEvent, Happened, Origin};
use super::{Alert, AlertStatus, CauseClass, DataFault, Reading};
use crate::id::{AlertId, ChannelKey, KpiKey, PersonKey, TeamKey};
use crate::kpi::{Activity, Aggregation, Class, Direction, Grain, Kpi, Lag, Plausibility};
use crate::limit::{Edge, Limit, Severity};
use crate::message::answer::Refusal;
use crate::message::{Message, Purpose};
use crate::org::Org;
use crate::person::{Channel, Locale, Person, Role, Team};
use crate::time::{WorkingHours, Zone};
use crate::unit::Unit;

/// The team: Mei owns and Bob in Los Angeles backs up, Lin leads, Ada administers, Dan owns the data, Vic only looks.
pub(crate) fn team() -> Org {
    let person = |name: &str, zone: &str, calendar: &str, role: Role| Person {
        key: key(name),
        name: name[..1].to_uppercase() + &name[1..],
        aliases: Vec::new(),
        locale: Locale::ZH_CN,
        zone: Zone::parse(zone).unwrap(),
        working_hours: WorkingHours { from: "09:00".parse().unwrap(), to: "18:00".parse().unwrap() },
        calendar: calendar.to_owned(),
        role,
        team: TeamKey::parse("ops").ok(),
        identities: BTreeMap::from([("web".to_owned(), format!("u-{name}"))]),
        prefers: None,
        left: false,
    };
    let people = [
        person("mei", "Asia/Shanghai", "cn", Role::Owner),
        person("bob", "America/Los_Angeles", "us", Role::Owner),
        person("lin", "Asia/Shanghai", "cn", Role::Lead),
        person("ada", "Asia/Shanghai", "cn", Role::Admin),
        person("dan", "Asia/Shanghai", "cn", Role::Owner),
        person("vic", "Asia/Shanghai", "cn", Role::Viewer),
    ];
    let ops = TeamKey::parse("ops").unwrap();
    let channel = ChannelKey::parse("ops").unwrap();
    let kpi = late_shipment();
    Org {
        name: "Acme".to_owned(),
        people: people.into_iter().map(|person| (person.key.clone(), person)).collect(),
        teams: BTreeMap::from([(
            ops.clone(),
            Team {
                key: ops,
                name_en: "Operations".to_owned(),
                name_zh: "运营".to_owned(),
                lead: Some(key("lin")),
                channel: Some(channel.clone()),
            },
        )]),
        channels: BTreeMap::from([(
            channel.clone(),
            Channel {
                key: channel,
                platform: "web".to_owned(),
                target: "c-ops".to_owned(),
                name: "#ops".to_owned(),
                locale: Locale::EN_US,
                second_locale: None,
                zone: Zone::parse("Asia/Shanghai").unwrap(),
            },
        )]),
        kpis: BTreeMap::from([(kpi.key.clone(), kpi)]),
        ..Org::default()
    }
}

fn late_shipment() -> Kpi {
    Kpi {
        key: KpiKey::parse("late_shipment").unwrap(),
        catalog: None,
        scope: None,
        name_en: "Late shipment rate".to_owned(),
        name_zh: "迟发率".to_owned(),
        aliases: Vec::new(),
        definition: "late orders over orders".to_owned(),
        unit: Unit::Percent,
        direction: Direction::Lower,
        class: Class::Risk,
        grain: Grain::Day,
        aggregation: Aggregation::Ratio,
        zone: Zone::parse("America/Los_Angeles").unwrap(),
        lag: Lag { due_hours: 12, settle_hours: 24 },
        plausibility: Plausibility::default(),
        source: "push".to_owned(),
        owner: Some(key("mei")),
        backup: Some(key("bob")),
        data_owner: Some(key("dan")),
        team: TeamKey::parse("ops").unwrap(),
        channel: None,
        policy: None,
        recovery_periods: 2,
        recovery_margin: Decimal::new(5, 2),
        activity: Activity::Active,
    }
}

pub(crate) fn key(name: &str) -> PersonKey {
    PersonKey::parse(name).unwrap()
}

/// An instant, as clocks show it in Shanghai.
pub(crate) fn shanghai(local: &str) -> Timestamp {
    Zone::parse("Asia/Shanghai").unwrap().instant_of(local.parse().unwrap())
}

/// Four percent warns, eight is critical, below 3.8 has recovered; days of March 2026.
fn reading(day: i8, percent: &str) -> Reading {
    let value = Unit::Percent.parse_value(&format!("{percent}%")).unwrap();
    let limit = |hundredths| Limit { edge: Edge::AtOrAbove, value: Decimal::new(hundredths, 2) };
    let (warning, critical) = (limit(4), limit(8));
    let severity = if critical.is_crossed_by(value) {
        Some(Severity::Critical)
    } else {
        warning.is_crossed_by(value).then_some(Severity::Warning)
    };
    Reading {
        period: Date::constant(2026, 3, day),
        revision: 1,
        value,
        numerator: None,
        denominator: None,
        limit: Some(if severity == Some(Severity::Critical) { critical } else { warning }),
        severity,
        recovered: value <= Decimal::new(38, 3),
        previous: None,
        limit_source: None,
    }
}

fn note(action: &str) -> Deed {
    let (cause, cause_text) = (Some(CauseClass::Logistics), "carrier strike".to_owned());
    Deed::Note(NoteDraft { cause, cause_text, action: action.to_owned(), due: None })
}

fn note_due(action: &str, due: &str) -> Deed {
    match note(action) {
        Deed::Note(draft) => Deed::Note(NoteDraft { due: Some(due.parse().unwrap()), ..draft }),
        other => other,
    }
}

/// One alert on its way, with all of its events and what the last decision told.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) org: Org,
    pub(crate) now: Timestamp,
    pub(crate) alert: Alert,
    pub(crate) events: Vec<AlertEvent>,
    pub(crate) tell: Vec<Tell>,
}

impl Case {
    /// A breach of so many percent on 1 March, found at a Shanghai time.
    pub(crate) fn breach(percent: &str, local: &str) -> Self {
        Self::breach_in(team(), percent, local)
    }

    fn breach_in(org: Org, percent: &str, local: &str) -> Self {
        let reading = reading(1, percent);
        let (severity, since) = (reading.severity.unwrap(), reading.period);
        Self::opened(org, Opening::Breach { reading, severity, since }, local)
    }

    fn fault(local: &str) -> Self {
        let fault = DataFault::NeverArrived { due: shanghai("2026-03-01T00:00") };
        Self::opened(team(), Opening::DataFault(fault), local)
    }

    fn opened(org: Org, opening: Opening, local: &str) -> Self {
        let now = shanghai(local);
        let (id, actor, origin) = (AlertId::from_uuid(Uuid::from_u128(1)), Actor::Steward, Origin::default());
        let kpi = org.kpis.values().next().unwrap();
        let decision =
            open(id, 7, opening, &Facts { org: &org, kpi, now, actor: &actor, origin: &origin }).unwrap();
        let Decision { alert, events, tell } = decision;
        Self { org, now, alert, events, tell }
    }

    fn with<T>(&self, person: Option<&str>, decide: impl FnOnce(&Alert, &Facts<'_>) -> T) -> T {
        let actor = person.map_or(Actor::Steward, |person| Actor::Person { key: key(person) });
        let (kpi, origin) = (self.org.kpis.values().next().unwrap(), Origin::default());
        let facts = Facts { org: &self.org, kpi, now: self.now, actor: &actor, origin: &origin };
        decide(&self.alert, &facts)
    }

    fn take(&mut self, decision: Decision) {
        self.alert = decision.alert;
        self.events.extend(decision.events);
        self.tell = decision.tell;
    }

    /// Moves the clock to a Shanghai time.
    fn at(&mut self, local: &str) -> &mut Self {
        self.now = shanghai(local);
        self
    }

    fn try_act(&mut self, person: &str, deed: Deed) -> Result<(), Refusal> {
        let decision = self.with(Some(person), |alert, facts| act(alert, deed, None, facts))?;
        self.take(decision);
        Ok(())
    }

    pub(crate) fn act(&mut self, person: &str, deed: Deed) -> &mut Self {
        self.try_act(person, deed).unwrap();
        self
    }

    fn find(&mut self, finding: Finding) -> bool {
        let decision = self.with(None, |alert, facts| found(alert, finding, facts));
        decision.map(|decision| self.take(decision)).is_some()
    }

    pub(crate) fn read(&mut self, day: i8, percent: &str) -> &mut Self {
        assert!(self.find(Finding::Reading(reading(day, percent))), "a new reading");
        self
    }

    /// Moves the clock to the next action and does it.
    pub(crate) fn tick(&mut self) -> &mut Self {
        self.now = self.alert.next_action.unwrap().at;
        let decision = self.with(None, tick).unwrap();
        self.take(decision);
        self
    }

    /// The next action, with the time as a clock in Shanghai shows it.
    fn next(&self) -> String {
        let Some(next) = self.alert.next_action else { return "none".to_owned() };
        let local = Zone::parse("Asia/Shanghai").unwrap().local_at(next.at);
        format!("{:?} {}", next.what, local.strftime("%m-%d %H:%M"))
    }

    /// What the last decision told, a word each.
    fn said(&self) -> String {
        self.tell.iter().map(said).collect::<Vec<_>>().join(", ")
    }

    fn happened(&self) -> Vec<&Happened> {
        self.events.iter().map(|event| &event.what).collect()
    }
}

fn said(tell: &Tell) -> String {
    let to = match &tell.to {
        Recipient::Channel => "channel".to_owned(),
        Recipient::Thread => "thread".to_owned(),
        Recipient::In(channel) => channel.to_string(),
        Recipient::Person(person) => person.to_string(),
        Recipient::Admins => "admins".to_owned(),
    };
    let what = match &tell.message {
        Message::Alert { purpose: Purpose::Page { rung, again, .. }, .. } => {
            format!("page {rung:?}{}", if *again { " again" } else { "" })
        }
        Message::Alert { purpose, .. } => name(purpose),
        Message::AlertUpdate { event, .. } => name(&event.what),
        other => name(other),
    };
    format!("{to}: {what}")
}

/// The name of a variant.
fn name(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}").split([' ', '{', '(']).next().unwrap().to_owned()
}
