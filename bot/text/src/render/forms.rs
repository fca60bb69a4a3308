//! The forms behind the buttons of an alert.

use steward_core::alert::decide::NoteDraft;
use steward_core::alert::view::AlertView;
use steward_core::alert::{CauseClass, DismissReason};
use steward_core::card::{Field, Form, Input};
use steward_core::limit::Severity;
use steward_core::message::answer::asked::NoteForm;

use super::status;
use crate::catalogue::plain;
use crate::writer::Writer;

/// Most characters of a text of one line.
const LINE_CHARACTERS: u32 = 300;
/// Most characters of a text of several lines; the smallest limit of the platforms is 3,000.
const TEXT_CHARACTERS: u32 = 2000;

/// Lengths of a snooze: how they are sent, the key they are shown by, their minutes at the most.
const SNOOZES: [(&str, &str, u32); 5] = [
    ("1h", "snooze-1h", 60),
    ("4h", "snooze-4h", 240),
    ("tomorrow", "snooze-tomorrow", 1440),
    ("1d", "snooze-1d", 1440),
    ("3d", "snooze-3d", 4320),
];

const CAUSES: [(&str, CauseClass); 8] = [
    ("logistics", CauseClass::Logistics),
    ("supply", CauseClass::Supply),
    ("listing", CauseClass::Listing),
    ("advertising", CauseClass::Advertising),
    ("product", CauseClass::Product),
    ("process", CauseClass::Process),
    ("platform", CauseClass::Platform),
    ("other", CauseClass::Other),
];

const REASONS: [(&str, DismissReason); 3] = [
    ("false_alarm", DismissReason::FalseAlarm),
    ("known_event", DismissReason::KnownEvent),
    ("new_normal", DismissReason::NewNormal),
];

/// The key of the name by which something was chosen in a field, such as the cause `logistics`; none where the field has no
/// list, or its list no such choice, or people are chosen.
pub(super) fn chosen(field: &str, value: &str) -> Option<&'static str> {
    match field {
        "cause" => CAUSES.iter().find(|(own, _)| *own == value).map(|(_, cause)| status::cause_key(*cause)),
        "reason" => REASONS
            .iter()
            .find(|(own, _)| *own == value)
            .map(|(_, reason)| status::dismiss_reason_key(*reason)),
        "span" => SNOOZES.iter().find(|(own, ..)| *own == value).map(|(_, key, _)| *key),
        _ => None,
    }
}

/// Cause, action and due day, as the card of an alert shows it: with what the note before said.
pub(super) fn note(writer: &Writer<'_>, view: &AlertView) -> Form {
    let draft = view.alert.note().map(|before| NoteDraft {
        cause: before.cause,
        cause_text: before.cause_text.clone(),
        action: String::new(),
        due: before.due,
    });
    let form = NoteForm {
        alert: view.alert.id,
        number: view.alert.number,
        episode: view.alert.episode,
        version: view.alert.version,
        needs_cause: view.alert.severity == Severity::Critical,
        due_range: view.can_form_due,
        draft: draft.unwrap_or_default(),
    };
    note_form(writer, &form)
}

/// Cause, action and due day.
pub(super) fn note_form(writer: &Writer<'_>, form: &NoteForm) -> Form {
    let (first, last) = form.due_range;
    let causes = CAUSES.map(|(value, cause)| (value.to_owned(), status::cause(writer, cause))).to_vec();
    let draft = &form.draft;
    let filled = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let cause = Field {
        required: form.needs_cause,
        initial: draft.cause.and_then(|cause| {
            CAUSES.iter().find(|(_, class)| *class == cause).map(|(value, _)| (*value).to_owned())
        }),
        ..field("cause", writer.say("field-cause", &[]), Input::Select { options: causes })
    };
    let cause_text = Field {
        initial: filled(&draft.cause_text),
        ..field("cause_text", writer.say("field-cause-text", &[]), one_line())
    };
    let action = Field {
        required: true,
        initial: filled(&draft.action),
        hint: Some(writer.say("field-action-hint", &[])),
        ..field("action", writer.say("field-action", &[]), several_lines())
    };
    let due = Field {
        initial: draft.due.filter(|due| first <= *due && *due <= last).map(|due| due.to_string()),
        hint: Some(writer.say("field-due-hint", &[])),
        ..field(
            "due",
            writer.say("field-due", &[]),
            Input::Day { first: first.to_string(), last: last.to_string() },
        )
    };
    let title = writer.say("form-note", &[("number", form.number.to_string().into())]);
    self::form(writer, title, vec![cause, cause_text, action, due])
}

/// How long it rests; only lengths that the policy allows.
pub(super) fn snooze(writer: &Writer<'_>, view: &AlertView) -> Form {
    let policy = &view.alert.policy;
    let times = match view.alert.severity {
        Severity::Critical => &policy.critical,
        Severity::Warning => &policy.warning,
    };
    let options = SNOOZES
        .iter()
        .filter(|(_, _, minutes)| *minutes <= times.snooze_limit_minutes)
        .map(|(value, key, _)| ((*value).to_owned(), writer.say(key, &[])))
        .collect();
    let span =
        Field { required: true, ..field("span", writer.say("field-snooze", &[]), Input::Select { options }) };
    form(writer, writer.say("form-snooze", &[("number", view.alert.number.to_string().into())]), vec![span])
}

/// To whom it is handed, likeliest first.
pub(super) fn assign(writer: &Writer<'_>, view: &AlertView) -> Form {
    let options = view.candidates.iter().map(|(key, name)| (key.to_string(), plain(name))).collect();
    let to = Field {
        required: true,
        hint: Some(writer.say("field-assign-hint", &[])),
        ..field("to", writer.say("field-assign", &[]), Input::Select { options })
    };
    form(writer, writer.say("form-assign", &[("number", view.alert.number.to_string().into())]), vec![to])
}

/// Why nothing has to be done.
pub(super) fn dismiss(writer: &Writer<'_>, view: &AlertView) -> Form {
    let reasons =
        REASONS.map(|(value, reason)| (value.to_owned(), status::dismiss_reason(writer, reason))).to_vec();
    let reason = Field {
        required: true,
        ..field("reason", writer.say("field-reason", &[]), Input::Select { options: reasons })
    };
    let text = Field {
        hint: Some(writer.say("field-why-hint", &[])),
        ..field("text", writer.say("field-why", &[]), several_lines())
    };
    form(
        writer,
        writer.say("form-dismiss", &[("number", view.alert.number.to_string().into())]),
        vec![reason, text],
    )
}

/// What there is to say about it.
pub(super) fn comment(writer: &Writer<'_>, view: &AlertView) -> Form {
    let text = Field {
        required: true,
        hint: Some(writer.say("field-comment-hint", &[])),
        ..field("text", writer.say("field-comment", &[]), several_lines())
    };
    form(writer, writer.say("form-comment", &[("number", view.alert.number.to_string().into())]), vec![text])
}

/// What is wrong with the number.
pub(super) fn bad_data(writer: &Writer<'_>, view: &AlertView) -> Form {
    let text = Field {
        required: true,
        hint: Some(writer.say("field-bad-data-hint", &[])),
        ..field("text", writer.say("field-bad-data", &[]), several_lines())
    };
    form(writer, writer.say("form-bad-data", &[("number", view.alert.number.to_string().into())]), vec![text])
}

pub(super) fn form(writer: &Writer<'_>, title: String, fields: Vec<Field>) -> Form {
    Form { title, submit: writer.say("form-submit", &[]), fields }
}

fn field(name: &str, label: String, input: Input) -> Field {
    Field { name: name.to_owned(), label, input, required: false, initial: None, hint: None }
}

pub(super) fn one_line() -> Input {
    Input::Text { most: LINE_CHARACTERS, multiline: false }
}

pub(super) fn several_lines() -> Input {
    Input::Text { most: TEXT_CHARACTERS, multiline: true }
}
