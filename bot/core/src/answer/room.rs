//! How much room is left until a limit: how many more fit, or how many have to go.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::limit::{Edge, Limit};

/// The room between a value and a limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Room {
    /// Of a ratio of counts, its lower part staying as it is.
    Counts {
        /// How many more bad ones fit, or fewer good ones; negative when so many are too many already.
        more: Decimal,
        /// Beyond the limit: how many good ones on top, and nothing bad, bring it back.
        cure: Option<Decimal>,
    },
    /// Of a ratio of amounts, its lower part staying as it is: how much the upper part may still change for the worse.
    Amount {
        /// How much; negative when it is too much already.
        more: Decimal,
    },
    /// Of a value without parts: how far it is from the limit; negative when beyond.
    Distance {
        /// How far.
        left: Decimal,
    },
}

impl Room {
    /// Whether the limit is crossed.
    pub fn is_beyond(&self) -> bool {
        let (Self::Counts { more: left, .. } | Self::Amount { more: left } | Self::Distance { left }) = self;
        left.is_sign_negative() && !left.is_zero()
    }
}

/// The room until a limit. None when the numbers are too large to tell.
pub fn room(value: Decimal, parts: Option<(Decimal, Decimal)>, limit: Limit) -> Option<Room> {
    let Some((numerator, denominator)) = parts.filter(|(_, denominator)| *denominator > Decimal::ZERO) else {
        let left = limit.value.checked_sub(value)?;
        return Some(Room::Distance { left: if limit.is_upper() { left } else { -left } });
    };
    let bound = limit.value.checked_mul(denominator)?;
    let are_counts = numerator.fract().is_zero() && denominator.fract().is_zero();
    if !are_counts {
        let more = bound.checked_sub(numerator)?;
        return Some(Room::Amount { more: if limit.is_upper() { more } else { -more } });
    }
    // The outermost whole upper part that does not cross the limit.
    let last = match limit.edge {
        Edge::Above => bound.floor(),
        Edge::AtOrAbove => bound.ceil() - Decimal::ONE,
        Edge::Below => bound.ceil(),
        Edge::AtOrBelow => bound.floor() + Decimal::ONE,
    };
    let more = if limit.is_upper() { last.checked_sub(numerator)? } else { numerator.checked_sub(last)? };
    let cure = if more.is_sign_negative() { cure(numerator, denominator, limit) } else { None };
    Some(Room::Counts { more, cure })
}

/// How many good ones on top bring the ratio back; none when none do.
fn cure(numerator: Decimal, denominator: Decimal, limit: Limit) -> Option<Decimal> {
    let more = if limit.is_upper() {
        // The upper part counts bad ones: only the lower part grows.
        let needed = numerator.checked_div(limit.value)?;
        needed.checked_sub(denominator)?
    } else {
        // The upper part counts good ones: both parts grow.
        let missing = limit.value.checked_mul(denominator)?.checked_sub(numerator)?;
        let share = Decimal::ONE.checked_sub(limit.value).filter(|share| *share > Decimal::ZERO)?;
        missing.checked_div(share)?
    };
    let is_open = matches!(limit.edge, Edge::AtOrAbove | Edge::AtOrBelow);
    Some(if is_open { more.floor() + Decimal::ONE } else { more.ceil() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::judge::example::dec;
    use crate::unit::Unit;

    fn of(numerator: &str, denominator: &str, limit: &str) -> Room {
        let (numerator, denominator) = (dec(numerator), dec(denominator));
        let value = numerator.checked_div(denominator).unwrap();
        room(value, Some((numerator, denominator)), Limit::parse(limit, Unit::Percent).unwrap()).unwrap()
    }

    #[rstest]
    #[case::defects_that_fit("6", "1900", ">= 1%", "12", None)]
    #[case::the_limit_itself_fits("6", "1900", "> 1%", "13", None)]
    #[case::none_fits("18", "1900", ">= 1%", "0", None)]
    #[case::one_too_many("19", "1900", ">= 1%", "-1", Some("1"))]
    #[case::beyond("25", "1900", ">= 1%", "-7", Some("601"))]
    #[case::on_time_that_may_be_late("98", "100", "< 90%", "8", None)]
    #[case::too_few_on_time("85", "100", "< 90%", "-5", Some("50"))]
    fn counts_are_whole(
        #[case] numerator: &str,
        #[case] denominator: &str,
        #[case] limit: &str,
        #[case] more: &str,
        #[case] cure: Option<&str>,
    ) {
        let expected = Room::Counts { more: dec(more), cure: cure.map(dec) };
        assert_eq!(of(numerator, denominator, limit), expected);
    }

    #[test]
    fn amounts_are_not_whole() {
        assert_eq!(of("20.5", "100", "> 30%"), Room::Amount { more: dec("9.50") });
        let limit = Limit::parse("< 45", Unit::Days).unwrap();
        assert_eq!(room(dec("50"), None, limit), Some(Room::Distance { left: dec("5") }));
        assert!(room(dec("40"), None, limit).unwrap().is_beyond());
    }

    proptest! {
        #[test]
        fn so_many_fit_and_not_one_more(
            numerator in 0i64..500, denominator in 1i64..5000, limit in 1i64..100,
            edge in prop::sample::select(vec![Edge::Above, Edge::AtOrAbove, Edge::Below, Edge::AtOrBelow]),
        ) {
            let limit = Limit { edge, value: Decimal::new(limit, 2) };
            let (numerator, denominator) = (Decimal::from(numerator), Decimal::from(denominator));
            let Some(Room::Counts { more, cure }) = room(Decimal::ZERO, Some((numerator, denominator)), limit) else {
                return Err(TestCaseError::fail("counts"));
            };
            // Whether a ratio crosses, without dividing.
            let crosses = |n: Decimal, d: Decimal| {
                Limit { edge, value: limit.value * d }.is_crossed_by(n)
            };
            let worse = if limit.is_upper() { Decimal::ONE } else { -Decimal::ONE };
            prop_assert!(!crosses(numerator + worse * more, denominator));
            prop_assert!(crosses(numerator + worse * (more + Decimal::ONE), denominator));
            if let Some(cure) = cure {
                let good = if limit.is_upper() { Decimal::ZERO } else { cure };
                prop_assert!(!crosses(numerator + good, denominator + cure));
            }
        }
    }
}
