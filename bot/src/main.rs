//! The `steward` program: reads the flags and hands over to the command.

use std::process::ExitCode;

use clap::Parser;
use steward::cli::{Cli, run};

fn main() -> ExitCode {
    // Two libraries bring TLS along; the process decides on the provider before either asks.
    let _ = rustls::crypto::ring::default_provider().install_default();
    run(Cli::parse())
}
