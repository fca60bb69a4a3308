//! A cron expression of five fields with POSIX weekdays, put into the words of the `cron` crate.
//!
//! The crate wants a field for seconds, counts Sunday as 1, and lets both day fields restrict each other.

use std::collections::BTreeSet;

use super::rule_error::{CronField, RuleError, RuleProblem};

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/// Sunday as the end of a range: "5-7", "sat-sun".
const LATE_SUNDAY: u8 = 7;

/// Whether a text is meant as a cron expression: its first word is made of the signs of a minute field.
pub(super) fn looks_like_cron(text: &str, first: &str) -> bool {
    let signs = |word: &str| word.chars().all(|sign| sign.is_ascii_digit() || "*,-/?".contains(sign));
    !text.is_empty() && signs(first)
}

/// The schedules that together name the times of the expression: one, or two when both day fields are restricted.
pub(super) fn parse(text: &str) -> Result<Vec<cron::Schedule>, RuleError> {
    let fields: Vec<&str> = text.split_whitespace().collect();
    let [minute, hour, month_day, month, weekday] = fields.as_slice() else {
        return Err(RuleError::whole(text, RuleProblem::FieldCount { found: fields.len() }));
    };
    let read = |field, part| values(text, part, field);
    let minutes = list(&read(CronField::Minute, minute)?);
    let hours = list(&read(CronField::Hour, hour)?);
    let month_days = list(&read(CronField::MonthDay, month_day)?);
    let months = list(&read(CronField::Month, month)?);
    // POSIX has Sunday at 0 and 7, the crate at 1.
    let weekdays: BTreeSet<u8> = read(CronField::Weekday, weekday)?.iter().map(|day| day % 7 + 1).collect();
    let weekdays = list(&weekdays);

    let schedule = |month_days: &str, weekdays: &str| {
        format!("0 {minutes} {hours} {month_days} {months} {weekdays}")
            .parse::<cron::Schedule>()
            .map_err(|_| RuleError::whole(text, RuleProblem::FieldCount { found: fields.len() }))
    };
    // crontab(5): when both day fields are restricted, "i.e. do not contain the * character", either may match.
    if month_day.contains('*') || weekday.contains('*') {
        Ok(vec![schedule(&month_days, &weekdays)?])
    } else {
        Ok(vec![schedule(&month_days, "*")?, schedule("*", &weekdays)?])
    }
}

/// The values a field names, as POSIX numbers them.
fn values(text: &str, part: &str, field: CronField) -> Result<BTreeSet<u8>, RuleError> {
    let mut found = BTreeSet::new();
    for item in part.split(',') {
        let (span, step) = item.split_once('/').map_or((item, None), |(span, step)| (span, Some(step)));
        let (min, max) = limits(field);
        let last = if field == CronField::Weekday { LATE_SUNDAY - 1 } else { max };
        let (from, to) = match span.split_once('-') {
            _ if span == "*" => (min, last),
            Some((from, to)) => {
                let (from, to) = (value(text, from, field)?, value(text, to, field)?);
                let ends_on_sunday = field == CronField::Weekday && to == 0 && from > 0;
                (from, if ends_on_sunday { LATE_SUNDAY } else { to })
            }
            // "5/15" starts at 5 and runs to the end.
            None if step.is_some() => (value(text, span, field)?, last),
            None => {
                let only = value(text, span, field)?;
                (only, only)
            }
        };
        if from > to {
            return Err(RuleError::at(text, item, RuleProblem::FieldRange { field }));
        }
        let step = step.map_or(Ok(1), |step| {
            let wrong = |problem| RuleError::at(text, if step.is_empty() { item } else { step }, problem);
            match digits(step) {
                None => Err(wrong(RuleProblem::FieldSyntax { field })),
                Some(0) => Err(wrong(RuleProblem::FieldStep { field })),
                Some(step) => Ok(step),
            }
        })?;
        found.extend((from..=to).step_by(usize::from(step)));
    }
    Ok(found)
}

/// One number or name.
fn value(text: &str, part: &str, field: CronField) -> Result<u8, RuleError> {
    let wrong = |problem| RuleError::at(text, part, problem);
    let (min, max) = limits(field);
    let lower = part.to_ascii_lowercase();
    let position = |names: &[&str], first: u8| {
        (first..).zip(names).find(|(_, name)| **name == lower).map(|(number, _)| number)
    };
    let named = match field {
        CronField::Month => position(&MONTHS, 1),
        CronField::Weekday => position(&WEEKDAYS, 0),
        _ => None,
    };
    if let Some(number) = named {
        return Ok(number);
    }
    if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong(RuleProblem::FieldSyntax { field }));
    }
    digits(part)
        .filter(|number| (min..=max).contains(number))
        .ok_or_else(|| wrong(RuleProblem::FieldValue { field, min, max }))
}

fn digits(part: &str) -> Option<u8> {
    part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten()
}

fn limits(field: CronField) -> (u8, u8) {
    match field {
        CronField::Minute => (0, 59),
        CronField::Hour => (0, 23),
        CronField::MonthDay => (1, 31),
        CronField::Month => (1, 12),
        CronField::Weekday => (0, 7),
    }
}

fn list(values: &BTreeSet<u8>) -> String {
    values.iter().map(u8::to_string).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("*", CronField::Weekday, &[0, 1, 2, 3, 4, 5, 6])]
    #[case("1-5", CronField::Weekday, &[1, 2, 3, 4, 5])]
    #[case("5-7", CronField::Weekday, &[5, 6, 7])]
    #[case("sat-sun", CronField::Weekday, &[6, 7])]
    #[case("Mon,WED", CronField::Weekday, &[1, 3])]
    #[case("sun-tue", CronField::Weekday, &[0, 1, 2])]
    #[case("*/20", CronField::Minute, &[0, 20, 40])]
    #[case("50/5", CronField::Minute, &[50, 55])]
    #[case("9-17/4", CronField::Hour, &[9, 13, 17])]
    #[case("jan-mar,12", CronField::Month, &[1, 2, 3, 12])]
    fn reads_fields(#[case] part: &str, #[case] field: CronField, #[case] expected: &[u8]) {
        assert_eq!(values(part, part, field).unwrap().into_iter().collect::<Vec<_>>(), expected);
    }

    #[rstest]
    #[case("0 9 * *", RuleProblem::FieldCount { found: 4 }, "", 1)]
    #[case("0 0 9 * * *", RuleProblem::FieldCount { found: 6 }, "", 1)]
    #[case("60 9 * * *", RuleProblem::FieldValue { field: CronField::Minute, min: 0, max: 59 }, "60", 1)]
    #[case("0 9 0 * *", RuleProblem::FieldValue { field: CronField::MonthDay, min: 1, max: 31 }, "0", 5)]
    #[case("0 9 * 13 *", RuleProblem::FieldValue { field: CronField::Month, min: 1, max: 12 }, "13", 7)]
    #[case("0 9 * * 8", RuleProblem::FieldValue { field: CronField::Weekday, min: 0, max: 7 }, "8", 9)]
    #[case("0 999 * * *", RuleProblem::FieldValue { field: CronField::Hour, min: 0, max: 23 }, "999", 3)]
    #[case("0 17-9 * * *", RuleProblem::FieldRange { field: CronField::Hour }, "17-9", 3)]
    #[case("*/0 9 * * *", RuleProblem::FieldStep { field: CronField::Minute }, "0", 3)]
    #[case("*/ 9 * * *", RuleProblem::FieldSyntax { field: CronField::Minute }, "*/", 1)]
    #[case("0 9 L * *", RuleProblem::FieldSyntax { field: CronField::MonthDay }, "L", 5)]
    #[case("0 9 ? * 1", RuleProblem::FieldSyntax { field: CronField::MonthDay }, "?", 5)]
    #[case("0 9 * * mon#1", RuleProblem::FieldSyntax { field: CronField::Weekday }, "mon#1", 9)]
    fn says_what_and_where(
        #[case] text: &str,
        #[case] problem: RuleProblem,
        #[case] part: &str,
        #[case] position: usize,
    ) {
        let error = parse(text).unwrap_err();
        assert_eq!((error.problem, error.part.as_str(), error.position), (problem, part, position));
        assert!(parse(error.example).is_ok());
    }
}
