//! Schedules and calendars: every rule fires, on workdays that somebody has written down.

use std::collections::BTreeSet;

use jiff::{Span, Timestamp};

use super::Checked;
use crate::calendar::Calendar;
use crate::org::Org;
use crate::org::problem::{ProblemKind, Rule};
use crate::time::Zone;

/// How long before its end a calendar is reported, in days: time enough to bring in the next year's notice.
const NOTICE_DAYS: i64 = 45;

pub(super) fn check(org: &Org, now: Timestamp, checked: &mut Checked) {
    for (key, schedule) in &org.schedules {
        let place = format!("schedule.{key}.at");
        let timing = &schedule.timing;
        if let Err(error) = timing.check(&org.calendar(&timing.calendar), now) {
            checked.error(place, ProblemKind::Rule(Rule::Timing(error.to_string())));
        } else if timing.rule.follows_workdays() && timing.calendar == Calendar::EVERY_DAY {
            checked.warn(place, ProblemKind::Rule(Rule::EveryDayIsWorkday));
        }
    }
    let used: BTreeSet<&str> = org
        .people
        .values()
        .map(|person| person.calendar.as_str())
        .chain(org.schedules.values().map(|schedule| schedule.timing.calendar.as_str()))
        .collect();
    let soon = Zone::utc().date_at(now).saturating_add(Span::new().days(NOTICE_DAYS));
    for key in used {
        let calendar = org.calendar(key);
        if let Some(last) = calendar.last_covered().filter(|last| *last < soon) {
            let what = Rule::CalendarEnds(key.to_owned(), last);
            checked.warn(format!("calendar.{key}"), ProblemKind::Rule(what));
        }
    }
}
