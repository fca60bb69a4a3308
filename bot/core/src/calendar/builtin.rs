//! The calendars that ship with the service.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::Calendar;
use super::data::CalendarFile;

/// China, the United States, and the calendar on which every day is a workday.
pub(super) fn calendars() -> &'static [Calendar] {
    static CALENDARS: OnceLock<Vec<Calendar>> = OnceLock::new();
    CALENDARS.get_or_init(|| {
        vec![
            read(include_str!("../../catalog/calendar_cn.toml")),
            read(include_str!("../../catalog/calendar_us.toml")),
            every_day(),
        ]
    })
}

#[expect(clippy::expect_used, reason = "the text is compiled in, and a test reads it")]
fn read(text: &str) -> Calendar {
    toml::from_str::<CalendarFile>(text).expect("a calendar that ships with the service can be read").into()
}

/// The calendar on which every day is a workday.
pub(super) fn every_day() -> Calendar {
    Calendar {
        key: Calendar::EVERY_DAY.to_owned(),
        name_en: "Every day".to_owned(),
        name_zh: "每天".to_owned(),
        weekend: Vec::new(),
        holidays: BTreeMap::new(),
        workdays: BTreeMap::new(),
        notes: BTreeMap::new(),
        years: None,
        provisional_years: BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::{Date, Weekday, date};

    use super::*;

    #[test]
    fn all_are_found_by_key() {
        assert_eq!(Calendar::builtin_keys().collect::<Vec<_>>(), ["cn", "us", "none"]);
        assert!(Calendar::builtin("uk").is_none());
    }

    /// Days off and make-up workdays a year, as the notices count them.
    #[test]
    fn china_has_the_days_of_its_notices() {
        let cn = Calendar::builtin("cn").unwrap();
        let count = |year: i16| {
            let off = cn.holidays().filter(|(day, _)| day.year() == year).count();
            let make_up = cn.make_up_workdays().filter(|(day, _)| day.year() == year).count();
            (off, make_up)
        };
        assert_eq!(count(2025), (1 + 8 + 3 + 5 + 3 + 8, 5));
        assert_eq!(count(2026), (3 + 9 + 3 + 5 + 3 + 3 + 7, 6));
        assert_eq!(count(2027), (1 + 4 + 1 + 2 + 1 + 1 + 3, 0));
    }

    #[test]
    fn a_make_up_workday_is_a_weekend_day_near_its_holiday() {
        let cn = Calendar::builtin("cn").unwrap();
        for (day, _) in cn.make_up_workdays() {
            assert!(matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday), "{day}");
            assert!(cn.holidays().all(|(holiday, _)| holiday != day), "{day}");
            assert!(cn.holidays().any(|(holiday, _)| (holiday - day).get_days().abs() <= 14), "{day}");
        }
    }

    /// The days of 5 U.S.C. 6103(a), and of Executive Order 11582 for those that fall on a weekend.
    fn federal_holidays(year: i16) -> BTreeMap<Date, &'static str> {
        let nth = |month: i8, n: i8, weekday: Weekday| {
            date(year, month, 1).nth_weekday_of_month(n, weekday).unwrap()
        };
        let days = [
            (date(year, 1, 1), "New Year's Day"),
            (nth(1, 3, Weekday::Monday), "Martin Luther King Jr. Day"),
            (nth(2, 3, Weekday::Monday), "Washington's Birthday"),
            (nth(5, -1, Weekday::Monday), "Memorial Day"),
            (date(year, 6, 19), "Juneteenth"),
            (date(year, 7, 4), "Independence Day"),
            (nth(9, 1, Weekday::Monday), "Labor Day"),
            (nth(10, 2, Weekday::Monday), "Columbus Day"),
            (date(year, 11, 11), "Veterans Day"),
            (nth(11, 4, Weekday::Thursday), "Thanksgiving Day"),
            (date(year, 12, 25), "Christmas Day"),
            (date(year + 1, 1, 1), "New Year's Day"),
        ];
        let mut all = BTreeMap::new();
        for (day, name) in days {
            let observed = match day.weekday() {
                Weekday::Saturday => day.yesterday().unwrap(),
                Weekday::Sunday => day.tomorrow().unwrap(),
                _ => day,
            };
            for date in [day, observed].into_iter().filter(|date| date.year() == year) {
                all.insert(date, name);
            }
        }
        all
    }

    #[test]
    fn the_united_states_has_the_days_of_the_law() {
        let us = Calendar::builtin("us").unwrap();
        for year in [2025, 2026, 2027] {
            let data: Vec<_> = us.holidays().filter(|(day, _)| day.year() == year).collect();
            let law = federal_holidays(year);
            assert_eq!(
                data.iter().map(|(day, _)| *day).collect::<Vec<_>>(),
                law.keys().copied().collect::<Vec<_>>()
            );
            for ((day, holiday), name) in data.iter().zip(law.values()) {
                assert!(holiday.name_en.starts_with(name), "{day}");
                let is_observed = holiday.name_en.ends_with("(observed)");
                assert_eq!(is_observed, holiday.name_zh.ends_with("（补休）"), "{day}");
            }
            assert!(
                us.note(
                    law.iter().find(|(_, name)| **name == "Thanksgiving Day").unwrap().0.tomorrow().unwrap()
                )
                .is_some()
            );
        }
    }
}
