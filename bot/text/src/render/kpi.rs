//! The answer about one KPI: value, parts, day, age, target with its source, standing, owner and open alert.

use rust_decimal::Decimal;
use steward_core::alert::AlertStatus;
use steward_core::card::{Block, Button, Card, Fact};
use steward_core::digest::DigestLine;
use steward_core::judge::Standing;
use steward_core::limit::Severity;
use steward_core::limit::source::LimitSource;
use steward_core::message::answer::{KpiAnswer, KpiValue};
use steward_core::sample::SampleState;

use super::basis::sourced_target;
use super::parts::{fact, say};
use super::{fault, line, lists, spark};
use crate::catalogue::{paragraph, plain};
use crate::writer::Writer;

/// The card of the answer.
pub(super) fn card(writer: &Writer<'_>, answer: &KpiAnswer) -> Card {
    let kpi = &answer.line;
    let lead = lead(writer, answer);
    let mut blocks = vec![Block::Lead { text: lead.clone() }];
    if let Some(fault) = &answer.fault {
        blocks.push(Block::Text { text: fault::sentence(writer, fault, kpi.unit) });
    }
    blocks.push(Block::Facts { facts: facts(writer, answer) });
    blocks.extend(spark::block(writer, &answer.recent, kpi.limit, kpi.unit));
    let definition = writer.name(&answer.definition.en, &answer.definition.zh);
    if !definition.is_empty() {
        blocks.push(Block::Context { text: paragraph(definition) });
    }
    let title = line::name(writer, kpi);
    Card {
        summary: writer.say("kpi-summary", &[("kpi", (&title).into()), ("lead", lead.into())]),
        title,
        tone: line::tone(kpi),
        blocks,
        buttons: buttons(writer, kpi),
        ..Card::default()
    }
}

/// The value and where it stands.
pub(super) fn lead(writer: &Writer<'_>, answer: &KpiAnswer) -> String {
    let kpi = &answer.line;
    let Some(value) = kpi.value else { return writer.say("kpi-no-value", &[]) };
    let shown = match kpi.limit {
        Some(limit) => writer.value_beside(value, limit.value, kpi.unit),
        None => writer.value(value, kpi.unit),
    };
    let value = ("value", shown.into());
    match (kpi.severity, kpi.standing) {
        (Some(Severity::Critical), _) => writer.say("kpi-critical", &[value]),
        (Some(Severity::Warning), _) => writer.say("kpi-warning", &[value]),
        (None, Some(Standing::Good)) => writer.say("kpi-good", &[value]),
        (None, Some(Standing::Unjudged { why })) => {
            let why = ("why", line::unjudged(writer, why).into());
            writer.say("kpi-not-judged", &[value, why])
        }
        (None, _) => {
            let why = ("why", writer.say("unjudged-never", &[]).into());
            writer.say("kpi-not-judged", &[value, why])
        }
    }
}

fn facts(writer: &Writer<'_>, answer: &KpiAnswer) -> Vec<Fact> {
    let kpi = &answer.line;
    let named = |key: &str, value: Option<String>| value.map(|value| fact(writer.say(key, &[]), value));
    let change = kpi.value.zip(kpi.previous).map(|(value, previous)| {
        writer.say(
            "kpi-change",
            &[
                ("change", writer.change(value, previous, kpi.unit).into()),
                ("previous", writer.value(previous, kpi.unit).into()),
            ],
        )
    });
    let owner = kpi.owner_name.as_deref().map_or_else(|| writer.say("kpi-no-owner", &[]), plain);
    [
        named("fact-day", day(writer, answer)),
        named("fact-change", change),
        named("fact-parts", parts(writer, kpi.numerator, kpi.denominator)),
        named("fact-target", target(writer, answer)),
        named("fact-limit", limit(writer, answer)),
        named("fact-since", kpi.since.map(|since| writer.weekday_date(since))),
        named("fact-owner", Some(owner)),
        named("fact-alert", Some(alert(writer, kpi))),
        named("fact-newer", provisional(writer, answer)),
        named("fact-data", data(writer, answer)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The day with its zone, and the window that ends there.
pub(super) fn day(writer: &Writer<'_>, answer: &KpiAnswer) -> Option<String> {
    let zone = writer.zone_name(&answer.zone);
    if let Some((first, last)) = answer.window {
        let days = ("days", writer.dates(first, last).into());
        return Some(writer.say("kpi-window", &[days, ("zone", zone.into())]));
    }
    let day = writer.weekday_date(answer.line.period?);
    Some(writer.say("kpi-day", &[("day", day.into()), ("zone", zone.into())]))
}

/// Numerator and denominator.
pub(super) fn parts(
    writer: &Writer<'_>,
    numerator: Option<Decimal>,
    denominator: Option<Decimal>,
) -> Option<String> {
    let (numerator, denominator) = numerator.zip(denominator)?;
    let shown = |value| crate::format::number::number(value, crate::format::number::COUNT_PLACES);
    Some(
        writer.say(
            "parts",
            &[("numerator", shown(numerator).into()), ("denominator", shown(denominator).into())],
        ),
    )
}

pub(super) fn target(writer: &Writer<'_>, answer: &KpiAnswer) -> Option<String> {
    let target = writer.value(answer.target?, answer.line.unit);
    Some(sourced_target(writer, target, answer.target_source.as_ref()))
}

pub(super) fn limit(writer: &Writer<'_>, answer: &KpiAnswer) -> Option<String> {
    let limit = writer.limit(answer.line.limit?, answer.line.unit);
    Some(sourced_limit(writer, limit, answer.limit_source.as_ref()))
}

/// The target of what was measured, with where it comes from.
pub(super) fn measured_target(writer: &Writer<'_>, kpi: &KpiValue) -> Option<String> {
    let target = writer.value(kpi.measured.target?, kpi.line.unit);
    Some(sourced_target(writer, target, kpi.measured.target_source.as_ref()))
}

/// The limit of what was measured, with where it comes from.
pub(super) fn measured_limit(writer: &Writer<'_>, kpi: &KpiValue) -> Option<String> {
    let limit = writer.limit(kpi.measured.limit?, kpi.line.unit);
    Some(sourced_limit(writer, limit, kpi.measured.limit_source.as_ref()))
}

/// A limit as a condition, with where it comes from.
pub(super) fn sourced_limit(writer: &Writer<'_>, limit: String, source: Option<&LimitSource>) -> String {
    match source {
        Some(source) => {
            let source = limit_source(writer, source);
            writer.say("limit-with-source", &[("limit", limit.into()), ("source", source.into())])
        }
        None => writer.say("limit-alone", &[("limit", limit.into())]),
    }
}

/// Where a limit comes from, in a few words.
pub(super) fn limit_source(writer: &Writer<'_>, source: &LimitSource) -> String {
    match source {
        LimitSource::Platform { name } => match name.as_str() {
            "amazon" => writer.say("limit-from-amazon", &[]),
            "walmart" => writer.say("limit-from-walmart", &[]),
            "ebay" => writer.say("limit-from-ebay", &[]),
            "shopify" => writer.say("limit-from-shopify", &[]),
            other => writer.say("limit-from-platform", &[("platform", other.into())]),
        },
        LimitSource::Catalog => writer.say("limit-from-catalogue", &[]),
        LimitSource::Team { set_by, .. } if !set_by.is_empty() => {
            writer.say("limit-from-person", &[("name", set_by.into())])
        }
        LimitSource::Team { reason, .. } if !reason.is_empty() => plain(reason),
        LimitSource::Team { .. } => writer.say("limit-from-team", &[]),
    }
}

/// The open alert of a KPI, or that there is none.
pub(super) fn alert(writer: &Writer<'_>, kpi: &DigestLine) -> String {
    match &kpi.alert {
        Some(alert) => line::brief(writer, alert),
        None => writer.say("kpi-no-alert", &[]),
    }
}

pub(super) fn provisional(writer: &Writer<'_>, answer: &KpiAnswer) -> Option<String> {
    let (day, value) = answer.provisional?;
    Some(writer.say(
        "kpi-provisional",
        &[("value", writer.value(value, answer.line.unit).into()), ("day", writer.weekday_date(day).into())],
    ))
}

/// How final the value is, when it was fetched, and from where.
pub(super) fn data(writer: &Writer<'_>, answer: &KpiAnswer) -> Option<String> {
    let state = answer.state.map(|state| {
        let key = match state {
            SampleState::Provisional => "state-provisional",
            SampleState::Settled => "state-settled",
            SampleState::Restated => "state-restated",
        };
        writer.say(key, &[])
    });
    let as_of = answer.as_of.map(|at| writer.say("kpi-as-of", &[("at", writer.instant(at).into())]));
    let text = writer.remarks(
        [state, as_of, Some(plain(&answer.source)).filter(|source| !source.is_empty())].into_iter().flatten(),
    );
    (!text.is_empty()).then_some(text)
}

/// What can be said about the alert of a KPI.
pub(super) fn buttons(writer: &Writer<'_>, kpi: &DigestLine) -> Vec<Button> {
    let Some(alert) = &kpi.alert else { return Vec::new() };
    let number = alert.number.to_string();
    let history =
        say(writer.say("button-history", &[]), writer.say("say-history", &[("number", (&number).into())]));
    let acknowledge = (alert.status == AlertStatus::Open).then(|| lists::acknowledge(writer, alert.number));
    acknowledge.into_iter().chain([history]).collect()
}
