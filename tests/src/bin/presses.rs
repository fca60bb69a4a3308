//! `presses`: measures signed presses of a button on Steward and on apps made with Bolt, and prints a Markdown table.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Parser;
use steward_tests::presses;

#[derive(Parser)]
#[command(
    about = "Measures signed button presses, from the press to the answer with what it did on the disk"
)]
struct Arguments {
    /// The program to measure; without, the release build is made and measured
    #[arg(long)]
    steward: Option<PathBuf>,
    /// The folder of what is built, with the official clients in it
    #[arg(long, default_value = "target")]
    target: PathBuf,
    /// Presses at each number in flight
    #[arg(long, default_value_t = 1000)]
    presses: usize,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let steward = match arguments.steward {
        Some(path) => std::path::absolute(path)?,
        None => steward_tests::load::process::build().context("build the release")?,
    };
    // The apps run in folders of their own.
    let target = std::path::absolute(arguments.target)?;
    let findings = presses::measure(&steward, &target, arguments.presses).await?;
    println!("{}", presses::report::table(&findings));
    Ok(())
}
