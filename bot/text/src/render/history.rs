//! The history of an alert: a line for each event, oldest first.

use std::collections::BTreeMap;

use steward_core::alert::event::AlertEvent;
use steward_core::card::{Block, Card, Line, Tone};
use steward_core::id::PersonKey;
use steward_core::unit::Unit;

use super::event::{self, Circumstances};
use crate::writer::Writer;

/// The card of a history, a section for each episode.
pub(super) fn card(
    writer: &Writer<'_>,
    number: i64,
    name: &str,
    unit: Unit,
    events: &[AlertEvent],
    names: &[(PersonKey, String)],
) -> Card {
    let names: BTreeMap<PersonKey, String> = names.iter().cloned().collect();
    let around = Circumstances { unit: Some(unit), names: &names, lapsed: None };
    let mut episodes: BTreeMap<u32, Vec<Line>> = BTreeMap::new();
    for event in events {
        let told = event::tell(writer, event, &around);
        let text = writer
            .say("history-line", &[("at", writer.instant(event.at).into()), ("what", told.sentence.into())]);
        let detail = told.detail.filter(|detail| !detail.is_empty());
        episodes.entry(event.episode).or_default().push(Line { tone: told.tone, text, detail });
    }
    let blocks = episodes
        .into_iter()
        .map(|(episode, lines)| Block::Section {
            heading: writer.say("history-episode", &[("episode", episode.to_string().into())]),
            lines,
        })
        .collect();
    let title = writer.say("history-title", &[("number", number.to_string().into()), ("kpi", name.into())]);
    Card { title, tone: Tone::Neutral, blocks, ..Card::default() }
}
