//! A relative limit of the catalogue: how far a value may move away from a reference, such as its own median.

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::limit::Severity;
use crate::unit::Unit;

/// The value a change is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    /// The KPI's own target value.
    Target,
    /// The plan for the period.
    Plan,
    /// What the plan and the past make likely for that weekday.
    ExpectedForWeekday,
    /// Where the sale neither earns nor loses: the margin before ads for ACoS, 1 ÷ that margin for ROAS.
    BreakEven,
    /// The median of its own last 28 days.
    #[serde(rename = "own_28_day_median")]
    Own28DayMedian,
    /// The median of the same weekdays within its own last 28 days.
    #[serde(rename = "own_28_day_median_same_weekday")]
    Own28DayMedianSameWeekday,
    /// The median of its own last 8 weeks.
    #[serde(rename = "own_8_week_median")]
    Own8WeekMedian,
    /// The median of its own last 90 days.
    #[serde(rename = "own_90_day_median")]
    Own90DayMedian,
    /// The median of the shipping lane.
    LaneMedian,
    /// What is usual in the product's category.
    Category,
    /// The limit that the platform sets for the product's category.
    CategoryLimit,
}

/// How far from the reference a limit lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A signed share of the reference: -0.15 is 15 % below it.
    Share(Decimal),
    /// Signed percentage points, as a fraction: 0.02 is 2 points above it.
    Points(Decimal),
}

/// Why a text is no change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a change: write it like -15%, ±30% or +2pp")]
pub struct ChangeError(String);

impl Change {
    /// Reads `-15%`, `+2pp` or, for a band, `±30%`.
    pub fn parse(text: &str) -> Result<Self, ChangeError> {
        let error = || ChangeError(text.chars().take(40).collect());
        let text = text.trim();
        let amount = match text.strip_prefix(['±', '+']) {
            Some(unsigned) if unsigned.starts_with(['-', '+']) => return Err(error()),
            Some(unsigned) => unsigned,
            None => text,
        };
        let (number, make): (_, fn(Decimal) -> Self) = match amount.strip_suffix("pp") {
            Some(number) => (number, Self::Points),
            None => (amount.strip_suffix('%').ok_or_else(error)?, Self::Share),
        };
        Unit::Percent.parse_value(&format!("{number}%")).map(make).map_err(|_| error())
    }
}

/// A limit that lies a change away from a reference. The KPI's direction says on which side of it a breach is; for a
/// band the change lies on both sides of the reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelativeLimit {
    /// What being beyond it means.
    pub severity: Severity,
    /// How far from the reference it lies.
    pub change: Change,
    /// The reference.
    pub against: Reference,
    /// How many periods in a row must be beyond it.
    pub periods: u32,
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("-15%", Change::Share(Decimal::new(-15, 2)))]
    #[case("±30%", Change::Share(Decimal::new(30, 2)))]
    #[case("0%", Change::Share(Decimal::ZERO))]
    #[case("+2pp", Change::Points(Decimal::new(2, 2)))]
    #[case("-10pp", Change::Points(Decimal::new(-10, 2)))]
    fn a_change_has_a_sign_and_a_kind(#[case] text: &str, #[case] change: Change) {
        assert_eq!(Change::parse(text), Ok(change));
    }

    #[rstest]
    #[case("15")]
    #[case("%")]
    #[case("+-2%")]
    #[case("2 apples")]
    fn other_texts_are_refused_with_the_form(#[case] text: &str) {
        let error = Change::parse(text).map_err(|error| error.to_string());
        assert!(error.is_err_and(|error| error.contains("is not a change")), "{text}");
    }
}
