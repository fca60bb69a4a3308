//! Which local times a rule names, in order, with no regard to zones.
//!
//! This is the one place that knows `chrono`: `cron` computes with it. A local time travels through it dressed as UTC,
//! where no time is missing or doubled.

use chrono::{Datelike, NaiveDate, Timelike, Utc};
use jiff::civil::{Date, DateTime};

use super::rule::{Days, Rule, When};
use crate::calendar::Calendar;
use crate::time::TimeOfDay;

/// How far a day is looked for, in days: a little more than five years, so that a leap day is found.
const HORIZON_DAYS: usize = 5 * 366 + 1;

/// The first local time strictly after `local`.
pub(super) fn next(rule: &Rule, local: DateTime, calendar: &Calendar) -> Option<DateTime> {
    match rule.when() {
        When::Days { days, time } => {
            let dates = local.date().series(jiff::Span::new().days(1));
            first_match(dates, days, *time, calendar, |found| found > local)
        }
        When::Cron(schedules) => {
            let after = to_chrono(local)?;
            schedules.iter().filter_map(|schedule| from_chrono(schedule.after(&after).next()?)).min()
        }
    }
}

/// The last local time strictly before `local`.
pub(super) fn previous(rule: &Rule, local: DateTime, calendar: &Calendar) -> Option<DateTime> {
    match rule.when() {
        When::Days { days, time } => {
            let dates = local.date().series(jiff::Span::new().days(-1));
            first_match(dates, days, *time, calendar, |found| found < local)
        }
        When::Cron(schedules) => {
            let before = to_chrono(local)?;
            schedules.iter().filter_map(|schedule| from_chrono(schedule.after(&before).next_back()?)).max()
        }
    }
}

fn first_match(
    dates: impl Iterator<Item = Date>,
    days: &Days,
    time: TimeOfDay,
    calendar: &Calendar,
    is_beyond: impl Fn(DateTime) -> bool,
) -> Option<DateTime> {
    dates
        .take(HORIZON_DAYS)
        .filter(|date| includes(days, *date, calendar))
        .map(|date| time.on(date))
        .find(|found| is_beyond(*found))
}

/// Whether a rule's days include `date`.
fn includes(days: &Days, date: Date, calendar: &Calendar) -> bool {
    match days {
        Days::Daily => true,
        Days::Workdays => calendar.is_workday(date),
        Days::Weekly(weekdays) => weekdays.contains(&date.weekday()),
        // A month without the day has it on its last day, so that no month goes by in silence.
        Days::Monthly(numbers) => {
            let last = date.days_in_month();
            numbers.iter().any(|number| date.day() == (*number).min(last))
        }
    }
}

fn to_chrono(local: DateTime) -> Option<chrono::DateTime<Utc>> {
    let [month, day, hour, minute, second] =
        [local.month(), local.day(), local.hour(), local.minute(), local.second()].map(i8::unsigned_abs);
    let date = NaiveDate::from_ymd_opt(i32::from(local.year()), month.into(), day.into())?;
    let nanosecond = u32::try_from(local.subsec_nanosecond()).ok()?;
    Some(date.and_hms_nano_opt(hour.into(), minute.into(), second.into(), nanosecond)?.and_utc())
}

fn from_chrono(found: chrono::DateTime<Utc>) -> Option<DateTime> {
    let small = |number: u32| i8::try_from(number).ok();
    let date =
        Date::new(i16::try_from(found.year()).ok()?, small(found.month())?, small(found.day())?).ok()?;
    Some(date.at(small(found.hour())?, small(found.minute())?, 0, 0))
}
