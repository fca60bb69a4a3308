//! `soak`: kills the service at random under load and proves that nothing is lost and nothing doubled.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};
use clap::{Args, Parser, Subcommand, ValueEnum};
use steward_tests::load::Engine;
use steward_tests::soak::stand_ins::{self, StandInArgs};
use steward_tests::soak::{self, Plan, Run, report};

/// Lines of what is broken that are told.
const TOLD: usize = 20;

#[derive(Parser)]
#[command(
    about = "Kills the service at random under load and checks that no message is lost and none doubled",
    args_conflicts_with_subcommands = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Does>,
    #[command(flatten)]
    run: RunArgs,
}

#[derive(Subcommand)]
enum Does {
    /// Judge the folder of a run once more, by the record that is there now
    Check {
        /// What --keep named
        folder: PathBuf,
    },
    /// Write the report of the runs in these folders
    Report {
        /// What --keep named, one for each run
        #[arg(required = true)]
        folders: Vec<PathBuf>,
        /// The file to write
        #[arg(long, default_value = "bot/docs/reliability.md")]
        to: PathBuf,
        /// A sentence on the machine and the build of the runs
        #[arg(long)]
        note: Option<String>,
    },
    #[command(hide = true)]
    StandIns(StandInArgs),
}

#[derive(Args)]
struct RunArgs {
    /// The database: one process on SQLite, two replicas on PostgreSQL
    #[arg(long, value_enum, default_value_t = StoreArg::Sqlite)]
    store: StoreArg,
    /// How often a process is killed
    #[arg(long, default_value_t = 100)]
    kills: usize,
    /// Where chance begins; drawn from the process where it is not given
    #[arg(long)]
    seed: Option<u64>,
    /// The program to break; without, the one of this build's profile is built
    #[arg(long)]
    steward: Option<PathBuf>,
    /// Keep everything of the run in this folder, which must be empty
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum StoreArg {
    Sqlite,
    Postgres,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    match arguments.command {
        Some(Does::StandIns(args)) => {
            stand_ins::serve(&args).await?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Does::Report { folders, to, note }) => {
            let runs = folders.iter().map(|folder| soak::read(folder)).collect::<Result<Vec<Run>>>()?;
            let text = report::write(&runs, note.as_deref());
            std::fs::write(&to, text).with_context(|| format!("write {}", to.display()))?;
            println!("{}", to.display());
            Ok(ExitCode::SUCCESS)
        }
        Some(Does::Check { folder }) => {
            let run = soak::judge_again(&folder).await?;
            Ok(tell(&run))
        }
        None => kill(&arguments.run).await,
    }
}

async fn kill(args: &RunArgs) -> Result<ExitCode> {
    let temporary = tempfile::tempdir()?;
    let folder = match &args.keep {
        Some(folder) => {
            std::fs::create_dir_all(folder)?;
            ensure!(folder.read_dir()?.next().is_none(), "{} is not empty", folder.display());
            std::path::absolute(folder)?
        }
        None => temporary.path().to_owned(),
    };
    let plan = Plan {
        engine: match args.store {
            StoreArg::Sqlite => Engine::Sqlite,
            StoreArg::Postgres => Engine::Postgres,
        },
        kills: args.kills,
        seed: args.seed.unwrap_or_else(|| std::process::id().into()),
        steward: match &args.steward {
            Some(program) => std::path::absolute(program)?,
            None => build()?,
        },
        folder,
    };
    println!("{} · seed {} · {}", plan.engine.name(), plan.seed, plan.steward.display());
    let run = soak::run(&plan).await?;
    Ok(tell(&run))
}

/// Tells what is broken, and the figures in the last line.
fn tell(run: &Run) -> ExitCode {
    let broken: Vec<&String> = run.verdict.broken.iter().chain(&run.missing).collect();
    for line in broken.iter().take(TOLD) {
        println!("broken: {line}");
    }
    if broken.len() > TOLD {
        println!("broken: and {} more", broken.len() - TOLD);
    }
    for (name, tally) in &run.verdict.platforms {
        println!("{name}: {}", report::told(tally));
    }
    println!("{}", run.line());
    if run.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Builds the program in the profile of this one, which the build of this one does not.
fn build() -> Result<PathBuf> {
    let own = std::env::current_exe().context("the path of this program")?;
    let folder: &Path = own.parent().context("the folder of this program")?;
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--quiet", "--package", "steward"]);
    if folder.ends_with("release") {
        cargo.arg("--release");
    }
    ensure!(cargo.status()?.success(), "the program does not build");
    Ok(folder.join("steward"))
}
