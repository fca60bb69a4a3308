//! Samples: the value of a KPI for one period, with where it came from and how final it is.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::id::{KpiKey, SampleId};
use crate::target::PlatformTarget;

/// What the source said about how final the value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Finality {
    /// Nothing: the KPI's settle time decides.
    #[default]
    ByLag,
    /// More data will come.
    Provisional,
    /// This is the last word.
    Final,
}

/// How far a value can be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SampleState {
    /// Late data may still arrive; shown, never judged.
    Provisional,
    /// Late data has arrived; may be judged.
    Settled,
    /// Settled, and changed after it had been settled before.
    Restated,
}

/// A value as a source delivers it, before it has an id and a revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// Which KPI.
    pub kpi: KpiKey,
    /// First day of the period, in the KPI's zone.
    pub period: Date,
    /// The value in the KPI's unit; none when the source says that there is none (spend without sales).
    pub value: Option<Decimal>,
    /// Upper part of a ratio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numerator: Option<Decimal>,
    /// Lower part of a ratio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator: Option<Decimal>,
    /// How final the source says it is.
    #[serde(default)]
    pub finality: Finality,
    /// First and last day that the value looks at, where it is a rolling window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<(Date, Date)>,
    /// The target that the platform sent with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform_target: Option<PlatformTarget>,
    /// Where it came from, as people say it: `push`, `file accountHealth.json`, `mei in #ops`.
    pub source: String,
}

/// One revision of the value of one period. Append-only: a change is a new revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// Names this revision.
    pub id: SampleId,
    /// 1 for the first value of the period.
    pub revision: u32,
    /// When the service received it.
    pub fetched_at: Timestamp,
    /// The value and its circumstances.
    #[serde(flatten)]
    pub seen: Observation,
    /// Whether an earlier revision of this period had already been judged as settled.
    pub restates: bool,
}
