//! `steward export`: the standing data as a file that `apply` takes back unchanged.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use steward_core::org::file;

use super::{Settings, open};
use crate::config::Environment;

#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// The file to write; standard output without one
    file: Option<PathBuf>,
}

#[expect(clippy::print_stdout, reason = "the command line prints")]
pub(super) async fn run(
    settings: &Settings,
    environment: &Environment,
    args: &ExportArgs,
) -> anyhow::Result<ExitCode> {
    let config = settings.load(environment)?;
    let store = open::existing(&config).await?;
    let text = file::write(store.org().await?.as_ref());
    match &args.file {
        None => print!("{text}"),
        Some(path) => {
            std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
            println!("Written to {}.", path.display());
        }
    }
    Ok(ExitCode::SUCCESS)
}
