//! Help: what is the reader's, what they could say now, and what there is to say.

use steward_core::card::{Block, Button, Card, Line, Tone};
use steward_core::message::answer::{Choice, HelpAnswer};

use super::parts::{fact, line as plain_line, say};
use super::{line, lists, menu};
use crate::writer::Writer;

/// The card of help.
pub(super) fn card(writer: &Writer<'_>, help: &HelpAnswer) -> Card {
    let kpis = help.kpis.iter().map(|kpi| match kpi.severity {
        Some(_) => line::full(writer, kpi),
        None => line::short(writer, kpi),
    });
    let alerts = help.alerts.iter().map(|alert| lists::alert_line(writer, alert));
    let heading = |key: &str, all: u32| writer.say(key, &[("count", all.into())]);
    let shown = [
        (heading("help-alerts", help.all_alerts), alerts.collect()),
        (heading("help-kpis", help.all_kpis), kpis.collect()),
        (writer.say("help-words", &[]), words(writer, help)),
    ];
    let sections = shown.into_iter().filter(|(_, lines): &(String, Vec<Line>)| !lines.is_empty());
    let intro = Block::Text { text: writer.say("help-intro", &[]) };
    let more = Block::Context { text: writer.say("help-more", &[]) };
    Card {
        title: writer.say("help-title", &[]),
        blocks: [intro]
            .into_iter()
            .chain(sections.map(|(heading, lines)| Block::Section { heading, lines }))
            .chain([more])
            .collect(),
        buttons: help
            .examples
            .iter()
            .map(|example| button(writer, example))
            .chain([menu::more(writer)])
            .collect(),
        ..Card::default()
    }
}

/// The card of one command.
pub(super) fn one(writer: &Writer<'_>, command: &str, also: &[String]) -> Card {
    let mut facts = vec![
        fact(writer.say("help-usage", &[]), about(writer, command, "usage")),
        fact(writer.say("help-example", &[]), about(writer, command, "example")),
    ];
    if !also.is_empty() {
        facts.push(fact(writer.say("help-also", &[]), writer.list(also)));
    }
    Card { title: about(writer, command, "help"), blocks: vec![Block::Facts { facts }], ..Card::default() }
}

/// A text of a command: its `help`, `usage` or `example`.
fn about(writer: &Writer<'_>, command: &str, what: &str) -> String {
    writer.say(&format!("command-{command}-{what}"), &[])
}

/// The words of the commands, a line for each sort.
fn words(writer: &Writer<'_>, help: &HelpAnswer) -> Vec<Line> {
    [("help-asks", &help.asks), ("help-acts", &help.acts), ("help-sets", &help.sets)]
        .into_iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(key, words)| {
            let words = writer.list(words.iter().map(|(english, chinese)| writer.name(english, chinese)));
            plain_line(Tone::Neutral, writer.say(key, &[("words", words.into())]))
        })
        .collect()
}

fn button(writer: &Writer<'_>, example: &Choice) -> Button {
    say(writer.name(&example.name_en, &example.name_zh).to_owned(), example.says.clone())
}
