//! What people do to an alert: who may, when, and what comes of it.

use jiff::Timestamp;

use super::call::call;
use super::draft::Draft;
use super::note::{check_text, note};
use super::proposal::{answer, propose};
use super::recover::close;
use super::reopen::reopen;
use super::undo::undo;
use super::{Decision, Deed, Facts};
use crate::alert::event::Happened;
use crate::alert::next_action::{self, resume, times};
use crate::alert::rights::{may_act, may_dismiss_critical, who_may_act, who_may_dismiss_critical};
use crate::alert::{Alert, AlertStatus, Closure, DismissReason, NextAction, NextStep};
use crate::cover::reached;
use crate::escalation::hours::plus_minutes;
use crate::id::PersonKey;
use crate::message::Purpose;
use crate::message::answer::Refusal;
use crate::person::{Person, Role};

/// Does a deed, or says why not; a refusal changes nothing. `seen` are the episode and version of the card that the
/// person pressed a button of: a button of an earlier episode is refused, one that was pressed before somebody else
/// took the alert is told who did.
pub fn act(
    alert: &Alert,
    deed: Deed,
    seen: Option<(u32, u32)>,
    facts: &Facts<'_>,
) -> Result<Decision, Refusal> {
    let person = allowed(alert, &deed, facts)?;
    is_timely(alert, &deed, seen, person, facts)?;
    let mut draft = Draft::of(alert, facts);
    match deed {
        Deed::Acknowledge => acknowledge(&mut draft, person)?,
        Deed::Note(written) => note(&mut draft, person, written)?,
        Deed::Done => done(&mut draft)?,
        Deed::Snooze { until } => snooze(&mut draft, until)?,
        Deed::Assign { to } => assign(&mut draft, person, &to)?,
        Deed::Dismiss { reason, text } => dismiss(&mut draft, person, reason, text)?,
        Deed::BadData { text } => bad_data(&mut draft, text)?,
        Deed::Comment { text } => comment(&mut draft, text)?,
        Deed::Reopen { text } => reopen(&mut draft, person, text)?,
        Deed::Call => call(&mut draft, person)?,
        Deed::Undo { seq } => undo(&mut draft, seq)?,
        Deed::AnswerProposal { accept } => answer(&mut draft, person, accept)?,
    }
    Ok(draft.decided())
}

/// The person who acts, if they may. A comment is open to everybody who may act on anything, and what somebody did they
/// may take back.
fn allowed<'a>(alert: &Alert, deed: &Deed, facts: &Facts<'a>) -> Result<&'a Person, Refusal> {
    let (kpi, org) = (facts.kpi, facts.org);
    let person = facts.actor.person().and_then(|key| org.people.get(key)).filter(|person| !person.left);
    if let (Deed::Undo { .. }, Some(person), Some(last)) = (deed, person, &alert.last_deed) {
        let who_may = || vec![org.name_of(&last.by).to_owned()];
        return if last.by == person.key {
            Ok(person)
        } else {
            Err(Refusal::NotAllowed { who_may: who_may() })
        };
    }
    if let (Deed::AnswerProposal { .. }, Some(person)) = (deed, person) {
        let may = may_dismiss_critical(person, kpi, org);
        let who_may = || who_may_dismiss_critical(kpi, org);
        return if may { Ok(person) } else { Err(Refusal::NotAllowed { who_may: who_may() }) };
    }
    let comments =
        |person: &Person| matches!(deed, Deed::Comment { .. }) && !person.left && person.role >= Role::Owner;
    person
        .filter(|person| may_act(person, alert, kpi, org, facts.now) || comments(person))
        .ok_or_else(|| Refusal::NotAllowed { who_may: who_may_act(alert, kpi, org) })
}

/// Whether the deed still fits the alert that the person looked at.
fn is_timely(
    alert: &Alert,
    deed: &Deed,
    seen: Option<(u32, u32)>,
    person: &Person,
    facts: &Facts<'_>,
) -> Result<(), Refusal> {
    if seen.is_some_and(|(episode, _)| episode != alert.episode) {
        return Err(Refusal::Stale { number: alert.number });
    }
    if !alert.is_open() && !deed.is_for_closed() {
        let at = alert.closed_at.unwrap_or(facts.now);
        return Err(Refusal::AlreadyClosed { number: alert.number, at });
    }
    let adds = matches!(deed, Deed::Note(_) | Deed::Comment { .. } | Deed::Call) || deed.is_for_closed();
    match (&alert.ack, seen) {
        (Some(ack), Some((_, version))) if !adds && version < ack.version && ack.by != person.key => {
            Err(taken(alert, facts))
        }
        _ => Ok(()),
    }
}

fn taken(alert: &Alert, facts: &Facts<'_>) -> Refusal {
    let number = alert.number;
    match &alert.ack {
        Some(ack) => {
            Refusal::AlreadyTaken { number, by_name: facts.org.name_of(&ack.by).to_owned(), at: ack.at }
        }
        None => not_now(alert),
    }
}

pub(super) fn not_now(alert: &Alert) -> Refusal {
    Refusal::NotNow { number: alert.number, status: alert.status.clone() }
}

fn acknowledge(draft: &mut Draft<'_>, person: &Person) -> Result<(), Refusal> {
    match draft.alert.status {
        AlertStatus::Open => {}
        AlertStatus::Acknowledged => return Err(taken(&draft.alert, draft.facts)),
        _ => return Err(not_now(&draft.alert)),
    }
    take(draft, person);
    draft.line();
    Ok(())
}

/// The person has the alert from here.
pub(super) fn take(draft: &mut Draft<'_>, person: &Person) {
    let next = next_action::ack_expires(&draft.alert, &person.key, draft.facts.org, draft.facts.now);
    draft.push(Happened::Acknowledged { expires_at: next.at }, |_| Some(next));
}

fn done(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    let alert = &draft.alert;
    let may = match alert.status {
        AlertStatus::Acknowledged | AlertStatus::Remediating => true,
        AlertStatus::Open => alert.note().is_some(),
        AlertStatus::Watching | AlertStatus::Closed { .. } => false,
    };
    if !may {
        return Err(not_now(alert));
    }
    if alert.is_critical() && !alert.is_explained() {
        return Err(Refusal::NeedsNote { number: alert.number });
    }
    let facts = draft.facts;
    draft.push(Happened::Done, |alert| Some(next_action::watch(alert, facts.kpi, facts.now)));
    draft.line();
    Ok(())
}

fn snooze(draft: &mut Draft<'_>, until: Timestamp) -> Result<(), Refusal> {
    let now = draft.facts.now;
    let latest = plus_minutes(now, times(&draft.alert).snooze_limit_minutes);
    if until <= now || until > latest {
        return Err(Refusal::SnoozeOutOfRange { latest });
    }
    if draft.alert.snoozed_until == Some(until) {
        return Err(Refusal::Stale { number: draft.alert.number });
    }
    let next = NextAction { what: NextStep::SnoozeEnds, at: until };
    draft.push(Happened::Snoozed { until }, |_| Some(next));
    Ok(())
}

/// Hands the alert to a colleague. Unless it is critical they are told in their working time.
fn assign(draft: &mut Draft<'_>, from: &Person, to: &PersonKey) -> Result<(), Refusal> {
    let facts = draft.facts;
    let colleague = facts.org.people.get(to).filter(|person| !person.left && person.role >= Role::Owner);
    if colleague.is_none() {
        return Err(Refusal::NoSuchPerson { asked: to.to_string() });
    }
    if draft.alert.owner == *to {
        return Err(not_now(&draft.alert));
    }
    let told = reached(to, facts.org, facts.now);
    let not_before = next_action::may_be_told(&told, &draft.alert, facts.org, facts.now);
    let handed = Happened::Assigned { to: to.clone() };
    draft.push(handed, |alert| resume(alert, facts.kpi, facts.org, facts.now));
    draft.page(&told, Purpose::Handover { person: to.clone(), from: from.key.clone() }, not_before);
    draft.line();
    Ok(())
}

fn dismiss(
    draft: &mut Draft<'_>,
    person: &Person,
    reason: DismissReason,
    text: String,
) -> Result<(), Refusal> {
    let (kpi, org) = (draft.facts.kpi, draft.facts.org);
    if draft.alert.is_critical() && !may_dismiss_critical(person, kpi, org) {
        return Err(Refusal::NotAllowed { who_may: who_may_dismiss_critical(kpi, org) });
    }
    if reason != DismissReason::FalseAlarm && text.trim().is_empty() {
        return Err(Refusal::NeedsReason { number: draft.alert.number });
    }
    check_text(&text)?;
    if reason == DismissReason::NewNormal {
        propose(draft, person);
    }
    close(draft, Closure::Dismissed { reason, text });
    Ok(())
}

fn bad_data(draft: &mut Draft<'_>, text: String) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::NeedsReason { number: draft.alert.number });
    }
    check_text(&text)?;
    close(draft, Closure::BadData { text });
    Ok(())
}

fn comment(draft: &mut Draft<'_>, text: String) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::NeedsReason { number: draft.alert.number });
    }
    check_text(&text)?;
    draft.push_aside(Happened::Commented { text });
    Ok(())
}
