//! From messages to cards: what is meant becomes what a person reads, in their language.

mod alert;
mod alert_facts;
mod alert_lead;
mod answer;
mod asked;
mod basis;
mod buttons;
mod changes;
mod digest;
mod done;
mod event;
mod fault;
mod forms;
mod freshness;
mod help;
mod history;
mod kpi;
mod line;
mod lists;
mod measured;
mod menu;
mod not_set;
mod notice;
mod owners;
mod parts;
mod proposal;
mod refusal;
mod review;
mod room;
mod setting;
mod span;
mod spark;
mod status;
mod understood;
mod values;
mod why;
mod zone;

use jiff::Timestamp;
use steward_core::alert::view::AlertView;
use steward_core::card::Card;
use steward_core::message::Message;
use steward_core::moment;
use steward_core::outbox::Reader;
use steward_core::person::Locale;

use crate::catalogue::Texts;
use crate::writer::Writer;

impl Texts {
    /// What was filled in in a field of a form, as whoever did it saw it: what was chosen from a list by its name.
    pub fn filled_in(&self, locale: &Locale, field: &str, value: &str) -> String {
        forms::chosen(field, value).map_or_else(|| value.to_owned(), |key| self.phrase(locale, key, &[]))
    }

    /// The card of a message for a reader at an instant. `view` is the alert that the message is about; an update
    /// without one names people by their keys and leaves out values.
    pub fn render(
        &self,
        message: &Message,
        view: Option<&AlertView>,
        reader: &Reader,
        now: Timestamp,
    ) -> Card {
        rendered(&self.writer(reader, now), message, view, reader)
    }

    /// As [`Texts::render`], for a platform on which each reader sees moments on their own clock: those in the title and
    /// the blocks are marked (`steward_core::moment`).
    pub fn render_marked(
        &self,
        message: &Message,
        view: Option<&AlertView>,
        reader: &Reader,
        now: Timestamp,
    ) -> Card {
        rendered(&self.writer(reader, now).marking_moments(), message, view, reader)
    }
}

fn rendered(writer: &Writer<'_>, message: &Message, view: Option<&AlertView>, reader: &Reader) -> Card {
    let card = match message {
        Message::Alert { purpose, .. } => match view {
            Some(view) => alert::card(writer, view, purpose),
            None => alert::gone(writer),
        },
        Message::AlertUpdate { event, number, .. } => event::card(writer, event, *number, view),
        Message::Digest { digest } => digest::card(writer, digest),
        Message::Answer { answer } => answer::card(writer, answer),
        Message::Notice { notice } => notice::card(writer, notice),
    };
    let card = if reader.person.is_none() { zone::named(writer, card, &reader.zone) } else { card };
    let lang = reader.locale.tag().to_owned();
    let summary = if card.summary.is_empty() { card.title.clone() } else { card.summary };
    Card { lang, summary: moment::in_words(&summary), ..card }
}
