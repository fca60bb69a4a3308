//! Resident memory of a process, as Linux tells it.

use anyhow::{Context, Result};

/// What a process has resident now, in MB of 1,000,000 bytes.
pub fn resident(process: u32) -> Result<f64> {
    read(&process.to_string(), "VmRSS:")
}

/// The most a process had resident since it began, in MB.
pub fn most(process: u32) -> Result<f64> {
    read(&process.to_string(), "VmHWM:")
}

/// The most this process had resident since [`forget_peak`], in MB.
pub fn peak() -> Result<f64> {
    read("self", "VmHWM:")
}

/// Lets the peak of this process begin anew.
pub fn forget_peak() -> Result<()> {
    std::fs::write("/proc/self/clear_refs", "5").context("the system lets no peak of memory be forgotten")
}

fn read(process: &str, line: &str) -> Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let kibibytes = status
        .lines()
        .find_map(|found| found.strip_prefix(line))
        .and_then(|rest| rest.split_whitespace().next())
        .with_context(|| format!("the system tells no {line}"))?;
    Ok(kibibytes.parse::<f64>()? * 1024.0 / 1e6)
}
