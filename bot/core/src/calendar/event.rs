//! Commerce events: the days on which sales, costs or supply are not what they usually are.

use std::sync::OnceLock;

use jiff::civil::Date;
use serde::Deserialize;

use crate::time::Zone;

/// One occurrence of a commerce event. `key` and `from` together are unique.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommerceEvent {
    /// The same every year, such as "prime_day".
    pub key: String,
    /// The English name.
    pub name_en: String,
    /// The Chinese name.
    pub name_zh: String,
    /// The first day, local in `zone`.
    pub from: Date,
    /// The last day, local in `zone`; it belongs to the event.
    pub to: Date,
    /// The zone the days are local to.
    pub zone: Zone,
    /// Where the dates come from.
    pub source: String,
    /// The day on which the source was last looked at.
    pub checked_on: Date,
    /// False while the dates are a report, a habit or a rule of thumb.
    pub confirmed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventFile {
    events: Vec<CommerceEvent>,
}

/// Every event that is known, ordered by first day and key.
pub fn events() -> &'static [CommerceEvent] {
    static EVENTS: OnceLock<Vec<CommerceEvent>> = OnceLock::new();
    EVENTS.get_or_init(|| {
        let mut events = read(include_str!("../../catalog/events.toml"));
        events.sort_by(|a, b| (a.from, &a.key).cmp(&(b.from, &b.key)));
        events
    })
}

/// The events that `date`, read as a local date of each event's own zone, belongs to.
pub fn events_on(date: Date) -> impl Iterator<Item = &'static CommerceEvent> {
    events().iter().filter(move |event| event.from <= date && date <= event.to)
}

#[expect(clippy::expect_used, reason = "the text is compiled in, and a test reads it")]
fn read(text: &str) -> Vec<CommerceEvent> {
    toml::from_str::<EventFile>(text).expect("the events that ship with the service can be read").events
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::{Weekday, date};
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2025-07-08", &["prime_day"])]
    #[case("2025-07-12", &[])]
    #[case("2026-06-26", &["prime_day"])]
    #[case("2026-02-17", &["chinese_new_year_closure"])]
    #[case("2026-11-27", &["q4_peak_fees", "black_friday"])]
    #[case("2027-01-14", &["q4_peak_fees"])]
    #[case("2027-11-11", &["q4_peak_fees", "singles_day"])]
    fn knows_what_is_on(#[case] day: &str, #[case] keys: &[&str]) {
        let on: Vec<_> = events_on(day.parse().unwrap()).map(|event| event.key.as_str()).collect();
        assert_eq!(on, keys);
    }

    #[test]
    fn the_data_is_sound() {
        let unique: BTreeSet<_> = events().iter().map(|event| (&event.key, event.from)).collect();
        assert_eq!(unique.len(), events().len());
        for event in events() {
            assert!(event.from <= event.to && !event.source.is_empty(), "{} {}", event.key, event.from);
        }
    }

    #[rstest]
    #[case(2025)]
    #[case(2026)]
    #[case(2027)]
    fn thanksgiving_week_follows_the_calendar(#[case] year: i16) {
        let thursday = date(year, 11, 1).nth_weekday_of_month(4, Weekday::Thursday).unwrap();
        for (key, days) in [("thanksgiving", 0), ("black_friday", 1), ("cyber_monday", 4)] {
            let day = thursday.checked_add(jiff::Span::new().days(days)).unwrap();
            assert!(events_on(day).any(|event| event.key == key), "{key} {day}");
        }
    }
}
