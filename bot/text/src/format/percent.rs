//! Percents, kept as fractions, with the difference between two of them in percentage points.

use rust_decimal::Decimal;

use super::number;

/// Decimals of a percent.
const PLACES: u32 = 2;

/// Decimals at which two values that differ are at last told apart.
const MOST_PLACES: u32 = 6;

/// A fraction as a percent: 0.032 is `3.2%`. Never rounds something to nothing, or less than everything to all.
pub fn percent(fraction: Decimal) -> String {
    let places = PLACES;
    let hundredths = hundredths(fraction);
    if number::is_lost(hundredths, places) {
        return format!("{}%", number::lost(hundredths, places));
    }
    if hundredths < Decimal::ONE_HUNDRED && number::round(hundredths, places) == Decimal::ONE_HUNDRED {
        return ">99.99%".to_owned();
    }
    format!("{}%", number::number(hundredths, places))
}

/// A fraction as a percent, with as many decimals as it takes to tell it from another that is not the same.
pub fn percent_beside(fraction: Decimal, other: Decimal) -> String {
    if fraction == other || percent(fraction) != percent(other) {
        return percent(fraction);
    }
    let (shown, other) = (hundredths(fraction), hundredths(other));
    (PLACES..=MOST_PLACES)
        .find(|places| number::round(shown, *places) != number::round(other, *places))
        .map_or_else(|| percent(fraction), |places| format!("{}%", number::number(shown, places)))
}

/// Whether a fraction other than 0 is too small for the decimals of a percent.
pub fn is_tiny(fraction: Decimal) -> bool {
    number::is_lost(hundredths(fraction), PLACES)
}

/// The difference of two fractions in percentage points, as a bare number: 0.006 is `0.6`.
pub fn points(difference: Decimal) -> String {
    number::number(hundredths(difference), PLACES)
}

fn hundredths(fraction: Decimal) -> Decimal {
    fraction.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn fractions_are_shown_as_percents() {
        for (fraction, shown) in [
            ("0.032", "3.2%"),
            ("0.03219", "3.22%"),
            ("1.25", "125%"),
            ("-0.12", "−12%"),
            ("0", "0%"),
            ("1", "100%"),
            ("0.00004", "<0.01%"),
            ("0.99999", ">99.99%"),
        ] {
            assert_eq!(percent(at(fraction)), shown);
        }
    }

    #[test]
    fn a_value_is_told_from_its_limit() {
        assert_eq!(percent_beside(at("0.040004"), at("0.04")), "4.0004%");
        assert_eq!(percent_beside(at("0.04"), at("0.04")), "4%");
        assert_eq!(percent_beside(at("0.046"), at("0.04")), "4.6%");
    }
}
