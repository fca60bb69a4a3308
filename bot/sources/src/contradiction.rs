//! Where a platform's own numbers contradict each other.

use rust_decimal::Decimal;
use steward_core::target::{Condition, PlatformTarget};

use crate::remark::RemarkKind;

/// The largest rounding that is believed of a share: a report that prints `0.5` may mean 0.5004, not 0.53.
const LARGEST_SHARE_ROUNDING: Decimal = Decimal::from_parts(1, 0, 0, false, 3);

/// What is wrong between a share and the counts beside it. A share may be rounded or cut off in its last digit.
pub(crate) fn of_share(rate: Decimal, numerator: Decimal, denominator: Decimal) -> Option<RemarkKind> {
    of_quotient(rate, numerator, denominator, last_digit(rate).min(LARGEST_SHARE_ROUNDING))
}

/// What is wrong between a quotient and the numbers beside it, if they differ by more than a tolerance.
pub(crate) fn of_quotient(
    rate: Decimal,
    numerator: Decimal,
    denominator: Decimal,
    tolerance: Decimal,
) -> Option<RemarkKind> {
    let made = numerator.checked_div(denominator)?;
    let apart = made.checked_sub(rate)?.abs();
    (apart > tolerance).then_some(RemarkKind::RateContradictsCounts { rate, numerator, denominator })
}

/// What is wrong between a part and its whole.
pub(crate) fn of_part(count: Decimal, total: Decimal) -> Option<RemarkKind> {
    (count > total).then_some(RemarkKind::CountExceedsTotal { count, total })
}

/// What is wrong between a value, the platform's target and the platform's word on both.
pub(crate) fn of_status(value: Decimal, target: &PlatformTarget) -> Option<RemarkKind> {
    let is_met = match target.condition {
        Condition::LessThan => value < target.value,
        Condition::GreaterThan => value > target.value,
        Condition::Equals => value == target.value,
    };
    let status = target.status.as_deref()?;
    let contradicts = (status == "GOOD" && !is_met) || (status == "BAD" && is_met);
    contradicts.then(|| RemarkKind::StatusContradictsTarget {
        status: status.to_owned(),
        value,
        target: target.value,
    })
}

/// One unit of the last digit that a number is written with.
fn last_digit(number: Decimal) -> Decimal {
    Decimal::try_new(1, number.scale()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::exact("0.25", "1", "4", false)]
    #[case::rounded("0.0435", "1", "23", false)]
    #[case::cut_off("0.0434", "1", "23", false)]
    #[case::other("0.009", "1078", "539000", true)]
    #[case::many_digits("0.03203973037", "27896", "870669", false)]
    #[case::few_digits("0.5", "53", "100", true)]
    #[case::nothing_counted("0", "0", "0", false)]
    fn a_share_is_compared_with_its_counts(
        #[case] rate: Decimal,
        #[case] numerator: Decimal,
        #[case] denominator: Decimal,
        #[case] contradicts: bool,
    ) {
        assert_eq!(of_share(rate, numerator, denominator).is_some(), contradicts);
    }

    #[rstest]
    #[case("0.8848", Condition::GreaterThan, "0.9", "GOOD", true)]
    #[case("0.8848", Condition::GreaterThan, "0.9", "BAD", false)]
    #[case("0.03", Condition::LessThan, "0.04", "GOOD", false)]
    #[case("0.03", Condition::LessThan, "0.04", "BAD", true)]
    #[case("0.03", Condition::LessThan, "0.04", "NONE", false)]
    #[case("0", Condition::Equals, "0", "GOOD", false)]
    fn a_status_is_compared_with_its_target(
        #[case] value: Decimal,
        #[case] condition: Condition,
        #[case] target: Decimal,
        #[case] status: &str,
        #[case] contradicts: bool,
    ) {
        let target = PlatformTarget { value: target, condition, status: Some(status.to_owned()) };
        assert_eq!(of_status(value, &target).is_some(), contradicts);
    }
}
