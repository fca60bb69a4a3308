//! A note that somebody's words in a thread seem to be: the words are kept as a comment, the note once it is confirmed.

use steward_core::alert::AlertStatus;
use steward_core::alert::decide::{Deed, NoteDraft};
use steward_core::alert::event::Happened;
use steward_core::card::Act;
use steward_core::message::answer::asked::NoteForm;
use steward_core::message::answer::{Answer, DoneWhat, Refusal, Taken};
use steward_store::alert;

use super::{draft, write};
use crate::command::Call;
use crate::context::{Context, Outcome, Stop, undo_of};
use crate::meaning::{Intent, Understanding};
use crate::perform::{perform_all, would};
use crate::reading::text::kept;
use crate::subject;
use crate::understand::{Scene, Thread, understand};

/// What the value of the button begins with; the event with the words follows.
const WORDS: &str = "words:";

/// The event whose words a button means.
pub(super) fn words_at(value: &str) -> Option<u32> {
    value.strip_prefix(WORDS)?.parse().ok()
}

/// Keeps the words as a comment and asks whether they are a note. Whoever promises has the alert, so that the clock does
/// not ask them for what they are about to confirm. Who may only comment is not asked.
pub(super) async fn propose(
    context: &mut Context<'_>,
    call: &Call<'_>,
    text: &str,
    draft: NoteDraft,
) -> Result<Outcome, Stop> {
    let subject = subject::of(context, call).await?;
    let number = subject.alert.number;
    let comment = Deed::Comment { text: kept(text)? };
    let is_complete = match would(context, &subject, Deed::Note(draft.clone())) {
        Ok(()) => true,
        Err(Refusal::NeedsNote { .. } | Refusal::NeedsAction { .. }) => false,
        Err(Refusal::NotAllowed { .. }) => {
            perform_all(context, &subject, vec![comment]).await?;
            return Ok(Outcome::done(DoneWhat::Commented { number }));
        }
        Err(refusal) => return Err(refusal.into()),
    };
    let is_taken = subject.alert.status == AlertStatus::Open;
    let deeds = is_taken.then_some(Deed::Acknowledge).into_iter().chain([comment]).collect();
    let alert = perform_all(context, &subject, deeds).await?;
    let until = alert.ack.as_ref().map(|ack| ack.expires_at).filter(|_| is_taken);
    let taken = until.map(|until| Box::new(Taken { until, undo: undo_of(&alert) }));
    let confirm = is_complete.then(|| Act {
        command: "note".to_owned(),
        alert: Some(alert.id),
        episode: alert.episode,
        version: alert.version,
        // The comment is the newest event.
        value: Some(format!("{WORDS}{}", alert.version)),
    });
    let form = Box::new(NoteForm::of(&alert, context.person, draft, context.now));
    Ok(Outcome::private(Answer::NoteProposal { form, confirm, taken }))
}

/// Writes the note that the words were, as they were understood when they were said.
pub(super) async fn confirm(context: &mut Context<'_>, call: &Call<'_>, seq: u32) -> Result<Outcome, Stop> {
    let subject = subject::of(context, call).await?;
    let number = subject.alert.number;
    let stale = || Stop::from(Refusal::Stale { number });
    let events = alert::events(context.tx, subject.alert.id).await?;
    let said = events.into_iter().find(|event| event.seq == seq).ok_or_else(stale)?;
    let Happened::Commented { text } = &said.what else { return Err(stale()) };
    if said.actor.person() != Some(&context.person.key) {
        return Err(stale());
    }
    let in_thread = Some(Thread { number, kpi: &subject.alert.kpi });
    let scene = Scene { now: said.at, thread: in_thread, addressed: false, ..context.scene() };
    match understand(text, context.lexicon, &scene) {
        Understanding::Understood { meaning } if meaning.intent == Some(Intent::Note) => {
            let draft = draft::of(&meaning.values)?;
            write(context, &subject, draft).await
        }
        _ => Err(stale()),
    }
}
