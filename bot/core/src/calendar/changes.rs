//! What a team changes in a calendar: its own days off and extra workdays.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Calendar, Holiday};

/// A team's own days off and workdays on top of a calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarChanges {
    /// Days the team does not work although the calendar says so.
    #[serde(default)]
    pub days_off: Vec<DayOff>,
    /// Days the team works although the calendar says otherwise.
    #[serde(default)]
    pub workdays: Vec<ExtraWorkday>,
}

/// A day off, with the name it goes by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayOff {
    /// The local day.
    pub date: Date,
    /// What it is called, in the team's own words; it stands for both languages.
    pub name: String,
}

/// An extra workday, with what it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraWorkday {
    /// The local day.
    pub date: Date,
    /// What it is for, in the team's own words; it stands for both languages.
    pub name: String,
}

/// The source of a day that a team set itself.
const OWN_SOURCE: &str = "team";

impl Calendar {
    /// This calendar under a new `key`, with a team's own days on top. What the team says goes before what the
    /// calendar says; a day named as both is a workday.
    #[must_use]
    pub fn with_changes(&self, key: &str, changes: &CalendarChanges) -> Self {
        let mut calendar = self.clone();
        key.clone_into(&mut calendar.key);
        for day in &changes.days_off {
            calendar.workdays.remove(&day.date);
            calendar.holidays.insert(day.date, own(&day.name));
        }
        for day in &changes.workdays {
            calendar.workdays.insert(day.date, own(&day.name));
        }
        calendar
    }
}

fn own(name: &str) -> Holiday {
    Holiday { name_en: name.to_owned(), name_zh: name.to_owned(), source: OWN_SOURCE.to_owned() }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_team_goes_before_the_calendar() {
        let changes: CalendarChanges = serde_json::from_value(serde_json::json!({
            "days_off": [{"date": "2026-02-14", "name": "Early holiday"}, {"date": "2026-03-03", "name": "年会"}],
            "workdays": [{"date": "2026-02-23", "name": "Early start"}, {"date": "2026-03-07", "name": "Stocktaking"}],
        }))
        .unwrap();
        let cn = Calendar::builtin("cn").unwrap();
        let own = cn.with_changes("acme", &changes);
        assert_eq!(own.key(), "acme");
        for (day, works) in [
            (date(2026, 2, 14), false),
            (date(2026, 3, 3), false),
            (date(2026, 2, 23), true),
            (date(2026, 3, 7), true),
            (date(2026, 2, 28), true),
        ] {
            assert_eq!(own.is_workday(day), works, "{day}");
        }
        assert_eq!(own.holiday(date(2026, 3, 3)).unwrap().source, "team");
        assert!(own.covers(date(2026, 1, 1)) && !own.covers(date(2028, 1, 1)));
        assert_eq!(&cn.with_changes("cn", &CalendarChanges::default()), cn);
    }
}
