//! `steward restore`: an empty store filled from a backup, its past settled so that nothing is sent again.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::Args;
use jiff::tz::TimeZone;
use steward_core::time::Clock;
use steward_store::Store;
use steward_store::copy::{self, Original};

use super::{Settings, moving, open};
use crate::clock::SystemClock;
use crate::config::{Config, Environment, StoreConfig};
use crate::ids::ClockedIds;
use crate::restore::{Origin, Settled, settle};

#[derive(Debug, Args)]
pub(super) struct RestoreArgs {
    /// The backup, as `steward backup` wrote it; it is only read
    #[arg(required_unless_present = "in_place")]
    file: Option<PathBuf>,
    /// The database's own means put the store back already: only see to it that nothing of its past is sent again
    #[arg(long, conflicts_with = "file")]
    in_place: bool,
}

pub(super) async fn run(
    settings: &Settings,
    environment: &Environment,
    args: &RestoreArgs,
) -> anyhow::Result<ExitCode> {
    let config = settings.load(environment)?;
    let (store, origin) = match &args.file {
        Some(file) => (filled(&config, file).await?, Origin::Copied),
        None => {
            let store = open::existing(&config).await?;
            store.must_be_without_a_service().await?;
            (store, Origin::InPlace)
        }
    };
    let platforms = config.platform_names(environment);
    let ids = ClockedIds::new(Arc::new(SystemClock));
    let settled = settle(&store, origin, &platforms, &ids, SystemClock.now()).await?;
    store.close().await;
    tell(&config, &settled);
    Ok(ExitCode::SUCCESS)
}

/// The configured store, filled from the backup.
async fn filled(config: &Config, file: &Path) -> anyhow::Result<Store> {
    if !file.is_file() {
        bail!("there is no file {}: name a backup that `steward backup` wrote", file.display());
    }
    let cannot = || format!("cannot restore {}", file.display());
    let backup = StoreConfig { url: format!("sqlite:{}", file.display()) };
    copy::is_sound(file, moving::PATIENCE).await.with_context(cannot)?;
    let name = format!("the backup {}", moving::name_of(&backup));
    let original = Original::beside(&backup.url, &name, moving::PATIENCE).await.with_context(cannot)?;
    let (store, compared) = moving::fill(original, &config.store).await?;
    copy::migrate(&store, SystemClock.now()).await?;
    moving::report(&compared);
    Ok(store)
}

#[expect(clippy::print_stdout, reason = "the command line prints")]
fn tell(config: &Config, settled: &Settled) {
    let shown = |at: jiff::Timestamp| at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M UTC").to_string();
    let known =
        settled.known.map_or_else(|| "nothing".to_owned(), |at| format!("things up to {}", shown(at)));
    println!("Restored into {}, which knows {known}.", config.store.shown());
    println!("  {} messages are held: they were due before and have probably been sent.", settled.left.held);
    println!("  {} others are left out, since nobody waits for them any more.", settled.left.expired);
    println!("  {} digests of the past will not be posted.", settled.digests);
    println!(
        "  {} alerts have their next step put off: nobody is called before {}.",
        settled.left.put_off,
        shown(settled.quiet_until)
    );
    println!("Administrators who will be told this: {}. Next:", settled.told);
    println!("  Start the service, and import or push the numbers since the backup again within the hour.");
    println!("  Repeat what people did since: acknowledgements, notes, targets, holidays.");
}
