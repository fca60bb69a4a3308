//! The shape of a calendar's data file.

use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use super::{Calendar, DayNote, Holiday};

/// `catalog/calendar_*.toml` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CalendarFile {
    key: String,
    name_en: String,
    name_zh: String,
    weekend: Vec<WeekendDay>,
    years: Vec<YearEntry>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum WeekendDay {
    Friday,
    Saturday,
    Sunday,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearEntry {
    year: i16,
    source: String,
    checked_on: Date,
    provisional: bool,
    holidays: Vec<HolidayEntry>,
    #[serde(default)]
    notes: Vec<NoteEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayEntry {
    name_en: String,
    name_zh: String,
    from: Date,
    to: Option<Date>,
    #[serde(default)]
    workdays: Vec<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoteEntry {
    date: Date,
    text_en: String,
    text_zh: String,
}

impl From<CalendarFile> for Calendar {
    fn from(file: CalendarFile) -> Self {
        let weekend = file.weekend.iter().map(|day| match day {
            WeekendDay::Friday => Weekday::Friday,
            WeekendDay::Saturday => Weekday::Saturday,
            WeekendDay::Sunday => Weekday::Sunday,
        });
        let mut calendar = Self {
            key: file.key,
            name_en: file.name_en,
            name_zh: file.name_zh,
            weekend: weekend.collect(),
            holidays: std::collections::BTreeMap::new(),
            workdays: std::collections::BTreeMap::new(),
            notes: std::collections::BTreeMap::new(),
            years: Some(file.years.iter().map(|entry| entry.year).collect()),
            provisional_years: file
                .years
                .iter()
                .filter(|entry| entry.provisional)
                .map(|entry| entry.year)
                .collect(),
        };
        for year in file.years {
            let source = format!("{} ({})", year.source, year.checked_on);
            for entry in year.holidays {
                let holiday =
                    Holiday { name_en: entry.name_en, name_zh: entry.name_zh, source: source.clone() };
                let last = entry.to.unwrap_or(entry.from);
                let days = entry.from.series(jiff::Span::new().days(1)).take_while(|day| *day <= last);
                calendar.holidays.extend(days.map(|day| (day, holiday.clone())));
                calendar.workdays.extend(entry.workdays.into_iter().map(|day| (day, holiday.clone())));
            }
            let notes = year.notes.into_iter();
            calendar.notes.extend(
                notes.map(|note| (note.date, DayNote { text_en: note.text_en, text_zh: note.text_zh })),
            );
        }
        calendar
    }
}
