//! The command line: flags, and one file for each command.

mod apply;
mod ask;
mod backup;
mod demo;
mod doctor;
mod export;
mod import;
mod link;
mod logging;
mod manifest;
mod migrate_store;
mod moving;
mod open;
mod restore;
mod run;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::{Config, Environment};

/// Keeps every KPI owned: digests, pings, acknowledgements, remediation, verification.
#[derive(Debug, Parser)]
#[command(name = "steward", version, about, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

/// The heading of the help above the options that every command takes.
const SETTINGS: &str = "Settings";

#[derive(Debug, Args)]
struct Settings {
    /// Configuration file; without one the built-in defaults hold (see `steward run --print-config`)
    #[arg(long, short, global = true, value_name = "FILE", help_heading = SETTINGS)]
    config: Option<PathBuf>,
    /// The store, in place of the configured one: sqlite:PATH or postgres://…
    /// (an address with a password is better put into STEWARD_STORE_URL)
    #[arg(long, global = true, value_name = "URL", help_heading = SETTINGS)]
    store: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the service
    Run(run::RunArgs),
    /// Try the whole service with a sample company, nothing to configure
    Demo(demo::DemoArgs),
    /// Read a scorecard file, show what would change, and change it with --yes
    Apply(apply::ApplyArgs),
    Ask(ask::AskArgs),
    /// Write the standing data as a file that `apply` takes back unchanged
    Export(export::ExportArgs),
    /// Read files with numbers: Amazon's reports, or tables by a mapping
    Import(import::ImportArgs),
    /// Make a personal link into the web chat
    Link(link::LinkArgs),
    /// Write the whole store into one file, while the service may go on
    Backup(backup::BackupArgs),
    /// Fill an empty store from a backup, so that nothing of the past is sent again
    Restore(restore::RestoreArgs),
    /// Copy the store into another database, to move from SQLite to PostgreSQL or back
    MigrateStore(migrate_store::MigrateStoreArgs),
    /// Print what sets Steward up on a chat platform
    Manifest(manifest::ManifestArgs),
    /// Check the configuration and everything around it, and say what to do
    Doctor(doctor::DoctorArgs),
}

impl Settings {
    fn load(&self, environment: &Environment) -> anyhow::Result<Config> {
        let mut config = Config::load(self.config.as_deref())?;
        if let Some(url) = self.store.as_ref().or(environment.store_url.as_ref()) {
            config.store.url.clone_from(url);
        }
        if let Some(url) = &environment.heartbeat_url {
            config.heartbeat.url = Some(url.clone());
        }
        config.heartbeat.check()?;
        Ok(config)
    }
}

/// Runs the command to its end.
pub fn run(cli: Cli) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    match runtime.block_on(dispatch(cli)) {
        Ok(code) => code,
        Err(error) => failed(&error),
    }
}

async fn dispatch(cli: Cli) -> anyhow::Result<ExitCode> {
    let environment = Environment::read();
    let settings = cli.settings;
    match cli.command {
        Command::Run(args) => run::run(&settings, &environment, &args).await,
        Command::Demo(args) => demo::run(&settings, &args).await,
        Command::Apply(args) => apply::run(&settings, &environment, &args).await,
        Command::Ask(args) => ask::run(&settings, &environment, &args).await,
        Command::Export(args) => export::run(&settings, &environment, &args).await,
        Command::Import(args) => import::run(&settings, &environment, &args).await,
        Command::Link(args) => link::run(&settings, &environment, &args).await,
        Command::Backup(args) => backup::run(&settings, &environment, &args).await,
        Command::Restore(args) => restore::run(&settings, &environment, &args).await,
        Command::MigrateStore(args) => migrate_store::run(&settings, &environment, &args).await,
        Command::Manifest(args) => manifest::run(&environment, &args),
        Command::Doctor(args) => doctor::run(&settings, &environment, &args).await,
    }
}

/// One line for what went wrong and one for each reason below it.
fn failed(error: &anyhow::Error) -> ExitCode {
    eprintln!("error: {error}");
    for reason in error.chain().skip(1) {
        eprintln!("  because: {reason}");
    }
    ExitCode::FAILURE
}
