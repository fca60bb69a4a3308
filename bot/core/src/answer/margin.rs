//! How far a value is from its limit, so that KPIs of different units can be put in one order.

use rust_decimal::Decimal;

use crate::alert::Reading;

/// The distance from the limit as a part of the limit: positive inside, negative beyond. None without a limit.
///
/// A limit of 0 has no parts: there the distance itself counts.
pub fn margin(reading: &Reading) -> Option<Decimal> {
    let limit = reading.limit?;
    let distance = limit.value.checked_sub(reading.value)?;
    let inside = if limit.is_upper() { distance } else { -distance };
    if limit.value.is_zero() { Some(inside) } else { inside.checked_div(limit.value.abs()) }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::judge::example::{days, dec, judged, kpi, limits};
    use crate::limit::Limits;

    fn reading(value: &str, limits: &Limits) -> Reading {
        let limit = limits.warning.first().copied();
        Reading { value: dec(value), limit, ..of_one_day() }
    }

    fn of_one_day() -> Reading {
        let kpi = kpi("lsr");
        judged(&kpi, &days(&kpi, "2026-06-01", "1"), "2026-06-08T00:00:00Z").reading.unwrap()
    }

    #[rstest]
    #[case::inside("3", "> 4", "0.25")]
    #[case::beyond("5", "> 4", "-0.25")]
    #[case::above_a_lower_limit("5", "< 4", "0.25")]
    #[case::below_a_lower_limit("3", "< 4", "-0.25")]
    #[case::limit_of_zero("2", "> 0", "-2")]
    fn distances_are_parts_of_the_limit(#[case] value: &str, #[case] limit: &str, #[case] expected: &str) {
        assert_eq!(margin(&reading(value, &limits(&[limit], &[]))), Some(dec(expected)));
    }

    #[test]
    fn without_a_limit_there_is_no_distance() {
        assert_eq!(margin(&reading("3", &Limits::default())), None);
    }
}
