//! A card in Feishu's JSON 2.0. Every text goes out as plain text, so nobody's words can mention or mark up.

use serde_json::{Value, json};
use steward_core::card::{Block, Card, Link};

use super::elements::Colour;

/// Largest body of a robot's call in bytes; Feishu refuses more.
pub(super) const BODY_LIMIT: usize = 30 * 1024;

/// Most elements of a card, the sign of an omission and the link not counted.
const MOST_ELEMENTS: usize = 190;
/// Bytes that the sign of an omission takes, with room to spare.
const OMISSION: usize = 200;

/// The card, with its last elements left out where it would not fit into `limit` bytes.
pub(super) fn card(card: &Card, limit: usize) -> Value {
    let all: Vec<Value> = card.blocks.iter().flat_map(elements).collect();
    let link = card.link.as_ref().map(link);
    let frame_bytes = frame(card, link.as_slice()).to_string().len();
    let mut room = limit.saturating_sub(frame_bytes + OMISSION);
    let mut kept: Vec<Value> = Vec::with_capacity(all.len());
    for element in all {
        let length = element.to_string().len() + 1;
        if length > room || kept.len() == MOST_ELEMENTS {
            kept.push(text("…", "notation"));
            break;
        }
        room -= length;
        kept.push(element);
    }
    kept.extend(link);
    if kept.is_empty() {
        kept.push(text(&card.summary, "normal"));
    }
    frame(card, &kept)
}

fn frame(card: &Card, elements: &[Value]) -> Value {
    json!({
        "schema": "2.0",
        "config": { "summary": { "content": card.summary } },
        "header": { "template": Colour::from(card.tone), "title": { "tag": "plain_text", "content": card.title } },
        "body": { "elements": elements },
    })
}

fn text(content: &str, size: &str) -> Value {
    json!({ "tag": "div", "text": { "tag": "plain_text", "content": content, "text_size": size } })
}

/// A robot's card can open a page, and do nothing else when pressed.
fn link(link: &Link) -> Value {
    json!({
        "tag": "button",
        "text": { "tag": "plain_text", "content": link.label },
        "type": "primary",
        "behaviors": [{ "type": "open_url", "default_url": link.address }],
    })
}

fn elements(block: &Block) -> Vec<Value> {
    match block {
        Block::Text { text: words } => vec![text(words, "normal")],
        Block::Lead { text: words } => vec![text(words, "heading")],
        Block::Facts { facts } => {
            let lines: Vec<String> =
                facts.iter().map(|fact| format!("{}  {}", fact.name, fact.value)).collect();
            vec![text(&lines.join("\n"), "normal")]
        }
        Block::Section { heading, lines } => {
            let mut section = vec![json!({ "tag": "hr" }), text(heading, "heading")];
            for line in lines {
                section.push(text(&line.text, "normal"));
                section.extend(line.detail.as_ref().map(|detail| text(detail, "notation")));
            }
            section
        }
        Block::Quote { text: words, by } => vec![text(words, "normal"), text(by, "notation")],
        Block::Spark { alt, .. } => vec![text(alt, "notation")],
        Block::Context { text: words } => vec![text(words, "notation")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use steward_core::card::{Line, Tone};

    fn digest(lines: usize) -> Card {
        let line = |number: usize| Line {
            tone: Tone::Critical,
            text: format!("迟发率 {number} <at id=all></at> **4.6%**"),
            detail: Some("责任人：小梅".to_owned()),
        };
        Card {
            title: "日报 · 11月23日".to_owned(),
            tone: Tone::Critical,
            lang: "zh-CN".to_owned(),
            summary: "2 项越线".to_owned(),
            blocks: vec![Block::Section {
                heading: "越线".to_owned(),
                lines: (0..lines).map(line).collect(),
            }],
            ..Card::default()
        }
    }

    #[test]
    fn words_stay_words() {
        let whole = card(&digest(1), BODY_LIMIT);
        insta::assert_json_snapshot!(whole);
        assert!(!whole.to_string().contains("\"markdown\""));
    }

    #[test]
    fn what_does_not_fit_is_left_out_and_said_so() {
        let whole = card(&digest(2_000), BODY_LIMIT);
        assert!(whole.to_string().len() <= BODY_LIMIT);
        assert!(whole.to_string().contains('…'));
    }
}
