//! Discord in a build that leaves it out.

use std::sync::Arc;

use axum::Router;
use steward_core::host::Host;
use steward_core::platform::Platform;
use steward_core::time::Clock;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::config::{DiscordConfig, Environment};

/// Nothing: there is no value of it.
pub enum Discord {}

impl Discord {
    /// Refuses what this build cannot do.
    ///
    /// # Errors
    /// When Discord is configured.
    pub fn open(config: &DiscordConfig, environment: &Environment) -> anyhow::Result<Option<Self>> {
        if super::is_configured(config, environment) {
            anyhow::bail!("this build of Steward has no Discord: build it with the feature `discord`");
        }
        Ok(None)
    }

    /// No platform.
    pub fn platforms(&self) -> Vec<Arc<dyn Platform>> {
        match *self {}
    }

    /// No door.
    ///
    /// # Errors
    /// Never.
    pub fn open_doors(
        &self,
        _host: &Arc<dyn Host>,
        _clock: &Arc<dyn Clock>,
        _stopped: &watch::Receiver<bool>,
    ) -> anyhow::Result<(Router, JoinSet<()>)> {
        match *self {}
    }
}
