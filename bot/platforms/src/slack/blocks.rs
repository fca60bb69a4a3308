//! The parts of a card as blocks of Slack's Block Kit.

use serde_json::{Value, json};
use steward_core::card::{Block, Card, Fact, Line, Mention, Tone};

use super::limits::{CONTEXT_CHARACTERS, SECTION_CHARACTERS, cut, length};
use super::mrkdwn::{Words, escape, plain, words};

/// Heights of the small line, lowest first.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Most values of the small line; more would not fit the width of a phone.
const MOST_BARS: usize = 24;
/// Most characters of the title and of the lead: even with each of them escaped both fit into a section.
const MOST_OF_TITLE: usize = 200;
const MOST_OF_LEAD: usize = 380;
/// Characters that marking up a line may add at the most: two stars, and the mark.
const MARKUP: usize = 8;

/// A block and how many characters it shows.
pub(super) struct Piece {
    pub(super) block: Value,
    pub(super) length: usize,
}

/// Title and lead in one section, so that they are the first two lines; then everything below.
pub(super) fn pieces(card: &Card, mentions: bool) -> Vec<Piece> {
    let mut rest = card.blocks.as_slice();
    let lead = match rest {
        [Block::Lead { text }, below @ ..] => {
            rest = below;
            Some(text.as_str())
        }
        _ => None,
    };
    let mut pieces = vec![head(&card.title, lead)];
    if mentions && !card.mentions.is_empty() {
        pieces.push(mentioned(&card.mentions));
    }
    pieces.extend(rest.iter().flat_map(block));
    // Slack refuses a block that says nothing.
    pieces.retain(|piece| piece.length > 0);
    pieces
}

/// Small print, which holds nothing but our own words or plain text.
pub(super) fn context(text: &str) -> Piece {
    let text = cut(text, CONTEXT_CHARACTERS);
    let length = shown(&text);
    Piece { block: json!({ "type": "context", "elements": [plain(&text)] }), length }
}

/// A paragraph; nothing in it is markup.
pub(super) fn paragraph(text: &str) -> Vec<Piece> {
    sections(text.lines().map(|line| vec![Words::Light(line)]))
}

fn head(title: &str, lead: Option<&str>) -> Piece {
    let title = cut(title, MOST_OF_TITLE);
    let lead = lead.map(|lead| cut(lead, MOST_OF_LEAD));
    let line = lead.as_ref().map(|lead| format!("\n{lead}")).unwrap_or_default();
    section(&[Words::Bold(&title), Words::Light(&line)])
}

/// The people to be pinged; who has no account here is named.
fn mentioned(mentions: &[Mention]) -> Piece {
    let of = |mention: &Mention| match &mention.id {
        Some(id) => format!("<@{}>", id.chars().filter(char::is_ascii_alphanumeric).collect::<String>()),
        None => escape(&mention.name),
    };
    let text = mentions.iter().map(of).collect::<Vec<_>>().join(" ");
    let length = length(&text);
    let element = json!({ "type": "mrkdwn", "text": text, "verbatim": true });
    Piece { block: json!({ "type": "context", "elements": [element] }), length }
}

fn block(block: &Block) -> Vec<Piece> {
    match block {
        Block::Text { text } => paragraph(text),
        Block::Lead { text } => sections(text.lines().map(|line| vec![Words::Bold(line)])),
        Block::Facts { facts } => sections(facts.iter().map(fact)),
        Block::Section { heading, lines } => section_of(heading, lines),
        Block::Quote { text, by } => {
            let lines: Vec<String> = text.lines().map(|line| format!("▎{line}")).collect();
            let mut quoted = sections(lines.iter().map(|line| vec![Words::Light(line)]));
            quoted.push(context(by));
            quoted
        }
        Block::Spark { points, alt, .. } => vec![context(&format!("{} {alt}", bars(points)))],
        Block::Context { text } => vec![context(text)],
    }
}

fn fact(fact: &Fact) -> Vec<Words<'_>> {
    vec![Words::Bold(&fact.name), Words::Light("  "), Words::Light(&fact.value)]
}

fn section_of(heading: &str, lines: &[Line]) -> Vec<Piece> {
    let heading = std::iter::once(vec![Words::Bold(heading)]);
    let lines = lines.iter().map(|line| {
        let mut words = vec![Words::Light(mark(line.tone)), Words::Light(&line.text)];
        if let Some(detail) = &line.detail {
            words.extend([Words::Light("\n       "), Words::Light(detail)]);
        }
        words
    });
    sections(heading.chain(lines))
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

/// Lines in as few sections as they fit in; a line is never torn unless it alone is too long.
fn sections<'a>(lines: impl Iterator<Item = Vec<Words<'a>>>) -> Vec<Piece> {
    let mut done = Vec::new();
    let mut open: Vec<Words<'a>> = Vec::new();
    let mut room = SECTION_CHARACTERS;
    for line in lines {
        let needed = needed(&line);
        if needed > SECTION_CHARACTERS {
            done.extend(close(&mut open));
            room = SECTION_CHARACTERS;
            let whole: String = line.iter().map(Words::text).collect();
            done.push(unmarked(&whole));
            continue;
        }
        if needed > room {
            done.extend(close(&mut open));
            room = SECTION_CHARACTERS;
        }
        if !open.is_empty() {
            open.push(Words::Light("\n"));
        }
        room -= needed;
        open.extend(line);
    }
    done.extend(close(&mut open));
    done
}

fn close(open: &mut Vec<Words<'_>>) -> Option<Piece> {
    let words = std::mem::take(open);
    (!words.iter().all(|words| words.text().trim().is_empty())).then(|| section(&words))
}

/// Characters that a line takes at the most, escaped and marked up.
fn needed(line: &[Words<'_>]) -> usize {
    line.iter().map(|words| length(&escape(words.text())) + MARKUP).sum()
}

fn section(said: &[Words<'_>]) -> Piece {
    let text = words(said);
    let length = text.get("text").and_then(Value::as_str).map_or(0, shown);
    Piece { block: json!({ "type": "section", "text": text }), length }
}

/// A section that is too long to be escaped or marked up.
fn unmarked(text: &str) -> Piece {
    let text = cut(text, SECTION_CHARACTERS);
    let length = shown(&text);
    Piece { block: json!({ "type": "section", "text": plain(&text) }), length }
}

/// How much of a text is seen; nothing where it is blank.
fn shown(text: &str) -> usize {
    if text.trim().is_empty() { 0 } else { length(text) }
}

/// The last values as bars.
fn bars(points: &[u16]) -> String {
    let first = points.len().saturating_sub(MOST_BARS);
    let bar = |point: &u16| {
        let step = usize::from((*point).min(1000)) * (BARS.len() - 1) / 1000;
        BARS.get(step).copied().unwrap_or('█')
    };
    points.iter().skip(first).map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_small_line_rises_with_its_values() {
        assert_eq!(bars(&[0, 500, 1000, 2000]), "▁▄██");
        assert_eq!(bars(&[0; 40]).chars().count(), MOST_BARS);
    }

    #[test]
    fn a_line_is_never_torn_between_two_sections() {
        let line = "x".repeat(999);
        let texts: Vec<Piece> = paragraph(&[line.as_str(); 7].join("\n"));
        for piece in &texts {
            let text = piece.block["text"]["text"].as_str().unwrap();
            assert!(text.split('\n').all(|part| part == line), "{text}");
            assert!(length(text) <= SECTION_CHARACTERS);
        }
        assert_eq!(texts.len(), 4);
    }
}
