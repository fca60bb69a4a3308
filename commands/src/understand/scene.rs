//! The scene of a text: who says it, when and where.

use jiff::Timestamp;
use steward_core::id::KpiKey;
use steward_core::person::{Channel, Person};

/// Who says a text, when and where.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The present instant.
    pub now: Timestamp,
    /// Who says it: their zone tells their days.
    pub person: &'a Person,
    /// The platform it is said on, whose mentions of people it may carry.
    pub platform: &'a str,
    /// The channel it is said in, where Steward knows it.
    pub channel: Option<&'a Channel>,
    /// The alert in whose thread it is said.
    pub thread: Option<Thread<'a>>,
    /// Whether it is said to Steward: in a direct message, with a mention, by a slash command.
    pub addressed: bool,
}

/// The alert of a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thread<'a> {
    /// Its number.
    pub number: i64,
    /// Its KPI.
    pub kpi: &'a KpiKey,
}
