//! Proposing other limits when an alert is dismissed as the new normal, and what becomes of the proposal.

use super::Recipient;
use super::act::not_now;
use super::draft::Draft;
use crate::alert::event::Happened;
use crate::alert::proposal::proposed;
use crate::alert::rights::may_dismiss_critical;
use crate::escalation::{Rung, chain};
use crate::message::answer::Refusal;
use crate::message::{Message, Purpose};
use crate::outbox::Class;
use crate::person::Person;
use crate::target::in_force;

/// Proposes limits that fit the number as it is now to whoever may set them: the person, if they may, else the lead.
/// Nothing is proposed where no limit of the team's own would change.
pub(super) fn propose(draft: &mut Draft<'_>, person: &Person) {
    let facts = draft.facts;
    let lead = || {
        let mut above = [Rung::Lead, Rung::Admin].into_iter();
        above.find_map(|rung| chain::on_rung(rung, &draft.alert, facts.kpi, facts.org, facts.now))
    };
    let decides = if may_dismiss_critical(person, facts.kpi, facts.org) {
        Some(person.key.clone())
    } else {
        lead().map(|lead| lead.person)
    };
    let limits = draft.alert.reading.as_ref().and_then(|reading| {
        let base = in_force(facts.org.targets_of(&facts.kpi.key), reading.period)?;
        // A season ends by itself.
        proposed(reading, &base.limits).filter(|_| base.season.is_none())
    });
    let (Some(to), Some(limits)) = (decides, limits) else { return };
    draft.push_aside(Happened::TargetProposed { limits, to: to.clone() });
    let message = Message::Alert { alert: draft.alert.id, purpose: Purpose::Proposal { person: to.clone() } };
    let not_before = crate::escalation::hours::Hours::of(&to, facts.org).next_start(facts.now);
    draft.say(Recipient::Person(to), Class::Page, message, not_before);
}

/// Notes the answer to the proposal; the limits themselves are standing data, which whoever calls this sets.
pub(super) fn answer(draft: &mut Draft<'_>, _: &Person, accept: bool) -> Result<(), Refusal> {
    let number = draft.alert.number;
    match &draft.alert.proposal {
        None => return Err(not_now(&draft.alert)),
        Some(proposal) if proposal.answer.is_some() => return Err(Refusal::AnsweredAlready { number }),
        Some(_) => {}
    }
    draft.push(Happened::ProposalAnswered { accepted: accept }, |alert| alert.next_action);
    draft.line();
    Ok(())
}
