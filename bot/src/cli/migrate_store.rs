//! `steward migrate-store`: copies the store into another database, of the other engine as a rule.

use std::path::absolute;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use steward_store::copy::{self, Original};

use super::{Settings, moving};
use crate::config::{Config, Environment, StoreConfig};
use crate::secret;

#[derive(Debug, Args)]
pub(super) struct MigrateStoreArgs {
    /// The store to copy: sqlite:PATH or postgres://…; the configured one without. It is only read
    #[arg(long, value_name = "URL")]
    from: Option<String>,
    /// The store to fill: sqlite:PATH or postgres://…, empty, new, or filled in part by this command before it was
    /// interrupted (PGPASSWORD or ~/.pgpass keep its password out of the command line)
    #[arg(long, value_name = "URL")]
    to: String,
}

pub(super) async fn run(
    settings: &Settings,
    environment: &Environment,
    args: &MigrateStoreArgs,
) -> anyhow::Result<ExitCode> {
    let config = settings.load(environment)?;
    let from = args.from.clone().map_or_else(|| config.store.clone(), |url| StoreConfig { url });
    let to = StoreConfig { url: args.to.clone() };
    let original = Original::alone(&from.url, &moving::name_of(&from), moving::PATIENCE)
        .await
        .with_context(|| format!("cannot copy the store {}", from.shown()))?;
    let (store, compared) = moving::fill(original, &to).await?;
    let mut tx = store.begin().await?;
    copy::complete(&mut tx).await?;
    tx.commit().await?;
    store.close().await;
    moving::report(&compared);
    tell_what_is_next(&config, &from, &to, environment);
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::print_stdout, reason = "the command line prints")]
fn tell_what_is_next(config: &Config, from: &StoreConfig, to: &StoreConfig, environment: &Environment) {
    println!("{} is unchanged; {} holds the same. Next:", from.shown(), to.shown());
    let password = if to.sqlite_path().is_none() { ", with its password" } else { "" };
    println!("  Set [store] url, or STEWARD_STORE_URL, to {}{password}.", to.shown());
    let secret = secret::file(&Config { store: from.clone(), ..config.clone() });
    if config.web.enabled && environment.web_secret.is_none() && secret.exists() {
        let secret = absolute(&secret).unwrap_or(secret);
        println!("  Set [web] secret_file = \"{}\", so that personal links stay good.", secret.display());
    }
    println!("  Start the service there. Never start one on both: each would send.");
    println!("  Keep {} until you trust the new store.", from.shown());
}
