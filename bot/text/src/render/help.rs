//! Help: what can be said, with examples that work for this person now.

use steward_core::card::{Block, Button, Card, Fact, Line, Tone};

use super::lists::acknowledge;
use super::parts::{fact, say};
use crate::catalogue::plain;
use crate::writer::Writer;

/// Examples from the person's own KPIs and alerts, each; more would not fit a phone.
const MOST_EXAMPLES: usize = 2;

/// The card of help: a line for each command, or everything about the only one.
pub(super) fn card(
    writer: &Writer<'_>,
    commands: &[String],
    own_kpis: &[(String, String)],
    open_alerts: &[i64],
) -> Card {
    if let [command] = commands {
        return one(writer, command);
    }
    let lines = commands
        .iter()
        .map(|command| Line {
            tone: Tone::Neutral,
            text: about(writer, command, "usage"),
            detail: Some(about(writer, command, "help")),
        })
        .collect();
    Card {
        title: writer.say("help-title", &[]),
        blocks: vec![
            Block::Text { text: writer.say("help-intro", &[]) },
            Block::Section { heading: writer.say("help-heading", &[]), lines },
            Block::Context { text: writer.say("help-more", &[]) },
        ],
        buttons: examples(writer, own_kpis, open_alerts),
        ..Card::default()
    }
}

fn one(writer: &Writer<'_>, command: &str) -> Card {
    let facts: Vec<Fact> = vec![
        fact(writer.say("help-usage", &[]), about(writer, command, "usage")),
        fact(writer.say("help-example", &[]), about(writer, command, "example")),
    ];
    Card { title: about(writer, command, "help"), blocks: vec![Block::Facts { facts }], ..Card::default() }
}

/// A text of a command: its `help`, `usage` or `example`.
fn about(writer: &Writer<'_>, command: &str, what: &str) -> String {
    writer.say(&format!("command-{command}-{what}"), &[])
}

fn examples(writer: &Writer<'_>, own_kpis: &[(String, String)], open_alerts: &[i64]) -> Vec<Button> {
    let kpis = own_kpis.iter().take(MOST_EXAMPLES).map(|(english, chinese)| {
        let name = plain(writer.name(english, chinese));
        say(name.clone(), name)
    });
    let alerts = open_alerts.iter().take(MOST_EXAMPLES).map(|number| acknowledge(writer, *number));
    let mine = say(writer.say("button-mine", &[]), writer.say("say-mine", &[]));
    alerts.chain(kpis).chain([mine]).collect()
}
