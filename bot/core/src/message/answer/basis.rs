//! What a value in a list stands on: its period, parts, target and limit with where they come from, and its age.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::alert::Reading;
use crate::judge::limits::in_force;
use crate::kpi::{Grain, Kpi};
use crate::limit::Limit;
use crate::limit::source::LimitSource;
use crate::org::Org;
use crate::sample::Sample;

/// What a value stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// First day of its period.
    pub period: Date,
    /// The length of its period.
    pub grain: Grain,
    /// Upper part of a ratio.
    pub numerator: Option<Decimal>,
    /// Lower part of a ratio.
    pub denominator: Option<Decimal>,
    /// The value to reach.
    pub target: Option<Decimal>,
    /// Where the target comes from.
    pub target_source: Option<LimitSource>,
    /// The limit that was crossed or is nearest.
    pub limit: Option<Limit>,
    /// Where the limit comes from.
    pub limit_source: Option<LimitSource>,
    /// Whether the value was changed after it had been settled.
    pub restated: bool,
    /// When it was fetched.
    pub as_of: Option<Timestamp>,
}

impl Basis {
    /// What a judged value stands on, with the sample behind it where that is still there.
    pub fn of(kpi: &Kpi, reading: &Reading, sample: Option<&Sample>, org: &Org) -> Self {
        let force = sample.map(|sample| in_force(kpi, &sample.seen, org.targets_of(&kpi.key)));
        let named = |source: &LimitSource| source.clone().named(org);
        Self {
            period: reading.period,
            grain: kpi.grain,
            numerator: reading.numerator,
            denominator: reading.denominator,
            target: force.as_ref().and_then(|force| force.target),
            target_source: force.as_ref().and_then(|force| force.target_source()).map(named),
            limit: reading.limit,
            limit_source: reading.limit_source.as_ref().map(named),
            restated: sample.is_some_and(|sample| sample.restates),
            as_of: sample.map(|sample| sample.fetched_at),
        }
    }
}
