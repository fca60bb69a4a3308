//! Who answers for KPIs, and who has their alerts now.

use steward_core::card::{Block, Card, Line, Tone};
use steward_core::message::answer::OwnerLine;

use super::parts::{fact, line as plain_line};
use super::{basis, kpi as kpi_card, line};
use crate::catalogue::plain;
use crate::writer::Writer;

/// The card of the answer: one KPI with everybody around it, several a line each.
pub(super) fn card(writer: &Writer<'_>, owners: &[OwnerLine], more: u32) -> Card {
    if let [one] = owners {
        return single(writer, one);
    }
    let worst = owners.iter().filter_map(|owner| owner.line.severity).max();
    let more =
        (more > 0).then(|| plain_line(Tone::Neutral, writer.say("list-more", &[("count", more.into())])));
    let lines = owners.iter().map(|owner| owner_line(writer, owner)).chain(more).collect();
    let heading = writer.say("who-heading", &[("count", owners.len().into())]);
    Card {
        title: writer.say("who-titles", &[]),
        tone: worst.map_or(Tone::Neutral, Tone::from),
        blocks: [Block::Section { heading, lines }]
            .into_iter()
            .chain(basis::age(writer, owners.iter().map(|owner| &owner.line.basis)))
            .collect(),
        ..Card::default()
    }
}

fn single(writer: &Writer<'_>, owner: &OwnerLine) -> Card {
    let name = |name: &Option<String>| name.as_deref().map(plain);
    let nobody = || writer.say("kpi-no-owner", &[]);
    let lead = match &owner.owner {
        Some(owner) => writer.say("who-owns", &[("name", owner.into())]),
        None => writer.say("who-owns-nobody", &[]),
    };
    let acting = owner.acting.as_ref().filter(|acting| Some(*acting) != owner.owner.as_ref());
    let named = |key: &str, value: Option<String>| value.map(|value| fact(writer.say(key, &[]), value));
    let facts = [
        named("who-acts", acting.map(|acting| plain(acting))),
        named("who-backs-up", Some(name(&owner.backup).unwrap_or_else(nobody))),
        named("who-team", Some(plain(writer.name(&owner.team.0, &owner.team.1)))),
        named("who-leads", name(&owner.lead)),
        named("who-has-data", name(&owner.data_owner)),
        named("who-value", Some(value(writer, owner))),
        named("who-basis", basis(writer, owner)),
        named("fact-alert", Some(kpi_card::alert(writer, &owner.line))),
    ];
    let title = writer.say("who-title", &[("kpi", line::name(writer, &owner.line).into())]);
    Card {
        summary: writer.remarks([title.clone(), lead.clone()]),
        title,
        tone: line::tone(&owner.line),
        blocks: [Block::Lead { text: lead }, Block::Facts { facts: facts.into_iter().flatten().collect() }]
            .into_iter()
            .chain(basis::age(writer, [&owner.line.basis].into_iter()))
            .collect(),
        buttons: kpi_card::buttons(writer, &owner.line),
        ..Card::default()
    }
}

/// What the value stands on.
fn basis(writer: &Writer<'_>, owner: &OwnerLine) -> Option<String> {
    let basis = owner.line.basis.as_ref()?;
    Some(basis::grounds(writer, basis, owner.line.unit)).filter(|text| !text.is_empty())
}

/// The value with its day.
fn value(writer: &Writer<'_>, owner: &OwnerLine) -> String {
    let (Some(value), Some(period)) = (owner.line.value, owner.line.period) else {
        return writer.say("kpi-no-value", &[]);
    };
    let value = writer.value(value, owner.line.unit);
    let severity = owner.line.severity.map(|severity| line::severity_word(writer, severity));
    let of = [("value", value.into()), ("day", writer.period(period, owner.grain).into())];
    writer.remarks([writer.say("why-value-of", &of), severity.unwrap_or_default()])
}

fn owner_line(writer: &Writer<'_>, owner: &OwnerLine) -> Line {
    let who = owner.owner.as_deref().map_or_else(|| writer.say("line-no-owner", &[]), plain);
    let text =
        writer.say("line-value", &[("kpi", line::name(writer, &owner.line).into()), ("value", who.into())]);
    let backup = owner.backup.as_ref().map(|name| writer.say("line-backup", &[("name", name.into())]));
    let detail = writer.remarks([
        backup.unwrap_or_default(),
        plain(writer.name(&owner.team.0, &owner.team.1)),
        value(writer, owner),
        basis(writer, owner).unwrap_or_default(),
        owner.line.alert.as_ref().map(|alert| line::brief(writer, alert)).unwrap_or_default(),
    ]);
    Line { tone: line::tone(&owner.line), text, detail: Some(detail) }
}
