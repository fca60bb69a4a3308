//! A platform that is called as fast as it answers, whatever it publishes.

use std::sync::Arc;

use async_trait::async_trait;
use steward_core::card::Card;
use steward_core::id::OutboxId;
use steward_core::platform::{Address, Capabilities, Platform, PlatformError};

/// The platform behind it, without its limits.
pub(super) struct Unpaced(pub(super) Arc<dyn Platform>);

#[async_trait]
impl Platform for Unpaced {
    fn name(&self) -> &str {
        self.0.name()
    }

    fn capabilities(&self) -> Capabilities {
        self.0.capabilities()
    }

    async fn post(&self, to: &Address, marker: OutboxId, card: &Card) -> Result<String, PlatformError> {
        self.0.post(to, marker, card).await
    }

    async fn edit(&self, to: &Address, message: &str, card: &Card) -> Result<(), PlatformError> {
        self.0.edit(to, message, card).await
    }

    async fn find(&self, to: &Address, marker: OutboxId) -> Result<Option<String>, PlatformError> {
        self.0.find(to, marker).await
    }
}
