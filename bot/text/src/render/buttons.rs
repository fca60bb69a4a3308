//! The buttons of an alert, in the order in which its status makes them likely.

use steward_core::alert::view::AlertView;
use steward_core::alert::{Alert, AlertStatus, Closure};
use steward_core::card::{Act, Button, ButtonStyle, Form, Press};
use steward_core::message::answer::asked::NoteForm;

use super::forms;
use crate::writer::Writer;

/// What can be pressed now.
pub(super) fn of(writer: &Writer<'_>, view: &AlertView) -> Vec<Button> {
    let styled = |button: Button, style| Button { style, ..button };
    let plain = |button| styled(button, ButtonStyle::Plain);
    let primary = |button| styled(button, ButtonStyle::Primary);
    let behind_more = |button| styled(button, ButtonStyle::More);
    let note = note(writer, view);
    let done = can_be_done(&view.alert).then(|| done(writer, view));
    let snooze = snooze(writer, view);
    let mut buttons = match view.alert.status {
        AlertStatus::Open => {
            let mut buttons = vec![primary(acknowledge(writer, view)), plain(note), plain(snooze)];
            buttons.extend(done.map(behind_more));
            buttons
        }
        AlertStatus::Acknowledged => {
            [Some(primary(note)), done.map(plain), Some(plain(snooze))].into_iter().flatten().collect()
        }
        AlertStatus::Remediating => match done {
            Some(done) => vec![primary(done), plain(note), plain(snooze)],
            None => vec![primary(note), plain(snooze)],
        },
        AlertStatus::Watching => return vec![plain(note), behind_more(comment(writer, view))],
        AlertStatus::Closed { how: Closure::KpiRemoved | Closure::Withdrawn } => return Vec::new(),
        AlertStatus::Closed { .. } => return vec![behind_more(reopen(writer, view))],
    };
    let assign = (!view.candidates.is_empty()).then(|| assign(writer, view));
    let rest = [
        assign,
        Some(comment(writer, view)),
        Some(escalate(writer, view)),
        Some(dismiss(writer, view)),
        Some(bad_data(writer, view)),
    ];
    buttons.extend(rest.into_iter().flatten().map(behind_more));
    buttons
}

/// Whether "done" would be accepted: nobody has said what was done before they have the alert, and a critical one
/// needs its cause and action first.
fn can_be_done(alert: &Alert) -> bool {
    let begun = alert.status != AlertStatus::Open || alert.note().is_some();
    begun && (!alert.is_critical() || alert.is_explained())
}

fn acknowledge(writer: &Writer<'_>, view: &AlertView) -> Button {
    let press = Press::Act { act: act("ack", view) };
    button(writer.say("button-ack", &[]), press)
}

/// The button with the form for a note, outside the card of its alert.
pub(super) fn note_form(writer: &Writer<'_>, label: String, form: &NoteForm) -> Button {
    let act = Act {
        command: "note".to_owned(),
        alert: Some(form.alert),
        episode: form.episode,
        version: form.version,
        value: None,
    };
    with_form(label, act, forms::note_form(writer, form))
}

/// The button with the form for a note.
fn note(writer: &Writer<'_>, view: &AlertView) -> Button {
    let button = with_form(writer.say("button-note", &[]), act("note", view), forms::note(writer, view));
    Button { style: ButtonStyle::Primary, ..button }
}

fn done(writer: &Writer<'_>, view: &AlertView) -> Button {
    button(writer.say("button-done", &[]), Press::Act { act: act("done", view) })
}

fn snooze(writer: &Writer<'_>, view: &AlertView) -> Button {
    with_form(writer.say("button-snooze", &[]), act("snooze", view), forms::snooze(writer, view))
}

fn assign(writer: &Writer<'_>, view: &AlertView) -> Button {
    with_form(writer.say("button-assign", &[]), act("assign", view), forms::assign(writer, view))
}

fn comment(writer: &Writer<'_>, view: &AlertView) -> Button {
    with_form(writer.say("button-comment", &[]), act("comment", view), forms::comment(writer, view))
}

fn dismiss(writer: &Writer<'_>, view: &AlertView) -> Button {
    let number = view.alert.number.to_string();
    let confirm = Some(writer.say("confirm-dismiss", &[("number", number.into())]));
    let button =
        with_form(writer.say("button-dismiss", &[]), act("dismiss", view), forms::dismiss(writer, view));
    Button { confirm, ..button }
}

fn escalate(writer: &Writer<'_>, view: &AlertView) -> Button {
    let confirm = writer.say("confirm-escalate", &[("number", view.alert.number.to_string().into())]);
    let button = button(writer.say("button-escalate", &[]), Press::Act { act: act("escalate", view) });
    Button { confirm: Some(confirm), ..button }
}

fn reopen(writer: &Writer<'_>, view: &AlertView) -> Button {
    let confirm = writer.say("confirm-reopen", &[("number", view.alert.number.to_string().into())]);
    let button = button(writer.say("button-reopen", &[]), Press::Act { act: act("reopen", view) });
    Button { confirm: Some(confirm), ..button }
}

fn bad_data(writer: &Writer<'_>, view: &AlertView) -> Button {
    with_form(writer.say("button-bad-data", &[]), act("bad_data", view), forms::bad_data(writer, view))
}

fn with_form(label: String, act: Act, form: Form) -> Button {
    button(label, Press::Form { act, form })
}

pub(super) fn button(label: String, press: Press) -> Button {
    Button { label, style: ButtonStyle::Plain, press, confirm: None }
}

/// The act of a command upon the alert as it is shown.
pub(super) fn act(command: &str, view: &AlertView) -> Act {
    Act {
        command: command.to_owned(),
        alert: Some(view.alert.id),
        episode: view.alert.episode,
        version: view.alert.version,
        value: None,
    }
}
