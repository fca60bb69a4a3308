//! A KPI: one number judged regularly, with its definition and the people who answer for it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::{ChannelKey, KpiKey, PersonKey, PolicyKey, TeamKey};
use crate::time::Zone;
use crate::unit::Unit;

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better; only too low is a breach.
    Higher,
    /// Less is better; only too high is a breach.
    Lower,
    /// Both too low and too high are breaches.
    Band,
}

/// What kind of success the KPI speaks of; decides how it scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Can make up for others.
    Growth,
    /// Does more with less.
    Efficiency,
    /// Can close the shop; never bought off by growth.
    Risk,
}

/// How long the period of one sample is. A period is named by its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// One day of the KPI's zone.
    Day,
    /// Seven days, named by the first.
    Week,
    /// One calendar month, named by its first day.
    Month,
    /// The state at one moment, or a rolling window that ends there; named by the day it was taken.
    Snapshot,
}

/// How values of several periods or shops may be put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aggregation {
    /// Values add up.
    Sum,
    /// Sum of numerators over sum of denominators; never a mean of ratios.
    Ratio,
    /// A reading: may be listed or compared, never summed or averaged.
    Gauge,
}

/// Whether the KPI is watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Activity {
    /// Watched and judged.
    #[default]
    Active,
    /// Written down, not judged yet.
    Draft,
    /// Not judged until the date, for the reason.
    Paused {
        /// First day on which it is judged again.
        until: Date,
        /// Why it rests.
        reason: String,
        /// First day on which it rests; not known of a pause that was written down without it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<Date>,
        /// Who answers for the pause.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonKey>,
    },
}

/// When data of a period may be expected and believed, in days after the period's last day has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lag {
    /// Hours after the end of the period until a value is due; later it is *late*.
    pub due_hours: u32,
    /// Hours after the end of the period until a value is *settled* and may be judged.
    pub settle_hours: u32,
}

/// The part of a KPI that checks whether a value can be true at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Plausibility {
    /// Smallest believable value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<rust_decimal::Decimal>,
    /// Largest believable value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<rust_decimal::Decimal>,
    /// Largest believable factor between the value and the median of the last 8 periods, either way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jump: Option<rust_decimal::Decimal>,
}

/// A KPI as the team runs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kpi {
    /// The team's own name for it, unique.
    pub key: KpiKey,
    /// The entry of the catalogue it was made from.
    pub catalog: Option<String>,
    /// The shop, marketplace or account it is about; none when it is about all.
    pub scope: Option<String>,
    /// Name in English.
    pub name_en: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Further names that people use for it.
    pub aliases: Vec<String>,
    /// How the number comes about.
    pub definition: String,
    /// What it is measured in.
    pub unit: Unit,
    /// Which way is better.
    pub direction: Direction,
    /// What kind of success it speaks of.
    pub class: Class,
    /// The length of its period.
    pub grain: Grain,
    /// How values may be put together.
    pub aggregation: Aggregation,
    /// The zone of its day.
    pub zone: Zone,
    /// When data is due and settled.
    pub lag: Lag,
    /// What cannot be true.
    pub plausibility: Plausibility,
    /// Where the number comes from, as people say it: `Amazon account health`, `push`, `file`.
    pub source: String,
    /// Who answers for the number.
    pub owner: Option<PersonKey>,
    /// Who answers when the owner does not.
    pub backup: Option<PersonKey>,
    /// Who answers for the data behind the number.
    pub data_owner: Option<PersonKey>,
    /// The team whose lead is the next to be told.
    pub team: TeamKey,
    /// Where its alerts are shown; the team's channel when none.
    pub channel: Option<ChannelKey>,
    /// The escalation policy; the built-in one when none.
    pub policy: Option<PolicyKey>,
    /// Settled periods inside the limit until a recovery is believed.
    pub recovery_periods: u32,
    /// How far inside the limit a value must be to count as recovered, as a fraction of the limit (0.05 = 5 %).
    pub recovery_margin: rust_decimal::Decimal,
    /// Whether it is watched.
    pub activity: Activity,
}

/// Default number of settled periods inside the limit before an alert closes as verified.
pub const DEFAULT_RECOVERY_PERIODS: u32 = 2;
