//! Feishu's limits (its reference of messages and of card JSON 2.0).

use std::time::Duration;

use steward_core::pace::Limits;
use steward_core::pace::rate::{Rate, Window};

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
/// Most bytes of the buttons, and of the list of those that are less likely: both languages of both fit onto a card.
pub(super) const BUTTON_BYTES: usize = CARD_BYTES / 5;
/// Most options of a list.
pub(super) const OPTIONS: usize = 50;
/// Most characters of a field for text.
pub(super) const INPUT_CHARACTERS: u32 = 1_000;
/// Most characters of a toast, which stands for a few seconds.
pub(super) const TOAST_CHARACTERS: usize = 200;
/// For how long Feishu sends at most one message of the same `uuid`: an hour, less what clocks may differ.
pub(super) const SAME_MESSAGE_FOR: Duration = Duration::from_mins(55);

/// Of an app's calls of one kind, 50 a second and 1,000 a minute.
const APP: Rate = Rate::within(&[Window { calls: 50, seconds: 1 }, Window { calls: 1_000, seconds: 60 }], 30);

/// How much Feishu takes (<https://open.feishu.cn/document/server-docs/api-call-guide/frequency-control>): five messages a
/// second for each group or person, and [`APP`].
pub(super) const PACE: Limits = Limits {
    target: Some(Rate::within(&[Window { calls: 5, seconds: 1 }], 2)),
    posts: Some(APP),
    edits: Some(APP),
};
