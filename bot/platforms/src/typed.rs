//! What was typed into a form that is gone: it stands below the refusal, so that nobody has to think of it again.

use steward_core::card::{Block, Card};

/// The refusal with what was typed below it, as one quote of `by`.
pub(crate) fn with_typed(refusal: &Card, typed: &[String], by: String) -> Card {
    let quote = (!typed.is_empty()).then(|| Block::Quote { text: typed.join("\n"), by });
    Card { blocks: refusal.blocks.iter().cloned().chain(quote).collect(), ..refusal.clone() }
}
