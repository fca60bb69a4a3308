//! Why a text is no zone, and what to write instead.

use super::zone;
use crate::spelling::edits;

/// A text that is no named zone, with the name to write instead when one is likely.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` {problem}; {}", advice(.suggestion.as_deref()))]
pub struct ZoneError {
    /// The text as it was given.
    pub text: String,
    /// What is wrong with it.
    pub problem: ZoneProblem,
    /// The name of the zone that was probably meant.
    pub suggestion: Option<String>,
}

/// What is wrong with the name of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ZoneProblem {
    /// "+08:00", "UTC+8", "Etc/GMT-8".
    #[error("is an offset, and an offset does not know when the clocks change")]
    Offset,
    /// "PST", "EST5EDT", "CET".
    #[error("is an abbreviation, and places that share it change their clocks on different days")]
    Abbreviation,
    /// No zone has this name.
    #[error("is no known zone")]
    Unknown,
}

fn advice(suggestion: Option<&str>) -> String {
    suggestion.map_or_else(
        || "name a zone by its city, for example Asia/Shanghai or America/Los_Angeles".to_owned(),
        |name| format!("did you mean {name}?"),
    )
}

/// What people mean by the short names and old links that carry no city.
const SHORT_NAMES: &[(&str, &str)] = &[
    ("PST", "America/Los_Angeles"),
    ("PDT", "America/Los_Angeles"),
    ("PT", "America/Los_Angeles"),
    ("PST8PDT", "America/Los_Angeles"),
    ("MST", "America/Denver"),
    ("MDT", "America/Denver"),
    ("MT", "America/Denver"),
    ("MST7MDT", "America/Denver"),
    ("CDT", "America/Chicago"),
    ("CST6CDT", "America/Chicago"),
    ("EST", "America/New_York"),
    ("EDT", "America/New_York"),
    ("ET", "America/New_York"),
    ("EST5EDT", "America/New_York"),
    ("HST", "Pacific/Honolulu"),
    ("GMT", "Europe/London"),
    ("BST", "Europe/London"),
    ("CET", "Europe/Berlin"),
    ("CEST", "Europe/Berlin"),
    ("MET", "Europe/Berlin"),
    ("JST", "Asia/Tokyo"),
    ("HKT", "Asia/Hong_Kong"),
    ("SGT", "Asia/Singapore"),
    ("PRC", "Asia/Shanghai"),
    ("AEST", "Australia/Sydney"),
    ("AEDT", "Australia/Sydney"),
    ("Z", "UTC"),
    ("ZULU", "UTC"),
];

/// Cities people write that name no zone of their own.
const CITIES: &[(&str, &str)] = &[
    ("beijing", "Asia/Shanghai"),
    ("shenzhen", "Asia/Shanghai"),
    ("guangzhou", "Asia/Shanghai"),
    ("hangzhou", "Asia/Shanghai"),
    ("yiwu", "Asia/Shanghai"),
    ("xiamen", "Asia/Shanghai"),
    ("seattle", "America/Los_Angeles"),
    ("san_francisco", "America/Los_Angeles"),
    ("miami", "America/New_York"),
];

/// The most letters that may differ between a typing error and the name that is suggested for it.
const TYPO_LIMIT: usize = 3;

/// The error for a text that has the form of an offset or carries no place, and `None` for a possible name.
pub(super) fn offset_or_abbreviation(text: &str) -> Option<ZoneError> {
    let upper = text.to_ascii_uppercase();
    let bare = upper.strip_prefix("ETC/").unwrap_or(&upper);
    let amount = ["UTC", "GMT", ""].iter().find_map(|prefix| bare.strip_prefix(prefix)).unwrap_or(bare);
    if amount.starts_with(['+', '-']) || amount.starts_with(|first: char| first.is_ascii_digit()) {
        // The sign of "Etc/GMT-8" is turned round: it lies 8 hours east.
        let east = if upper.starts_with("ETC/") { '-' } else { '+' };
        let hours = amount.get(1..).unwrap_or_default().trim_start_matches('0');
        let is_china = amount.starts_with(east) && matches!(hours, "8" | "8:00" | "800");
        return Some(refuse(text, ZoneProblem::Offset, is_china.then_some("Asia/Shanghai")));
    }
    let known = SHORT_NAMES.iter().find(|(short, _)| *short == bare);
    if let Some((_, name)) = known {
        return Some(refuse(text, ZoneProblem::Abbreviation, Some(name)));
    }
    let has_no_place = !text.contains('/') || upper.starts_with("ETC/");
    (has_no_place && zone::database().get(text).is_ok())
        .then(|| refuse(text, ZoneProblem::Abbreviation, same_city(text)))
}

/// The error for a name that is not in the database, with the nearest one that is.
pub(super) fn unknown(text: &str) -> ZoneError {
    refuse(text, ZoneProblem::Unknown, same_city(text).or_else(|| nearest(text)))
}

fn refuse(text: &str, problem: ZoneProblem, suggestion: Option<&str>) -> ZoneError {
    ZoneError { text: text.to_owned(), problem, suggestion: suggestion.map(str::to_owned) }
}

/// The city of a name, the way the database writes it but in lower case.
fn city(name: &str) -> String {
    name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase().replace([' ', '-'], "_")
}

/// The names that carry a place.
fn places() -> impl Iterator<Item = &'static str> {
    static NAMES: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
    NAMES
        .get_or_init(|| zone::database().available().map(|name| name.as_str().to_owned()).collect())
        .iter()
        .map(String::as_str)
        .filter(|name| name.contains('/') && !name.starts_with("Etc/"))
}

fn same_city(text: &str) -> Option<&'static str> {
    let wanted = city(text);
    let listed = CITIES.iter().find(|(name, _)| *name == wanted).map(|(_, zone)| *zone);
    listed.or_else(|| places().find(|name| city(name) == wanted))
}

fn nearest(text: &str) -> Option<&'static str> {
    let (whole, wanted) = (text.to_ascii_lowercase(), city(text));
    let distance = |name: &'static str| {
        let letters = edits(&whole, &name.to_ascii_lowercase()).min(edits(&wanted, &city(name)));
        (letters, name)
    };
    // A short text is within a few letters of everything: at most a third of it may differ.
    let limit = TYPO_LIMIT.min(wanted.chars().count() / 3);
    places().map(distance).min().filter(|(letters, _)| *letters <= limit).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::time::Zone;

    #[rstest]
    #[case("+08:00", ZoneProblem::Offset, Some("Asia/Shanghai"))]
    #[case("+0800", ZoneProblem::Offset, Some("Asia/Shanghai"))]
    #[case("UTC+8", ZoneProblem::Offset, Some("Asia/Shanghai"))]
    #[case("GMT+8", ZoneProblem::Offset, Some("Asia/Shanghai"))]
    #[case("Etc/GMT-8", ZoneProblem::Offset, Some("Asia/Shanghai"))]
    #[case("Etc/GMT+8", ZoneProblem::Offset, None)]
    #[case("-07:00", ZoneProblem::Offset, None)]
    #[case("UTC-8", ZoneProblem::Offset, None)]
    #[case("GMT0", ZoneProblem::Offset, None)]
    #[case("PST", ZoneProblem::Abbreviation, Some("America/Los_Angeles"))]
    #[case("est5edt", ZoneProblem::Abbreviation, Some("America/New_York"))]
    #[case("CET", ZoneProblem::Abbreviation, Some("Europe/Berlin"))]
    #[case("PRC", ZoneProblem::Abbreviation, Some("Asia/Shanghai"))]
    #[case("EET", ZoneProblem::Abbreviation, None)]
    #[case("Singapore", ZoneProblem::Abbreviation, Some("Asia/Singapore"))]
    #[case("Asia/Shanghia", ZoneProblem::Unknown, Some("Asia/Shanghai"))]
    #[case("Asia/Beijing", ZoneProblem::Unknown, Some("Asia/Shanghai"))]
    #[case("Shanghai", ZoneProblem::Unknown, Some("Asia/Shanghai"))]
    #[case("los angeles", ZoneProblem::Unknown, Some("America/Los_Angeles"))]
    #[case("America/LosAngeles", ZoneProblem::Unknown, Some("America/Los_Angeles"))]
    #[case("America/New York", ZoneProblem::Unknown, Some("America/New_York"))]
    #[case("Mars/Olympus", ZoneProblem::Unknown, None)]
    #[case("CST", ZoneProblem::Unknown, None)]
    #[case("", ZoneProblem::Unknown, None)]
    fn names_the_fix(#[case] text: &str, #[case] problem: ZoneProblem, #[case] suggestion: Option<&str>) {
        let error = Zone::parse(text).unwrap_err();
        assert_eq!((error.problem, error.suggestion.as_deref()), (problem, suggestion));
    }

    #[test]
    fn reads_as_a_sentence() {
        assert_eq!(
            Zone::parse("UTC+8").unwrap_err().to_string(),
            "`UTC+8` is an offset, and an offset does not know when the clocks change; did you mean Asia/Shanghai?"
        );
    }

    #[test]
    fn every_suggestion_is_a_zone() {
        for (_, name) in SHORT_NAMES.iter().chain(CITIES) {
            assert_eq!(Zone::parse(name).unwrap().name(), *name);
        }
    }
}
