//! Feishu's limits (its reference of messages and of card JSON 2.0).

use std::time::Duration;

/// Most bytes of a card as a text within the call: Feishu takes 30 KB, of which the call's other fields need a little.
pub(super) const CARD_BYTES: usize = 29 * 1024;
/// Most elements of a card, texts counted too.
pub(super) const ELEMENTS: usize = 200;
/// Most characters of one text, so that an element always fits into a card.
pub(super) const TEXT_CHARACTERS: usize = 2_000;
/// Most characters of the title.
pub(super) const TITLE_CHARACTERS: usize = 200;
/// Most characters of the line that a push notification shows.
pub(super) const SUMMARY_CHARACTERS: usize = 300;
/// Most characters on a button or an option.
pub(super) const LABEL_CHARACTERS: usize = 60;
/// Most characters of the question before a press counts.
pub(super) const CONFIRM_CHARACTERS: usize = 300;
/// Most characters that a button carries.
pub(super) const VALUE_CHARACTERS: usize = 2_000;
/// Most buttons beside each other; those beyond stand in further rows.
pub(super) const ROW_BUTTONS: usize = 5;
/// Most buttons of a card.
pub(super) const BUTTONS: usize = 20;
/// Most options of a list.
pub(super) const OPTIONS: usize = 50;
/// Most characters of a field for text.
pub(super) const INPUT_CHARACTERS: u32 = 1_000;
/// Most characters of a toast, which stands for a few seconds.
pub(super) const TOAST_CHARACTERS: usize = 200;
/// For how long Feishu sends at most one message of the same `uuid`: an hour, less what clocks may differ.
pub(super) const SAME_MESSAGE_FOR: Duration = Duration::from_mins(55);
