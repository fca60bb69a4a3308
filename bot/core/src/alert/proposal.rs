//! Other limits that are proposed to whoever may set them, when somebody says that a breach is the new normal.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use super::Reading;
use crate::id::PersonKey;
use crate::limit::source::LimitSource;
use crate::limit::{Limit, Limits};

/// How much room the proposed limit leaves beyond the value that is said to be normal: a tenth, so that the next ordinary
/// value does not cross it at once.
const ROOM: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// Figures that a proposed limit has; more would feign a precision that a rule of thumb has not.
const FIGURES: u32 = 2;

/// Proposed limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The limits proposed.
    pub limits: Limits,
    /// Who proposed them.
    pub by: PersonKey,
    /// Who decides.
    pub to: PersonKey,
    /// Whether they were taken or declined, and by whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<(PersonKey, bool)>,
}

/// The limits that would let a reading pass with some room: those on its side move so far that the one it crosses lies
/// beyond it, the others stay. None where nothing was crossed, where a limit is zero or of the other sign, and where the
/// platform sets the limit: that one counts whatever the team says.
pub fn proposed(reading: &Reading, limits: &Limits) -> Option<Limits> {
    let crossed = reading.limit.filter(|_| reading.severity.is_some())?;
    if matches!(reading.limit_source, Some(LimitSource::Platform { .. })) {
        return None;
    }
    // What warns first has to lie beyond the value, even when it is a later one that was crossed.
    let first =
        limits.warning.iter().find(|limit| limit.is_upper() == crossed.is_upper()).unwrap_or(&crossed);
    let away = if crossed.is_upper() { Decimal::ONE + ROOM } else { Decimal::ONE - ROOM };
    let goal = rounded(reading.value.checked_mul(away)?, crossed.is_upper())?;
    let factor = goal.checked_div(first.value).filter(|factor| *factor > Decimal::ZERO)?;
    let move_one = |limit: &Limit| {
        if limit.is_upper() != crossed.is_upper() {
            return Some(*limit);
        }
        let value = limit.value.checked_mul(factor).and_then(|value| rounded(value, limit.is_upper()))?;
        Some(Limit { value, ..*limit })
    };
    let move_all = |limits: &[Limit]| limits.iter().map(move_one).collect::<Option<Vec<_>>>();
    let moved = Limits { warning: move_all(&limits.warning)?, critical: move_all(&limits.critical)? };
    let passes = moved.crossed_by(reading.value).is_none();
    (passes && moved != *limits).then_some(moved)
}

/// Rounded to few figures, away from the value that has to pass.
fn rounded(value: Decimal, up: bool) -> Option<Decimal> {
    let strategy =
        if up { RoundingStrategy::ToPositiveInfinity } else { RoundingStrategy::ToNegativeInfinity };
    value.round_sf_with_strategy(FIGURES, strategy).map(|value| value.normalize())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::alert::tests::Case;
    use crate::unit::Unit;

    fn limits(warning: &str, critical: &str) -> Limits {
        let read = |text: &str| Limit::parse(text, Unit::Percent).unwrap();
        Limits { warning: vec![read(warning)], critical: vec![read(critical)] }
    }

    #[rstest]
    #[case::above_the_warning("4.6", ">= 5.1%", ">= 11%")]
    #[case::above_both("9", ">= 9.9%", ">= 20%")]
    fn lets_the_value_pass(#[case] percent: &str, #[case] warning: &str, #[case] critical: &str) {
        let reading = Case::breach(percent, "2026-03-03T10:00").alert.reading.unwrap();
        assert_eq!(proposed(&reading, &limits(">= 4%", ">= 8%")), Some(limits(warning, critical)));
    }

    #[test]
    fn a_platform_s_own_limit_is_nobody_s_to_move() {
        let reading = Case::breach("9", "2026-03-03T10:00").alert.reading.unwrap();
        let limit_source = Some(LimitSource::Platform { name: "amazon".to_owned() });
        let theirs = Reading { limit_source, ..reading.clone() };
        assert_eq!(proposed(&theirs, &limits(">= 4%", ">= 8%")), None);
        assert_eq!(proposed(&Reading { severity: None, ..reading }, &limits(">= 4%", ">= 8%")), None);
    }
}
