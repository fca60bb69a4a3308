//! The proposal of other limits: what they are now, what they would be, and the two answers to it.

use steward_core::alert::view::AlertView;
use steward_core::card::{Block, Button, ButtonStyle, Press};
use steward_core::limit::{Limit, Limits};
use steward_core::message::Purpose;

use super::buttons::{act, button};
use super::parts::fact;
use super::{alert_facts, status};
use crate::writer::Writer;

/// Who asks for it; once it is answered, what came of it.
pub(super) fn asks(writer: &Writer<'_>, view: &AlertView) -> Vec<String> {
    let Some(proposal) = &view.alert.proposal else { return Vec::new() };
    vec![match &proposal.answer {
        None => writer.say("proposal-asks", &[("name", alert_facts::name(view, &proposal.by).into())]),
        Some((_, true)) => writer.say("proposal-accepted", &[]),
        Some((_, false)) => writer.say("proposal-declined", &[]),
    }]
}

/// The limits now and as they are proposed, while the answer is awaited.
pub(super) fn block(writer: &Writer<'_>, view: &AlertView, purpose: &Purpose) -> Option<Block> {
    let proposal = view.alert.proposal.as_ref().filter(|proposal| proposal.answer.is_none())?;
    if !matches!(purpose, Purpose::Proposal { .. }) {
        return None;
    }
    let now = view.limit.map(|limit| writer.limit(limit, view.kpi.unit));
    let facts = now.map(|now| fact(writer.say("proposal-now", &[]), now));
    let new = fact(writer.say("proposal-new", &[]), limits(writer, &proposal.limits, view.kpi.unit));
    Some(Block::Facts { facts: facts.into_iter().chain([new]).collect() })
}

/// Limits in one line, the milder ones first.
pub(super) fn limits(writer: &Writer<'_>, limits: &Limits, unit: steward_core::unit::Unit) -> String {
    let told = |severity, limit: &Limit| {
        let values = [
            ("severity", status::severity(writer, severity).into()),
            ("limit", writer.limit(*limit, unit).into()),
        ];
        writer.say("limit-of-severity", &values)
    };
    let of =
        |severity, limits: &[Limit]| limits.iter().map(|limit| told(severity, limit)).collect::<Vec<_>>();
    let mut all = of(steward_core::limit::Severity::Warning, &limits.warning);
    all.extend(of(steward_core::limit::Severity::Critical, &limits.critical));
    writer.list(all)
}

/// Yes and no, while the answer is awaited.
pub(super) fn buttons(writer: &Writer<'_>, view: &AlertView) -> Vec<Button> {
    let is_open = view.alert.proposal.as_ref().is_some_and(|proposal| proposal.answer.is_none());
    if !is_open {
        return Vec::new();
    }
    let answer = |value: &str| {
        let value = Some(value.to_owned());
        Press::Act { act: steward_core::card::Act { value, ..act("target", view) } }
    };
    let accept = button(writer.say("button-accept-limits", &[]), answer("accept"));
    let decline = button(writer.say("button-decline-limits", &[]), answer("decline"));
    vec![Button { style: ButtonStyle::Primary, ..accept }, decline]
}
