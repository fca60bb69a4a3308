//! The outbox: messages that are decided and committed, on their way to a platform.

pub mod fallback;
pub mod outcome;
pub mod route;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{AlertId, OutboxId, PersonKey};
use crate::message::Message;
use crate::person::Locale;
use crate::platform::Address;
use crate::time::Zone;

/// What kind of promise a message is. The order is the order of sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// An alert or an escalation: at least once.
    Page,
    /// The answer to a person: best effort within its deadline.
    Reply,
    /// A new version of a card: the newest wins, eventually.
    Edit,
    /// Once per schedule and local date; rather late than double.
    Digest,
    /// Anything that nobody waits for.
    Chatter,
}

impl Class {
    /// Its place in the order of sending, from 0.
    pub fn rank(self) -> usize {
        match self {
            Self::Page => 0,
            Self::Reply => 1,
            Self::Edit => 2,
            Self::Digest => 3,
            Self::Chatter => 4,
        }
    }
}

/// How many classes there are.
pub const CLASSES: usize = 5;

/// For whom a message is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reader {
    /// Language.
    pub locale: Locale,
    /// The zone in which times are written.
    pub zone: Zone,
    /// The person, where it is one and not a channel.
    pub person: Option<PersonKey>,
}

/// A message to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// Names the row; the marker that the platform's message carries.
    pub id: OutboxId,
    /// What kind of promise it is.
    pub class: Class,
    /// Where it goes.
    pub to: Address,
    /// Rows of one order key go out one after the other.
    pub order_key: String,
    /// A second row with the same key is not written.
    pub idempotency_key: String,
    /// What it says.
    pub message: Message,
    /// For whom.
    pub reader: Reader,
    /// The row whose message this one replies below, once that is accepted.
    pub reply_to: Option<OutboxId>,
    /// The alert whose card this is; its card is edited when the alert changes.
    pub shows: Option<AlertId>,
    /// Not sent before.
    pub not_before: Timestamp,
    /// Not sent after; a reply that nobody waits for any more.
    pub expires_at: Option<Timestamp>,
    /// Whether it goes out as a short plain text, because the platform refused its card.
    #[serde(default)]
    pub plain: bool,
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutboxState {
    /// Waits for its time or its turn.
    Pending,
    /// Claimed under a lease, the attempt is recorded, the call may be under way.
    Sending,
    /// The platform has it.
    Accepted,
    /// Nobody knows whether the platform has it.
    Unknown,
    /// It will never be accepted; the fallback has been queued.
    Dead,
    /// Its time passed before it could be sent.
    Expired,
    /// Held for an administrator, because sending it again could double it.
    Held,
}

impl OutboxState {
    /// The name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Sending => "sending",
            Self::Accepted => "accepted",
            Self::Unknown => "unknown",
            Self::Dead => "dead",
            Self::Expired => "expired",
            Self::Held => "held",
        }
    }
}

/// How long a claim holds before somebody else may settle the row, in seconds.
pub const LEASE_SECONDS: i64 = 30;
