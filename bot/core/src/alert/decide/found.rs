//! What a judgement of the KPI means for its open alert.

use super::draft::Draft;
use super::open::relapsed;
use super::recover::{close, follow_up, is_relapse, next_when_worse};
use super::{Decision, Facts, Finding};
use crate::alert::counted::{Counted, periods_inside};
use crate::alert::event::Happened;
use crate::alert::{Alert, AlertKind, Closure, DataFault, NextAction, Reading};
use crate::limit::Severity;

/// Takes a finding into an open alert. None when it brings nothing new, does not concern this kind of alert, or the
/// alert is closed.
pub fn found(alert: &Alert, finding: Finding, facts: &Facts<'_>) -> Option<Decision> {
    if !alert.is_open() {
        return None;
    }
    let draft = Draft::of(alert, facts);
    match (alert.kind, finding) {
        (AlertKind::DataFault, Finding::Fault(fault)) => fault_changed(draft, fault),
        (AlertKind::DataFault, Finding::FaultGone) => Some(fault_gone(draft)),
        (AlertKind::DataFault, Finding::Reading(_) | Finding::Restated(_) | Finding::Rejudged(_))
        | (AlertKind::Breach | AlertKind::EarlyWarning, Finding::Fault(_) | Finding::FaultGone) => None,
        (
            AlertKind::Breach | AlertKind::EarlyWarning,
            Finding::Reading(reading) | Finding::Restated(reading),
        ) => match alert.counted.get(&reading.period) {
            Some(counted) if counted.revision >= reading.revision => None,
            Some(counted) => restated(draft, *counted, reading),
            None => read(draft, reading),
        },
        (AlertKind::Breach | AlertKind::EarlyWarning, Finding::Rejudged(reading)) => {
            let counted = *alert.counted.get(&reading.period)?;
            rejudged(draft, counted, reading)
        }
    }
}

fn fault_changed(mut draft: Draft<'_>, fault: DataFault) -> Option<Decision> {
    if draft.alert.fault.as_ref() == Some(&fault) {
        return None;
    }
    draft.push_aside(Happened::FaultChanged { fault });
    Some(draft.decided())
}

fn fault_gone(mut draft: Draft<'_>) -> Decision {
    close(&mut draft, Closure::Verified);
    draft.decided()
}

/// A period that was not counted before. One older than the newest counted says nothing about now.
fn read(mut draft: Draft<'_>, reading: Reading) -> Option<Decision> {
    let facts = draft.facts;
    if draft.alert.counted.last_key_value().is_some_and(|(newest, _)| *newest > reading.period) {
        return None;
    }
    if is_relapse(&draft.alert, &reading, facts) {
        relapsed(&mut draft, reading);
        return Some(draft.decided());
    }
    let before = draft.alert.severity;
    let severity = reading.severity.unwrap_or(before);
    let mut counted = draft.alert.counted.clone();
    counted.insert(reading.period, Counted::from(&reading));
    let happened = Happened::Read { reading, severity, periods_inside: periods_inside(&counted) };
    draft.push(happened, |alert| next_when_read(alert, before, facts));
    follow_up(&mut draft, before);
    Some(draft.decided())
}

/// A period that was counted before has another value now. Where that changes what the period says, the thread is
/// told; when nothing outside is left, there had been no breach. An older period that says what it said is no news.
fn restated(mut draft: Draft<'_>, before: Counted, reading: Reading) -> Option<Decision> {
    let facts = draft.facts;
    let now_says = Counted::from(&reading);
    let differs = now_says.differs(&before);
    let is_newest = draft.alert.reading.as_ref().is_some_and(|newest| newest.period == reading.period);
    if !differs && (now_says.value == before.value || !is_newest) {
        return None;
    }
    let severity = draft.alert.severity;
    draft.push(Happened::Restated { reading }, |alert| next_when_read(alert, severity, facts));
    if differs {
        draft.line();
    }
    let was_breach = before.severity.is_some();
    if was_breach && draft.alert.counted.values().all(|period| period.severity.is_none()) {
        close(&mut draft, Closure::Withdrawn);
    } else {
        follow_up(&mut draft, severity);
    }
    Some(draft.decided())
}

/// The limits were changed. The same value may be worse now, and is handled as what it is; or inside, and counts as a first
/// period that is. Nothing is withdrawn: by the limits of its time it was a breach.
fn rejudged(mut draft: Draft<'_>, before: Counted, reading: Reading) -> Option<Decision> {
    let facts = draft.facts;
    let now_says = Counted::from(&reading);
    if before.revision != reading.revision || !now_says.differs(&before) {
        return None;
    }
    let severity = draft.alert.severity;
    draft.push(Happened::Rejudged { reading }, |alert| next_when_read(alert, severity, facts));
    if now_says.severity != before.severity {
        draft.line();
    }
    follow_up(&mut draft, severity);
    Some(draft.decided())
}

/// A reading leaves the next action as it was, unless the alert became worse by it.
fn next_when_read(alert: &Alert, severity_before: Severity, facts: &Facts<'_>) -> Option<NextAction> {
    if alert.severity > severity_before { next_when_worse(alert, facts) } else { alert.next_action }
}
