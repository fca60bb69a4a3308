//! Which part of a ratio moved it: the upper one, the lower one, or both.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::alert::Reading;

/// A value beside the one of the period before, with the parts of both where it is a ratio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// The period before.
    pub period: Date,
    /// Its value.
    pub before: Decimal,
    /// What the parts did, where both periods have them.
    pub parts: Option<MovedParts>,
}

/// The parts of a ratio in two periods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedParts {
    /// Upper part before and now.
    pub numerator: (Decimal, Decimal),
    /// Lower part before and now.
    pub denominator: (Decimal, Decimal),
    /// Which of them moved the ratio.
    pub mover: Mover,
}

/// Which part moved a ratio.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mover {
    /// Mostly the upper part.
    Numerator,
    /// Mostly the lower part.
    Denominator,
    /// Both, in the same direction.
    Both,
    /// Neither: the ratio stayed.
    Neither,
}

/// What moved the newest of the readings, given oldest first; none without one before.
pub fn movement(readings: &[Reading]) -> Option<Movement> {
    let [.., before, newest] = readings else { return None };
    let parts = newest.numerator.zip(newest.denominator).zip(before.numerator.zip(before.denominator)).map(
        |((numerator, denominator), (old_numerator, old_denominator))| MovedParts {
            numerator: (old_numerator, numerator),
            denominator: (old_denominator, denominator),
            mover: mover((old_numerator, numerator), (old_denominator, denominator)),
        },
    );
    Some(Movement { period: before.period, before: before.value, parts })
}

/// The change of `n / d` is what the upper part did at the mean of `1 / d` plus what the lower part did at the mean of
/// `n`; these two add up to it exactly. A part that did two thirds of it, or did it against the other, is the mover.
fn mover((old_n, new_n): (Decimal, Decimal), (old_d, new_d): (Decimal, Decimal)) -> Mover {
    let by_parts = || {
        let (old_inverse, new_inverse) = (Decimal::ONE.checked_div(old_d)?, Decimal::ONE.checked_div(new_d)?);
        let of_numerator = (new_n.checked_sub(old_n)?).checked_mul(old_inverse.checked_add(new_inverse)?)?;
        let of_denominator =
            (new_inverse.checked_sub(old_inverse)?).checked_mul(old_n.checked_add(new_n)?)?;
        Some((of_numerator, of_denominator))
    };
    // Parts too large, or a lower part of 0: what changed at all is named.
    let Some((upper, lower)) = by_parts() else {
        return match (old_n == new_n, old_d == new_d) {
            (true, true) => Mover::Neither,
            (false, true) => Mover::Numerator,
            (true, false) => Mover::Denominator,
            (false, false) => Mover::Both,
        };
    };
    let change = upper + lower;
    if change.is_zero() {
        return Mover::Neither;
    }
    let against =
        upper.is_sign_negative() != lower.is_sign_negative() && !upper.is_zero() && !lower.is_zero();
    let (upper, lower) = (upper.abs(), lower.abs());
    match (against, upper > lower) {
        (true, true) => Mover::Numerator,
        (true, false) => Mover::Denominator,
        (false, _) if upper >= lower * Decimal::TWO => Mover::Numerator,
        (false, _) if lower >= upper * Decimal::TWO => Mover::Denominator,
        (false, _) => Mover::Both,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn of(old: (i64, i64), new: (i64, i64)) -> Mover {
        mover((old.0.into(), new.0.into()), (old.1.into(), new.1.into()))
    }

    #[rstest]
    #[case::more_late_orders((40, 1000), (57, 1000), Mover::Numerator)]
    #[case::fewer_orders((40, 1000), (40, 700), Mover::Denominator)]
    #[case::both((40, 1000), (48, 830), Mover::Both)]
    #[case::more_of_both_but_spend_faster((100, 1000), (200, 1200), Mover::Numerator)]
    #[case::all_alike((40, 1000), (80, 2000), Mover::Neither)]
    #[case::nothing_to_divide_by((40, 0), (50, 0), Mover::Numerator)]
    fn the_mover_is_named(#[case] old: (i64, i64), #[case] new: (i64, i64), #[case] expected: Mover) {
        assert_eq!(of(old, new), expected);
    }

    proptest! {
        #[test]
        fn a_part_that_stayed_is_never_the_mover(n in 1i64..1000, d in 1i64..1000, other in 1i64..1000) {
            prop_assert_ne!(of((n, d), (other, d)), Mover::Denominator);
            prop_assert_ne!(of((n, d), (n, other)), Mover::Numerator);
        }
    }
}
