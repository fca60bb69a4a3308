//! The port to a chat platform: what every adapter can do, and what went wrong in words that say what to do.

use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::card::Card;
use crate::id::OutboxId;
use crate::pace::Limits;

/// Where a message goes on a platform.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address {
    /// The platform's name.
    pub platform: String,
    /// The platform's id of the channel, or of the person for a direct message.
    pub target: String,
    /// Whether the target is a person.
    pub direct: bool,
    /// The platform's id of the message to reply below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<String>,
}

/// What a platform can do beyond posting and editing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is something that a platform can or cannot do by itself"
)]
pub struct Capabilities {
    /// For how long the platform itself removes doubles of one marker.
    pub idempotent_for: Option<Duration>,
    /// Whether our marker can be looked for in a conversation.
    pub can_find: bool,
    /// Whether messages can be edited.
    pub can_edit: bool,
    /// Whether a message can be replied to in a thread.
    pub can_thread: bool,
    /// Whether buttons work; otherwise a card says where to act.
    pub can_press: bool,
    /// Whether each reader sees a card in their own language, where it comes in two.
    pub can_translate: bool,
    /// Whether each reader sees a moment of a card on their own clock.
    pub can_tell_time: bool,
}

/// Why a call failed, told as what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum PlatformError {
    /// Not accepted; try again after this many milliseconds.
    #[error("the platform asks to wait {milliseconds} ms")]
    Wait {
        /// How long.
        milliseconds: u64,
    },
    /// Not accepted; the platform takes nothing of the whole app before this many milliseconds have passed.
    #[error("the platform asks the app to wait {milliseconds} ms")]
    AppWait {
        /// How long.
        milliseconds: u64,
    },
    /// Not accepted; try again with back-off.
    #[error("not accepted for now: {reason}")]
    Retry {
        /// The platform's word, for engineers.
        reason: String,
    },
    /// Nobody knows whether it was accepted.
    #[error("it is not known whether the platform accepted: {reason}")]
    Unknown {
        /// What was seen.
        reason: String,
    },
    /// The target is gone for good.
    #[error("the target is gone: {reason}")]
    Dead {
        /// The platform's word.
        reason: String,
    },
    /// Our credentials are refused.
    #[error("the platform refuses our credentials: {reason}")]
    Auth {
        /// The platform's word.
        reason: String,
    },
    /// The payload is refused and would be again.
    #[error("the platform refuses the message: {reason}")]
    Rejected {
        /// The platform's word.
        reason: String,
    },
}

impl PlatformError {
    /// Whether the same call may succeed later without anybody doing something about it.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Wait { .. } | Self::Retry { .. } | Self::Unknown { .. })
    }
}

/// A chat platform.
#[async_trait]
pub trait Platform: Send + Sync {
    /// Its name, as in addresses and configuration.
    fn name(&self) -> &str;
    /// What it can do.
    fn capabilities(&self) -> Capabilities;
    /// How much it takes in a time, as it publishes it.
    fn limits(&self) -> Limits {
        Limits::NONE
    }
    /// How many calls it has made since it was opened, where they are counted by the month.
    fn calls_made(&self) -> u64 {
        0
    }
    /// Into which conversations it sent something, or is about to, beside what it was asked to post, since this was asked
    /// last: the rest of a long message, an answer to somebody. Each message is named by its conversation, as in [`Address::target`], and takes
    /// a place in the pace.
    fn sent_beside(&self) -> Vec<String> {
        Vec::new()
    }
    /// Posts a card under our marker; answers the platform's id of the message.
    async fn post(&self, to: &Address, marker: OutboxId, card: &Card) -> Result<String, PlatformError>;
    /// Replaces the card of a message.
    async fn edit(&self, to: &Address, message: &str, card: &Card) -> Result<(), PlatformError>;
    /// Looks for the message that carries our marker, to settle an unknown outcome.
    async fn find(&self, to: &Address, marker: OutboxId) -> Result<Option<String>, PlatformError>;
}
