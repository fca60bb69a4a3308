//! What a value is measured in, with the reading of numbers that people write in files.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// An ISO 4217 currency code: three upper-case letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// US dollar, the currency of the catalogue.
    pub const USD: Self = Self(*b"USD");

    /// The code, such as `USD`.
    pub fn code(&self) -> &str {
        // Three letters are always text.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// The unit of a KPI. A percent is kept as a fraction: 3.2 % is the value 0.032.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Unit {
    /// A share or rate, kept as a fraction, shown as a percent.
    Percent,
    /// An amount of money in one currency.
    Money(Currency),
    /// A number of things.
    Count,
    /// A plain ratio, such as ROAS.
    Ratio,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Points of a platform's score.
    Score,
    /// An ordered level, 0 the best.
    Level,
    /// Times a year.
    TimesPerYear,
}

/// Why a text names no unit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a unit: use percent, count, ratio, hours, days, weeks, score, level, times_per_year or a currency such as USD"
)]
pub struct UnitError(String);

impl FromStr for Unit {
    type Err = UnitError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "percent" => Self::Percent,
            "count" => Self::Count,
            "ratio" => Self::Ratio,
            "hours" => Self::Hours,
            "days" => Self::Days,
            "weeks" => Self::Weeks,
            "score" => Self::Score,
            "level" => Self::Level,
            "times_per_year" => Self::TimesPerYear,
            code => match <[u8; 3]>::try_from(code.as_bytes()) {
                Ok(code) if code.iter().all(u8::is_ascii_uppercase) => Self::Money(Currency(code)),
                _ => return Err(UnitError(text.chars().take(40).collect())),
            },
        })
    }
}

impl TryFrom<String> for Unit {
    type Error = UnitError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Unit> for String {
    fn from(unit: Unit) -> Self {
        unit.to_string()
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Percent => "percent",
            Self::Money(currency) => currency.code(),
            Self::Count => "count",
            Self::Ratio => "ratio",
            Self::Hours => "hours",
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Score => "score",
            Self::Level => "level",
            Self::TimesPerYear => "times_per_year",
        })
    }
}

/// Why a text is no value of a unit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// Not a number at all.
    #[error("`{0}` is not a number: write it like 1234.5, with a point and without separators")]
    NotANumber(String),
    /// A percent sign on something that is no percent.
    #[error("`{0}` has a percent sign, but the unit is {1}")]
    UnexpectedPercent(String, Unit),
    /// 12 where a percent is meant: 12 % or 1200 %?
    #[error("`{0}` is ambiguous for a percent: write {0}% or a fraction between -1 and 1")]
    AmbiguousPercent(String),
}

impl Unit {
    /// Reads a value as files and limits write it: `2.5%` or `0.025` for a percent, a plain decimal otherwise.
    pub fn parse_value(self, text: &str) -> Result<Decimal, ValueError> {
        let text = text.trim();
        let shown = || text.chars().take(40).collect::<String>();
        let (number, percent) = match text.strip_suffix('%') {
            Some(number) => (number.trim_end(), true),
            None => (text, false),
        };
        let value = Decimal::from_str_exact(number).map_err(|_| ValueError::NotANumber(shown()))?;
        // `-0` is zero, and nobody wants to read its sign.
        let value = if value.is_zero() { value.abs() } else { value };
        match (self, percent) {
            (Self::Percent, true) => value
                .checked_mul(Decimal::new(1, 2))
                .map(|v| v.normalize())
                .ok_or_else(|| ValueError::NotANumber(shown())),
            (Self::Percent, false) if value.abs() > Decimal::ONE => {
                Err(ValueError::AmbiguousPercent(shown()))
            }
            (_, false) => Ok(value),
            (unit, true) => Err(ValueError::UnexpectedPercent(shown(), unit)),
        }
    }

    /// Writes a value so that [`Unit::parse_value`] reads it back unchanged.
    pub fn write_value(self, value: Decimal) -> String {
        match self {
            Self::Percent => match value.checked_mul(Decimal::ONE_HUNDRED) {
                Some(hundredths) => format!("{}%", hundredths.normalize()),
                None => value.to_string(),
            },
            _ => value.normalize().to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percent_is_kept_as_a_fraction() {
        let read = |text: &str| Unit::Percent.parse_value(text);
        assert_eq!(read("2.5%").unwrap().to_string(), "0.025");
        assert_eq!(read("0.025").unwrap().to_string(), "0.025");
        assert_eq!(read("12"), Err(ValueError::AmbiguousPercent("12".into())));
        assert_eq!(Unit::Percent.write_value(read("99.5%").unwrap()), "99.5%");
    }

    #[test]
    fn a_unit_reads_its_own_name() {
        for name in ["percent", "USD", "CNY", "times_per_year"] {
            assert_eq!(name.parse::<Unit>().unwrap().to_string(), name);
        }
        assert!("usd".parse::<Unit>().is_err());
        assert!(matches!(Unit::Count.parse_value("3%"), Err(ValueError::UnexpectedPercent(..))));
    }
}
