//! Numbers as people write them in tables: signs between thousands, decimal commas, percent signs.

use rust_decimal::Decimal;

/// A number and whether a percent sign follows it; the sign is not yet applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Written {
    /// The number before the percent sign.
    pub(crate) number: Decimal,
    /// Whether there is a percent sign.
    pub(crate) is_percent: bool,
}

/// Reads a number with these signs, or says what is wrong and what to do.
pub(crate) fn read(text: &str, decimal: char, thousands: Option<char>) -> Result<Written, String> {
    let shown: String = text.chars().take(40).collect();
    let wrong = |why: &str| format!("`{shown}` is not a number{why}");
    let trimmed = text.trim();
    let (digits, is_percent) = match trimmed.strip_suffix(['%', '％']) {
        Some(digits) => (digits.trim_end(), true),
        None => (trimmed, false),
    };
    let (digits, is_negative) = match digits.strip_prefix(['-', '−']) {
        Some(digits) => (digits, true),
        None => (digits.strip_prefix('+').unwrap_or(digits), false),
    };
    let (whole, fraction) = match digits.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let whole = without_thousands(whole, thousands).ok_or_else(|| {
        let foreign = whole.chars().find(|c| !c.is_ascii_digit() && Some(*c) != thousands);
        match (foreign, thousands) {
            (Some(sign @ (',' | '.' | '\'' | ' ')), None) => wrong(&format!(
                ": for `{sign}` between thousands set `thousands`, or `decimal`, in the mapping"
            )),
            (None, Some(_)) => wrong(": the signs between thousands stand at the wrong place"),
            _ => wrong(": write digits only, such as 1234.5"),
        }
    })?;
    let is_number =
        fraction.is_none_or(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()));
    if !is_number {
        return Err(wrong(": write digits only, such as 1234.5"));
    }
    let plain = format!("{whole}.{}", fraction.unwrap_or("0"));
    let plain = if fraction.is_some() { plain } else { whole };
    let mut number = Decimal::from_str_exact(&plain).map_err(|_| wrong(" of at most 28 digits"))?;
    if !number.is_zero() {
        number.set_sign_negative(is_negative);
    }
    Ok(Written { number, is_percent })
}

/// The digits of a whole part whose groups of three are told apart by a sign; none if they stand otherwise.
fn without_thousands(whole: &str, thousands: Option<char>) -> Option<String> {
    let is_digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if is_digits(whole) {
        return Some(whole.to_owned());
    }
    let sign = thousands?;
    // Programs write a space between thousands as one that does not break.
    let is_sign = |c: char| c == sign || (sign == ' ' && matches!(c, '\u{a0}' | '\u{202f}'));
    let mut groups = whole.split(is_sign);
    let first = groups.next().filter(|group| is_digits(group) && group.len() <= 3)?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || !is_digits(group) {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

/// Significant digits that Excel shows of a number; what lies behind them is noise of its floats.
const EXCEL_DIGITS: usize = 15;

/// The decimal that a float of a workbook means, as Excel shows it: 0.1 + 0.2 is 0.3.
pub(crate) fn of_float(float: f64) -> Option<Decimal> {
    let written = format!("{float:.*e}", EXCEL_DIGITS - 1);
    Decimal::from_scientific(&written).ok().map(|number| number.normalize())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2,329.86", '.', Some(','), "2329.86", false)]
    #[case("12,5 %", ',', None, "12.5", true)]
    #[case("12.5％", '.', None, "12.5", true)]
    #[case("-242.45", '.', None, "-242.45", false)]
    #[case("−3", '.', None, "-3", false)]
    #[case("+3", '.', None, "3", false)]
    #[case("-0", '.', None, "0", false)]
    #[case("1.234.567,8", ',', Some('.'), "1234567.8", false)]
    #[case("1\u{a0}234", '.', Some(' '), "1234", false)]
    #[case("1234.5", '.', Some(','), "1234.5", false)]
    fn a_number_is_read(
        #[case] text: &str,
        #[case] decimal: char,
        #[case] thousands: Option<char>,
        #[case] number: &str,
        #[case] is_percent: bool,
    ) {
        let written = read(text, decimal, thousands).unwrap();
        assert_eq!((written.number.to_string().as_str(), written.is_percent), (number, is_percent));
    }

    #[rstest]
    #[case("284.36a", None, "digits only")]
    #[case("2,329.86", None, "set `thousands`")]
    #[case("2,32.86", Some(','), "wrong place")]
    #[case("12,5", Some(','), "wrong place")]
    #[case("12.", None, "digits only")]
    #[case(".5", None, "digits only")]
    #[case("--3", None, "digits only")]
    #[case("n/a", None, "digits only")]
    #[case("NaN", None, "digits only")]
    #[case("1e5", None, "digits only")]
    #[case("%", None, "digits only")]
    #[case("12345678901234567890123456789012", None, "28 digits")]
    fn what_is_no_number_is_told(#[case] text: &str, #[case] thousands: Option<char>, #[case] told: &str) {
        let error = read(text, '.', thousands).unwrap_err();
        assert!(error.contains(told), "{error}");
    }

    #[test]
    fn a_float_means_what_excel_shows() {
        assert_eq!(of_float(0.1 + 0.2).unwrap().to_string(), "0.3");
        assert_eq!(of_float(0.032).unwrap().to_string(), "0.032");
        assert_eq!(of_float(-1234.5).unwrap().to_string(), "-1234.5");
        assert_eq!(of_float(f64::NAN), None);
        assert_eq!(of_float(1e300), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(units in any::<i64>(), scale in 0u32..12) {
            let number = Decimal::new(units, scale);
            prop_assert_eq!(read(&number.to_string(), '.', None).unwrap().number, number);
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".*", float in any::<f64>()) {
            let _ = read(&text, ',', Some('.'));
            let _ = of_float(float);
        }
    }
}
