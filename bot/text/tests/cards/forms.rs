//! The forms behind the buttons of an alert, and the form for a note.

use std::fmt::Write;

use steward_core::alert::Alert;
use steward_core::limit::Severity;
use steward_core::message::answer::Answer;
use steward_core::message::{Message, Purpose};
use steward_text::Texts;

use crate::picture::{approve, compare, draw_form};
use crate::samples::*;

#[test]
fn forms_of_an_alert() {
    let texts = Texts::load().unwrap();
    let message = Message::Alert { alert: alert_id(), purpose: Purpose::Announce };
    let view = view(Alert { severity: Severity::Warning, worst: None, notes: vec![note()], ..alert() });
    let mut text = String::new();
    for locale in ["en-US", "zh-CN"] {
        writeln!(text, "--- {locale}").unwrap();
        let card = texts.render(&message, Some(&view), &reader(locale), now());
        card.buttons.iter().for_each(|button| text.push_str(&draw_form(button)));
    }
    compare("forms", &text);
}

#[test]
fn the_form_for_a_note() {
    let answer = Box::new(Answer::NoteForm { alert: alert_id(), number: 12, version: 2 });
    let message = Message::Answer { answer };
    approve("answer_note_form", &message, Some(&view(alert())));
    approve("answer_note_form_as_text", &message, None);
}
