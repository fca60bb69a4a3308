//! Targets: what a KPI should be, from when until when, who said so and why.

pub mod set;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::limit::Limits;

/// An effective-dated target. Base targets of a KPI never overlap; a season overlay lies on top and always expires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The value to reach, in the KPI's unit, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Decimal>,
    /// The edges by which the KPI is judged.
    #[serde(default)]
    pub limits: Limits,
    /// First period it holds for.
    pub valid_from: Date,
    /// Last period it holds for; open when none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// The season it belongs to (`bfcm-2026`); a base target when none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub season: Option<String>,
    /// Who set it.
    pub set_by: String,
    /// Why it is what it is.
    pub reason: String,
    /// The page, contract or plan it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Target {
    /// Whether it holds for a period that begins on the date.
    pub fn holds_on(&self, period: Date) -> bool {
        self.valid_from <= period && self.valid_to.is_none_or(|last| period <= last)
    }
}

/// The target in force for a period: the overlay that began last, else the base target.
pub fn in_force(targets: &[Target], period: Date) -> Option<&Target> {
    let latest = |season: bool| {
        targets
            .iter()
            .filter(|target| target.season.is_some() == season && target.holds_on(period))
            .max_by_key(|target| target.valid_from)
    };
    latest(true).or_else(|| latest(false))
}

/// How a platform states the target it sends with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// The value must be below the target.
    LessThan,
    /// The value must be above the target.
    GreaterThan,
    /// The value must be the target.
    Equals,
}

/// The target that a platform sent beside a value; it wins over the team's own (rule 7 of the product).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlatformTarget {
    /// The platform's limit, in the KPI's unit.
    pub value: Decimal,
    /// On which side of it the value must be.
    pub condition: Condition,
    /// The platform's own word on the state, such as `GOOD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
}
