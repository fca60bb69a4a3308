//! A KPI with samples and an alert about it, as the tests of judgement, digest and scorecard use them.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Evidence, Judgement, judge};
use crate::alert::event::{Actor, AlertEvent, Happened, Origin};
use crate::alert::fold;
use crate::alert::{Alert, AlertKind, ChosenBecause, Reading};
use crate::escalation::{Policy, Times};
use crate::id::{AlertId, SampleId};
use crate::kpi::{Activity, Aggregation, Class, Direction, Grain, Kpi, Lag, Plausibility};
use crate::limit::{Limit, Limits, Severity};
use crate::sample::{Finality, Observation, Sample};
use crate::target::Target;
use crate::time::Zone;
use crate::unit::Unit;

pub(crate) fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A number of days of Los Angeles, lower is better, due after 24 hours and settled after 48.
pub(crate) fn kpi(key: &str) -> Kpi {
    Kpi {
        key: key.parse().unwrap(),
        catalog: Some("amz_lsr".into()),
        scope: None,
        name_en: "Late shipment rate".into(),
        name_zh: "迟发率".into(),
        aliases: Vec::new(),
        definition: "late orders / orders".into(),
        unit: Unit::Count,
        direction: Direction::Lower,
        class: Class::Risk,
        grain: Grain::Day,
        aggregation: Aggregation::Gauge,
        zone: Zone::parse("America/Los_Angeles").unwrap(),
        lag: Lag { due_hours: 24, settle_hours: 48 },
        plausibility: Plausibility::default(),
        source: "push".into(),
        owner: Some("mei".parse().unwrap()),
        backup: None,
        data_owner: Some("dan".parse().unwrap()),
        team: "ops".parse().unwrap(),
        channel: None,
        policy: None,
        recovery_periods: 2,
        recovery_margin: Decimal::ZERO,
        activity: Activity::Active,
    }
}

/// Limits as files write them: `["> 3"]`, `[">= 4"]`.
pub(crate) fn limits(warning: &[&str], critical: &[&str]) -> Limits {
    let read = |texts: &[&str]| texts.iter().map(|text| Limit::parse(text, Unit::Count).unwrap()).collect();
    Limits { warning: read(warning), critical: read(critical) }
}

pub(crate) fn target(value: Option<&str>, limits: Limits) -> Target {
    Target {
        value: value.map(dec),
        limits,
        valid_from: day("2020-01-01"),
        valid_to: None,
        season: None,
        set_by: "mei".into(),
        reason: "plan".into(),
        source: None,
    }
}

/// A warning above 3, critical from 4.
pub(crate) fn usual_target() -> Vec<Target> {
    vec![target(None, limits(&["> 3"], &[">= 4"]))]
}

pub(crate) fn sample(kpi: &Kpi, period: &str, value: Option<&str>) -> Sample {
    let period = day(period);
    Sample {
        id: SampleId::from_uuid(Uuid::nil()),
        revision: 1,
        fetched_at: super::period::end(kpi, period),
        seen: Observation {
            kpi: kpi.key.clone(),
            period,
            value: value.map(dec),
            numerator: None,
            denominator: None,
            finality: Finality::ByLag,
            window: None,
            platform_target: None,
            source: "push".into(),
        },
        restates: false,
    }
}

/// Samples of the days from `first` on; `-` says that there is no value, a gap is written `.`.
pub(crate) fn days(kpi: &Kpi, first: &str, values: &str) -> Vec<Sample> {
    let mut period = day(first);
    let mut all = Vec::new();
    for value in values.split_whitespace() {
        if value != "." {
            all.push(sample(kpi, &period.to_string(), (value != "-").then_some(value)));
        }
        period = super::period::add_days(period, 1);
    }
    all
}

/// Judged by the usual target, and watched for ever.
pub(crate) fn judged(kpi: &Kpi, samples: &[Sample], now: &str) -> Judgement {
    judged_by(kpi, &usual_target(), samples, now)
}

pub(crate) fn judged_by(kpi: &Kpi, targets: &[Target], samples: &[Sample], now: &str) -> Judgement {
    let watched_since = at("2026-01-01T00:00:00Z");
    judge(&Evidence { kpi, targets, samples, watched_since }, at(now))
}

/// An open breach of the KPI that has seen the reading.
pub(crate) fn breach(kpi: &Kpi, reading: &Reading) -> Alert {
    let what = Happened::Opened {
        number: 1,
        kpi: kpi.key.clone(),
        kind: AlertKind::Breach,
        severity: reading.severity.unwrap_or(Severity::Warning),
        reading: Some(reading.clone()),
        fault: None,
        since: Some(reading.period),
        owner: kpi.owner.clone().unwrap(),
        because: ChosenBecause::OwnsIt,
        policy: Box::new(Policy {
            key: "default".parse().unwrap(),
            warning: Times::default_warning(),
            critical: Times::default_critical(),
            relapse_days: 7,
        }),
        periods_needed: kpi.recovery_periods,
    };
    let event = AlertEvent {
        alert: AlertId::from_uuid(Uuid::from_u128(1)),
        seq: 1,
        episode: 1,
        at: at("2026-06-01T00:00:00Z"),
        actor: Actor::Steward,
        origin: Origin::default(),
        what,
        next_action: None,
    };
    fold(None, &event).unwrap()
}
