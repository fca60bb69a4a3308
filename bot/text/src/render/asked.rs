//! Questions before something is kept: the form for a note, a note or a value to be confirmed.

use steward_core::card::{Act, Block, Button, ButtonStyle, Card, Press, Tone};
use steward_core::message::answer::asked::{NoteForm, ValueAsked};
use steward_core::message::answer::{DoneWhat, Taken};

use super::buttons::{self, button};
use super::parts::{fact, short};
use super::{done, setting, status};
use crate::catalogue::plain;
use crate::writer::Writer;

/// The form for a note, behind one button.
pub(super) fn note_form(writer: &Writer<'_>, form: &NoteForm) -> Card {
    let number = ("number", form.number.to_string().into());
    let title = writer.say("note-form-title", std::slice::from_ref(&number));
    let text = writer.say("note-form-text", &[number]);
    let note = buttons::note_form(writer, writer.say("button-note", &[]), form);
    let note = Button { style: ButtonStyle::Primary, ..note };
    Card { buttons: vec![note], ..short(title, text, Tone::Neutral) }
}

/// A note to be confirmed with one tap, or corrected; where something is missing, only to be corrected.
pub(super) fn proposal(
    writer: &Writer<'_>,
    form: &NoteForm,
    confirm: Option<&Act>,
    taken: Option<&Taken>,
) -> Card {
    let number = ("number", form.number.to_string().into());
    let draft = &form.draft;
    let class = draft.cause.map(|cause| status::cause(writer, cause)).unwrap_or_default();
    let cause = writer.remarks([class, plain(&draft.cause_text)]);
    let due = draft.due.map(|due| writer.weekday_date(due)).unwrap_or_default();
    let facts = [("field-cause-text", cause), ("field-action", plain(&draft.action)), ("field-due", due)];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    let facts = facts.map(|(key, value)| fact(writer.say(key, &[]), value)).collect();
    let (title, hint) = if confirm.is_some() {
        (writer.say("propose-note", &[number]), writer.say("propose-note-hint", &[]))
    } else {
        (writer.say("propose-note-incomplete", &[number]), writer.say("propose-note-hint", &[]))
    };
    let edit = buttons::note_form(writer, writer.say("button-edit-note", &[]), form);
    let keep = confirm.map(|act| {
        let keep = button(writer.say("button-keep-note", &[]), Press::Act { act: act.clone() });
        Button { style: ButtonStyle::Primary, ..keep }
    });
    let edit = if keep.is_some() { edit } else { Button { style: ButtonStyle::Primary, ..edit } };
    let told = taken.map(|taken| {
        let what = DoneWhat::Acknowledged { number: form.number, until: taken.until };
        Block::Text { text: done::sentence(writer, &what) }
    });
    let blocks = told.into_iter().chain([Block::Facts { facts }, Block::Context { text: hint }]).collect();
    let buttons = keep.into_iter().chain([edit]).collect();
    let card = Card { blocks, buttons, ..short(title, String::new(), Tone::Neutral) };
    done::with_undo(writer, card, taken.and_then(|taken| taken.undo.as_deref()))
}

/// A value to be confirmed: what it replaces, and that it is far from what is usual.
pub(super) fn value(writer: &Writer<'_>, asked: &ValueAsked) -> Card {
    let shown = |value| writer.value(value, asked.unit);
    let kpi = ("kpi", setting::name(writer, &asked.kpi));
    let day = ("day", writer.weekday_date(asked.period).into());
    let title = writer.say("ask-value", &[kpi, day, ("value", shown(asked.value).into())]);
    let before = match asked.before {
        Some(before) => writer.say("ask-value-replaces", &[("before", shown(before).into())]),
        None => writer.say("ask-value-first", &[]),
    };
    let usual = asked.usual.map(|usual| writer.say("ask-value-unusual", &[("usual", shown(usual).into())]));
    let text = writer.remarks([before].into_iter().chain(usual));
    let keep = button(writer.say("button-keep-value", &[]), Press::Act { act: asked.act.clone() });
    let keep = Button { style: ButtonStyle::Primary, ..keep };
    Card { buttons: vec![keep], ..short(title, text, Tone::Neutral) }
}
