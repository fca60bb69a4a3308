//! Opening a closed alert again: a person says that its ending was wrong, so the episode goes on.
//!
//! The numbers begin an episode of their own when they fall back; a person who reopens corrects how this one ended. Its
//! notes stay, its clock begins anew, and what had recovered before counts no more.

use super::act::{not_now, take};
use super::draft::Draft;
use super::escalate;
use super::note::check_text;
use crate::alert::event::Happened;
use crate::escalation::chain::{self, Chosen};
use crate::message::answer::Refusal;
use crate::person::Person;

/// Opens a closed alert again. Whoever answers for it is told at once; if it is they who opened it, they have it.
pub(super) fn reopen(draft: &mut Draft<'_>, person: &Person, text: String) -> Result<(), Refusal> {
    if draft.alert.is_open() {
        return Err(not_now(&draft.alert));
    }
    check_text(&text)?;
    let facts = draft.facts;
    let answers = chain::answers(&draft.alert, facts.kpi, facts.org);
    let Chosen { person: owner, because } = answers.ok_or_else(|| not_now(&draft.alert))?;
    let is_own = owner == person.key;
    let happened = Happened::Reopened { owner, because, text };
    draft.push(happened, |alert| Some(escalate::first_step(alert, facts)));
    draft.line();
    if is_own {
        take(draft, person);
    } else {
        escalate::begin(draft);
    }
    Ok(())
}
