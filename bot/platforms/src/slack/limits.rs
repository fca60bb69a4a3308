//! Slack's limits (its reference of Block Kit, of `chat.postMessage` and of rate limits). Slack counts UTF-16 units at the most.

use std::time::Duration;

use steward_core::pace::Limits;
use steward_core::pace::rate::{Rate, Window};

pub(super) use crate::cut::{cut, length};

/// Most blocks of a message.
pub(super) const MESSAGE_BLOCKS: usize = 50;
/// Most blocks of a modal or a home tab.
pub(super) const VIEW_BLOCKS: usize = 100;
/// Most characters that the blocks of one message hold together; Slack refuses somewhat more as `msg_blocks_too_long`.
pub(super) const MESSAGE_CHARACTERS: usize = 12_000;
/// Most characters of the text beside the blocks; Slack recommends no more.
pub(super) const FALLBACK_CHARACTERS: usize = 4_000;
/// Most characters of a section.
pub(super) const SECTION_CHARACTERS: usize = 3_000;
/// Most characters of a piece of small print.
pub(super) const CONTEXT_CHARACTERS: usize = 2_000;
/// Most elements in a row of buttons.
pub(super) const ACTIONS: usize = 25;
/// Most characters on a button or an option.
pub(super) const LABEL_CHARACTERS: usize = 75;
/// Most characters that a button carries.
pub(super) const VALUE_CHARACTERS: usize = 2_000;
/// Most characters that an option carries.
pub(super) const OPTION_CHARACTERS: usize = 150;
/// Most options behind "More".
pub(super) const OVERFLOW_OPTIONS: usize = 5;
/// Most options of a select.
pub(super) const SELECT_OPTIONS: usize = 100;
/// Most characters of a modal's title and of the words on its buttons.
pub(super) const TITLE_CHARACTERS: usize = 24;
/// Most characters of the question before a button acts.
pub(super) const CONFIRM_CHARACTERS: usize = 300;
/// Most characters of the title of such a question.
pub(super) const CONFIRM_TITLE_CHARACTERS: usize = 100;
/// Most characters of the words on its two buttons.
pub(super) const CONFIRM_BUTTON_CHARACTERS: usize = 30;
/// Most characters of a field's name and of its hint.
pub(super) const FIELD_CHARACTERS: usize = 2_000;
/// Most characters of a text field.
pub(super) const INPUT_CHARACTERS: u32 = 3_000;
/// Most characters that a view remembers for us.
pub(super) const METADATA_CHARACTERS: usize = 3_000;
/// Most characters of what a picture shows, in words.
pub(super) const ALT_CHARACTERS: usize = 1_000;
/// Most characters of a block's id.
pub(super) const BLOCK_ID_CHARACTERS: usize = 255;

/// Most calls in a minute that read a conversation back: methods of tier 3 are taken at least 50 times.
pub(super) const SEARCHES: usize = 45;
/// The minute.
pub(super) const MINUTE: Duration = Duration::from_mins(1);

/// How much Slack takes (<https://docs.slack.dev/apis/web-api/rate-limits>): a message a second in each channel, with bursts
/// for which it names no number, so that none is counted on; "several hundred" messages a minute in a workspace, taken for
/// 400; `chat.update`, a method of tier 3, at least 50 times a minute.
pub(super) const PACE: Limits = Limits {
    target: Some(Rate::within(&[Window { calls: 1, seconds: 1 }], 1)),
    posts: Some(Rate::within(&[Window { calls: 400, seconds: 60 }], 60)),
    edits: Some(Rate::within(&[Window { calls: 50, seconds: 60 }], 20)),
};
