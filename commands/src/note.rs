//! `note`: a remediation note with cause, action and due day.

pub(crate) mod draft;
mod proposal;

use std::collections::BTreeMap;

use async_trait::async_trait;
use steward_core::alert::Alert;
use steward_core::alert::decide::{Deed, NoteDraft};
use steward_core::message::answer::asked::NoteForm;
use steward_core::message::answer::{Answer, DoneWhat};
use steward_core::person::Role;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::{Intent, Values};
use crate::perform::perform;
use crate::spec::{Rest, Spec};
use crate::subject::{self, Subject};

pub(crate) use draft::draft as drafted;
pub(crate) use draft::{MOST_CLAUSES, is_labelled, promises, remark as remarked};

/// The command.
pub(crate) struct Note;

static SPEC: Spec = Spec {
    name: "note",
    words_en: &["note", "plan", "remediation"],
    words_zh: &["整改", "整改记录", "备注"],
    intent: Intent::Note,
    rest: Rest::Note,
    usage_en: "note [NUMBER] CAUSE, ACTION[, due DAY]",
    usage_zh: "整改 [编号] 原因，措施[，日期前]",
    role: Role::Owner,
    on_alert: true,
    ..Spec::BLANK
};

#[async_trait]
impl Command for Note {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let draft = match &call {
            Call::Pressed { act, fields } => match act.value.as_deref().and_then(proposal::words_at) {
                Some(seq) if fields.is_empty() => return proposal::confirm(context, &call, seq).await,
                _ => from_form(fields)?,
            },
            Call::Said { meaning, .. } if meaning.values == Values::default() => {
                let alert = subject::of(context, &call).await?.alert;
                let form = NoteForm::of(&alert, context.person, NoteDraft::default(), context.now);
                return Ok(Outcome::private(Answer::NoteForm { form: Box::new(form) }));
            }
            Call::Said { meaning, text, .. } if meaning.proposed => {
                return proposal::propose(context, &call, text, draft::of(&meaning.values)?).await;
            }
            Call::Said { meaning, .. } => draft::of(&meaning.values)?,
        };
        let subject = subject::of(context, &call).await?;
        write(context, &subject, draft).await
    }
}

/// What was said beside another command, as the action of a note.
pub(crate) fn action_alone(text: &str) -> Result<NoteDraft, Stop> {
    Ok(draft::action_alone(text)?)
}

async fn write(context: &mut Context<'_>, subject: &Subject, draft: NoteDraft) -> Result<Outcome, Stop> {
    let alert = perform(context, subject, Deed::Note(draft)).await?;
    Ok(Outcome::done(DoneWhat::Noted { number: alert.number, due: due(&alert) }))
}

fn due(alert: &Alert) -> Option<jiff::civil::Date> {
    alert.note().and_then(|note| note.due)
}

fn from_form(fields: &BTreeMap<String, String>) -> Result<NoteDraft, Stop> {
    Ok(draft::from_form(fields)?)
}
