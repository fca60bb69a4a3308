//! Which days people work, and which days shops are busy, as data with a source.

mod builtin;
mod changes;
mod data;
mod event;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};

pub use changes::{CalendarChanges, DayOff, ExtraWorkday};
pub use event::{CommerceEvent, events, events_on};

/// The workdays of a country or a team: weekends, holidays, make-up workdays, and for which years they are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    key: String,
    name_en: String,
    name_zh: String,
    weekend: Vec<Weekday>,
    holidays: BTreeMap<Date, Holiday>,
    workdays: BTreeMap<Date, Holiday>,
    notes: BTreeMap<Date, DayNote>,
    /// Years this calendar knows; `None` for a calendar that needs no data.
    years: Option<BTreeSet<i16>>,
    provisional_years: BTreeSet<i16>,
}

/// A holiday, or the holiday that a make-up workday pays for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// The English name.
    pub name_en: String,
    /// The Chinese name.
    pub name_zh: String,
    /// The notice, the law or the team's own word it rests on.
    pub source: String,
}

/// A word about a day that is no holiday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayNote {
    /// In English.
    pub text_en: String,
    /// In Chinese.
    pub text_zh: String,
}

/// What a calendar says about a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// An ordinary workday.
    Workday,
    /// A weekend day worked in exchange for a holiday (调休), with that holiday.
    MakeUpWorkday(&'a Holiday),
    /// An ordinary weekend day.
    Weekend,
    /// A holiday, also when it falls on a weekend.
    Holiday(&'a Holiday),
}

/// The longest run of days off that [`Calendar::next_workday`] looks past, in days.
const HORIZON_DAYS: usize = 400;

impl Calendar {
    /// The key of the calendar on which every day is a workday.
    pub const EVERY_DAY: &'static str = "none";

    /// The calendar on which every day is a workday.
    pub fn every_day() -> Self {
        builtin::every_day()
    }

    /// A calendar that ships with the service: "cn", "us", or "none", where every day is a workday.
    pub fn builtin(key: &str) -> Option<&'static Self> {
        builtin::calendars().iter().find(|calendar| calendar.key == key)
    }

    /// The keys of the calendars that ship with the service.
    pub fn builtin_keys() -> impl Iterator<Item = &'static str> {
        builtin::calendars().iter().map(Self::key)
    }

    /// The key schedules and people name it by.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The English name.
    pub fn name_en(&self) -> &str {
        &self.name_en
    }

    /// The Chinese name.
    pub fn name_zh(&self) -> &str {
        &self.name_zh
    }

    /// What `date` is. A make-up workday goes before a holiday, a holiday before the weekend.
    pub fn kind(&self, date: Date) -> DayKind<'_> {
        if let Some(holiday) = self.workdays.get(&date) {
            return DayKind::MakeUpWorkday(holiday);
        }
        if let Some(holiday) = self.holidays.get(&date) {
            return DayKind::Holiday(holiday);
        }
        if self.weekend.contains(&date.weekday()) { DayKind::Weekend } else { DayKind::Workday }
    }

    /// Whether people work on `date`. In a year the calendar does not [cover](Self::covers), weekends alone decide.
    pub fn is_workday(&self, date: Date) -> bool {
        matches!(self.kind(date), DayKind::Workday | DayKind::MakeUpWorkday(_))
    }

    /// The holiday on `date`; `None` on a make-up workday.
    pub fn holiday(&self, date: Date) -> Option<&Holiday> {
        match self.kind(date) {
            DayKind::Holiday(holiday) => Some(holiday),
            _ => None,
        }
    }

    /// A word about a day that is no holiday, such as the day after Thanksgiving.
    pub fn note(&self, date: Date) -> Option<&DayNote> {
        self.notes.get(&date)
    }

    /// The first workday after `date`. Should the calendar have none for more than a year, simply the next day.
    pub fn next_workday(&self, date: Date) -> Date {
        let next_day = date.tomorrow().unwrap_or(date);
        next_day
            .series(jiff::Span::new().days(1))
            .take(HORIZON_DAYS)
            .find(|day| self.is_workday(*day))
            .unwrap_or(next_day)
    }

    /// Whether the holidays of the year of `date` are known.
    pub fn covers(&self, date: Date) -> bool {
        self.years.as_ref().is_none_or(|years| years.contains(&date.year()))
    }

    /// Whether the holidays of the year of `date` may still change: the official notice is not in the data.
    pub fn is_provisional(&self, date: Date) -> bool {
        self.provisional_years.contains(&date.year())
    }

    /// The last day whose holidays are known; `None` for a calendar that needs no data.
    pub fn last_covered(&self) -> Option<Date> {
        let year = *self.years.as_ref()?.last()?;
        Date::new(year, 12, 31).ok()
    }

    /// Every holiday with its date, in order.
    pub fn holidays(&self) -> impl Iterator<Item = (Date, &Holiday)> {
        self.holidays.iter().map(|(date, holiday)| (*date, holiday))
    }

    /// Every make-up workday with its date and the holiday it pays for, in order.
    pub fn make_up_workdays(&self) -> impl Iterator<Item = (Date, &Holiday)> {
        self.workdays.iter().map(|(date, holiday)| (*date, holiday))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;

    fn calendar(key: &str) -> &'static Calendar {
        Calendar::builtin(key).unwrap()
    }

    #[rstest]
    #[case::make_up_saturday("cn", "2026-02-14", true)]
    #[case::second_make_up_saturday("cn", "2026-02-28", true)]
    #[case::festival_begins("cn", "2026-02-15", false)]
    #[case::festival_ends("cn", "2026-02-23", false)]
    #[case::back_at_work("cn", "2026-02-24", true)]
    #[case::make_up_sunday("cn", "2025-09-28", true)]
    #[case::plain_sunday("cn", "2026-03-01", false)]
    #[case::cn_works_on_christmas("cn", "2026-12-25", true)]
    #[case::us_observed("us", "2026-07-03", false)]
    #[case::us_observed_monday("us", "2027-07-05", false)]
    #[case::day_after_thanksgiving("us", "2026-11-27", true)]
    #[case::us_works_in_spring_festival("us", "2026-02-17", true)]
    #[case::every_day("none", "2026-10-03", true)]
    #[case::unknown_year_saturday("cn", "2031-10-04", false)]
    #[case::unknown_year_weekday("cn", "2031-10-01", true)]
    fn knows_workdays(#[case] key: &str, #[case] day: &str, #[case] works: bool) {
        assert_eq!(calendar(key).is_workday(day.parse().unwrap()), works);
    }

    #[test]
    fn names_holidays_and_what_a_make_up_day_pays_for() {
        let cn = calendar("cn");
        assert_eq!(cn.holiday(date(2026, 2, 17)).unwrap().name_zh, "春节");
        assert!(cn.holiday(date(2026, 2, 17)).unwrap().source.contains("2026"));
        assert!(cn.holiday(date(2026, 2, 14)).is_none());
        let DayKind::MakeUpWorkday(festival) = cn.kind(date(2026, 2, 14)) else {
            panic!("a make-up workday")
        };
        assert_eq!(festival.name_en, "Spring Festival");
        assert!(calendar("us").note(date(2026, 11, 27)).is_some());
    }

    #[rstest]
    #[case("cn", "2026-02-13", "2026-02-14")]
    #[case("cn", "2026-02-14", "2026-02-24")]
    #[case("us", "2026-07-02", "2026-07-06")]
    #[case("none", "2026-07-03", "2026-07-04")]
    fn finds_the_next_workday(#[case] key: &str, #[case] day: &str, #[case] next: &str) {
        assert_eq!(calendar(key).next_workday(day.parse().unwrap()), next.parse().unwrap());
    }

    #[test]
    fn says_how_far_it_knows() {
        let cn = calendar("cn");
        assert!(cn.covers(date(2025, 1, 1)) && cn.covers(date(2027, 12, 31)));
        assert!(!cn.covers(date(2028, 1, 1)) && !cn.covers(date(2024, 12, 31)));
        assert!(cn.is_provisional(date(2027, 2, 6)) && !cn.is_provisional(date(2026, 2, 17)));
        assert_eq!(cn.last_covered(), Some(date(2027, 12, 31)));
        assert!(calendar("none").covers(date(2099, 1, 1)));
        assert_eq!(calendar("none").last_covered(), None);
    }
}
