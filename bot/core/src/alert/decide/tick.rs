//! The next action of an alert is due.

use super::draft::Draft;
use super::open::relapsed;
use super::recover::{finish, is_relapse};
use super::{Decision, Facts, escalate};
use crate::alert::event::Happened;
use crate::alert::next_action::{self, may_be_told, next_step, resume};
use crate::alert::{Alert, AlertStatus, NextAction, NextStep};
use crate::cover::reached;
use crate::escalation::Rung;
use crate::escalation::chain::{self, Chosen};
use crate::escalation::hours::{Hours, plus_minutes};
use crate::judge::rests_until;
use crate::message::Purpose;

/// The longest that an alert of a paused KPI rests at a time, in minutes: a pause may end before its day.
const LONGEST_REST_MINUTES: u32 = 24 * 60;

/// Does what is due. None when nothing is, so that a tick that comes twice does it once. Afterwards the next action
/// lies later than now, or the alert is closed. While the KPI is paused its alerts rest too: nothing is judged, so
/// nothing can recover.
pub fn tick(alert: &Alert, facts: &Facts<'_>) -> Option<Decision> {
    let due = alert.next_action.filter(|next| next.at <= facts.now)?;
    let mut draft = Draft::of(alert, facts);
    if let Some(until) = rests_until(facts.kpi).filter(|until| alert.is_open() && *until > facts.now) {
        let until = until.min(plus_minutes(facts.now, LONGEST_REST_MINUTES));
        let next = NextAction { what: NextStep::SnoozeEnds, at: until };
        draft.push(Happened::Snoozed { until }, |_| Some(next));
        return Some(draft.decided());
    }
    match (due.what, &alert.status) {
        (_, AlertStatus::Closed { .. }) => return None,
        (NextStep::Escalate, AlertStatus::Open) => escalate::take_due(&mut draft),
        (NextStep::Escalate, AlertStatus::Remediating) => tell_lead_of_overdue(&mut draft),
        (NextStep::AckExpires, _) => released(&mut draft, Happened::AckExpired),
        (NextStep::DuePasses, _) => due_passed(&mut draft),
        (NextStep::WatchEnds | NextStep::AskForNote, _) => watch_ended(&mut draft),
        (NextStep::SnoozeEnds, _) => snooze_ended(&mut draft),
        (NextStep::Escalate, AlertStatus::Acknowledged | AlertStatus::Watching) => put_off(&mut draft),
    }
    Some(draft.decided())
}

/// Nobody has the alert any more: it is open again, and besides the owner the next in the chain is told, and whoever had
/// acknowledged it.
pub(super) fn released(draft: &mut Draft<'_>, happened: Happened) {
    let facts = draft.facts;
    let acker = draft.alert.ack.as_ref().map(|ack| ack.by.clone());
    draft.push(happened, |alert| Some(escalate::first_step(alert, facts)));
    escalate::begin(draft);
    let mut above = [Rung::Backup, Rung::Lead, Rung::Admin].into_iter().filter_map(|rung| {
        chain::on_rung(rung, &draft.alert, facts.kpi, facts.org, facts.now).map(|chosen| (rung, chosen))
    });
    let on_call = above.find(|(_, chosen)| chosen.person != draft.alert.owner);
    let acker = acker.filter(|acker| *acker != draft.alert.owner).map(|person| {
        let (rung, because) = chain::standing(&person, &draft.alert, facts.kpi, facts.org, facts.now);
        (rung, Chosen { person, because })
    });
    for (rung, chosen) in on_call.into_iter().chain(acker) {
        if may_be_told(&chosen.person, &draft.alert, facts.org, facts.now) <= facts.now {
            escalate::tell_besides(draft, rung, &chosen);
        }
    }
}

/// The promised day is over: whoever promised is told, in their working time; a working day later the lead.
fn due_passed(draft: &mut Draft<'_>) {
    let facts = draft.facts;
    let promised = draft.alert.promise().map(|note| note.by.clone());
    let person = promised.unwrap_or_else(|| draft.alert.responsible().clone());
    let told = reached(&person, facts.org, facts.now);
    draft.push(Happened::Overdue, |_| Some(next_action::chase(&told, facts.org, facts.now)));
    let not_before = Hours::of(&told, facts.org).next_start(facts.now);
    draft.page(&told, Purpose::Overdue { person }, not_before);
    draft.line();
}

/// A promise is still overdue: the lead is told, each working day until something happens.
fn tell_lead_of_overdue(draft: &mut Draft<'_>) {
    let facts = draft.facts;
    let promised = draft.alert.promise().map(|note| note.by.clone());
    let promised = promised.unwrap_or_else(|| draft.alert.responsible().clone());
    let mut above = [Rung::Lead, Rung::Admin, Rung::Owner].into_iter().filter_map(|rung| {
        chain::on_rung(rung, &draft.alert, facts.kpi, facts.org, facts.now).map(|chosen| (rung, chosen))
    });
    let Some((rung, chosen)) = above.next() else { return put_off(draft) };
    let until = Hours::of(&chosen.person, facts.org).next_start(facts.now);
    if until > facts.now {
        let next = NextAction { what: NextStep::Escalate, at: until };
        return draft.push(Happened::Postponed { until }, |_| Some(next));
    }
    let Chosen { person, because } = chosen;
    let (step, lap) = (draft.alert.escalated.steps.saturating_add(1), draft.alert.escalated.laps);
    let next = next_action::chase(&person, facts.org, facts.now);
    let happened = Happened::Escalated { rung, to: person.clone(), because, step, lap };
    draft.push(happened, |_| Some(next));
    draft.page(&person, Purpose::Overdue { person: promised }, facts.now);
    draft.line();
}

/// The watch is over, or a note is still awaited: recovered, still outside, or not to be known because no data came.
fn watch_ended(draft: &mut Draft<'_>) {
    let facts = draft.facts;
    if draft.alert.periods_inside >= draft.alert.periods_needed {
        return finish(draft);
    }
    match draft.alert.reading.clone() {
        Some(reading) if is_relapse(&draft.alert, &reading, facts) => relapsed(draft, reading),
        _ => {
            let next = next_action::watch_on(facts.kpi, facts.now);
            draft.push(Happened::WatchProlonged { until: next.at }, |_| Some(next));
        }
    }
}

/// The rest is over. While nobody has the alert, the person whose turn it is is told at once.
fn snooze_ended(draft: &mut Draft<'_>) {
    let facts = draft.facts;
    draft.push(Happened::SnoozeEnded, |alert| {
        let step =
            next_step(alert, facts.kpi, facts.org, facts.now).filter(|_| alert.status == AlertStatus::Open);
        let Some((.., chosen)) = step else { return resume(alert, facts.kpi, facts.org, facts.now) };
        let at = may_be_told(&chosen.person, alert, facts.org, facts.now);
        Some(NextAction { what: NextStep::Escalate, at })
    });
    if draft.alert.next_action.is_some_and(|next| next.at <= facts.now) {
        escalate::take_due(draft);
    }
}

/// Nobody is to be told in this state: what the state waits for comes next.
fn put_off(draft: &mut Draft<'_>) {
    let facts = draft.facts;
    if let Some(next) = resume(&draft.alert, facts.kpi, facts.org, facts.now) {
        draft.push(Happened::Postponed { until: next.at }, |_| Some(next));
    }
}
