//! Taking back what was just done, while nothing else has happened since.

use super::draft::Draft;
use crate::alert::event::Happened;
use crate::message::answer::Refusal;

/// Takes the last deed back: status, acknowledgement and next action are again what they were before it. `seq` is the
/// event that a button belongs to.
pub(super) fn undo(draft: &mut Draft<'_>, seq: Option<u32>) -> Result<(), Refusal> {
    let number = draft.alert.number;
    let last = draft.alert.last_deed.clone().filter(|last| seq.is_none_or(|seq| seq == last.seq));
    let Some(last) = last else { return Err(Refusal::CannotUndo { number }) };
    if let Some(at) = last.undone_at {
        return Err(Refusal::UndoneAlready { number, at });
    }
    if draft.facts.now > last.undoable_until() {
        return Err(Refusal::TooLateToUndo { number, at: last.at });
    }
    let next = last.next_action_before();
    draft.push(Happened::Undone { what: last.what, seq: last.seq }, |_| next);
    draft.line();
    Ok(())
}
