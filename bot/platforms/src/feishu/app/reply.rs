//! Showing a person what came of what they did: as a toast, privately, or to all.

use serde_json::{Value, json};
use steward_core::card::{Block, Card};
use steward_core::host::Host;
use steward_core::inbound::Immediate;
use steward_core::person::Locale;
use steward_core::platform::PlatformError;

use super::card::{Showing, parts};
use super::inbound::Place;
use super::limits::TOAST_CHARACTERS;
use super::tenant::{Target, Tenant};
use super::words::{Chrome, Word, Words};
use crate::cut::{cut, length};
use crate::feishu::elements::Document;
use crate::pause::patiently;

/// Most characters of an event's id within a `uuid`, which holds 50 with the number of the part.
const EVENT_CHARACTERS: usize = 46;

/// How to answer in one place.
pub(super) struct Reply<'a> {
    pub(super) tenant: &'a Tenant,
    pub(super) host: &'a dyn Host,
    pub(super) words: &'a dyn Words,
    pub(super) place: &'a Place,
    /// The event that is answered.
    pub(super) event: &'a str,
}

impl Reply<'_> {
    /// Shows what the service says.
    pub(super) async fn show(&self, shown: &Immediate) {
        let (card, is_private) = match shown {
            Immediate::Nothing => return,
            Immediate::Private { card, .. } => (card, true),
            Immediate::Public { card } => (card, false),
        };
        for (number, part) in self.parts(card).iter().enumerate() {
            let sent = patiently(|| self.send(part, is_private, number)).await;
            if let Err(error) = sent {
                tracing::warn!(event = self.event, user = self.place.user, %error, "a person was not answered");
                return;
            }
        }
    }

    /// Says a few words privately.
    pub(super) async fn tell(&self, word: Word<'_>) {
        let locale = self.locale().await;
        let title = self.words.say(&locale, word);
        let lang = locale.tag().to_owned();
        let card = Box::new(Card { summary: title.clone(), title, lang, ..Card::default() });
        self.show(&Immediate::Private { card, refused: false, field: None }).await;
    }

    /// The person's language.
    pub(super) async fn locale(&self) -> Locale {
        self.host.locale(self.tenant.name(), &self.place.user).await
    }

    /// A card as the messages that show it.
    pub(super) fn parts(&self, card: &Card) -> Vec<Value> {
        let chrome = Chrome::of(self.words, &card.lang);
        let showing = Showing { chrome: &chrome, second: None, mentions: false, answer_to: Some(self.event) };
        parts(card, showing).iter().map(Document::value).collect()
    }

    /// Sends a card to the person alone, in their own conversation.
    pub(super) async fn send_directly(&self, card: &Value, number: usize) -> Result<(), PlatformError> {
        let uuid = self.uuid(number);
        self.tenant.beside.note(&self.place.user);
        self.tenant.send(Target::Person(&self.place.user), card, uuid.as_deref()).await.map(drop)
    }

    /// Sends one message. What only the person may read and a group cannot show goes to their own conversation.
    async fn send(&self, card: &Value, is_private: bool, number: usize) -> Result<(), PlatformError> {
        let place = self.place;
        let Some(chat) = place.chat.as_deref().filter(|_| place.direct != Some(true)) else {
            return self.send_directly(card, number).await;
        };
        self.tenant.beside.note(chat);
        if is_private {
            return match self.tenant.whisper(chat, &place.user, card).await {
                Ok(()) => Ok(()),
                Err(
                    error @ (PlatformError::Wait { .. }
                    | PlatformError::AppWait { .. }
                    | PlatformError::Retry { .. }),
                ) => Err(error),
                Err(error) => {
                    tracing::info!(user = place.user, %error, "a private card goes to the person directly");
                    self.send_directly(card, number).await
                }
            };
        }
        let uuid = self.uuid(number);
        let to = place.message.as_deref().map_or(Target::Chat(chat), Target::Below);
        self.tenant.send(to, card, uuid.as_deref()).await.map(drop)
    }

    /// The same answer to the same event is the same message.
    fn uuid(&self, number: usize) -> Option<String> {
        let is_fit = !self.event.is_empty() && length(self.event) <= EVENT_CHARACTERS;
        is_fit.then(|| format!("{}-{number}", self.event))
    }
}

/// What Feishu shows for a moment after a press.
pub(super) fn toast(shown: &Immediate) -> Value {
    match shown {
        Immediate::Nothing | Immediate::Public { .. } => json!({}),
        Immediate::Private { card, refused, .. } => {
            let kind = if *refused { "warning" } else { "success" };
            json!({ "toast": said(kind, &sentence(card)) })
        }
    }
}

/// A toast with these words.
pub(super) fn said(kind: &str, words: &str) -> Value {
    json!({ "type": kind, "content": cut(words, TOAST_CHARACTERS) })
}

/// Whether a toast says all that an answer says.
pub(super) fn is_said_by_toast(shown: &Immediate) -> bool {
    match shown {
        Immediate::Nothing => true,
        Immediate::Public { .. } => false,
        Immediate::Private { card, .. } => {
            let is_text = |block: &Block| matches!(block, Block::Text { .. } | Block::Lead { .. });
            card.buttons.is_empty()
                && card.blocks.iter().all(is_text)
                && length(&sentence(card)) <= TOAST_CHARACTERS
        }
    }
}

/// What a card says, in one paragraph.
pub(super) fn sentence(card: &Card) -> String {
    let texts = card.blocks.iter().filter_map(|block| match block {
        Block::Text { text } | Block::Lead { text } => Some(text.as_str()),
        _ => None,
    });
    std::iter::once(card.title.as_str()).chain(texts).collect::<Vec<_>>().join(" ")
}
