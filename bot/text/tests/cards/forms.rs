//! The forms behind the buttons of an alert, the form for a note, and what is asked with a button before it is kept.

use std::fmt::Write;

use steward_core::alert::Alert;
use steward_core::alert::decide::NoteDraft;
use steward_core::card::Act;
use steward_core::limit::Severity;
use steward_core::message::answer::asked::{NoteForm, ValueAsked};
use steward_core::message::answer::setting::KpiName;
use steward_core::message::answer::{Answer, Taken, Undo};
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
    let form = Box::new(note_form(NoteDraft::default()));
    approve("answer_note_form", &Message::Answer { answer: Box::new(Answer::NoteForm { form }) }, None);
}

#[test]
fn a_note_to_be_confirmed() {
    let draft = NoteDraft {
        cause_text: "承运商停发".into(),
        action: "已换 UPS".into(),
        due: Some(day("2026-11-27")),
        ..NoteDraft::default()
    };
    let act = Act {
        command: "note".into(),
        alert: Some(alert_id()),
        episode: 1,
        version: 3,
        value: Some("words:3".into()),
    };
    let undo = Undo {
        act: Act { command: "undo".into(), value: Some("2".into()), ..act.clone() },
        until: "2026-11-21T01:05:00Z".parse().unwrap(),
    };
    let taken = Taken { until: "2026-11-21T05:00:00Z".parse().unwrap(), undo: Some(Box::new(undo)) };
    let confirmed = |confirm, taken| {
        let form = Box::new(note_form(draft.clone()));
        Message::Answer { answer: Box::new(Answer::NoteProposal { form, confirm, taken }) }
    };
    approve("answer_note_proposal", &confirmed(Some(act), None), None);
    approve("answer_note_proposal_incomplete", &confirmed(None, Some(Box::new(taken))), None);
}

#[test]
fn a_value_to_be_confirmed() {
    let value = Some(format!("{} 2026-11-19 0.09", kpi().key));
    let act = Act { command: "record".into(), alert: None, episode: 0, version: 1, value };
    let asked = ValueAsked {
        kpi: KpiName::from(&kpi()),
        unit: kpi().unit,
        period: day("2026-11-19"),
        value: number("0.09"),
        before: Some(number("0.046")),
        usual: Some(number("0.031")),
        act,
    };
    let answer = Box::new(Answer::ValueAsked { asked: Box::new(asked) });
    approve("answer_value_asked", &Message::Answer { answer }, None);
}

fn note_form(draft: NoteDraft) -> NoteForm {
    NoteForm {
        alert: alert_id(),
        number: 12,
        episode: 1,
        version: 2,
        needs_cause: true,
        due_range: (day("2026-11-21"), day("2026-12-21")),
        draft,
    }
}
