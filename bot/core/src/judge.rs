//! Judgement: what the samples of a KPI mean at a given instant.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::alert::{DataFault, Reading};
use crate::id::KpiKey;
use crate::kpi::Kpi;
use crate::limit::Severity;
use crate::sample::Sample;
use crate::target::Target;

/// Everything a judgement looks at.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// The KPI.
    pub kpi: &'a Kpi,
    /// Its targets.
    pub targets: &'a [Target],
    /// The newest revision of each of its last periods (60 at most are looked at), oldest first.
    pub samples: &'a [Sample],
    /// When the KPI was first watched; before that nothing can be late.
    pub watched_since: Timestamp,
}

/// Where a KPI stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Standing {
    /// Inside its limits.
    Good,
    /// Beyond a limit.
    Outside {
        /// How bad.
        severity: Severity,
    },
    /// Not judged. Unknown is not zero, not green, not red.
    Unjudged {
        /// Why.
        why: Unjudged,
    },
}

/// Why a KPI is not judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unjudged {
    /// It is a draft or paused.
    NotActive,
    /// No target holds, and the platform sent none.
    NoTarget,
    /// No settled value yet, and none is overdue.
    NotSettled,
    /// Its data is missing, late or cannot be true.
    DataFault,
}

/// What a KPI's samples mean at an instant. Stored, so that digests and answers are quick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// Which KPI.
    pub kpi: KpiKey,
    /// When it was judged.
    pub at: Timestamp,
    /// Where it stands.
    pub standing: Standing,
    /// The newest settled and plausible reading.
    pub reading: Option<Reading>,
    /// The settled readings of the last periods, oldest first, at most 14; the last equals `reading`.
    pub readings: Vec<Reading>,
    /// First period of the unbroken run beyond the limit that reaches the newest reading.
    pub since: Option<Date>,
    /// What is wrong with the data.
    pub fault: Option<DataFault>,
    /// A newer value that is not settled yet: period and value.
    pub provisional: Option<(Date, Decimal)>,
    /// The target value in force at the newest reading.
    pub target: Option<Decimal>,
    /// When it has to be judged again at the latest, without new samples: a value settles or becomes late.
    pub due_at: Option<Timestamp>,
}
