//! A pushed number, read digit by digit as it is written and never through a binary fraction.

use rust_decimal::Decimal;
use serde_json::value::RawValue;
use steward_core::unit::{Unit, ValueError};

/// Why a field holds no number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotRead {
    #[error("write a number or a text such as \"4.6%\"")]
    WrongKind,
    #[error("the text cannot be read: {0}")]
    BadText(String),
    #[error(transparent)]
    BadValue(#[from] ValueError),
    #[error("a target needs a value")]
    NoTarget,
}

/// A JSON number or a text such as `"4.6%"`; null where the source says that there is no value.
pub(super) fn number(raw: &RawValue, unit: Unit) -> Result<Option<Decimal>, NotRead> {
    let json = raw.get();
    let text = match json.bytes().next() {
        Some(b'n') => return Ok(None),
        Some(b'"') => serde_json::from_str(json)
            .map_err(|error: serde_json::Error| NotRead::BadText(error.to_string()))?,
        Some(b'-' | b'0'..=b'9') => plain(json),
        _ => return Err(NotRead::WrongKind),
    };
    Ok(Some(unit.parse_value(&text)?))
}

/// JSON may write 1e-3, and more decimals than are kept: those are rounded. What is no decimal at all stays as it is and is
/// refused by its unit.
fn plain(json: &str) -> String {
    let read = if json.contains(['e', 'E']) { Decimal::from_scientific(json) } else { json.parse() };
    read.map_or_else(|_| json.to_owned(), |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::beyond_a_binary_fraction("12345678901234567.89", "12345678901234567.89")]
    #[case::exponent("1.5e3", "1500")]
    #[case::small("25E-4", "0.0025")]
    #[case::zeros_that_were_sent("0.50", "0.50")]
    #[case::more_decimals_than_are_kept(
        "0.04600694444444444444444444444444",
        "0.0460069444444444444444444444"
    )]
    #[case::text("\"1234.5\"", "1234.5")]
    fn a_number_is_the_one_that_was_sent(#[case] json: &str, #[case] kept: &str) {
        let raw: &RawValue = serde_json::from_str(json).unwrap();
        assert_eq!(number(raw, Unit::Count).unwrap().unwrap().to_string(), kept);
    }

    #[rstest]
    #[case("1e400")]
    #[case("true")]
    #[case("[1]")]
    #[case("\"\\ud800\"")]
    #[case("\"four\"")]
    fn what_is_no_number_is_refused(#[case] json: &str) {
        let raw: &RawValue = serde_json::from_str(json).unwrap();
        assert!(number(raw, Unit::Count).is_err(), "{json}");
    }
}
