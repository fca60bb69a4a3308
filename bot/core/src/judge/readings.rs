//! Readings: settled and plausible values against the limits of their own period.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::limits::{self, InForce};
use super::{Case, PlatformWord, period, plausible, recovery, settled};
use crate::alert::Reading;
use crate::limit::{Limits, Severity};
use crate::sample::Sample;
use crate::target::Target;

/// A reading with what it was judged by.
pub(super) struct Judged {
    pub(super) reading: Reading,
    pub(super) limits: Limits,
    pub(super) target: Option<Decimal>,
    pub(super) platform: Option<PlatformWord>,
}

/// The readings of a case, oldest first.
pub(super) fn all(case: &Case<'_>, targets: &[Target]) -> Vec<Judged> {
    let plausible: BTreeMap<Date, Decimal> = plausible::verdicts(case)
        .into_iter()
        .filter(|(_, _, why)| why.is_none())
        .map(|(period, value, _)| (period, value))
        .collect();
    settled::settled(case)
        .filter_map(|sample| {
            let value = *plausible.get(&sample.seen.period)?;
            let before = period::previous(case.kpi.grain, sample.seen.period);
            Some(judged(case, sample, value, plausible.get(&before).copied(), targets))
        })
        .collect()
}

fn judged(
    case: &Case<'_>,
    sample: &Sample,
    value: Decimal,
    previous: Option<Decimal>,
    targets: &[Target],
) -> Judged {
    let seen = &sample.seen;
    let in_force: InForce = limits::in_force(case.kpi, seen, targets);
    let crossed = in_force.limits.crossed_by(value);
    let limit = crossed.map(|(_, limit)| limit).or_else(|| in_force.nearest(value));
    let severity: Option<Severity> = crossed.map(|(severity, _)| severity);
    let reading = Reading {
        period: seen.period,
        revision: sample.revision,
        value,
        numerator: seen.numerator,
        denominator: seen.denominator,
        limit,
        severity,
        recovered: recovery::has_recovered(case.kpi, &in_force.limits, value),
        previous,
        limit_source: limit.and_then(|limit| in_force.source_of(&limit).cloned()),
    };
    let platform =
        seen.platform_target.as_ref().and_then(|sent| limits::platform_word(sent, value, case.kpi.direction));
    Judged { reading, target: in_force.target, limits: in_force.limits, platform }
}

/// First period of the unbroken run beyond the limit that reaches the newest reading.
pub(super) fn run_start(readings: &[Judged]) -> Option<Date> {
    outside_since(readings.iter().map(|judged| &judged.reading))
}

/// First period of the unbroken run beyond the limit that reaches the last of the readings.
pub(super) fn outside_since<'a>(readings: impl DoubleEndedIterator<Item = &'a Reading>) -> Option<Date> {
    readings.rev().take_while(|reading| reading.severity.is_some()).last().map(|reading| reading.period)
}
