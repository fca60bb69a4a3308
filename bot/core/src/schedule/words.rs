//! The rules written in words: "workdays 09:00", "weekly mon,thu 09:00", "monthly last 18:00".

use jiff::civil::Weekday;

use super::rule::Days;
use super::rule_error::{RuleError, RuleProblem};
use crate::time::TimeOfDay;

/// The days and the time of a rule in words.
pub(super) fn parse(text: &str) -> Result<(Days, TimeOfDay), RuleError> {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let (first, time, between) = match parts.as_slice() {
        [] => return Err(RuleError::whole(text, RuleProblem::Empty)),
        [only] => (*only, None, [].as_slice()),
        [first, between @ .., time] => (*first, Some(*time), between),
    };
    let lower = first.to_ascii_lowercase();
    let days = match (lower.as_str(), between) {
        ("daily", []) => Days::Daily,
        ("workdays", []) => Days::Workdays,
        ("weekly", [days]) => Days::Weekly(weekdays(text, days)?),
        ("monthly", [days]) => Days::Monthly(month_days(text, days)?),
        ("daily" | "workdays", [extra, ..]) => {
            return Err(RuleError::at(text, extra, RuleProblem::WordCount));
        }
        ("weekly" | "monthly", _) => return Err(RuleError::at(text, first, RuleProblem::WordCount)),
        (_, []) => Days::Weekly(weekdays(text, first).map_err(|error| first_word_error(text, first, error))?),
        (_, [extra, ..]) => {
            weekdays(text, first).map_err(|error| first_word_error(text, first, error))?;
            return Err(RuleError::at(text, extra, RuleProblem::WordCount));
        }
    };
    let time = time.ok_or_else(|| RuleError::whole(text, RuleProblem::TimeOfDay))?;
    let time = TimeOfDay::parse(time).map_err(|_| RuleError::at(text, time, RuleProblem::TimeOfDay))?;
    Ok((days, time))
}

/// A first word without any weekday in it was not meant as a list of weekdays.
fn first_word_error(text: &str, first: &str, error: RuleError) -> RuleError {
    let names_a_weekday = first.split([',', '-']).any(|part| weekday(part).is_some());
    if names_a_weekday { error } else { RuleError::at(text, first, RuleProblem::UnknownWord) }
}

/// "mon,thu" or "mon-fri"; a range may run over the end of the week.
fn weekdays(text: &str, list: &str) -> Result<Vec<Weekday>, RuleError> {
    let mut found = Vec::new();
    for part in list.split(',') {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let read = |name| weekday(name).ok_or_else(|| RuleError::at(text, part, RuleProblem::Weekday));
        let (from, to) = (read(from)?, read(to)?);
        let days = std::iter::successors(Some(from), |day| (*day != to).then(|| day.next()));
        found.extend(days);
    }
    Ok(found)
}

/// Names of weekdays, in full or by their first letters.
fn weekday(name: &str) -> Option<Weekday> {
    Some(match name.to_ascii_lowercase().as_str() {
        "mon" | "monday" => Weekday::Monday,
        "tue" | "tues" | "tuesday" => Weekday::Tuesday,
        "wed" | "wednesday" => Weekday::Wednesday,
        "thu" | "thur" | "thurs" | "thursday" => Weekday::Thursday,
        "fri" | "friday" => Weekday::Friday,
        "sat" | "saturday" => Weekday::Saturday,
        "sun" | "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// "1", "1,15" or "last".
fn month_days(text: &str, list: &str) -> Result<Vec<i8>, RuleError> {
    let read = |part: &str| match part {
        word if word.eq_ignore_ascii_case("last") => Ok(31),
        number => number
            .parse::<i8>()
            .ok()
            .filter(|day| (1..=31).contains(day))
            .ok_or_else(|| RuleError::at(text, part, RuleProblem::MonthDay)),
    };
    list.split(',').map(read).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("daily 09:00", Days::Daily)]
    #[case("WORKDAYS  9:00", Days::Workdays)]
    #[case("weekly mon 09:00", Days::Weekly(vec![Weekday::Monday]))]
    #[case("mon,Thursday 09:00", Days::Weekly(vec![Weekday::Monday, Weekday::Thursday]))]
    #[case("weekly sat-mon 09:00", Days::Weekly(vec![Weekday::Saturday, Weekday::Sunday, Weekday::Monday]))]
    #[case("monthly 1,15 09:00", Days::Monthly(vec![1, 15]))]
    #[case("monthly Last 18:00", Days::Monthly(vec![31]))]
    fn reads(#[case] text: &str, #[case] days: Days) {
        assert_eq!(parse(text).unwrap().0, days);
    }

    #[rstest]
    #[case("", RuleProblem::Empty, "", 1)]
    #[case("hourly 09:00", RuleProblem::UnknownWord, "hourly", 1)]
    #[case("weekdays 09:00", RuleProblem::UnknownWord, "weekdays", 1)]
    #[case("@daily", RuleProblem::UnknownWord, "@daily", 1)]
    #[case("workdays", RuleProblem::TimeOfDay, "", 1)]
    #[case("workdays 25:00", RuleProblem::TimeOfDay, "25:00", 10)]
    #[case("workdays 9 am", RuleProblem::WordCount, "9", 10)]
    #[case("weekly 09:00", RuleProblem::WordCount, "weekly", 1)]
    #[case("weekly mon,xyz 09:00", RuleProblem::Weekday, "xyz", 12)]
    #[case("mon,xyz 09:00", RuleProblem::Weekday, "xyz", 5)]
    #[case("mon thu 09:00", RuleProblem::WordCount, "thu", 5)]
    #[case("monthly 32 09:00", RuleProblem::MonthDay, "32", 9)]
    #[case("monthly 0 09:00", RuleProblem::MonthDay, "0", 9)]
    #[case("monthly 每 09:00", RuleProblem::MonthDay, "每", 9)]
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
