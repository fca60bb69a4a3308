//! A card drawn as text: what a person reads, line by line.

use steward_core::card::{Block, Button, Card, Press};

/// The card as lines: title, parts, people pinged, buttons.
pub fn picture(card: &Card) -> String {
    let mut lines = vec![card.title.clone()];
    lines.extend(card.blocks.iter().flat_map(draw));
    if !card.mentions.is_empty() {
        let names = card.mentions.iter().map(|mention| format!("@{}", mention.name));
        lines.push(names.collect::<Vec<_>>().join(" "));
    }
    if !card.buttons.is_empty() {
        lines.push(card.buttons.iter().map(label).collect::<Vec<_>>().join(" "));
    }
    lines.join("\n")
}

fn draw(block: &Block) -> Vec<String> {
    match block {
        Block::Text { text } | Block::Lead { text } | Block::Context { text } => vec![text.clone()],
        Block::Facts { facts } => facts.iter().map(|fact| format!("{}: {}", fact.name, fact.value)).collect(),
        Block::Section { heading, lines } => {
            let drawn = lines.iter().flat_map(|line| {
                let detail = line.detail.iter().map(|detail| format!("  {detail}"));
                std::iter::once(format!("- {}", line.text)).chain(detail)
            });
            std::iter::once(format!("## {heading}")).chain(drawn).collect()
        }
        Block::Quote { text, by } => vec![format!("> {text} ({by})")],
        Block::Spark { alt, .. } => vec![format!("~ {alt}")],
    }
}

fn label(button: &Button) -> String {
    let more = if matches!(button.press, Press::Form { .. }) { "…" } else { "" };
    format!("[{}{more}]", button.label)
}
