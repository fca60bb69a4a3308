//! A limit of the catalogue: the edge with its dates, its source, and how far that source can be trusted.

use jiff::civil::Date;
use serde::Deserialize;

use crate::limit::{Limit, Severity};

/// How well a limit is founded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// A page, a schema or a staff post of the platform itself.
    Platform,
    /// Somebody else's page about the platform.
    ThirdParty,
    /// Common knowledge without a source.
    General,
    /// Steward's own default, without outside authority.
    Proposed,
}

/// One limit with its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogLimit {
    /// What being beyond it means.
    pub severity: Severity,
    /// The edge, in the unit of the entry.
    pub limit: Limit,
    /// First period it holds for; since ever when none.
    pub valid_from: Option<Date>,
    /// Last period it holds for; open when none.
    pub valid_to: Option<Date>,
    /// Which page, schema or post says so, in words.
    pub source: String,
    /// How well it is founded.
    pub evidence: Evidence,
    /// When the source was last read.
    pub checked_on: Date,
    /// Whether a person still has to confirm it.
    pub confirm: bool,
}

impl CatalogLimit {
    /// Whether it holds for a period that begins on the date.
    pub fn holds_on(&self, date: Date) -> bool {
        self.valid_from.is_none_or(|first| first <= date) && self.valid_to.is_none_or(|last| date <= last)
    }
}
