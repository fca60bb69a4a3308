//! Judgement: what the samples of a KPI mean at a given instant.

pub mod consequence;
mod data;
#[cfg(test)]
pub(crate) mod example;
pub mod limits;
pub mod missed;
pub mod period;
pub mod plausible;
mod readings;
pub mod recovery;
pub mod settled;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::alert::{DataFault, Reading};
use crate::id::KpiKey;
use crate::kpi::{Activity, Kpi};
use crate::limit::{Limits, Severity};
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
    /// No target with a limit holds, and the platform sent none.
    NoTarget,
    /// No settled value yet that is recent enough, and none is overdue.
    NotSettled,
    /// Its data is missing, late or cannot be true.
    DataFault,
}

/// What a platform says about the value in its own word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlatformWord {
    /// The word, such as `GOOD`.
    pub status: String,
    /// Whether the word contradicts the platform's own limit; the value against the limit decides.
    pub disagrees: bool,
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
    /// The limits in force at the newest reading, the platform's own among them.
    #[serde(default)]
    pub limits: Limits,
    /// The platform's own word on the newest reading, where it sent one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<PlatformWord>,
    /// When it has to be judged again at the latest, without new samples: a value settles or becomes late.
    pub due_at: Option<Timestamp>,
}

/// Most periods that a judgement looks at.
pub const PERIODS_LOOKED_AT: u16 = 60;

/// Most readings that a judgement keeps.
pub const READINGS_KEPT: usize = 14;

/// What the rules that refuse data look at.
struct Case<'a> {
    kpi: &'a Kpi,
    /// Samples of periods that have begun, oldest first.
    samples: &'a [Sample],
    watched_since: Timestamp,
    now: Timestamp,
}

/// The rules that refuse data, one file each. The first that finds something names the fault.
const FAULT_RULES: &[fn(&Case<'_>) -> Option<DataFault>] =
    &[data::overdue, data::no_value, plausible::newest];

/// Judges a KPI at `now`. Pure; the same evidence and instant give the same judgement.
///
/// Samples of periods that have not begun in the KPI's zone are ignored: nobody can know them.
pub fn judge(evidence: &Evidence<'_>, now: Timestamp) -> Judgement {
    let kpi = evidence.kpi;
    let today = kpi.zone.date_at(now);
    let begun = evidence.samples.partition_point(|sample| sample.seen.period <= today);
    let known = evidence.samples.get(..begun).unwrap_or_default();
    let samples = known.get(known.len().saturating_sub(usize::from(PERIODS_LOOKED_AT))..).unwrap_or_default();
    let resumed_at = rests_until(kpi);
    let case = Case {
        kpi,
        samples,
        watched_since: resumed_at.map_or(evidence.watched_since, |at| at.max(evidence.watched_since)),
        now,
    };
    let active = match kpi.activity {
        Activity::Active => true,
        Activity::Draft => false,
        Activity::Paused { .. } => resumed_at.is_some_and(|at| at <= now),
    };

    let read = readings::all(&case, evidence.targets);
    let newest = read.last();
    let fault = if active { FAULT_RULES.iter().find_map(|rule| rule(&case)) } else { None };
    let standing = match (active, &fault, newest) {
        (false, ..) => Standing::Unjudged { why: Unjudged::NotActive },
        (true, Some(_), _) => Standing::Unjudged { why: Unjudged::DataFault },
        (true, None, None) => Standing::Unjudged { why: Unjudged::NotSettled },
        (true, None, Some(_)) if data::is_stale(&case) => Standing::Unjudged { why: Unjudged::NotSettled },
        (true, None, Some(newest)) if newest.limits.is_empty() => {
            Standing::Unjudged { why: Unjudged::NoTarget }
        }
        (true, None, Some(newest)) => match newest.reading.severity {
            Some(severity) => Standing::Outside { severity },
            None => Standing::Good,
        },
    };
    Judgement {
        kpi: kpi.key.clone(),
        at: now,
        standing,
        since: readings::run_start(&read),
        provisional: settled::newer_provisional(&case),
        target: newest.and_then(|newest| newest.target),
        limits: newest.map(|newest| newest.limits.clone()).unwrap_or_default(),
        platform: newest.and_then(|newest| newest.platform.clone()),
        reading: newest.map(|newest| newest.reading.clone()),
        readings: read
            .iter()
            .skip(read.len().saturating_sub(READINGS_KEPT))
            .map(|entry| entry.reading.clone())
            .collect(),
        fault,
        due_at: if active { next_change(&case) } else { resumed_at },
    }
}

/// When a paused KPI is judged again; also when that has been before.
pub(crate) fn rests_until(kpi: &Kpi) -> Option<Timestamp> {
    match kpi.activity {
        Activity::Paused { until, .. } => Some(kpi.zone.start_of_day(until)),
        Activity::Active | Activity::Draft => None,
    }
}

/// The next instant at which the same samples mean something else.
fn next_change(case: &Case<'_>) -> Option<Timestamp> {
    settled::next_to_settle(case).into_iter().chain(data::next_to_be_overdue(case)).min()
}
