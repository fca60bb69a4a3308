//! What a chat platform asks of the service beside handing over what people say and press.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::card::{Act, Button, Card};
use crate::id::AlertId;
use crate::inbound::Receiver;
use crate::person::Locale;

/// A button that was pressed where a form is shown only after the press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The platform.
    pub platform: String,
    /// The person's id on the platform.
    pub person: String,
    /// The person's language as the platform knows it; counts for whoever is nobody of the team.
    pub locale: Option<Locale>,
    /// The act that the button carries.
    pub act: Act,
    /// The event whose answer the button stood on, where it stood on one: only there the form holds what was typed.
    pub answer_to: Option<String>,
}

/// An account on a platform, as the platform describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The platform.
    pub platform: String,
    /// The id there.
    pub id: String,
    /// The e-mail address that the platform has checked.
    pub email: Option<String>,
    /// The phone number that the platform has checked.
    pub phone: Option<String>,
    /// The language as the platform writes it, such as `zh-CN`.
    pub locale: Option<String>,
    /// The zone's name.
    pub zone: Option<String>,
}

impl Account {
    /// An account of which nothing is known but its id.
    pub fn bare(platform: &str, id: &str) -> Self {
        let (platform, id) = (platform.to_owned(), id.to_owned());
        Self { platform, id, email: None, phone: None, locale: None, zone: None }
    }
}

/// What a person without an account on a platform may be found by there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Contact {
    /// Their e-mail address.
    pub email: Option<String>,
    /// Their phone number, as the standing data write it.
    pub phone: Option<String>,
}

/// Whose an account is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acquaintance {
    /// It was known before.
    Known {
        /// The person's name.
        name: String,
    },
    /// It has just been tied to the person with its address.
    Linked {
        /// The person's name.
        name: String,
    },
    /// Nobody's.
    Stranger,
}

/// Something that happened to a channel or an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "news")]
pub enum News {
    /// A channel has another name.
    ChannelRenamed {
        /// Its id.
        target: String,
        /// The new name, as people write it.
        name: String,
    },
    /// Nothing can be posted in a channel any more.
    ChannelClosed {
        /// Its id.
        target: String,
    },
    /// An account was switched off.
    AccountClosed {
        /// Its id.
        id: String,
    },
}

/// The e-mail identity of a person: what their accounts on platforms are found by.
pub const EMAIL: &str = "email";

/// The phone number of a person, by which an account is found where a platform knows numbers.
pub const PHONE: &str = "phone";

/// What stands behind a platform that asks back.
#[async_trait]
pub trait Host: Receiver {
    /// The button with this act as the person would be shown it now, its form included; or the private card that says
    /// why there is none.
    async fn offer(&self, asked: Asked) -> Result<Button, Box<Card>>;
    /// The private card for somebody who acted on a card with this alert, where it is none of this service's; none where
    /// it is.
    async fn disown(&self, platform: &str, person: &str, alert: AlertId) -> Option<Box<Card>>;
    /// What a person finds on their own page: their open alerts with what they promised, and their KPIs.
    async fn home(&self, platform: &str, person: &str) -> Card;
    /// The language of a person; of the team's first administrator where nobody is known.
    async fn locale(&self, platform: &str, person: &str) -> Locale;
    /// Whether an account belongs to somebody.
    async fn knows(&self, platform: &str, person: &str) -> bool;
    /// What those people may be found by who have no account on a platform yet.
    async fn unlinked(&self, platform: &str) -> Vec<Contact>;
    /// Ties an account to the person with its address or number and takes over language and zone, where nobody has it yet.
    async fn meet(&self, account: Account) -> Acquaintance;
    /// Ties an account to the person who was given this code, and takes over its language, where nobody has it yet.
    async fn claim(&self, account: Account, code: &str) -> Acquaintance;
    /// What may come of a text that a person has begun, most likely first.
    async fn complete(&self, platform: &str, person: &str, typed: &str) -> Vec<String>;
    /// Takes note of what happened to a channel or an account; false where it could not be kept.
    async fn hear(&self, platform: &str, news: News) -> bool;
    /// Takes note of how the connection to a platform is: what somebody has to put right before there is one again; none
    /// where nothing stands in its way.
    fn note_connection(&self, platform: &str, trouble: Option<&str>) {
        let _ = (platform, trouble);
    }
}
