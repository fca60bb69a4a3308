//! The kinds of record that the standing data consists of.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A kind of record. The order is the one in which records can be put so that every reference is already there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// The company itself: its name.
    Company,
    /// A calendar's changes.
    Calendar,
    /// A channel.
    Channel,
    /// A team.
    Team,
    /// A person.
    Person,
    /// A cover: who answers for somebody who is away.
    Cover,
    /// An escalation policy.
    Policy,
    /// A KPI with its targets.
    Kpi,
    /// A scorecard.
    Scorecard,
    /// A schedule of digests.
    Schedule,
    /// An import mapping.
    Mapping,
}

impl RecordKind {
    /// Every kind, in order.
    pub const ALL: [Self; 11] = [
        Self::Company,
        Self::Calendar,
        Self::Channel,
        Self::Team,
        Self::Person,
        Self::Cover,
        Self::Policy,
        Self::Kpi,
        Self::Scorecard,
        Self::Schedule,
        Self::Mapping,
    ];

    /// Its name in files: `[[person]]`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Calendar => "calendar",
            Self::Channel => "channel",
            Self::Team => "team",
            Self::Person => "person",
            Self::Cover => "cover",
            Self::Policy => "policy",
            Self::Kpi => "kpi",
            Self::Scorecard => "scorecard",
            Self::Schedule => "schedule",
            Self::Mapping => "mapping",
        }
    }
}

impl fmt::Display for RecordKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
