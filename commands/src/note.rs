//! `note`: a remediation note with cause, action and due day.

mod draft;

use std::collections::BTreeMap;

use async_trait::async_trait;
use steward_core::alert::Alert;
use steward_core::alert::decide::{Deed, NoteDraft};
use steward_core::message::answer::{Answer, DoneWhat, Refusal};
use steward_core::person::Role;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::{Intent, Values};
use crate::perform::{perform, perform_all};
use crate::reading::text::kept;
use crate::spec::{Rest, Spec};
use crate::subject::{self, Subject};

pub(crate) use draft::draft as drafted;
pub(crate) use draft::{is_labelled, promises, remark as remarked};

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
            Call::Pressed { fields, .. } => from_form(fields)?,
            Call::Said { meaning, .. } if meaning.values == Values::default() => {
                let alert = subject::of(context, &call).await?.alert;
                let form = Answer::NoteForm { alert: alert.id, number: alert.number, version: alert.version };
                return Ok(Outcome::private(form));
            }
            Call::Said { meaning, .. } => draft::of(&meaning.values)?,
        };
        let subject = subject::of(context, &call).await?;
        match (write(context, &subject, draft).await, call) {
            // Something critical wants its cause as well. That the person has it counts all the same.
            (Err(Stop::Answer(answer)), Call::Said { meaning, text, .. })
                if meaning.proposed && lacks_cause(&answer) =>
            {
                let deeds = vec![Deed::Acknowledge, Deed::Comment { text: kept(text)? }];
                let alert = perform_all(context, &subject, deeds).await?;
                let until = alert.ack.as_ref().map_or(context.now, |ack| ack.expires_at);
                Ok(Outcome::done(DoneWhat::Acknowledged { number: alert.number, until }))
            }
            (outcome, _) => outcome,
        }
    }
}

fn lacks_cause(answer: &Answer) -> bool {
    matches!(answer, Answer::Refused { why: Refusal::NeedsNote { .. } })
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
