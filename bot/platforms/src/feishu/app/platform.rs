//! An organisation as a platform: posts under our marker as the message's `uuid`, and edits.

use async_trait::async_trait;
use serde_json::Value;
use sha2::{Digest, Sha256};
use steward_core::card::{Block, Card, Press, Tone};
use steward_core::id::OutboxId;
use steward_core::pace::Limits;
use steward_core::person::Locale;
use steward_core::platform::{Address, Capabilities, Platform, PlatformError};

use super::card::{Showing, parts};
use super::codes::is_too_old;
use super::crypt::hexadecimal;
use super::limits::{PACE, SAME_MESSAGE_FOR};
use super::tenant::{Target, Tenant};
use super::words::{Chrome, Word};
use crate::feishu::elements::Document;
use crate::pause::patiently;

/// The longest `uuid` that Feishu takes, by its reference ("Send message").
const UUID_CHARACTERS: usize = 50;

#[async_trait]
impl Platform for Tenant {
    fn name(&self) -> &str {
        &self.name
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            idempotent_for: Some(SAME_MESSAGE_FOR),
            can_find: false,
            can_edit: true,
            can_thread: true,
            can_press: true,
            can_translate: true,
            can_tell_time: false,
        }
    }

    fn calls_made(&self) -> u64 {
        self.api.calls_made()
    }

    fn limits(&self) -> Limits {
        PACE
    }

    fn sent_beside(&self) -> Vec<String> {
        self.beside.take()
    }

    async fn post(&self, to: &Address, marker: OutboxId, card: &Card) -> Result<String, PlatformError> {
        let marker = marker.to_string();
        let mut parts = self.parts(to, card).into_iter();
        let first = parts.next().unwrap_or_default();
        let message = self.send(target(to), &first, Some(&marker)).await?;
        let below = to.thread.as_deref().unwrap_or(&message);
        for (place, part) in parts.enumerate() {
            self.beside.note(&to.target);
            let uuid = format!("{marker}-{}", place + 1);
            // The message is there: an error here must not have it posted again.
            if let Err(error) = patiently(|| self.send(Target::Below(below), &part, Some(&uuid))).await {
                tracing::warn!(outbox = marker, place, %error, "the rest of a message is missing below it");
                break;
            }
        }
        if self.urgent && to.direct && is_page(card) {
            // The page is there without it too, so that a missing permission takes nothing away.
            if let Err(error) = self.buzz(&message, &to.target).await {
                tracing::warn!(outbox = marker, %error, "a critical page did not buzz");
            }
        }
        Ok(message)
    }

    async fn edit(&self, to: &Address, message: &str, card: &Card) -> Result<(), PlatformError> {
        let first = self.parts(to, card).into_iter().next().unwrap_or_default();
        match self.replace(message, &first).await {
            // Where there is nothing to press, the old card may stand as it is.
            Err(error) if is_too_old(&error) && card.buttons.is_empty() => Ok(()),
            Err(error) if is_too_old(&error) => self.post_anew(to, message, card).await,
            outcome => outcome,
        }
    }

    /// Feishu cannot be asked: the same `uuid` is sent again instead.
    async fn find(&self, _to: &Address, _marker: OutboxId) -> Result<Option<String>, PlatformError> {
        Ok(None)
    }
}

impl Tenant {
    /// A card below one that is too old to be edited, which says that it replaces it.
    async fn post_anew(&self, to: &Address, message: &str, card: &Card) -> Result<(), PlatformError> {
        let mut card = card.clone();
        let text = self.words.say(&Locale::best_for(&card.lang), Word::Replaced);
        card.blocks.insert(0, Block::Context { text });
        let first = self.parts(to, &card).into_iter().next().unwrap_or_default();
        let uuid = uuid_below(message, &card);
        self.send(Target::Below(message), &first, Some(&uuid)).await.map(drop)
    }

    fn parts(&self, to: &Address, card: &Card) -> Vec<Value> {
        let chrome = Chrome::of(self.words.as_ref(), &card.lang);
        let second = card.second.as_ref().map(|second| Chrome::of(self.words.as_ref(), &second.lang));
        let showing =
            Showing { chrome: &chrome, second: second.as_ref(), mentions: !to.direct, answer_to: None };
        parts(card, showing).iter().map(Document::value).collect()
    }
}

/// The `uuid` of the card below a message. Sent again because its answer was lost, it is the same, although hours on the card may
/// have moved on: what it shows is told by the version of the alert that its buttons carry, or else by its summary.
fn uuid_below(message: &str, card: &Card) -> String {
    let shown = card.buttons.iter().find_map(|button| match &button.press {
        Press::Act { act } | Press::Form { act, .. } => Some((act.alert, act.episode, act.version)),
        Press::Say { .. } => None,
    });
    let digest = hexadecimal(&Sha256::digest(format!("{message} {:?}", shown.ok_or(&card.summary))));
    digest.chars().take(UUID_CHARACTERS).collect()
}

fn target(to: &Address) -> Target<'_> {
    match (&to.thread, to.direct) {
        (Some(thread), _) => Target::Below(thread),
        (None, true) => Target::Person(&to.target),
        (None, false) => Target::Chat(&to.target),
    }
}

/// Whether a card asks its reader to act upon an alert now.
fn is_page(card: &Card) -> bool {
    let is_upon_alert = |press: &Press| match press {
        Press::Act { act } | Press::Form { act, .. } => act.command == "ack" && act.alert.is_some(),
        Press::Say { .. } => false,
    };
    card.tone == Tone::Critical && card.buttons.iter().any(|button| is_upon_alert(&button.press))
}
