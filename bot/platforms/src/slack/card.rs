//! A card as messages of Slack: the first, and what does not fit into it as replies in its thread.

use serde_json::{Value, json};
use steward_core::card::{Block, Card};

use super::blocks::{Piece, context, pieces};
use super::buttons::rows;
use super::limits::{FALLBACK_CHARACTERS, MESSAGE_BLOCKS, MESSAGE_CHARACTERS, cut};
use super::mrkdwn::escape;
use super::words::Chrome;

/// Most characters of a list that goes on in its thread: about what a phone shows in four screens. A card without a list
/// stays in one piece as long as it can, because it is edited.
const LIST_CHARACTERS: usize = 4_000;

/// A message: its blocks, and the text that notifications and screen readers take.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub(super) text: String,
    pub(super) blocks: Vec<Value>,
}

impl Part {
    /// Its fields in a call.
    pub(super) fn body(&self) -> Value {
        json!({ "text": self.text, "blocks": self.blocks, "unfurl_links": false, "unfurl_media": false })
    }
}

/// For whom and where a card is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Showing<'a> {
    pub(super) chrome: &'a Chrome,
    /// Whether the people it names are pinged. A direct message pings by itself.
    pub(super) mentions: bool,
    /// The event that the card answers.
    pub(super) answer_to: Option<&'a str>,
}

/// The messages of a card, the first with its buttons.
pub(super) fn parts(card: &Card, showing: Showing<'_>) -> Vec<Part> {
    let buttons = rows(card, showing.chrome, showing.answer_to);
    let all = pieces(card, showing.mentions);
    let is_list = card.blocks.iter().any(|block| matches!(block, Block::Section { .. }));
    let most = if is_list { LIST_CHARACTERS } else { MESSAGE_CHARACTERS };
    let whole: usize = all.iter().map(|piece| piece.length).sum();
    let fits = whole <= most && all.len() + buttons.len() <= MESSAGE_BLOCKS;
    let mut rest = all.into_iter().peekable();
    let first_blocks = MESSAGE_BLOCKS - buttons.len() - usize::from(!fits);
    let mut first = taken(&mut rest, first_blocks, most);
    if rest.peek().is_some() {
        first.push(context(&showing.chrome.more_in_thread).block);
    }
    first.extend(buttons);
    let text = cut(&card.summary, FALLBACK_CHARACTERS / 2);
    let mut parts = vec![Part { text: cut(&escape(&text), FALLBACK_CHARACTERS), blocks: first }];
    while rest.peek().is_some() {
        let blocks = taken(&mut rest, MESSAGE_BLOCKS, MESSAGE_CHARACTERS);
        let text = cut(&escape(&card.title), FALLBACK_CHARACTERS);
        parts.push(Part { text, blocks });
    }
    parts
}

/// The next blocks that fit; at least one, since each alone fits into a message.
fn taken(
    rest: &mut std::iter::Peekable<impl Iterator<Item = Piece>>,
    blocks: usize,
    characters: usize,
) -> Vec<Value> {
    let (mut taken, mut room) = (Vec::new(), characters);
    while let Some(piece) =
        rest.next_if(|piece| taken.is_empty() || (taken.len() < blocks && piece.length <= room))
    {
        room = room.saturating_sub(piece.length);
        taken.push(piece.block);
    }
    taken
}

#[cfg(test)]
mod tests;
