//! A local time of day in whole minutes, written "09:00".

use std::fmt;
use std::str::FromStr;

use jiff::civil;
use serde::{Deserialize, Serialize};

/// A local time of day in whole minutes, 00:00 to 23:59. Read and written as "HH:MM".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay {
    hour: i8,
    minute: i8,
}

/// A text that is no time of day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a time of day; write it as HH:MM between 00:00 and 23:59, for example 09:00")]
pub struct TimeOfDayError {
    /// The text as it was given.
    pub text: String,
}

impl TimeOfDay {
    /// The first minute of the day.
    pub const MIDNIGHT: Self = Self { hour: 0, minute: 0 };

    /// `None` unless `hour` is below 24 and `minute` below 60.
    pub fn new(hour: u8, minute: u8) -> Option<Self> {
        let (hour, minute) = (i8::try_from(hour).ok()?, i8::try_from(minute).ok()?);
        (hour < 24 && minute < 60).then_some(Self { hour, minute })
    }

    /// Reads "09:00", "9:00" or, as a Chinese keyboard types it, "09：00".
    pub fn parse(text: &str) -> Result<Self, TimeOfDayError> {
        let refused = || TimeOfDayError { text: text.to_owned() };
        let (hour, minute) = text.trim().split_once([':', '：']).ok_or_else(refused)?;
        let digits = |part: &str, lengths: [usize; 2]| {
            (lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse::<u8>().ok())
                .flatten()
        };
        let hour = digits(hour, [1, 2]).ok_or_else(refused)?;
        let minute = digits(minute, [2, 2]).ok_or_else(refused)?;
        Self::new(hour, minute).ok_or_else(refused)
    }

    /// 0 to 23.
    pub fn hour(self) -> i8 {
        self.hour
    }

    /// 0 to 59.
    pub fn minute(self) -> i8 {
        self.minute
    }

    /// This time of day on `date`.
    pub fn on(self, date: civil::Date) -> civil::DateTime {
        date.at(self.hour, self.minute, 0, 0)
    }

    /// The minute that `time` lies in.
    pub fn of(time: civil::Time) -> Self {
        Self { hour: time.hour(), minute: time.minute() }
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl FromStr for TimeOfDay {
    type Err = TimeOfDayError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = TimeOfDayError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("09:00", "09:00")]
    #[case("9:05", "09:05")]
    #[case("23:59", "23:59")]
    #[case("09：30", "09:30")]
    fn reads(#[case] text: &str, #[case] shown: &str) {
        assert_eq!(TimeOfDay::parse(text).unwrap().to_string(), shown);
    }

    #[rstest]
    #[case("24:00")]
    #[case("09:60")]
    #[case("9")]
    #[case("9am")]
    #[case("09:0")]
    #[case("+9:00")]
    #[case("09:00:00")]
    #[case("")]
    fn refuses(#[case] text: &str) {
        assert!(TimeOfDay::parse(text).is_err());
    }

    proptest! {
        #[test]
        fn print_then_parse_is_identity(hour in 0_u8..24, minute in 0_u8..60) {
            let time = TimeOfDay::new(hour, minute).unwrap();
            prop_assert_eq!(TimeOfDay::parse(&time.to_string()).unwrap(), time);
            let json = serde_json::to_string(&time).unwrap();
            prop_assert_eq!(serde_json::from_str::<TimeOfDay>(&json).unwrap(), time);
        }
    }
}
