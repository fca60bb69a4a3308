//! Answers: which card belongs to which answer.

use steward_core::card::{Card, Tone};
use steward_core::message::answer::{Answer, Choice};

use super::parts::{say, short};
use super::{
    asked, changes, done, freshness, help, history, kpi, lists, menu, owners, refusal, room, span, values,
    why,
};
use crate::writer::Writer;

/// The card of an answer.
pub(super) fn card(writer: &Writer<'_>, answer: &Answer) -> Card {
    match answer {
        Answer::Kpi { kpi } => kpi::card(writer, kpi),
        Answer::Span { span } => span::card(writer, span),
        Answer::Values { values } => values::card(writer, values),
        Answer::Why { why } => why::card(writer, why),
        Answer::Owners { owners, more } => owners::card(writer, owners, *more),
        Answer::Room { room } => room::card(writer, room),
        Answer::Freshness { freshness } => freshness::card(writer, freshness),
        Answer::Changes { changes } => changes::card(writer, changes),
        Answer::KpiList { narrowed, standings, lines, more } => {
            lists::kpis(writer, narrowed, *standings, lines, *more)
        }
        Answer::AlertList { whose, narrowed, lines, more } => {
            lists::alerts(writer, whose.as_ref(), narrowed, lines, *more)
        }
        Answer::History { number, name_en, name_zh, unit, events, names } => {
            let name = writer.name(name_en, name_zh);
            history::card(writer, *number, name, *unit, events, names)
        }
        Answer::Done { what, undo } => done::card(writer, what, undo.as_deref()),
        Answer::Several { done, refused, undo } => done::several(writer, done, refused, undo.as_deref()),
        Answer::Refused { why } => refusal::card(writer, why),
        Answer::Choose { asked, choices } => choose(writer, asked, choices),
        Answer::Help { help } => help::card(writer, help),
        Answer::HelpOn { command, also_en, also_zh } => {
            let chinese = writer.locale().is_chinese();
            help::one(writer, command, if chinese { also_zh } else { also_en })
        }
        Answer::Menu { menu } => menu::card(writer, menu),
        Answer::NoteForm { form } => asked::note_form(writer, form),
        Answer::NoteProposal { form, confirm, taken } => {
            asked::proposal(writer, form, confirm.as_ref(), taken.as_deref())
        }
        Answer::ValueAsked { asked } => asked::value(writer, asked),
    }
}

/// A question back: the person chooses.
fn choose(writer: &Writer<'_>, asked: &str, choices: &[Choice]) -> Card {
    let buttons = choices
        .iter()
        .map(|choice| say(writer.name(&choice.name_en, &choice.name_zh).to_owned(), choice.says.clone()))
        .collect();
    let title = writer.say("choose-title", &[("asked", asked.into())]);
    Card { buttons, ..short(title, writer.say("choose-text", &[]), Tone::Neutral) }
}
