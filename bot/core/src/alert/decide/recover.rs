//! What a reading means for an alert: worse, back inside, recovered, or fallen back.

use super::draft::Draft;
use super::open::relapsed;
use super::{Facts, escalate};
use crate::alert::event::Happened;
use crate::alert::next_action::{self, ack_expires, may_be_told};
use crate::alert::{Alert, AlertStatus, Closure, NextAction, Reading};
use crate::cover::reached;
use crate::escalation::Rung;
use crate::escalation::chain;
use crate::escalation::hours::Hours;
use crate::judge::period;
use crate::limit::Severity;
use crate::message::Purpose;

/// So many times cause and action are asked of whoever has the alert, before the lead is asked.
const ASKS_BEFORE_LEAD: u32 = 2;

/// Follows up an event that took in a reading, seen against how bad the alert was before it.
pub(super) fn follow_up(draft: &mut Draft<'_>, severity_before: Severity) {
    let Some(reading) = draft.alert.reading.clone() else { return };
    if reading.severity.is_some() {
        if is_relapse(&draft.alert, &reading, draft.facts) {
            relapsed(draft, reading);
        } else if draft.alert.severity > severity_before {
            tell_worse(draft);
        }
        return;
    }
    if draft.alert.periods_inside == 0 {
        return;
    }
    if draft.alert.status != AlertStatus::Watching {
        let facts = draft.facts;
        draft.push(Happened::WatchBegan, |alert| Some(next_action::watch(alert, facts.kpi, facts.now)));
    }
    finish_if_recovered(draft);
}

/// Whether a reading outside begins the next episode of an alert that is watched: the number had recovered and fell
/// back, or it is still outside at the end of a watch. A fix is given as many periods that began after it as a recovery
/// needs: those before it say nothing about it, however late they settle, and a rolling window follows slowly.
pub(super) fn is_relapse(alert: &Alert, reading: &Reading, facts: &Facts<'_>) -> bool {
    let had_recovered = || alert.counted.iter().any(|(date, said)| said.recovered && *date < reading.period);
    let is_past_watch = |done_at| {
        let first = (1..alert.periods_needed)
            .fold(reading.period, |period, _| period::previous(facts.kpi.grain, period));
        first > facts.kpi.zone.date_at(done_at)
    };
    reading.severity.is_some()
        && alert.status == AlertStatus::Watching
        && (alert.done_at.is_none_or(is_past_watch) || had_recovered())
}

/// The next action of an alert that became worse: while nobody has it, the clock begins again; who has it without a
/// promise keeps it, but not for longer than the new severity allows.
pub(super) fn next_when_worse(alert: &Alert, facts: &Facts<'_>) -> Option<NextAction> {
    match (&alert.status, &alert.ack) {
        (AlertStatus::Open, _) => Some(escalate::first_step(alert, facts)),
        (AlertStatus::Acknowledged | AlertStatus::Remediating, Some(ack)) if alert.promise().is_none() => {
            let next = ack_expires(alert, &ack.by, facts.org, facts.now);
            Some(NextAction { at: next.at.min(ack.expires_at), ..next })
        }
        _ => alert.next_action,
    }
}

fn tell_worse(draft: &mut Draft<'_>) {
    draft.line();
    if draft.alert.status == AlertStatus::Open {
        return escalate::begin(draft);
    }
    let facts = draft.facts;
    let person = reached(draft.alert.responsible(), facts.org, facts.now);
    let (rung, because) = chain::standing(&person, &draft.alert, facts.kpi, facts.org, facts.now);
    let not_before = may_be_told(&person, &draft.alert, facts.org, facts.now);
    draft.page(&person, Purpose::Page { person: person.clone(), because, rung, again: true }, not_before);
}

/// Closes the alert when enough periods have recovered. One that was critical closes only with a cause and an
/// action; they are asked for otherwise, once here and again by the clock.
pub(super) fn finish_if_recovered(draft: &mut Draft<'_>) {
    let is_recovered = draft.alert.periods_inside >= draft.alert.periods_needed;
    if is_recovered && (draft.alert.note_asks == 0 || draft.alert.is_explained()) {
        finish(draft);
    }
}

/// Ends an alert that has recovered, or asks for what is missing to end it.
pub(super) fn finish(draft: &mut Draft<'_>) {
    if !draft.alert.is_critical() || draft.alert.is_explained() {
        close(draft, Closure::Verified);
    } else {
        ask_for_note(draft);
    }
}

/// Asks for cause and action, at first whoever has the alert, later the lead.
fn ask_for_note(draft: &mut Draft<'_>) {
    let facts = draft.facts;
    let lead = [Rung::Lead, Rung::Admin].into_iter();
    let mut lead =
        lead.filter_map(|rung| chain::on_rung(rung, &draft.alert, facts.kpi, facts.org, facts.now));
    let person = match lead.next() {
        Some(lead) if draft.alert.note_asks >= ASKS_BEFORE_LEAD => lead.person,
        _ => reached(draft.alert.responsible(), facts.org, facts.now),
    };
    let next = next_action::ask_for_note(&person, facts.org, facts.now);
    draft.push(Happened::NoteAsked, |_| Some(next));
    let not_before = Hours::of(&person, facts.org).next_start(facts.now);
    draft.page(&person, Purpose::AskForNote { person: person.clone() }, not_before);
}

/// Ends the alert and says so in the thread.
pub(super) fn close(draft: &mut Draft<'_>, how: Closure) {
    draft.push(Happened::Closed { how }, |_| None);
    draft.line();
}
