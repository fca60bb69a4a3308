//! Pieces of cards: the few ways in which blocks, lines and buttons are put together.

use steward_core::card::{Block, Button, ButtonStyle, Card, Fact, Line, Press, Tone};

use crate::catalogue::paragraph;

/// A card that says one thing, and below it what can be done.
pub(super) fn short(title: String, text: String, tone: Tone) -> Card {
    let blocks = if text.is_empty() { Vec::new() } else { vec![Block::Text { text }] };
    Card { title, tone, blocks, ..Card::default() }
}

/// A name and its value.
pub(super) fn fact(name: String, value: String) -> Fact {
    Fact { name, value }
}

/// A line without detail.
pub(super) fn line(tone: Tone, text: String) -> Line {
    Line { tone, text, detail: None }
}

/// Words of a person.
pub(super) fn quote(text: &str, by: String) -> Block {
    Block::Quote { text: paragraph(text), by }
}

/// A button that says something as the person's own words.
pub(super) fn say(label: String, text: String) -> Button {
    Button { label, style: ButtonStyle::Plain, press: Press::Say { text }, confirm: None }
}
