//! Telling people of an alert while nobody answers: the first step of a lap, and each further one.

use jiff::SignedDuration;

use super::draft::Draft;
use super::{Facts, Recipient};
use crate::alert::event::Happened;
use crate::alert::next_action::{self, may_be_told, next_step, times};
use crate::alert::{Alert, Escalated, NextAction, NextStep};
use crate::cover::reached;
use crate::escalation::Rung;
use crate::escalation::chain::{self, Chosen};
use crate::escalation::hours::Hours;
use crate::limit::Severity;
use crate::message::{Message, Notice, Purpose};
use crate::outbox::Class;

/// Longest absence that a warning waits for, in hours: a long weekend.
const LONGEST_ABSENCE_HOURS: i64 = 96;

/// When the first person of a lap that begins now is told: now, unless they may not be disturbed.
pub(super) fn first_step(alert: &Alert, facts: &Facts<'_>) -> NextAction {
    match next_step(alert, facts.kpi, facts.org, facts.now) {
        Some((_, step, chosen)) if step.after_minutes == 0 => {
            let at = may_be_told(&chosen.person, alert, facts.org, facts.now);
            NextAction { what: NextStep::Escalate, at }
        }
        _ => next_action::escalate(alert, facts.kpi, facts.org, facts.now),
    }
}

/// Tells whoever may be told at once when a lap begins. Of something critical, the backup is told as well when the
/// owner is not at work and the backup is: a problem in one country does not wait for the other to wake.
pub(super) fn begin(draft: &mut Draft<'_>) {
    if draft.alert.next_action.is_none_or(|next| next.at > draft.facts.now) {
        return tell_who_is_back_sooner(draft);
    }
    take_due(draft);
    let facts = draft.facts;
    let (kpi, org, now) = (facts.kpi, facts.org, facts.now);
    let owner_sleeps = !Hours::of(&reached(&draft.alert.owner, org, now), org).is_awake(now);
    if draft.alert.severity == Severity::Critical && owner_sleeps {
        let backup = chain::on_rung(Rung::Backup, &draft.alert, kpi, org, now);
        if let Some(backup) = backup.filter(|backup| Hours::of(&backup.person, org).is_awake(now)) {
            tell_besides(draft, Rung::Backup, &backup);
        }
    }
}

/// While whoever comes first is away for long, as over a week of holidays, the one above them who is back soonest is told
/// besides.
fn tell_who_is_back_sooner(draft: &mut Draft<'_>) {
    let facts = draft.facts;
    let Some(next) = draft.alert.next_action else { return };
    let is_long = facts.now.duration_until(next.at) > SignedDuration::from_hours(LONGEST_ABSENCE_HOURS);
    if next.what != NextStep::Escalate || !is_long {
        return;
    }
    let above = [Rung::Backup, Rung::Lead, Rung::Admin].into_iter().filter_map(|rung| {
        let chosen = chain::on_rung(rung, &draft.alert, facts.kpi, facts.org, facts.now)?;
        let back = may_be_told(&chosen.person, &draft.alert, facts.org, facts.now);
        (back < next.at).then_some((back, rung, chosen))
    });
    if let Some((_, rung, chosen)) = above.min_by_key(|(back, rung, _)| (*back, *rung)) {
        tell_besides(draft, rung, &chosen);
    }
}

/// Takes the step that is due, all of them when several are due at one time; after the last one a new lap begins.
/// Whoever may not be disturbed now is told when they may.
pub(super) fn take_due(draft: &mut Draft<'_>) {
    let facts = draft.facts;
    let mut group = due_steps(&draft.alert, facts);
    let mut lap = draft.alert.escalated.laps;
    if group.is_empty() {
        lap = lap.saturating_add(1);
        let escalated = Escalated { steps: 0, laps: lap, clock_from: Some(facts.now) };
        group = due_steps(&Alert { escalated, ..draft.alert.clone() }, facts);
    }
    let Some((_, _, first)) = group.first() else { return nobody_to_tell(draft) };
    let until = may_be_told(&first.person, &draft.alert, facts.org, facts.now);
    if until > facts.now {
        return draft.push(Happened::Postponed { until }, |_| {
            Some(NextAction { what: NextStep::Escalate, at: until })
        });
    }
    for (step, rung, chosen) in group {
        tell_on(draft, rung, &chosen, step, lap);
    }
}

/// Tells somebody besides those whose step it is. Nobody is told twice at one time.
pub(super) fn tell_besides(draft: &mut Draft<'_>, rung: Rung, chosen: &Chosen) {
    if draft.tells(&chosen.person) {
        return;
    }
    let Escalated { steps, laps, .. } = draft.alert.escalated;
    tell_on(draft, rung, chosen, steps, laps);
}

/// The steps that are due together: the next one, and those with the same time. With each, the number of steps
/// taken with it.
fn due_steps(alert: &Alert, facts: &Facts<'_>) -> Vec<(u32, Rung, Chosen)> {
    let Some((place, next, _)) = next_step(alert, facts.kpi, facts.org, facts.now) else { return Vec::new() };
    let mut due: Vec<(u32, Rung, Chosen)> = Vec::new();
    let steps = (1_u32..).zip(&times(alert).steps).skip(place);
    for (number, step) in steps.take_while(|(_, step)| step.after_minutes == next.after_minutes) {
        let Some(chosen) = chain::on_rung(step.rung, alert, facts.kpi, facts.org, facts.now) else {
            continue;
        };
        if due.iter().all(|(_, _, told)| told.person != chosen.person) {
            due.push((number, step.rung, chosen));
        }
    }
    due
}

fn tell_on(draft: &mut Draft<'_>, rung: Rung, chosen: &Chosen, step: u32, lap: u32) {
    let facts = draft.facts;
    let again = draft.alert.told.contains(&chosen.person);
    let Chosen { person, because } = chosen.clone();
    let happened = Happened::Escalated { rung, to: person.clone(), because, step, lap };
    draft.push(happened, |alert| Some(next_action::escalate(alert, facts.kpi, facts.org, facts.now)));
    let not_before = may_be_told(&person, &draft.alert, facts.org, facts.now);
    draft.page(&person, Purpose::Page { person: person.clone(), because, rung, again }, not_before);
    if rung != Rung::Owner {
        draft.line();
    }
}

/// Everybody has left: administrators may still learn of it by other means, and the alert is tried again.
fn nobody_to_tell(draft: &mut Draft<'_>) {
    let facts = draft.facts;
    let next = next_action::escalate(&draft.alert, facts.kpi, facts.org, facts.now);
    draft.push(Happened::Postponed { until: next.at }, |_| Some(next));
    let notice = Notice::nobody_to_tell(&draft.alert, facts.org);
    draft.say(Recipient::Admins, Class::Page, Message::Notice { notice }, facts.now);
}
