//! Schedules: when a digest is due, kept as the intention in a named zone.

use serde::{Deserialize, Serialize};

use crate::time::Zone;

/// When something recurs, as the text it was written as.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rule(String);

/// A rule with its zone and calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timing {
    /// When.
    pub rule: Rule,
    /// On whose clock.
    pub zone: Zone,
    /// On whose workdays.
    pub calendar: String,
}
