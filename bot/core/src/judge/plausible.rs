//! Plausibility: whether a value can be true at all. One that cannot is never judged and never breaches.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Case, settled};
use crate::alert::{DataFault, Implausible};
use crate::kpi::Plausibility;

/// How many earlier settled values make the median that a jump is measured from.
pub const MEDIAN_PERIODS: usize = 8;

/// Why a value cannot be true, given the settled values of earlier periods, oldest first.
pub fn check(rules: &Plausibility, value: Decimal, earlier: &[Decimal]) -> Option<Implausible> {
    out_of_range(rules, value).or_else(|| jumped(rules, value, earlier))
}

fn out_of_range(rules: &Plausibility, value: Decimal) -> Option<Implausible> {
    match (rules.min, rules.max) {
        (Some(min), _) if value < min => Some(Implausible::BelowMinimum { min }),
        (_, Some(max)) if value > max => Some(Implausible::AboveMaximum { max }),
        _ => None,
    }
}

/// The magnitudes are compared, so that a profit may become a loss. A median of 0 has no multiples, and a factor below
/// 1 would refuse everything: neither is a check.
fn jumped(rules: &Plausibility, value: Decimal, earlier: &[Decimal]) -> Option<Implausible> {
    let factor = rules.jump.filter(|factor| *factor >= Decimal::ONE)?;
    let recent = earlier.get(earlier.len().saturating_sub(MEDIAN_PERIODS)..)?;
    let median = median(recent).filter(|median| !median.is_zero())?;
    // A product too large to be written is larger than any value.
    let exceeds = |large: Decimal, small: Decimal| {
        small.abs().checked_mul(factor).is_some_and(|most| large.abs() > most)
    };
    (exceeds(value, median) || exceeds(median, value)).then_some(Implausible::Jump { median })
}

fn median(values: &[Decimal]) -> Option<Decimal> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *sorted.get(sorted.len() / 2 - 1)?;
    Some(lower.checked_add(upper)?.checked_mul(Decimal::new(5, 1))?.normalize())
}

/// The settled values with what is wrong with each, oldest first.
///
/// A value that jumped still counts for the median: when the level has really changed, the median follows it within
/// a few periods. A value out of range never counts.
pub(super) fn verdicts(case: &Case<'_>) -> Vec<(Date, Decimal, Option<Implausible>)> {
    let rules = &case.kpi.plausibility;
    let mut earlier: Vec<Decimal> = Vec::new();
    settled::settled(case)
        .filter_map(|sample| Some((sample.seen.period, sample.seen.value?)))
        .map(|(period, value)| {
            let why = check(rules, value, &earlier);
            if out_of_range(rules, value).is_none() {
                earlier.push(value);
            }
            (period, value, why)
        })
        .collect()
}

/// The newest settled value cannot be true.
pub(super) fn newest(case: &Case<'_>) -> Option<DataFault> {
    let (period, value, why) = verdicts(case).pop()?;
    Some(DataFault::Implausible { period, value, why: why? })
}
