//! `steward backup`: the whole store as one file, consistent while the service runs.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use steward_store::copy::{self, Original};

use super::{Settings, moving, open};
use crate::config::{Config, Environment, StoreConfig};

/// Behind the name of a backup until it is complete.
const PARTIAL: &str = ".partial";
/// Behind the name of what a server's rows are gathered in.
const GATHERED: &str = ".gathered";
/// What SQLite and its lock leave beside a file.
const BESIDE: [&str; 4] = ["", "-wal", "-shm", ".lock"];

#[derive(Debug, Args)]
pub(super) struct BackupArgs {
    /// The file to write, a SQLite file whichever database the store is; there must be none of that name
    file: PathBuf,
}

#[expect(clippy::print_stdout, reason = "the command line prints")]
pub(super) async fn run(
    settings: &Settings,
    environment: &Environment,
    args: &BackupArgs,
) -> anyhow::Result<ExitCode> {
    let config = settings.load(environment)?;
    let file = &args.file;
    if file.exists() {
        bail!("{} is there already: name another file, a backup never overwrites one", file.display());
    }
    if !open::is_there(&config) {
        bail!("there is no store at {} yet, so there is nothing to back up", config.store.shown());
    }
    let (partial, gathered) = (moving::beside(file, PARTIAL), moving::beside(file, GATHERED));
    forget(&partial)?;
    forget(&gathered)?;
    write(&config, &partial, &gathered)
        .await
        .with_context(|| format!("cannot back up the store {}", config.store.shown()))?;
    copy::is_sound(&partial, moving::PATIENCE).await.context("the backup is not sound")?;
    keep(&partial, file).with_context(|| format!("cannot write {}", file.display()))?;
    forget(&partial)?;
    forget(&gathered)?;
    println!("Backed up {} to {}.", config.store.shown(), file.display());
    println!("Secrets (the web secret, tokens, the files of the platforms) are not in it: keep them apart.");
    println!("To go back to it: `steward restore {}` into an empty store.", file.display());
    Ok(ExitCode::SUCCESS)
}

async fn write(config: &Config, partial: &Path, gathered: &Path) -> anyhow::Result<()> {
    let store = &config.store;
    if store.sqlite_path().is_some() {
        return Ok(copy::into_file(&store.url, partial, moving::PATIENCE).await?);
    }
    let original = Original::beside(&store.url, &moving::name_of(store), moving::PATIENCE).await?;
    let address = format!("sqlite:{}", gathered.display());
    let (filled, _) = moving::fill(original, &StoreConfig { url: address.clone() }).await?;
    let mut tx = filled.begin().await?;
    copy::complete(&mut tx).await?;
    tx.commit().await?;
    filled.close().await;
    // As one file without a journal beside it.
    Ok(copy::into_file(&address, partial, moving::PATIENCE).await?)
}

/// Makes the file last and gives it its name.
fn keep(partial: &Path, file: &Path) -> std::io::Result<()> {
    File::open(partial)?.sync_all()?;
    fs::rename(partial, file)?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Removes what an interrupted backup left.
fn forget(path: &Path) -> anyhow::Result<()> {
    for behind in BESIDE {
        let path = moving::beside(path, behind);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("cannot remove {}", path.display()));
            }
            _ => {}
        }
    }
    Ok(())
}
