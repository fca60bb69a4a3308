//! When the next action of an alert is due.

use jiff::{SignedDuration, Timestamp};

use super::{Alert, AlertKind, AlertStatus, NextAction, NextStep};
use crate::escalation::chain::{self, Chosen};
use crate::escalation::hours::{Hours, plus_minutes};
use crate::escalation::{Rung, Step, Times};
use crate::id::PersonKey;
use crate::kpi::{Grain, Kpi};
use crate::limit::Severity;
use crate::org::Org;

/// After a step that came late, such as after an outage, the next one waits at least this many minutes, so that not
/// the whole chain is woken at once.
const BREATH_MINUTES: u32 = 5;

/// Shortest time from one action of the service to its next, in seconds. A policy of nothing but zeros still moves on.
const SHORTEST_SECONDS: i64 = 1;

/// The times by which the alert escalates now.
pub(super) fn times(alert: &Alert) -> &Times {
    match alert.severity {
        Severity::Warning => &alert.policy.warning,
        Severity::Critical => &alert.policy.critical,
    }
}

/// Whether people are told at any hour. Nobody is woken for a fault of the data.
pub(super) fn is_around_the_clock(alert: &Alert) -> bool {
    times(alert).around_the_clock && alert.kind != AlertKind::DataFault
}

/// The first instant from `now` at which the person may be told of the alert.
pub(super) fn may_be_told(person: &PersonKey, alert: &Alert, org: &Org, now: Timestamp) -> Timestamp {
    if is_around_the_clock(alert) { now } else { Hours::of(person, org).next_start(now) }
}

/// The instant at which so many minutes have passed for the person: by the clock, or of their working time.
fn pass(from: Timestamp, minutes: u32, person: &PersonKey, alert: &Alert, org: &Org) -> Timestamp {
    if is_around_the_clock(alert) {
        plus_minutes(from, minutes)
    } else {
        Hours::of(person, org).after(from, minutes)
    }
}

/// The step of the policy that is taken next in this lap, with its place and its person; steps whose rung nobody
/// stands on are passed over.
pub(super) fn next_step(
    alert: &Alert,
    kpi: &Kpi,
    org: &Org,
    now: Timestamp,
) -> Option<(usize, Step, Chosen)> {
    let taken = usize::try_from(alert.escalated.steps).unwrap_or(usize::MAX);
    let steps = times(alert).steps.iter().enumerate().skip(taken);
    steps.into_iter().find_map(|(place, step)| {
        chain::on_rung(step.rung, alert, kpi, org, now).map(|chosen| (place, *step, chosen))
    })
}

/// When the next person is told while nobody answers. When all steps are taken, the first one of the next lap.
pub(super) fn escalate(alert: &Alert, kpi: &Kpi, org: &Org, now: Timestamp) -> NextAction {
    let from = alert.escalated.clock_from.unwrap_or(now);
    let at = if let Some((place, step, chosen)) = next_step(alert, kpi, org, now) {
        let before = place.checked_sub(1).and_then(|before| times(alert).steps.get(before));
        let gap = step.after_minutes.saturating_sub(before.map_or(0, |before| before.after_minutes));
        let due = pass(from, step.after_minutes, &chosen.person, alert, org);
        due.max(pass(now, gap.min(BREATH_MINUTES), &chosen.person, alert, org))
    } else {
        let person = chain::on_rung(Rung::Owner, alert, kpi, org, now).map(|chosen| chosen.person);
        pass(now, times(alert).repeat_minutes, person.as_ref().unwrap_or(&alert.owner), alert, org)
    };
    NextAction { what: NextStep::Escalate, at: later(at, now) }
}

/// When an acknowledgement of this person, given or renewed now, runs out.
pub(super) fn ack_expires(alert: &Alert, by: &PersonKey, org: &Org, now: Timestamp) -> NextAction {
    let at = pass(now, times(alert).ack_minutes, by, alert, org);
    NextAction { what: NextStep::AckExpires, at: later(at, now) }
}

/// When the lead is told of a promise that is overdue: a working day after the last one was told.
pub(super) fn chase(person: &PersonKey, org: &Org, now: Timestamp) -> NextAction {
    NextAction { what: NextStep::Escalate, at: later(Hours::of(person, org).next_workday(now), now) }
}

/// When cause and action are asked for again.
pub(super) fn ask_for_note(person: &PersonKey, org: &Org, now: Timestamp) -> NextAction {
    NextAction { what: NextStep::AskForNote, at: later(Hours::of(person, org).next_workday(now), now) }
}

/// When the periods that are still missing for a recovery will have settled and be due.
pub(super) fn watch(alert: &Alert, kpi: &Kpi, now: Timestamp) -> NextAction {
    let missing = alert.periods_needed.saturating_sub(alert.periods_inside).max(1);
    let hours = missing
        .saturating_mul(grain_hours(kpi.grain))
        .saturating_add(kpi.lag.settle_hours)
        .saturating_add(kpi.lag.due_hours);
    NextAction { what: NextStep::WatchEnds, at: later(plus_minutes(now, hours.saturating_mul(60)), now) }
}

/// How long a watch is prolonged when no data came: one period.
pub(super) fn watch_on(kpi: &Kpi, now: Timestamp) -> NextAction {
    let at = plus_minutes(now, grain_hours(kpi.grain).saturating_mul(60));
    NextAction { what: NextStep::WatchEnds, at: later(at, now) }
}

/// What comes next by the status alone: after a rest, or when an action came too early.
pub(super) fn resume(alert: &Alert, kpi: &Kpi, org: &Org, now: Timestamp) -> Option<NextAction> {
    let next = match &alert.status {
        AlertStatus::Closed { .. } => return None,
        AlertStatus::Open => escalate(alert, kpi, org, now),
        AlertStatus::Acknowledged => held(alert, org, now),
        AlertStatus::Remediating => promised(alert, org, now),
        AlertStatus::Watching if alert.note_asks > 0 => ask_for_note(alert.responsible(), org, now),
        AlertStatus::Watching => match alert.watched_until {
            Some(at) => NextAction { what: NextStep::WatchEnds, at: later(at, now) },
            None => watch(alert, kpi, now),
        },
    };
    Some(next)
}

/// What comes next while somebody works on a note: the end of the promised day, or the end of the acknowledgement.
pub(super) fn promised(alert: &Alert, org: &Org, now: Timestamp) -> NextAction {
    match alert.promise().and_then(|note| note.due_at) {
        Some(_) if alert.overdue => chase(alert.responsible(), org, now),
        Some(at) => NextAction { what: NextStep::DuePasses, at: later(at, now) },
        None => held(alert, org, now),
    }
}

/// The end of the acknowledgement in force.
fn held(alert: &Alert, org: &Org, now: Timestamp) -> NextAction {
    match &alert.ack {
        Some(ack) => NextAction { what: NextStep::AckExpires, at: later(ack.expires_at, now) },
        None => ack_expires(alert, &alert.owner, org, now),
    }
}

/// Hours of one period.
fn grain_hours(grain: Grain) -> u32 {
    match grain {
        Grain::Day | Grain::Snapshot => 24,
        Grain::Week => 7 * 24,
        Grain::Month => 31 * 24,
    }
}

/// `at`, but always later than now.
fn later(at: Timestamp, now: Timestamp) -> Timestamp {
    let soonest = now.saturating_add(SignedDuration::from_secs(SHORTEST_SECONDS)).unwrap_or(Timestamp::MAX);
    at.max(soonest)
}
