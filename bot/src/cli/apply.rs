//! `steward apply`: shows what a scorecard file would change, and changes it with `--yes`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::Args;
use steward_core::org::change::difference;
use steward_core::org::{Org, check, file};
use steward_core::time::Clock;
use steward_store::org as store_org;

use super::{Settings, open};
use crate::clock::SystemClock;
use crate::config::Environment;

#[derive(Debug, Args)]
pub(super) struct ApplyArgs {
    /// The scorecard file: people, teams, channels, KPIs, targets, schedules
    file: PathBuf,
    /// Apply the changes that are shown
    #[arg(long)]
    yes: bool,
}

#[expect(clippy::print_stdout, reason = "the command line prints")]
pub(super) async fn run(
    settings: &Settings,
    environment: &Environment,
    args: &ApplyArgs,
) -> anyhow::Result<ExitCode> {
    let config = settings.load(environment)?;
    let Some(wanted) = read(args)? else { return Ok(ExitCode::FAILURE) };
    // Only showing the difference makes no store.
    let store =
        if args.yes || open::is_there(&config) { Some(open::for_command(&config).await?) } else { None };
    let held = match &store {
        Some(store) => store.org().await?,
        None => Arc::default(),
    };
    refuse_to_empty(&held, &wanted, &args.file)?;
    let changes = difference(&held, &wanted);
    if changes.is_empty() {
        println!("Nothing differs from the store.");
        return Ok(ExitCode::SUCCESS);
    }
    for change in &changes {
        for line in change.lines() {
            println!("{line}");
        }
    }
    let Some(store) = store.filter(|_| args.yes) else {
        let them = if changes.len() == 1 { "it" } else { "them" };
        println!("\n{} to be made. Run again with --yes to make {them}.", counted(changes.len()));
        return Ok(ExitCode::SUCCESS);
    };
    let mut tx = store.begin().await?;
    store_org::apply(&mut tx, &changes, "command line", SystemClock.now()).await?;
    tx.commit().await?;
    println!("\n{} made.", counted(changes.len()));
    Ok(ExitCode::SUCCESS)
}

fn counted(changes: usize) -> String {
    if changes == 1 { "1 change".to_owned() } else { format!("{changes} changes") }
}

/// A file without any KPI is more likely the wrong file than the wish to remove them all.
fn refuse_to_empty(held: &Org, wanted: &Org, file: &Path) -> anyhow::Result<()> {
    if wanted.kpis.is_empty() && !held.kpis.is_empty() {
        bail!(
            "{} holds no KPI, but the store has {}: nothing was changed; check that it is the right file",
            file.display(),
            held.kpis.len()
        );
    }
    Ok(())
}

/// Reads and checks the file; prints its problems and answers none when it cannot be applied.
fn read(args: &ApplyArgs) -> anyhow::Result<Option<Org>> {
    let path = &args.file;
    let text = std::fs::read_to_string(path).with_context(|| {
        let remedy = if path.is_file() {
            "save it as UTF-8, and check its permissions"
        } else {
            "give the path of a scorecard file, as `steward export` writes it"
        };
        format!("cannot read {}: {remedy}", path.display())
    })?;
    let org = match file::read(&text, &path.display().to_string()) {
        Ok(org) => org,
        Err(problems) => {
            for problem in &problems {
                eprintln!("error: {problem}");
            }
            eprintln!("Nothing was changed.");
            return Ok(None);
        }
    };
    let checked = check::check(&org, SystemClock.now());
    let located = |problems| file::locate(problems, &text, &path.display().to_string());
    let errors = located(checked.errors);
    for warning in located(checked.warnings) {
        eprintln!("warning: {warning}");
    }
    for error in &errors {
        eprintln!("error: {error}");
    }
    if errors.is_empty() {
        return Ok(Some(org));
    }
    eprintln!("Nothing was changed.");
    Ok(None)
}
