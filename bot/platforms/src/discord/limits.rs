//! Discord's limits (its reference of messages, embeds, components and commands). Discord counts characters; a text of so
//! many UTF-16 units has no more of them.

use steward_core::pace::Limits;
use steward_core::pace::rate::{Rate, Window};

pub(super) use crate::cut::{cut, length};

/// Most characters of the text beside the embed.
pub(super) const CONTENT_CHARACTERS: usize = 2_000;
/// Most characters of an embed's description.
pub(super) const DESCRIPTION_CHARACTERS: usize = 4_096;
/// Most fields of an embed.
pub(super) const FIELDS: usize = 25;
/// Most characters of a field's name.
pub(super) const FIELD_NAME_CHARACTERS: usize = 256;
/// Most characters of a field's value.
pub(super) const FIELD_VALUE_CHARACTERS: usize = 1_024;
/// Most characters of all embeds of a message together.
pub(super) const MESSAGE_CHARACTERS: usize = 6_000;
/// Most rows of components.
pub(super) const ROWS: usize = 5;
/// Most buttons in a row.
pub(super) const ROW_BUTTONS: usize = 5;
/// Most characters on a button.
pub(super) const LABEL_CHARACTERS: usize = 80;
/// Most characters of what a component or an option carries.
pub(super) const ID_CHARACTERS: usize = 100;
/// Most options of a select.
pub(super) const OPTIONS: usize = 25;
/// Most characters of an option, of a placeholder, and of the help beside a field.
pub(super) const OPTION_CHARACTERS: usize = 100;
/// Most characters of a modal's title and of a field's name in it.
pub(super) const TITLE_CHARACTERS: usize = 45;
/// Most fields of a modal.
pub(super) const MODAL_FIELDS: usize = 5;
/// Most characters of a text field.
pub(super) const INPUT_CHARACTERS: u32 = 4_000;
/// Most characters below an embed.
pub(super) const FOOTER_CHARACTERS: usize = 2_048;
/// Most characters of what a file shows, in words.
pub(super) const ALT_CHARACTERS: usize = 1_024;
/// Most characters of a thread's name.
pub(super) const THREAD_NAME_CHARACTERS: usize = 100;
/// Most characters of what a command or an option of it is.
pub(super) const DESCRIPTION_OF_COMMAND_CHARACTERS: usize = 100;
/// Most completions.
pub(super) const CHOICES: usize = 25;
/// Most characters of a nonce.
pub(super) const NONCE_CHARACTERS: usize = 25;

/// How much Discord takes (<https://discord.com/developers/docs/topics/rate-limits>): fifty calls a second of a bot in all, of
/// which ten are left to what is read and answered beside the outbox. What one channel takes Discord tells with each answer
/// and may change; what it tells of messages is five in five seconds. Edits of one channel have a bucket of their own, which
/// the limiter of the calls keeps.
pub(super) const PACE: Limits = Limits {
    target: Some(Rate::within(&[Window { calls: 5, seconds: 5 }], 2)),
    posts: Some(Rate::within(&[Window { calls: 30, seconds: 1 }], 9)),
    edits: Some(Rate::within(&[Window { calls: 10, seconds: 1 }], 4)),
};
