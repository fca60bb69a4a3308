//! Recovery: how far inside its limits a value must be before it counts as recovered (hysteresis).

use rust_decimal::Decimal;

use crate::kpi::Kpi;
use crate::limit::{Limit, Limits};
use crate::unit::Unit;

/// Whether a value is inside every limit, and past each by the KPI's margin. Without a limit nothing has recovered.
///
/// A margin is never asked for that no value can keep: beyond what is plausible or beyond 100 % for a limit below it,
/// and where a band is too narrow for both its margins, being inside is enough.
pub fn has_recovered(kpi: &Kpi, limits: &Limits, value: Decimal) -> bool {
    if limits.is_empty() || limits.crossed_by(value).is_some() {
        return false;
    }
    let all = || limits.warning.iter().chain(&limits.critical);
    let most = all().filter(|limit| limit.is_upper()).map(|limit| within(kpi, limit)).min();
    let least = all().filter(|limit| !limit.is_upper()).map(|limit| within(kpi, limit)).max();
    match (least, most) {
        (Some(least), Some(most)) if least > most => true,
        _ => least.is_none_or(|least| value >= least) && most.is_none_or(|most| value <= most),
    }
}

/// The value that is inside a limit by the margin, no further than values can go.
fn within(kpi: &Kpi, limit: &Limit) -> Decimal {
    let margin = kpi.recovery_margin.max(Decimal::ZERO);
    let Some(distance) = limit.value.abs().checked_mul(margin) else { return limit.value };
    if limit.is_upper() {
        let asked = limit.value.checked_sub(distance).unwrap_or(limit.value);
        let lowest = kpi.plausibility.min;
        lowest.map_or(asked, |lowest| asked.max(lowest))
    } else {
        let asked = limit.value.checked_add(distance).unwrap_or(limit.value);
        let is_share = kpi.unit == Unit::Percent && limit.value <= Decimal::ONE;
        let highest = kpi.plausibility.max.into_iter().chain(is_share.then_some(Decimal::ONE)).min();
        highest.map_or(asked, |highest| asked.min(highest))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::judge::example::{dec, kpi, limits};

    fn recovered(margin: &str, warning: &[&str], critical: &[&str], value: &str) -> bool {
        let kpi = Kpi { recovery_margin: dec(margin), ..kpi("lsr") };
        has_recovered(&kpi, &limits(warning, critical), dec(value))
    }

    #[rstest]
    #[case::past_the_margin("38", true)]
    #[case::at_the_margin("39.9", true)]
    #[case::inside_only("39.91", false)]
    #[case::at_the_limit("42", false)]
    #[case::outside("43", false)]
    fn the_margin_counts_from_the_nearest_limit(#[case] value: &str, #[case] expected: bool) {
        assert_eq!(recovered("0.05", &["> 42"], &[">= 60"], value), expected);
    }

    #[rstest]
    #[case::lower_side("47.24", false)]
    #[case::lower_margin("47.25", true)]
    #[case::upper_margin("85.5", true)]
    #[case::upper_side("85.6", false)]
    fn a_band_has_a_margin_on_both_sides(#[case] value: &str, #[case] expected: bool) {
        assert_eq!(recovered("0.05", &["< 45", "> 90"], &[], value), expected);
    }

    #[rstest]
    #[case::no_margin("0", &["> 3"], "3", true)]
    #[case::closed_limit("0", &[">= 3"], "3", false)]
    #[case::nothing_to_recover_from("0", &[], "3", false)]
    #[case::below_zero("0.1", &["> -10"], "-10.5", false)]
    #[case::further_below_zero("0.1", &["> -10"], "-11", true)]
    #[case::limit_zero("0.1", &["> 0"], "0", true)]
    #[case::narrow_band("0.05", &["< 45", "> 48"], "46", true)]
    fn edges_of_recovery(
        #[case] margin: &str,
        #[case] warning: &[&str],
        #[case] value: &str,
        #[case] expected: bool,
    ) {
        assert_eq!(recovered(margin, warning, &[], value), expected);
    }

    #[test]
    fn a_share_is_never_asked_to_be_more_than_all() {
        let mut kpi = Kpi { unit: Unit::Percent, recovery_margin: dec("0.05"), ..kpi("vtr") };
        let limits = limits(&["< 0.99"], &[]);
        assert!(has_recovered(&kpi, &limits, dec("1")));
        assert!(!has_recovered(&kpi, &limits, dec("0.999")));
        kpi.plausibility.max = Some(dec("0.995"));
        assert!(has_recovered(&kpi, &limits, dec("0.995")));
    }

    proptest! {
        #[test]
        fn recovered_is_inside(margin in 0i64..9, limit in -20i64..20, value in -20i64..20, upper: bool) {
            let text = format!("{} {limit}", if upper { ">=" } else { "<" });
            let limits = limits(&[&text], &[]);
            let kpi = Kpi { recovery_margin: Decimal::new(margin, 1), ..kpi("lsr") };
            if has_recovered(&kpi, &limits, value.into()) {
                prop_assert_eq!(limits.crossed_by(value.into()), None);
            }
        }
    }
}
