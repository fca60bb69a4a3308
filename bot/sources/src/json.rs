//! JSON with exact numbers: a number is kept as the text it is written with, never as a float.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use crate::error::ReadError;
use crate::text::BYTE_ORDER_MARK;

/// Reads a document in which every number has become a text of the same digits.
pub(crate) fn parse(bytes: &[u8]) -> Result<Value, ReadError> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let wrong = |error: serde_json::Error| ReadError::Json {
        line: error.line(),
        column: error.column(),
        what: error.to_string(),
    };
    // First as it stands, so that an error names the place in the file.
    serde_json::from_slice::<serde::de::IgnoredAny>(bytes).map_err(wrong)?;
    serde_json::from_slice(&with_quoted_numbers(bytes)).map_err(wrong)
}

/// Whether a file is a JSON object that has this field somewhere, without reading all of it.
pub(crate) fn is_object_with(bytes: &[u8], field: &str) -> bool {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes).trim_ascii_start();
    let quoted = format!("\"{field}\"");
    bytes.first() == Some(&b'{') && bytes.windows(quoted.len()).any(|window| window == quoted.as_bytes())
}

/// Puts quotation marks around every number of a well-formed document.
fn with_quoted_numbers(bytes: &[u8]) -> Vec<u8> {
    let mut quoted = Vec::with_capacity(bytes.len().saturating_mul(5) / 4);
    let (mut is_text, mut is_escaped, mut is_number) = (false, false, false);
    for &byte in bytes {
        let continues = is_number && matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
        let begins = !is_text && !is_number && matches!(byte, b'0'..=b'9' | b'-');
        if begins || (is_number && !continues) {
            quoted.push(b'"');
        }
        is_number = begins || continues;
        quoted.push(byte);
        if is_escaped {
            is_escaped = false;
        } else if byte == b'"' {
            is_text = !is_text;
        } else {
            is_escaped = is_text && byte == b'\\';
        }
    }
    if is_number {
        quoted.push(b'"');
    }
    quoted
}

/// The number of a field; none when the field is missing or null, an error with what was found otherwise.
pub(crate) fn number(object: &Map<String, Value>, field: &str) -> Result<Option<Decimal>, String> {
    match object.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(digits)) => exact(digits).map(Some).ok_or_else(|| shown(digits)),
        Some(other) => Err(shown(&other.to_string())),
    }
}

/// The text of a field.
pub(crate) fn text<'a>(object: &'a Map<String, Value>, field: &str) -> Option<&'a str> {
    object.get(field).and_then(Value::as_str)
}

fn exact(digits: &str) -> Option<Decimal> {
    let number = if digits.contains(['e', 'E']) {
        Decimal::from_scientific(digits).ok()
    } else {
        Decimal::from_str_exact(digits).or_else(|_| digits.parse()).ok()
    };
    number.map(|number| if number.is_zero() { Decimal::ZERO } else { number })
}

fn shown(found: &str) -> String {
    let found: String = found.chars().take(40).collect();
    format!("`{found}` is not a number, and a number is needed")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("0.03203973037", "0.03203973037")]
    #[case("0.9948453608247422", "0.9948453608247422")]
    #[case("17999.70", "17999.70")]
    #[case("-1.5E-3", "-0.0015")]
    #[case("1e3", "1000")]
    #[case("\"12.5\"", "12.5")]
    #[case("-0.0", "0")]
    fn a_number_is_exact(#[case] written: &str, #[case] read: &str) {
        let document = parse(format!(r#"{{"a":{written},"b":[1,"x \" 2"]}}"#).as_bytes()).unwrap();
        assert_eq!(number(document.as_object().unwrap(), "a").unwrap().unwrap().to_string(), read);
        assert_eq!(document["b"][1], r#"x " 2"#);
    }

    #[test]
    fn what_is_no_number_is_shown() {
        let document = parse(br#"{"a":"good","b":null,"c":1e400,"d":[1]}"#).unwrap();
        let fields = document.as_object().unwrap();
        assert!(number(fields, "a").unwrap_err().contains("`good`"));
        assert_eq!(number(fields, "b"), Ok(None));
        assert_eq!(number(fields, "missing"), Ok(None));
        assert!(number(fields, "c").is_err());
        assert!(number(fields, "d").is_err());
    }

    #[test]
    fn an_error_names_its_place() {
        let error = parse(b"{\n \"a\": 12,\n \"b\": x\n}").unwrap_err();
        assert!(matches!(error, ReadError::Json { line: 3, column: 7, .. }), "{error:?}");
    }

    proptest! {
        #[test]
        fn every_document_survives_the_quotation_marks(number in any::<i64>(), text in ".*") {
            let written = serde_json::json!({"n": [number, number], "t": text}).to_string();
            let read = parse(written.as_bytes()).unwrap();
            prop_assert_eq!(read["t"].as_str().unwrap(), text);
            prop_assert_eq!(read["n"][1].as_str().unwrap(), number.to_string());
        }
    }
}
