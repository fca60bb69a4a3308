//! Opening the store for a command: as the service, which is alone, or beside a running one.

use anyhow::{Context, bail};
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

/// Opens the store for a command that is about what it holds already.
///
/// # Errors
/// When there is none yet; says how to make or find it.
pub async fn existing(config: &Config) -> anyhow::Result<Store> {
    if !is_there(config) {
        bail!(
            "there is no store at {} yet: name another with --store or --config, or begin this one with \
             `steward apply FILE --yes`",
            config.store.shown()
        );
    }
    for_command(config).await
}

/// Whether the store was ever begun; of a server only opening it can tell.
pub fn is_there(config: &Config) -> bool {
    config.store.sqlite_path().is_none_or(|path| path.exists())
}

async fn open(config: &Config, role: Role) -> anyhow::Result<Store> {
    Store::open(&config.store.url, Options { role, ..Options::at(SystemClock.now()) })
        .await
        .with_context(|| format!("cannot open the store {}", config.store.shown()))
}
