//! Writing a remediation note: what it must say, and by when it may promise.

use jiff::civil::Date;
use jiff::{Span, Timestamp};

use super::NoteDraft;
use super::act::take;
use super::draft::Draft;
use super::recover::finish_if_recovered;
use crate::alert::event::Happened;
use crate::alert::next_action::{self, promised};
use crate::alert::{AlertStatus, Note};
use crate::message::answer::Refusal;
use crate::person::Person;
use crate::time::Zone;

/// Longest text that is kept, in characters. A card of every platform shows as much.
pub const TEXT_LIMIT: u32 = 2000;

/// A promise lies at most this many days ahead.
pub const DUE_DAYS: i32 = 90;

/// The first and the last day that a promise made now in this zone may name.
pub fn due_range(zone: &Zone, now: Timestamp) -> (Date, Date) {
    let today = zone.date_at(now);
    (today, today.saturating_add(Span::new().days(DUE_DAYS)))
}

/// Refuses a text that is too long to be kept.
pub(super) fn check_text(text: &str) -> Result<(), Refusal> {
    let fits = u32::try_from(text.chars().count()).is_ok_and(|count| count <= TEXT_LIMIT);
    if fits { Ok(()) } else { Err(Refusal::TooLong { most: TEXT_LIMIT }) }
}

/// Adds a note. While nobody has the alert, its writer takes it. A recovered alert that waited for the note closes.
pub(super) fn note(draft: &mut Draft<'_>, person: &Person, written: NoteDraft) -> Result<(), Refusal> {
    let facts = draft.facts;
    let note = checked(draft, person, written)?;
    if draft.alert.status == AlertStatus::Open {
        take(draft, person);
    }
    draft.push(Happened::Noted { note }, |alert| match alert.status {
        AlertStatus::Remediating if alert.promise().is_some() => Some(promised(alert, facts.org, facts.now)),
        AlertStatus::Remediating => {
            let by = alert.responsible();
            Some(next_action::ack_expires(alert, by, facts.org, facts.now))
        }
        _ => alert.next_action,
    });
    draft.line();
    if draft.alert.status == AlertStatus::Watching {
        finish_if_recovered(draft);
    }
    Ok(())
}

fn checked(draft: &Draft<'_>, person: &Person, written: NoteDraft) -> Result<Note, Refusal> {
    let (alert, now) = (&draft.alert, draft.facts.now);
    let NoteDraft { cause, cause_text, action, due } = written;
    let due_at = due.and_then(|due| due.tomorrow().ok()).map(|after| person.zone.start_of_day(after));
    let note = Note { by: person.key.clone(), at: now, cause, cause_text, action, due, due_at };
    if !note.names_action() {
        return Err(Refusal::NeedsAction { number: alert.number });
    }
    if alert.is_critical() && !note.names_cause() && !alert.notes.iter().any(Note::names_cause) {
        return Err(Refusal::NeedsNote { number: alert.number });
    }
    check_text(&note.action)?;
    check_text(&note.cause_text)?;
    let (first, last) = due_range(&person.zone, now);
    if let Some(due) = due.filter(|due| *due < first || *due > last) {
        return Err(Refusal::DueOutOfRange { due, first, last });
    }
    let is_repeated = alert.note().is_some_and(|newest| Note { at: now, ..newest.clone() } == note);
    if is_repeated { Err(Refusal::Stale { number: alert.number }) } else { Ok(note) }
}
