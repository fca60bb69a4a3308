//! Numbers with separators between thousands and a point before decimals, as both languages write them.

use rust_decimal::{Decimal, RoundingStrategy};

/// Most decimals of a count; only averages have any.
pub const COUNT_PLACES: u32 = 2;

/// The sign in front of negative numbers; a hyphen breaks at the end of a line.
pub const MINUS: char = '−';

/// A number with at most so many decimals and no trailing zeros. A number that would round to zero without being zero
/// is written as what it is smaller than: `<0.01`.
pub fn number(value: Decimal, most_places: u32) -> String {
    if is_lost(value, most_places) {
        return lost(value, most_places);
    }
    grouped(round(value, most_places).normalize())
}

/// A number with exactly so many decimals.
pub(crate) fn fixed(value: Decimal, places: u32) -> String {
    let mut value = round(value, places);
    value.rescale(places);
    grouped(value)
}

/// Whether the value is not zero but would be written as zero.
pub(crate) fn is_lost(value: Decimal, places: u32) -> bool {
    !value.is_zero() && round(value, places).is_zero()
}

/// How a value that would be written as zero is written.
pub(crate) fn lost(value: Decimal, places: u32) -> String {
    let least = Decimal::new(1, places);
    if value.is_sign_negative() { format!(">{MINUS}{least}") } else { format!("<{least}") }
}

/// Rounds half away from zero, as people do.
pub(crate) fn round(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// Separators between thousands.
fn grouped(value: Decimal) -> String {
    let digits = value.abs().to_string();
    let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut text = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        text.push(MINUS);
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !decimals.is_empty() {
        text.push('.');
        text.push_str(decimals);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, places: u32) -> String {
        number(text.parse().unwrap(), places)
    }

    #[test]
    fn thousands_and_decimals() {
        assert_eq!(written("1234.5", 2), "1,234.5");
        assert_eq!(written("1234567", 2), "1,234,567");
        assert_eq!(written("-12345.678", 2), "−12,345.68");
        assert_eq!(written("100", 2), "100");
        assert_eq!(written("999.999", 2), "1,000");
        assert_eq!(written("0", 2), "0");
        assert_eq!(written("-0.0", 2), "0");
        assert_eq!(fixed("12.5".parse().unwrap(), 2), "12.50");
    }

    #[test]
    fn something_is_never_nothing() {
        assert_eq!(written("0.004", 2), "<0.01");
        assert_eq!(written("-0.004", 2), ">−0.01");
    }
}
