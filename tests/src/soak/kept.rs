//! What is kept of a run in its folder, so that it can be judged again.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::Run;

/// The name of the file.
const FILE: &str = "run.json";

pub(super) fn write(folder: &Path, run: &Run) -> Result<()> {
    fs::write(folder.join(FILE), serde_json::to_vec(run)?).context("keep the run")
}

/// Reads the run of a folder.
pub fn read(folder: &Path) -> Result<Run> {
    let file = folder.join(FILE);
    let text =
        fs::read(&file).with_context(|| format!("read {}: is it the folder of a run?", file.display()))?;
    Ok(serde_json::from_slice(&text)?)
}
