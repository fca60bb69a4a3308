//! One KPI now: its value with everything that an answer owes.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::alert::DataFault;
use crate::catalog;
use crate::digest::DigestLine;
use crate::kpi::{Aggregation, Direction, Kpi};
use crate::limit::source::LimitSource;
use crate::sample::SampleState;
use crate::time::Zone;

/// Everything to be said about one KPI now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KpiAnswer {
    /// Value, limit, owner and alert.
    pub line: DigestLine,
    /// How the number comes about.
    pub definition: Definition,
    /// The zone of its day.
    pub zone: Zone,
    /// Which way is better.
    pub direction: Direction,
    /// How values may be put together.
    pub aggregation: Aggregation,
    /// How far the value can be believed.
    pub state: Option<SampleState>,
    /// When it was fetched.
    pub as_of: Option<Timestamp>,
    /// Where the number comes from.
    pub source: String,
    /// First and last day of a rolling window.
    pub window: Option<(Date, Date)>,
    /// The target value in force.
    pub target: Option<Decimal>,
    /// Where the target comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_source: Option<LimitSource>,
    /// Where the limit comes from.
    pub limit_source: Option<LimitSource>,
    /// What is wrong with the data.
    pub fault: Option<DataFault>,
    /// A value newer than the judged one, not settled yet: period and value.
    pub provisional: Option<(Date, Decimal)>,
    /// The last values, oldest first, at most 14: period and value.
    pub recent: Vec<(Date, Decimal)>,
}

/// How a number comes about. The words of a team are the same in both languages; those of the catalogue are not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Definition {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl Definition {
    /// The definition of a KPI.
    pub fn of(kpi: &Kpi) -> Self {
        let entry = kpi.catalog.as_deref().and_then(catalog::entry);
        let zh = match entry {
            Some(entry) if entry.formula_en == kpi.definition => &entry.formula_zh,
            _ => &kpi.definition,
        };
        Self { en: kpi.definition.clone(), zh: zh.clone() }
    }
}
