//! Settings of the loop.

use serde::{Deserialize, Serialize};

/// The loop that runs the duties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunnerConfig {
    /// Seconds between two looks when nothing woke it before.
    pub poll_seconds: u64,
    /// Messages sent at the same time.
    pub sends_at_once: usize,
}
