//! Opening the store for a command: as the service, which is alone, or beside a running one.

use anyhow::Context;
use steward_core::time::Clock;
use steward_store::{Options, Role, Store};

use crate::clock::SystemClock;
use crate::config::Config;

/// Opens and migrates the store as the one service on it.
pub async fn as_service(config: &Config) -> anyhow::Result<Store> {
    open(config, Role::Service).await
}

/// Opens the store for a short command, which may run beside the service.
pub async fn for_command(config: &Config) -> anyhow::Result<Store> {
    open(config, Role::Command).await
}

async fn open(config: &Config, role: Role) -> anyhow::Result<Store> {
    Store::open(&config.store.url, Options { role, ..Options::at(SystemClock.now()) })
        .await
        .with_context(|| format!("cannot open the store {}", config.store.shown()))
}
