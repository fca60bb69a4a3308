//! `note`: a remediation note with cause, action and due day.

mod draft;

use std::collections::BTreeMap;

use async_trait::async_trait;
use steward_core::alert::Alert;
use steward_core::alert::decide::{Deed, NoteDraft};
use steward_core::message::answer::{Answer, DoneWhat};
use steward_core::person::Role;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::perform::perform;
use crate::reading::moment::Moment;
use crate::reading::words::Words;
use crate::spec::{Rest, Spec};
use crate::subject::{self, Subject};

pub(crate) use draft::draft as drafted;
pub(crate) use draft::{promises, remark as remarked};

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

    /// "Note that …" is said to people.
    fn fits(&self, rest: Words<'_>, _: Moment<'_>) -> bool {
        rest.is_apart() || rest.after_any(&["that", "to", "how"]).is_none()
    }

    fn keeps_words(&self) -> bool {
        true
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let draft = match &call {
            Call::Pressed { fields, .. } => from_form(fields)?,
            Call::Said { rest, .. } if rest.is_blank() => {
                let alert = subject::of(context, &call).await?.alert;
                let form = Answer::NoteForm { alert: alert.id, number: alert.number, version: alert.version };
                return Ok(Outcome::private(form));
            }
            Call::Said { rest, .. } => draft::draft(*rest, context.moment())?,
        };
        let subject = subject::of(context, &call).await?;
        write(context, &subject, draft).await
    }
}

/// Keeps what was said beside another command as a note: the words behind it, or all of them when those are the promise
/// alone.
pub(crate) async fn remark(
    context: &mut Context<'_>,
    call: &Call<'_>,
    all: Words<'_>,
    rest: Words<'_>,
) -> Result<Outcome, Stop> {
    let draft = draft::remark(all, rest, context.moment())?;
    let subject = subject::of(context, call).await?;
    write(context, &subject, draft).await
}

/// What was said beside another command, as the action of a note.
pub(crate) fn action_alone(rest: Words<'_>) -> Result<NoteDraft, Stop> {
    Ok(draft::action_alone(rest)?)
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
