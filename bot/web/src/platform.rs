//! The web chat as a platform: cards become messages of the store, and every open page hears of them.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use steward_core::card::Card;
use steward_core::id::OutboxId;
use steward_core::platform::{Address, Capabilities, Platform, PlatformError};
use steward_core::time::Clock;
use steward_store::{Store, StoreError};

use crate::NAME;
use crate::history::{Body, History, NewMessage};

/// The web chat's side of the outbox.
pub struct WebPlatform {
    history: History,
}

impl WebPlatform {
    /// A platform over this store. One for the whole process: pages hear only of what goes through it, and of the
    /// rest at the next look.
    pub fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self { history: History::new(store, clock) }
    }

    /// Ends every open event stream, so that a server that waits for its connections can stop.
    pub fn close(&self) {
        self.history.close();
    }

    pub(crate) fn history(&self) -> &History {
        &self.history
    }
}

/// The conversation of an address; a person may be named with or without the sign.
fn target_of(to: &Address) -> String {
    if to.direct && !to.target.starts_with('@') { format!("@{}", to.target) } else { to.target.clone() }
}

/// The number behind a message's id.
fn number_of(id: &str) -> Result<i64, PlatformError> {
    id.parse().map_err(|_| PlatformError::Rejected { reason: format!("{id} is no message of the web chat") })
}

#[async_trait]
impl Platform for WebPlatform {
    fn name(&self) -> &str {
        NAME
    }

    fn capabilities(&self) -> Capabilities {
        // Doubles are removed by a unique marker for as long as the message exists; ten years stand for "always".
        let always = Duration::from_hours(10 * 365 * 24);
        Capabilities {
            idempotent_for: Some(always),
            can_find: true,
            can_edit: true,
            can_thread: true,
            can_press: true,
            can_translate: false,
            can_tell_time: false,
        }
    }

    async fn post(&self, to: &Address, marker: OutboxId, card: &Card) -> Result<String, PlatformError> {
        let thread = to.thread.as_deref().map(number_of).transpose()?;
        let new = NewMessage {
            marker: Some(marker),
            target: target_of(to),
            thread,
            author: None,
            body: Body::Card { card: Box::new(card.clone()) },
        };
        let message = self.history.put(new).await.map_err(not_done)?;
        Ok(message.id.to_string())
    }

    async fn edit(&self, _to: &Address, message: &str, card: &Card) -> Result<(), PlatformError> {
        let was_there = self.history.edit(number_of(message)?, card).await.map_err(not_done)?;
        if was_there { Ok(()) } else { Err(PlatformError::Dead { reason: format!("no message {message}") }) }
    }

    async fn find(&self, _to: &Address, marker: OutboxId) -> Result<Option<String>, PlatformError> {
        let id = self.history.find(marker).await.map_err(not_done)?;
        Ok(id.map(|id| id.to_string()))
    }
}

/// A write that failed may have been committed; posting again under the same marker is harmless.
#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn not_done(error: StoreError) -> PlatformError {
    PlatformError::Retry { reason: error.to_string() }
}
