//! The home tab: a card as the page that a person finds under Steward's name.

use serde_json::{Value, json};
use steward_core::card::Card;

use super::blocks::pieces;
use super::buttons::rows;
use super::limits::VIEW_BLOCKS;
use super::words::Chrome;

/// The view to publish. What does not fit below the buttons is left out; lists say by themselves how much more there is.
pub(super) fn view(card: &Card, chrome: &Chrome) -> Value {
    let buttons = rows(card, chrome, None);
    let room = VIEW_BLOCKS - buttons.len();
    let mut blocks: Vec<Value> =
        pieces(card, false).into_iter().map(|piece| piece.block).take(room).collect();
    blocks.extend(buttons);
    json!({ "type": "home", "blocks": blocks })
}
