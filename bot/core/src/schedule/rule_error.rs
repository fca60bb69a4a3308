//! Why a text is no schedule rule: what is wrong, where, and an example that works.

use std::fmt;

/// A text that is no schedule rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem} in `{text}`{}; for example: {example}", place(.part, *.position))]
pub struct RuleError {
    /// The whole text as it was given.
    pub text: String,
    /// The part of it that is wrong; empty when it is the whole or when something is missing.
    pub part: String,
    /// Where that part begins, in characters, the first being 1.
    pub position: usize,
    /// What is wrong.
    pub problem: RuleProblem,
    /// A rule that works and is near to what was meant.
    pub example: &'static str,
}

/// What is wrong with a schedule rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleProblem {
    /// There is no text.
    #[error("a schedule is missing")]
    Empty,
    /// It begins neither with daily, workdays, weekly, monthly or a weekday, nor like a cron expression.
    #[error("a schedule does not begin like this")]
    UnknownWord,
    /// The word needs days after it, or does not allow any.
    #[error("the days are missing, or there are too many words,")]
    WordCount,
    /// Not a time of day.
    #[error("there is no time of day (HH:MM)")]
    TimeOfDay,
    /// Not a weekday's name.
    #[error("there is no such weekday")]
    Weekday,
    /// Not a day of the month.
    #[error("there is no such day of the month (1 to 31, or last)")]
    MonthDay,
    /// A cron expression has five fields.
    #[error("a cron expression has five fields, this one has {found},")]
    FieldCount {
        /// How many there are.
        found: usize,
    },
    /// Something that is no number, name, `*`, range or step.
    #[error("the {field} is neither a number, a list, a range nor *")]
    FieldSyntax {
        /// Where.
        field: CronField,
    },
    /// A number or name outside the field's range.
    #[error("the {field} must be from {min} to {max}")]
    FieldValue {
        /// Where.
        field: CronField,
        /// The least value.
        min: u8,
        /// The greatest value.
        max: u8,
    },
    /// A range that runs backwards.
    #[error("the range of the {field} runs backwards")]
    FieldRange {
        /// Where.
        field: CronField,
    },
    /// A step of zero.
    #[error("the step of the {field} must be at least 1")]
    FieldStep {
        /// Where.
        field: CronField,
    },
    /// The rule is well formed and never fires.
    #[error("no date within {years} years fits")]
    NeverFires {
        /// How far was looked.
        years: u8,
    },
}

/// A field of a cron expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CronField {
    /// 0 to 59.
    Minute,
    /// 0 to 23.
    Hour,
    /// 1 to 31.
    MonthDay,
    /// 1 to 12, or jan to dec.
    Month,
    /// 0 to 7, or sun to sat; 0 and 7 are Sunday.
    Weekday,
}

impl fmt::Display for CronField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::MonthDay => "day of month",
            Self::Month => "month",
            Self::Weekday => "weekday",
        })
    }
}

impl RuleError {
    /// An error about the whole text.
    pub(super) fn whole(text: &str, problem: RuleProblem) -> Self {
        Self { text: text.to_owned(), part: String::new(), position: 1, problem, example: example(problem) }
    }

    /// An error about `part`, which is a slice of `text`.
    pub(super) fn at(text: &str, part: &str, problem: RuleProblem) -> Self {
        let offset = part.as_ptr().addr().saturating_sub(text.as_ptr().addr());
        let position = text.get(..offset).map_or(1, |before| before.chars().count() + 1);
        Self { part: part.to_owned(), position, ..Self::whole(text, problem) }
    }
}

fn place(part: &str, position: usize) -> String {
    if part.is_empty() { String::new() } else { format!(", at `{part}` (character {position})") }
}

fn example(problem: RuleProblem) -> &'static str {
    match problem {
        RuleProblem::Empty | RuleProblem::UnknownWord | RuleProblem::TimeOfDay => "workdays 09:00",
        RuleProblem::WordCount | RuleProblem::Weekday => "weekly mon,thu 09:00",
        RuleProblem::MonthDay => "monthly last 18:00",
        RuleProblem::NeverFires { .. } => "monthly last 09:00",
        RuleProblem::FieldCount { .. }
        | RuleProblem::FieldSyntax { .. }
        | RuleProblem::FieldValue { .. }
        | RuleProblem::FieldRange { .. }
        | RuleProblem::FieldStep { .. } => "30 9 * * 1-5",
    }
}
