//! The zone of the times on a card that people of several zones read.

use steward_core::card::{Block, Card, Fact, Line};
use steward_core::moment;
use steward_core::time::Zone;

use crate::writer::Writer;

/// Says in the last small print which zone the times of a card are of, where it shows any.
pub(super) fn named(writer: &Writer<'_>, card: Card, zone: &Zone) -> Card {
    let is_shown = shows_time(&card.title) || card.blocks.iter().any(block_shows_time);
    let name = writer.zone_name(zone);
    if !is_shown || card.blocks.iter().any(|block| mentions(block, &name)) {
        return card;
    }
    let note = writer.say("times-in-zone", &[("zone", name.into())]);
    let mut blocks = card.blocks;
    match blocks.last_mut() {
        Some(Block::Context { text }) => *text = writer.remarks([text.clone(), note]),
        _ => blocks.push(Block::Context { text: note }),
    }
    Card { blocks, ..card }
}

/// The texts of a block that Steward wrote; a person's own words are no times.
fn texts(block: &Block) -> Vec<&str> {
    match block {
        Block::Text { text } | Block::Lead { text } | Block::Context { text } => vec![text],
        Block::Facts { facts } => facts.iter().map(|Fact { value, .. }| value.as_str()).collect(),
        Block::Section { heading, lines } => {
            let below = lines.iter().flat_map(|Line { text, detail, .. }| {
                [Some(text.as_str()), detail.as_deref()].into_iter().flatten()
            });
            below.chain([heading.as_str()]).collect()
        }
        Block::Quote { by, .. } => vec![by],
        Block::Spark { .. } => Vec::new(),
    }
}

fn block_shows_time(block: &Block) -> bool {
    texts(block).into_iter().any(shows_time)
}

fn mentions(block: &Block, name: &str) -> bool {
    texts(block).into_iter().any(|text| shows_time(text) && text.contains(name))
}

/// Whether a text holds a time of day, such as 09:12. A moment that each reader sees on their own clock is none.
fn shows_time(text: &str) -> bool {
    let text = moment::without(text);
    let is_time = |five: &[u8]| {
        matches!(five, [hour, tens, b':', minute, ones]
            if [hour, tens, minute, ones].into_iter().all(u8::is_ascii_digit))
    };
    text.as_bytes().windows(5).any(is_time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_two_digits_a_colon_and_two_digits() {
        assert!(shows_time("today 09:12"));
        assert!(shows_time("今天 17:00前"));
        assert!(!shows_time("15:1 of 3:20, 9:5"));
        assert!(!shows_time("4.6%"));
        let moment = moment::marked(jiff::Timestamp::UNIX_EPOCH, "today 09:12");
        assert!(!shows_time(&format!("since {moment}")) && shows_time(&format!("since {moment}, 09:30")));
    }
}
