//! The fold: the only place where the state of an alert changes, one event at a time.

use std::collections::BTreeMap;

use super::counted::{Counted, periods_inside};
use super::event::{AlertEvent, Happened};
use super::proposal::Proposal;
use super::undo::{self, Before};
use super::{Ack, Alert, AlertStatus, ChosenBecause, Closure, Escalated, NextStep, Note, Reading};
use crate::id::PersonKey;
use crate::limit::Severity;

/// The alert after an event. An event that does not follow the alert (another alert, a gap, a repetition, a first
/// event that opens nothing) changes nothing.
pub fn fold(alert: Option<Alert>, event: &AlertEvent) -> Option<Alert> {
    let Some(mut alert) = alert else { return opened(event) };
    if event.alert == alert.id && event.seq == alert.version.saturating_add(1) {
        happen(&mut alert, event);
    }
    Some(alert)
}

fn opened(event: &AlertEvent) -> Option<Alert> {
    let Happened::Opened {
        number,
        kpi,
        kind,
        severity,
        reading,
        fault,
        since,
        owner,
        because,
        policy,
        periods_needed,
    } = &event.what
    else {
        return None;
    };
    Some(Alert {
        id: event.alert,
        number: *number,
        kpi: kpi.clone(),
        kind: *kind,
        status: AlertStatus::Open,
        severity: *severity,
        episode: event.episode,
        version: event.seq,
        created_at: event.at,
        opened_at: event.at,
        since: *since,
        reading: reading.clone(),
        worst: reading.clone(),
        fault: fault.clone(),
        owner: owner.clone(),
        because: *because,
        ack: None,
        notes: Vec::new(),
        earlier_notes: Vec::new(),
        counted: reading.iter().map(|reading| (reading.period, Counted::from(reading))).collect(),
        periods_inside: 0,
        periods_needed: *periods_needed,
        done_at: None,
        watched_until: None,
        note_asks: 0,
        snoozed_until: None,
        overdue: false,
        escalated: Escalated { steps: 0, laps: 0, clock_from: Some(event.at) },
        told: Vec::new(),
        next_action: event.next_action,
        policy: policy.as_ref().clone(),
        closed_at: None,
        lapsed: None,
        last_deed: None,
        proposal: None,
    })
}

fn happen(alert: &mut Alert, event: &AlertEvent) {
    let before = Before::of(alert);
    alert.version = event.seq;
    alert.episode = event.episode;
    match &event.what {
        Happened::Relapsed { .. } => begin_episode(alert, event),
        Happened::Read { reading, severity, .. } => read(alert, event, reading, *severity),
        Happened::Restated { reading } => restate(alert, event, reading),
        // What it was by the old limits stays its worst: a moved limit makes nothing of that undone.
        Happened::Rejudged { reading } => {
            read(alert, event, reading, reading.severity.unwrap_or(alert.severity))
        }
        Happened::FaultChanged { fault } => alert.fault = Some(fault.clone()),
        Happened::Acknowledged { expires_at } => {
            if let Some(by) = event.actor.person() {
                let by = by.clone();
                alert.ack = Some(Ack { by, at: event.at, expires_at: *expires_at, version: event.seq });
                alert.status = AlertStatus::Acknowledged;
                alert.lapsed = None;
            }
        }
        Happened::AckExpired | Happened::Released => {
            alert.lapsed = alert.ack.take();
            alert.status = AlertStatus::Open;
            begin_lap(alert, event);
        }
        Happened::Noted { note } => noted(alert, note),
        Happened::Overdue => alert.overdue = true,
        Happened::Done => {
            alert.done_at = Some(event.at);
            alert.overdue = false;
            alert.status = AlertStatus::Watching;
        }
        Happened::WatchBegan => alert.status = AlertStatus::Watching,
        Happened::NoteAsked => alert.note_asks = alert.note_asks.saturating_add(1),
        Happened::Assigned { to } => assign(alert, event, to),
        Happened::Escalated { to, step, lap, .. } => {
            if *lap > alert.escalated.laps {
                alert.escalated.clock_from = Some(event.at);
            }
            alert.escalated.steps = *step;
            alert.escalated.laps = *lap;
            tell(alert, to);
        }
        Happened::Called { to, .. } => tell(alert, to),
        Happened::Reopened { owner, because, .. } => reopen(alert, event, owner, *because),
        Happened::Undone { .. } => undo::restore(alert, event.at),
        Happened::TargetProposed { limits, to } => {
            let (limits, to) = (limits.clone(), to.clone());
            let by = event.actor.person().cloned();
            alert.proposal = by.map(|by| Proposal { limits, by, to, answer: None });
        }
        Happened::ProposalAnswered { accepted } => {
            if let (Some(proposal), Some(by)) = (&mut alert.proposal, event.actor.person()) {
                proposal.answer = Some((by.clone(), *accepted));
            }
        }
        // An alert opens once; the others change the next action alone.
        Happened::Opened { .. }
        | Happened::WatchProlonged { .. }
        | Happened::Snoozed { .. }
        | Happened::SnoozeEnded
        | Happened::Postponed { .. }
        | Happened::Commented { .. } => {}
        Happened::Closed { how } => close(alert, event, how),
    }
    undo::remember(alert, event, before);
    set_next(alert, event);
}

/// Takes over the next action, and the times that are nothing but its other face.
fn set_next(alert: &mut Alert, event: &AlertEvent) {
    alert.next_action = event.next_action;
    let at = |step| event.next_action.filter(|next| next.what == step).map(|next| next.at);
    alert.snoozed_until = at(NextStep::SnoozeEnds);
    if let (Some(ack), Some(expires_at)) = (&mut alert.ack, at(NextStep::AckExpires)) {
        ack.expires_at = expires_at;
    }
    match alert.status {
        AlertStatus::Watching => alert.watched_until = at(NextStep::WatchEnds).or(alert.watched_until),
        _ => alert.watched_until = None,
    }
}

fn begin_episode(alert: &mut Alert, event: &AlertEvent) {
    let Happened::Relapsed { severity, reading, owner, because, policy, .. } = &event.what else { return };
    alert.status = AlertStatus::Open;
    alert.severity = *severity;
    alert.opened_at = event.at;
    alert.since = Some(reading.period);
    alert.reading = Some(reading.clone());
    alert.worst = Some(reading.clone());
    alert.owner = owner.clone();
    alert.because = *because;
    alert.ack = None;
    alert.lapsed = None;
    alert.proposal = None;
    alert.earlier_notes.append(&mut alert.notes);
    alert.counted = BTreeMap::from([(reading.period, Counted::from(reading))]);
    alert.periods_inside = 0;
    alert.done_at = None;
    alert.note_asks = 0;
    alert.overdue = false;
    alert.escalated = Escalated { steps: 0, laps: 0, clock_from: Some(event.at) };
    alert.told.clear();
    alert.policy = policy.as_ref().clone();
    alert.closed_at = None;
}

/// A further lap of the escalation begins.
fn begin_lap(alert: &mut Alert, event: &AlertEvent) {
    let laps = alert.escalated.laps.saturating_add(1);
    alert.escalated = Escalated { steps: 0, laps, clock_from: Some(event.at) };
}

fn read(alert: &mut Alert, event: &AlertEvent, reading: &Reading, severity: Severity) {
    alert.counted.insert(reading.period, Counted::from(reading));
    alert.reading = Some(reading.clone());
    if is_worse(reading, alert.worst.as_ref()) {
        alert.worst = Some(reading.clone());
    }
    judge_again(alert, event, severity);
}

fn restate(alert: &mut Alert, event: &AlertEvent, reading: &Reading) {
    let is_outside = reading.severity.is_some();
    alert.counted.insert(reading.period, Counted::from(reading));
    if alert.reading.as_ref().is_none_or(|newest| newest.period <= reading.period) {
        alert.reading = Some(reading.clone());
    }
    if alert.worst.as_ref().is_some_and(|worst| worst.period == reading.period) {
        alert.worst = is_outside.then(|| reading.clone());
    }
    let newest = alert.reading.clone().filter(|newest| newest.severity.is_some());
    for candidate in newest.iter().chain(is_outside.then_some(reading)) {
        if is_worse(candidate, alert.worst.as_ref()) {
            alert.worst = Some(candidate.clone());
        }
    }
    alert.since = alert.counted.iter().find(|(_, period)| period.severity.is_some()).map(|(date, _)| *date);
    let severity = newest.and_then(|newest| newest.severity).unwrap_or(alert.severity);
    judge_again(alert, event, severity);
}

/// Sets how bad the alert is now. Worse than before, the clock begins again with the times of the new severity.
fn judge_again(alert: &mut Alert, event: &AlertEvent, severity: Severity) {
    if severity > alert.severity {
        begin_lap(alert, event);
    }
    alert.severity = severity;
    alert.periods_inside = periods_inside(&alert.counted);
}

/// Whether a reading is further outside than the worst one so far.
fn is_worse(reading: &Reading, worst: Option<&Reading>) -> bool {
    let Some(worst) = worst else { return reading.severity.is_some() };
    if reading.severity != worst.severity {
        return reading.severity > worst.severity;
    }
    match (reading.limit, worst.limit) {
        (Some(limit), Some(_)) if limit.is_upper() => reading.value > worst.value,
        (Some(_), Some(_)) => reading.value < worst.value,
        _ => false,
    }
}

fn noted(alert: &mut Alert, note: &Note) {
    if note.due_at.is_some() {
        alert.overdue = false;
    }
    alert.notes.push(note.clone());
    if matches!(alert.status, AlertStatus::Open | AlertStatus::Acknowledged) {
        alert.status = AlertStatus::Remediating;
    }
}

/// Handed over, the alert has nobody's acknowledgement; one that is watched goes on being watched.
fn assign(alert: &mut Alert, event: &AlertEvent, to: &PersonKey) {
    alert.owner = to.clone();
    alert.because = ChosenBecause::WasHandedIt;
    alert.ack = None;
    alert.lapsed = None;
    alert.overdue = false;
    if alert.status != AlertStatus::Watching {
        alert.status = AlertStatus::Open;
    }
    begin_lap(alert, event);
    alert.escalated.steps = 1;
    tell(alert, to);
}

/// The episode goes on as if nobody had it. What recovered before the ending counts no more: it was not enough.
fn reopen(alert: &mut Alert, event: &AlertEvent, owner: &PersonKey, because: ChosenBecause) {
    alert.status = AlertStatus::Open;
    alert.owner = owner.clone();
    alert.because = because;
    alert.ack = None;
    alert.lapsed = None;
    alert.done_at = None;
    alert.overdue = false;
    alert.note_asks = 0;
    alert.closed_at = None;
    alert.proposal = None;
    for period in alert.counted.values_mut() {
        period.recovered = false;
    }
    alert.periods_inside = periods_inside(&alert.counted);
    alert.told.clear();
    begin_lap(alert, event);
}

fn tell(alert: &mut Alert, person: &PersonKey) {
    if !alert.told.contains(person) {
        alert.told.push(person.clone());
    }
}

fn close(alert: &mut Alert, event: &AlertEvent, how: &Closure) {
    alert.status = AlertStatus::Closed { how: how.clone() };
    alert.closed_at = Some(event.at);
}
