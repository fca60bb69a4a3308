//! The text of a schedule rule, read once and kept as it was written.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

use super::rule_error::RuleError;
use super::{cron_fields, words};
use crate::time::TimeOfDay;

/// When a schedule fires, in local time. Either words or a cron expression of five fields:
///
/// | text | meaning |
/// |---|---|
/// | `daily 09:00` | every day |
/// | `workdays 09:00` | the workdays of the schedule's calendar, with make-up workdays |
/// | `weekly mon 09:00`, `mon,thu 09:00`, `mon-fri 09:00` | these weekdays, holiday or not |
/// | `monthly 1 09:00`, `monthly 1,15 09:00`, `monthly last 18:00` | these days; a month without the day: its last |
/// | `30 9 * * 1-5` | minute, hour, day of month, month, weekday (0 and 7 Sunday, 1 Monday, or names) |
///
/// Two rules are equal when their texts are.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rule {
    text: String,
    when: When,
}

/// What the text means.
#[derive(Clone)]
pub(super) enum When {
    /// One time on certain days.
    Days { days: Days, time: TimeOfDay },
    /// A cron expression: the times that any of these schedules names.
    Cron(Vec<cron::Schedule>),
}

/// The days of a rule that is written in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Days {
    Daily,
    Workdays,
    Weekly(Vec<Weekday>),
    /// Days of the month, 1 to 31; 31 stands for the last.
    Monthly(Vec<i8>),
}

impl Rule {
    /// Reads a rule; upper and lower case and the width of gaps do not matter.
    pub fn parse(text: &str) -> Result<Self, RuleError> {
        let text = text.trim();
        let first = text.split_whitespace().next().unwrap_or_default();
        let when = if cron_fields::looks_like_cron(text, first) {
            When::Cron(cron_fields::parse(text)?)
        } else {
            let (days, time) = words::parse(text)?;
            When::Days { days, time }
        };
        Ok(Self { text: text.to_owned(), when })
    }

    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the schedule's calendar decides the days.
    pub fn follows_workdays(&self) -> bool {
        matches!(self.when, When::Days { days: Days::Workdays, .. })
    }

    pub(super) fn when(&self) -> &When {
        &self.when
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rule({:?})", self.text)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Rule {}

impl Hash for Rule {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl FromStr for Rule {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Rule {
    type Error = RuleError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Rule> for String {
    fn from(rule: Rule) -> Self {
        rule.text
    }
}
