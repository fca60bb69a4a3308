//! Scorecards: named sets of KPIs with weights, the rules that keep them few, and the score with its risk gate.

pub mod rules;
pub mod score;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::id::{KpiKey, ScorecardKey};

/// A named set of KPIs with weights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scorecard {
    /// Unique name.
    pub key: ScorecardKey,
    /// Name in English.
    pub name_en: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Its KPIs in the order they are shown.
    pub entries: Vec<Entry>,
    /// Why it has more than 20 KPIs, where it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A KPI in a scorecard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Which KPI.
    pub kpi: KpiKey,
    /// Its weight; only the proportion counts.
    pub weight: Decimal,
}

/// The score of a scorecard: 0 to 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// Weighted mean over KPIs with data, after the gate; none when none has data.
    pub value: Option<Decimal>,
    /// The same before the gate.
    pub ungated: Option<Decimal>,
    /// The share of the weight that has no data fit to be judged, 0 to 1.
    pub missing: Decimal,
    /// The risk KPI that caps the score, where one does.
    pub capped_by: Option<KpiKey>,
}
