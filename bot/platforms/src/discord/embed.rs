//! The blocks of a card as embeds of Discord: prose above, names and values as fields, and no embed longer than it may be.

use serde_json::{Value, json};
use steward_core::card::{Block, Card, Fact, Line, Tone};
use steward_core::moment::in_words;
use unicode_segmentation::UnicodeSegmentation;

use super::limits::{
    DESCRIPTION_CHARACTERS, FIELD_NAME_CHARACTERS, FIELD_VALUE_CHARACTERS, FIELDS, MESSAGE_CHARACTERS, cut,
    length,
};
use super::markup::{bold, escape, small};

/// Heights of the small line, lowest first.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Most values of the small line; more would not fit the width of a phone.
const MOST_BARS: usize = 24;
/// Most characters of a title: escaped it still fits into a field's name.
const MOST_OF_TITLE: usize = 120;
/// Most characters of a line: escaped it still fits into a field's value.
const MOST_OF_LINE: usize = 500;
/// Most characters of a value beside which others fit on a wide screen. On a phone each has its own line.
const SHORT_CHARACTERS: usize = 24;
/// The name of a field that has none; Discord takes no empty one.
const NAMELESS: &str = "\u{200b}";
/// Most characters that a line needs beside its own where an embed ends with it: a line end, or the name of a field.
pub(super) const ENDING_CHARACTERS: usize = 1;

/// A part of a card that is never torn, in Discord's markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A line of prose.
    Line(String),
    /// A heading above lines, as plain text.
    Heading(String),
    /// A name and its value.
    Field { name: String, value: String, is_short: bool },
}

/// Title and lead, so that they are the first two lines; then everything below.
pub(super) fn pieces(card: &Card) -> Vec<Piece> {
    let mut rest = card.blocks.as_slice();
    let mut pieces = vec![Piece::Line(bold(&cut(&card.title, MOST_OF_TITLE)))];
    if let [Block::Lead { text }, below @ ..] = rest {
        rest = below;
        pieces.extend(prose(text));
    }
    pieces.extend(rest.iter().flat_map(block));
    pieces
}

fn block(block: &Block) -> Vec<Piece> {
    match block {
        Block::Text { text } => prose(text).collect(),
        Block::Lead { text } => vec![Piece::Heading(cut(text, MOST_OF_TITLE))],
        Block::Facts { facts } => facts.iter().map(fact).collect(),
        Block::Section { heading, lines } => {
            let heading = std::iter::once(Piece::Heading(cut(heading, MOST_OF_TITLE)));
            heading.chain(lines.iter().flat_map(line)).collect()
        }
        Block::Quote { text, by } => {
            let quoted = chunks(text).map(|line| Piece::Line(format!("> {}", escape(&line))));
            quoted.chain(fine(by)).collect()
        }
        Block::Spark { points, alt, .. } => fine(&format!("{} {alt}", bars(points))).collect(),
        Block::Context { text } => fine(text).collect(),
    }
}

/// A paragraph, line by line; a line that is too long goes on in the next.
fn prose(text: &str) -> impl Iterator<Item = Piece> {
    chunks(text).map(|line| Piece::Line(escape(&line)))
}

/// Small print, line by line.
pub(super) fn fine(text: &str) -> impl Iterator<Item = Piece> {
    chunks(text).map(|line| Piece::Line(small(&line)))
}

fn fact(fact: &Fact) -> Piece {
    Piece::Field {
        name: escape(&cut(&fact.name, MOST_OF_TITLE)),
        value: escape(&cut(&fact.value, MOST_OF_LINE)),
        is_short: length(&in_words(&fact.value)) <= SHORT_CHARACTERS,
    }
}

fn line(line: &Line) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = prose(&line.text).collect();
    if let Some(Piece::Line(first)) = pieces.first_mut() {
        first.insert_str(0, mark(line.tone));
    }
    pieces.extend(line.detail.iter().flat_map(|detail| fine(detail)));
    pieces
}

/// The mark before a line. Never the only sign: the line says it too.
fn mark(tone: Tone) -> &'static str {
    match tone {
        Tone::Neutral => "▫️ ",
        Tone::Good => "🟢 ",
        Tone::Warning => "🟠 ",
        Tone::Critical => "🔴 ",
        Tone::Unknown => "⚪ ",
    }
}

/// The colour beside an embed.
fn colour(tone: Tone) -> u32 {
    match tone {
        Tone::Neutral => 0x4F_6B_ED,
        Tone::Good => 0x2E_9E_5B,
        Tone::Warning => 0xE0_8A_00,
        Tone::Critical => 0xD9_30_25,
        Tone::Unknown => 0x8A_8F_98,
    }
}

fn bars(points: &[u16]) -> String {
    let newest = points.len().saturating_sub(MOST_BARS);
    let height = |point: &u16| BARS.get(usize::from(*point).min(1_000) * (BARS.len() - 1) / 1_000);
    points.iter().skip(newest).filter_map(height).collect()
}

/// Lines of at most [`MOST_OF_LINE`] characters; empty ones are left out.
fn chunks(text: &str) -> impl Iterator<Item = String> {
    let lines: Vec<String> = text.lines().flat_map(chunked).filter(|line| !line.trim().is_empty()).collect();
    lines.into_iter()
}

fn chunked(line: &str) -> Vec<String> {
    let mut chunks = vec![String::new()];
    let mut room = MOST_OF_LINE;
    for character in line.graphemes(true) {
        let needed = length(character);
        if needed > room {
            chunks.push(String::new());
            room = MOST_OF_LINE;
        }
        room = room.saturating_sub(needed);
        if let Some(open) = chunks.last_mut() {
            open.push_str(character);
        }
    }
    chunks
}

/// An embed that is being filled.
#[derive(Debug, Default)]
pub(super) struct Filling {
    description: String,
    fields: Vec<(String, String, bool)>,
    used: usize,
    /// Whether the last field takes further lines.
    is_open: bool,
}

impl Filling {
    /// Adds a piece; gives it back where it does not fit into the embed or into `most` characters.
    pub(super) fn add(&mut self, piece: Piece, most: usize) -> Option<Piece> {
        let added = match &piece {
            Piece::Line(line) if self.fields.is_empty() => self.describe(line, "\n", most),
            Piece::Line(line) => {
                self.extend_field(line, most) || self.field(NAMELESS, line, false, true, most)
            }
            Piece::Heading(heading) if self.fields.is_empty() => self.describe(&bold(heading), "\n\n", most),
            Piece::Heading(heading) => self.field(NAMELESS, &bold(heading), false, true, most),
            Piece::Field { name, value, is_short } => self.field(name, value, *is_short, false, most),
        };
        (!added).then_some(piece)
    }

    /// Ends it with a line, for which one field and the room of the line were kept.
    pub(super) fn end(&mut self, line: String) {
        if let Some(Piece::Line(line)) = self.add(Piece::Line(line), MESSAGE_CHARACTERS) {
            self.used += ENDING_CHARACTERS + length(&line);
            self.fields.push((NAMELESS.to_owned(), line, false));
        }
    }

    /// Whether nothing is in it yet.
    pub(super) fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// The embed in the colour of its card.
    pub(super) fn embed(self, tone: Tone) -> Value {
        let fields: Vec<Value> = self
            .fields
            .into_iter()
            .map(|(name, value, inline)| json!({ "name": name, "value": value, "inline": inline }))
            .collect();
        let mut embed = json!({ "color": colour(tone) });
        if let Some(embed) = embed.as_object_mut() {
            if !self.description.is_empty() {
                embed.insert("description".to_owned(), json!(self.description));
            }
            if !fields.is_empty() {
                embed.insert("fields".to_owned(), json!(fields));
            }
        }
        embed
    }

    fn takes(&mut self, characters: usize, most: usize) -> bool {
        let fits = self.used + characters <= most;
        if fits {
            self.used += characters;
        }
        fits
    }

    fn describe(&mut self, line: &str, before: &str, most: usize) -> bool {
        let before = if self.description.is_empty() { "" } else { before };
        let needed = before.len() + length(line);
        let fits = length(&self.description) + needed <= DESCRIPTION_CHARACTERS && self.takes(needed, most);
        if fits {
            self.description.push_str(before);
            self.description.push_str(line);
        }
        fits
    }

    fn extend_field(&mut self, line: &str, most: usize) -> bool {
        let needed = 1 + length(line);
        let has_room = self.is_open
            && self
                .fields
                .last()
                .is_some_and(|(_, value, _)| length(value) + needed <= FIELD_VALUE_CHARACTERS);
        if !has_room || !self.takes(needed, most) {
            return false;
        }
        if let Some((_, value, _)) = self.fields.last_mut() {
            value.push('\n');
            value.push_str(line);
        }
        true
    }

    fn field(&mut self, name: &str, value: &str, is_short: bool, stays_open: bool, most: usize) -> bool {
        let (name, value) = (cut(name, FIELD_NAME_CHARACTERS), cut(value, FIELD_VALUE_CHARACTERS));
        // Discord takes no field that says nothing.
        let value = if value.trim().is_empty() { "–".to_owned() } else { value };
        let name = if name.trim().is_empty() { NAMELESS.to_owned() } else { name };
        // One is kept for what it ends with.
        if self.fields.len() + 1 >= FIELDS || !self.takes(length(&name) + length(&value), most) {
            return false;
        }
        self.fields.push((name, value, is_short));
        self.is_open = stays_open;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_torn_only_where_it_is_too_long() {
        let long = "迟".repeat(MOST_OF_LINE + 3);
        let lines: Vec<String> = chunks(&format!("one\n\n{long}")).collect();
        assert_eq!(lines.iter().map(|line| length(line)).collect::<Vec<_>>(), [3, MOST_OF_LINE, 3]);
    }

    #[test]
    fn what_follows_fields_stays_below_them() {
        let mut filling = Filling::default();
        let field = Piece::Field { name: "Target".into(), value: "4%".into(), is_short: true };
        for piece in
            [Piece::Line("above".into()), field, Piece::Line("below".into()), Piece::Line("more".into())]
        {
            assert_eq!(filling.add(piece, 100), None);
        }
        let embed = filling.embed(Tone::Good);
        assert_eq!(embed["description"], "above");
        assert_eq!(embed["fields"][1]["value"], "below\nmore");
    }

    #[test]
    fn an_embed_that_is_full_is_ended_all_the_same() {
        let mut prose = Filling::default();
        while prose.add(Piece::Line("x".repeat(9)), MESSAGE_CHARACTERS).is_none() {}
        let mut facts = Filling::default();
        let fact = || Piece::Field { name: "F".into(), value: "x".repeat(100), is_short: false };
        while facts.add(fact(), MESSAGE_CHARACTERS).is_none() {}
        for mut full in [prose, facts] {
            full.end("-# and more".into());
            let embed = full.embed(Tone::Good);
            assert!(embed.to_string().contains("and more"), "{embed}");
            assert!(embed["fields"].as_array().is_none_or(|fields| fields.len() <= FIELDS));
        }
    }

    #[test]
    fn what_does_not_fit_is_given_back() {
        let mut filling = Filling::default();
        let line = Piece::Line("four".into());
        assert_eq!(filling.add(line.clone(), 8), None);
        assert_eq!(filling.add(line.clone(), 8), Some(line));
    }
}
