//! A card as messages of Feishu: the first, and what does not fit into it as replies below.

use serde_json::json;
use steward_core::card::{Block, Card, Line, Mention, Tone};

use super::buttons::buttons;
use super::limits::{CARD_BYTES, ELEMENTS, SUMMARY_CHARACTERS, TEXT_CHARACTERS, TITLE_CHARACTERS};
use super::translate::Tongues;
use super::words::Chrome;
use crate::cut::{cut, length};
use crate::feishu::elements::{Document, Element, Size, Text};

/// For whom and where a card is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Showing<'a> {
    pub(super) chrome: &'a Chrome,
    /// The same words in the second language, for a card that has one.
    pub(super) second: Option<&'a Chrome>,
    /// Whether the people it names are pinged. A direct message pings by itself.
    pub(super) mentions: bool,
    /// The event that the card answers.
    pub(super) answer_to: Option<&'a str>,
}

/// The messages of a card, the first with its buttons.
pub(super) fn parts(card: &Card, showing: Showing<'_>) -> Vec<Document> {
    let own = Piecemeal::of(card, showing.chrome, showing);
    let second = card.second.as_deref().zip(showing.second);
    let Piecemeal { title, summary, all, more, buttons } = match second {
        Some((second, chrome)) => {
            own.translated(&Tongues::of(card, second), Piecemeal::of(second, chrome, showing))
        }
        None => own,
    };
    let document = |elements| Document::new(title.clone(), card.tone.into(), summary.clone(), elements);
    let whole = Room { bytes: CARD_BYTES, tags: ELEMENTS }.without(bytes(&document(Vec::new())), 1);
    let mut room = buttons.iter().chain(&more).fold(whole, Room::without_element);
    let mut parts: Vec<Vec<Element>> = Vec::new();
    let mut part: Vec<Element> = Vec::new();
    for element in all {
        if !room.holds(&element) {
            parts.push(std::mem::take(&mut part));
            room = whole;
        }
        room = room.without_element(&element);
        part.push(element);
    }
    parts.push(part);
    let is_split = parts.len() > 1;
    if let Some(first) = parts.first_mut() {
        first.extend(more.into_iter().filter(|_| is_split));
        first.extend(buttons);
    }
    parts.into_iter().map(document).collect()
}

/// What messages are made of.
struct Piecemeal {
    title: Text,
    summary: Text,
    all: Vec<Element>,
    more: Vec<Element>,
    buttons: Vec<Element>,
}

impl Piecemeal {
    fn of(card: &Card, chrome: &Chrome, showing: Showing<'_>) -> Self {
        let buttons = buttons(card, chrome, showing.answer_to);
        let mut all: Vec<Element> = Vec::new();
        if showing.mentions && !card.mentions.is_empty() {
            all.extend(mentioned(&card.mentions));
        }
        all.extend(card.blocks.iter().flat_map(elements));
        if all.is_empty() && buttons.is_empty() {
            all.push(Element::text(&cut(&card.title, TEXT_CHARACTERS), Size::Normal));
        }
        Self {
            title: Text::plain(&cut(&card.title, TITLE_CHARACTERS)),
            summary: Text::plain(&cut(&card.summary, SUMMARY_CHARACTERS)),
            all,
            more: vec![Element::text(&chrome.more_below, Size::Notation)],
            buttons,
        }
    }

    fn translated(self, tongues: &Tongues, other: Self) -> Self {
        Self {
            title: tongues.text(self.title, other.title),
            summary: tongues.text(self.summary, other.summary),
            all: tongues.elements(self.all, other.all),
            more: tongues.elements(self.more, other.more),
            buttons: tongues.elements(self.buttons, other.buttons),
        }
    }
}

/// What still fits into a message.
#[derive(Debug, Clone, Copy)]
struct Room {
    bytes: usize,
    tags: usize,
}

impl Room {
    fn without(self, bytes: usize, tags: usize) -> Self {
        Self { bytes: self.bytes.saturating_sub(bytes), tags: self.tags.saturating_sub(tags) }
    }

    fn without_element(self, element: &Element) -> Self {
        self.without(element.bytes() + 1, element.tags())
    }

    fn holds(self, element: &Element) -> bool {
        element.bytes() < self.bytes && element.tags() <= self.tags
    }
}

/// Bytes that a card takes in a call, where it is a text within JSON.
fn bytes(document: &Document) -> usize {
    serde_json::to_string(&document.value().to_string()).map_or(usize::MAX, |text| text.len())
}

/// The people to be pinged; who has no account here is named.
fn mentioned(mentions: &[Mention]) -> Vec<Element> {
    let of = |mention: &Mention| {
        let id = mention.id.as_ref()?;
        let id: String = id.chars().filter(|sign| sign.is_ascii_alphanumeric() || *sign == '_').collect();
        Some(format!("<at id={id}></at>"))
    };
    let pinged: Vec<String> = mentions.iter().filter_map(of).collect();
    let named: Vec<&str> =
        mentions.iter().filter(|one| one.id.is_none()).map(|one| one.name.as_str()).collect();
    let mut elements = Vec::new();
    if !pinged.is_empty() {
        elements.push(Element::Markdown { content: pinged.join(" ") });
    }
    if !named.is_empty() {
        elements.extend(texts(&named.join(" · "), Size::Notation));
    }
    elements
}

fn elements(block: &Block) -> Vec<Element> {
    match block {
        Block::Text { text } => texts(text, Size::Normal),
        Block::Lead { text } => texts(text, Size::Heading),
        Block::Facts { facts } => {
            let lines: Vec<String> =
                facts.iter().map(|fact| format!("{}  {}", fact.name, fact.value)).collect();
            texts(&lines.join("\n"), Size::Normal)
        }
        Block::Section { heading, lines } => {
            let heading = std::iter::once(Element::Hr {}).chain(texts(heading, Size::Heading));
            heading.chain(lines.iter().flat_map(line)).collect()
        }
        Block::Quote { text, by } => {
            let quoted: Vec<String> = text.lines().map(|line| format!("▎{line}")).collect();
            let mut elements = texts(&quoted.join("\n"), Size::Normal);
            elements.extend(texts(by, Size::Notation));
            elements
        }
        Block::Spark { points, limit, alt, .. } => {
            let mut elements = vec![chart(points, *limit)];
            elements.extend(texts(alt, Size::Notation));
            elements
        }
        Block::Context { text } => texts(text, Size::Notation),
    }
}

fn line(line: &Line) -> Vec<Element> {
    let mut elements = texts(&format!("{}{}", mark(line.tone), line.text), Size::Normal);
    elements.extend(line.detail.iter().flat_map(|detail| texts(detail, Size::Notation)));
    elements
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

/// The last values as a line, and the limit as another. Both are scaled, so the axes would mislead and are left away.
fn chart(points: &[u16], limit: Option<u16>) -> Element {
    let value = |(place, point): (usize, &u16)| json!({ "place": place, "value": point, "line": "value" });
    let mut values: Vec<_> = points.iter().enumerate().map(value).collect();
    if let Some(limit) = limit {
        values.extend(
            (0..points.len()).map(|place| json!({ "place": place, "value": limit, "line": "limit" })),
        );
    }
    let axis = |orient: &str| json!({ "orient": orient, "visible": false });
    Element::Chart {
        aspect_ratio: "16:9",
        chart_spec: json!({
            "type": "line",
            "data": [{ "id": "recent", "values": values }],
            "xField": "place",
            "yField": "value",
            "seriesField": "line",
            "point": { "visible": false },
            "tooltip": { "visible": false },
            "axes": [axis("left"), axis("bottom")],
        }),
    }
}

/// A text in as few elements as it fits in: torn between lines, and only within one that alone is too long. Blank ones are
/// left away.
fn texts(text: &str, size: Size) -> Vec<Element> {
    let mut elements = Vec::new();
    let mut open = String::new();
    for line in text.split('\n').flat_map(pieces) {
        if !open.is_empty() && length(&open) + 1 + length(line) > TEXT_CHARACTERS {
            elements.extend(close(&mut open, size));
        }
        if !open.is_empty() {
            open.push('\n');
        }
        open.push_str(line);
    }
    elements.extend(close(&mut open, size));
    elements
}

fn close(open: &mut String, size: Size) -> Option<Element> {
    let text = std::mem::take(open);
    (!text.trim().is_empty()).then(|| Element::text(&text, size))
}

/// A line in pieces that each fit into an element, torn between two characters as people see them.
fn pieces(line: &str) -> Vec<&str> {
    use unicode_segmentation::UnicodeSegmentation;
    if length(line) <= TEXT_CHARACTERS {
        return vec![line];
    }
    let mut pieces = Vec::new();
    let (mut begin, mut taken) = (0, 0);
    for (at, character) in line.grapheme_indices(true) {
        let needed = length(character);
        if taken > 0 && taken + needed > TEXT_CHARACTERS {
            pieces.extend(line.get(begin..at));
            (begin, taken) = (at, 0);
        }
        taken += needed;
    }
    pieces.extend(line.get(begin..));
    pieces
}

#[cfg(test)]
mod tests;
