//! Opening an alert, or its next episode: the card goes to the channel, the page to the person in charge.

use super::draft::Draft;
use super::escalate;
use super::{Decision, Facts, NobodyToTell, Opening};
use crate::alert::event::{AlertEvent, Happened};
use crate::alert::fold::fold;
use crate::alert::{Alert, AlertKind, NextAction, NextStep, Reading};
use crate::escalation::Policy;
use crate::escalation::chain::{self, Chosen};
use crate::id::AlertId;
use crate::limit::Severity;

/// Opens an alert: its card goes to the channel at once, the owner is paged as soon as their hours allow.
pub fn open(id: AlertId, number: i64, opening: Opening, facts: &Facts<'_>) -> Result<Decision, NobodyToTell> {
    let kind = match &opening {
        Opening::Breach { .. } => AlertKind::Breach,
        Opening::DataFault(_) => AlertKind::DataFault,
    };
    let nobody = || NobodyToTell { kpi: facts.kpi.key.clone(), kind };
    let Chosen { person, because } = chain::first(facts.kpi, kind, facts.org).ok_or_else(nobody)?;
    let (severity, reading, since, fault) = match opening {
        Opening::Breach { reading, severity, since } => (severity, Some(reading), Some(since), None),
        Opening::DataFault(fault) => (Severity::Warning, None, None, Some(fault)),
    };
    let event = AlertEvent {
        alert: id,
        seq: 1,
        episode: 1,
        at: facts.now,
        actor: facts.actor.clone(),
        origin: facts.origin.clone(),
        what: Happened::Opened {
            number,
            kpi: facts.kpi.key.clone(),
            kind,
            severity,
            reading,
            fault,
            since,
            owner: person,
            because,
            policy: Box::new(Policy::of(facts.kpi, facts.org)),
            periods_needed: facts.kpi.recovery_periods.max(1),
        },
        next_action: Some(NextAction { what: NextStep::Escalate, at: facts.now }),
    };
    let first = |event: &AlertEvent| fold(None, event);
    let next = first(&event).map(|alert| escalate::first_step(&alert, facts));
    let event = AlertEvent { next_action: next, ..event };
    let alert = first(&event).ok_or_else(nobody)?;
    let mut draft = Draft::opened(alert, event, facts);
    draft.announce();
    escalate::begin(&mut draft);
    Ok(draft.decided())
}

/// Begins the next episode of an alert whose number fell back after it had been closed, or whose fix did not work.
pub fn relapse(closed: &Alert, reading: Reading, facts: &Facts<'_>) -> Decision {
    let mut draft = Draft::of(closed, facts);
    relapsed(&mut draft, reading);
    draft.decided()
}

/// Adds the next episode to a decision. Its card is announced afresh; the thread of the episode before is told.
pub(super) fn relapsed(draft: &mut Draft<'_>, reading: Reading) {
    let facts = draft.facts;
    let before = &draft.alert;
    let in_charge = if before.is_open() {
        chain::answers(before, facts.kpi, facts.org)
    } else {
        chain::first(facts.kpi, before.kind, facts.org)
    };
    let kept = || Chosen { person: before.owner.clone(), because: before.because };
    let Chosen { person, because } = in_charge.unwrap_or_else(kept);
    let happened = Happened::Relapsed {
        severity: reading.severity.unwrap_or(Severity::Warning),
        reading,
        failed_verification: before.done_at.is_some(),
        owner: person,
        because,
        policy: Box::new(Policy::of(facts.kpi, facts.org)),
    };
    draft.push_relapse(happened, |alert| Some(escalate::first_step(alert, facts)));
    draft.line();
    draft.announce();
    escalate::begin(draft);
}
