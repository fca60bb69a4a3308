//! The log: one line an event, as text for people or JSON for machines, on standard error.

use std::io::IsTerminal;

use anyhow::Context;
use tracing_subscriber::EnvFilter;

use crate::config::{LogConfig, LogFormat};

/// Serenity describes each call whole, down to the token that answers an interaction; it is to say only what went wrong.
const QUIET: &str = "serenity=warn";

/// Starts the log; a second start in one process changes nothing.
pub fn start(config: &LogConfig) -> anyhow::Result<()> {
    let level = if config.level.contains("serenity") {
        config.level.clone()
    } else {
        format!("{},{QUIET}", config.level)
    };
    let filter = EnvFilter::try_new(level).with_context(|| {
        format!("[log] level = \"{}\" is no log filter: use warn, info or debug", config.level)
    })?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    let started = match config.format {
        LogFormat::Text => log.with_target(false).try_init(),
        LogFormat::Json => log.json().flatten_event(true).try_init(),
    };
    drop(started);
    Ok(())
}
