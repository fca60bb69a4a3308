//! What comes in from a chat platform, in words that are the same for all.

use std::collections::BTreeMap;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::card::{Act, Card};
use crate::person::Locale;

/// Something a person said or did on a platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbound {
    /// The platform.
    pub platform: String,
    /// The platform's id of the event; the same id twice is the same event.
    pub event_id: String,
    /// The person's id on the platform.
    pub person: String,
    /// The conversation it happened in: the platform's id of the channel or direct message.
    pub conversation: String,
    /// Whether the conversation is the person's own with Steward.
    pub direct: bool,
    /// The platform's id of the message that the thread hangs below, where it is in a thread.
    pub thread: Option<String>,
    /// The platform's id of the message itself or of the one the button is on.
    pub message: Option<String>,
    /// When the platform says it happened.
    pub at: Timestamp,
    /// What the platform tells of languages.
    #[serde(default)]
    pub languages: Languages,
    /// What it is.
    pub what: Said,
}

/// The languages around an event, as its platform knows them. What the standing data say comes before them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Languages {
    /// The person's.
    pub person: Option<Locale>,
    /// The conversation's, such as that of the server it belongs to.
    pub conversation: Option<Locale>,
}

/// What was said or done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "said")]
pub enum Said {
    /// A text to Steward: a command, a mention, a direct message or a reply in a thread.
    Text {
        /// The text, without the mention of Steward.
        text: String,
        /// Whether it was said to Steward: slash command, mention or direct message.
        addressed: bool,
    },
    /// A button was pressed, with the fields of its form.
    Act {
        /// The act.
        act: Act,
        /// The form's fields by name.
        fields: BTreeMap<String, String>,
    },
}

/// What the platform is to show at once, if anything. Everything else comes through the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "shown")]
pub enum Immediate {
    /// Nothing.
    Nothing,
    /// For the person's eyes only: a toast or an ephemeral message.
    Private {
        /// The card.
        card: Box<Card>,
        /// Whether it tells that nothing was done.
        refused: bool,
        /// The field of the form that is to be corrected, where it is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<String>,
    },
    /// For all in the conversation.
    Public {
        /// The card.
        card: Box<Card>,
    },
}

/// An event that could not be kept: nothing was done, and it may be sent again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotKept {
    /// Says so to a person who waits.
    pub card: Box<Card>,
}

impl From<NotKept> for Immediate {
    fn from(NotKept { card }: NotKept) -> Self {
        Self::Private { card, refused: true, field: None }
    }
}

/// Takes what comes in. Behind it stands the receive duty; platforms know no more of it.
#[async_trait]
pub trait Receiver: Send + Sync {
    /// Handles one event, durably and once, within a second.
    async fn receive(&self, inbound: Inbound) -> Result<Immediate, NotKept>;
}
