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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::judge::example::{days, dec, judged, kpi};

    fn rules(jump: &str) -> Plausibility {
        Plausibility { min: Some(dec("-50")), max: Some(dec("1000")), jump: Some(dec(jump)) }
    }

    #[rstest]
    #[case::smallest("-50", "10", None)]
    #[case::too_small("-50.1", "10", Some(Implausible::BelowMinimum { min: dec("-50") }))]
    #[case::largest("1000", "500", None)]
    #[case::too_large("1000.1", "500", Some(Implausible::AboveMaximum { max: dec("1000") }))]
    #[case::five_times("50", "10 10", None)]
    #[case::more("50.1", "10 10", Some(Implausible::Jump { median: dec("10") }))]
    #[case::a_fifth("2", "10", None)]
    #[case::less("1.9", "10", Some(Implausible::Jump { median: dec("10") }))]
    #[case::nothing_left("0", "10", Some(Implausible::Jump { median: dec("10") }))]
    #[case::from_nothing("900", "0 0 0", None)]
    #[case::first("900", "", None)]
    #[case::profit_to_loss("-20", "10", None)]
    #[case::even_count("60", "8 12", Some(Implausible::Jump { median: dec("10") }))]
    #[case::only_the_last_eight("500", "1 1 1 1 100 100 100 100 100 100 100 100", None)]
    fn a_value_is_believed_or_not(
        #[case] value: &str,
        #[case] earlier: &str,
        #[case] expected: Option<Implausible>,
    ) {
        let earlier: Vec<Decimal> = earlier.split_whitespace().map(dec).collect();
        assert_eq!(check(&rules("5"), dec(value), &earlier), expected);
    }

    #[test]
    fn a_factor_below_one_is_no_check() {
        assert_eq!(check(&rules("0"), dec("10"), &[dec("9")]), None);
    }

    #[test]
    fn the_median_follows_a_level_that_has_really_changed() {
        let mut kpi = kpi("sales");
        kpi.plausibility.jump = Some(dec("5"));
        let samples = days(&kpi, "2026-06-01", "1 1 1 30 30 30");
        assert!(matches!(
            judged(&kpi, &samples, "2026-06-08T07:00:00Z").fault,
            Some(DataFault::Implausible { why: Implausible::Jump { .. }, .. })
        ));
        let samples = days(&kpi, "2026-06-01", "1 1 1 30 30 30 30 30");
        assert_eq!(judged(&kpi, &samples, "2026-06-10T07:00:00Z").fault, None);
    }

    proptest! {
        #[test]
        fn what_was_always_so_is_believed(value in -50i64..1000, count in 0usize..12, jump in 1i64..9) {
            let value = Decimal::from(value);
            let earlier = vec![value; count];
            prop_assert_eq!(check(&rules(&jump.to_string()), value, &earlier), None);
        }

        #[test]
        fn no_number_is_too_large_to_be_checked(digits in "[0-9]{1,28}", earlier in "[0-9]{1,28}") {
            let rules = Plausibility { jump: Some(Decimal::MAX), ..Plausibility::default() };
            let _ = check(&rules, dec(&digits), &[dec(&earlier), Decimal::MAX]);
        }
    }
}
