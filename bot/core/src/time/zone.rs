//! A named IANA zone, with the one rule that maps local wall clock to instants.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::{Arc, OnceLock};

use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, civil};
use serde::{Deserialize, Serialize};

use super::zone_error::{self, ZoneError};

/// A named IANA zone such as "Asia/Shanghai", checked when it enters. Never an offset: an offset forgets the
/// clock change. The rules of the zones are compiled in, so every replica agrees on them.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone {
    name: Arc<str>,
    rules: TimeZone,
}

/// The zones that are compiled in; they read neither files nor environment.
pub(super) fn database() -> &'static TimeZoneDatabase {
    static DATABASE: OnceLock<TimeZoneDatabase> = OnceLock::new();
    DATABASE.get_or_init(TimeZoneDatabase::bundled)
}

impl Zone {
    /// Reads a zone's name, in any case. Refuses offsets and abbreviations; the error names the fix.
    pub fn parse(name: &str) -> Result<Self, ZoneError> {
        let name = name.trim();
        if ["UTC", "Etc/UTC"].iter().any(|utc| utc.eq_ignore_ascii_case(name)) {
            return Ok(Self::utc());
        }
        if let Some(error) = zone_error::offset_or_abbreviation(name) {
            return Err(error);
        }
        Self::known(name).ok_or_else(|| zone_error::unknown(name))
    }

    /// The zone of exactly this name in the IANA database; quick, as nothing near it is looked for.
    pub fn known(name: &str) -> Option<Self> {
        let rules = database().get(name).ok()?;
        let name = rules.iana_name()?.into();
        Some(Self { name, rules })
    }

    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self { name: "UTC".into(), rules: TimeZone::UTC }
    }

    /// The name, as the IANA database spells it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The rules behind the name.
    pub fn time_zone(&self) -> &TimeZone {
        &self.rules
    }

    /// The local date at an instant.
    pub fn date_at(&self, at: Timestamp) -> civil::Date {
        self.local_at(at).date()
    }

    /// What a clock on the wall shows at an instant.
    pub fn local_at(&self, at: Timestamp) -> civil::DateTime {
        self.rules.to_datetime(at)
    }

    /// The instant of a local time. One that does not exist (the clock jumped over it) is the first valid instant
    /// after it; one that occurs twice is the first occurrence. Never decreases as `local` grows.
    pub fn instant_of(&self, local: civil::DateTime) -> Timestamp {
        let mapped = self.rules.to_ambiguous_timestamp(local);
        // Local times beyond the representable instants (years ±9999) are held at the last one.
        let limit = if local.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
        match mapped.offset() {
            AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => {
                mapped.earlier().unwrap_or(limit)
            }
            // Read with the offset that comes after the gap, the local time lies just before the clock jumps.
            AmbiguousOffset::Gap { .. } => mapped
                .earlier()
                .ok()
                .and_then(|before_jump| self.rules.following(before_jump).next())
                .map_or(limit, |jump| jump.timestamp()),
        }
    }

    /// The first instant of a local day; 00:00 does not exist everywhere on the day of a clock change.
    pub fn start_of_day(&self, date: civil::Date) -> Timestamp {
        self.instant_of(date.at(0, 0, 0, 0))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name)
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Zone {}

impl PartialOrd for Zone {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Zone {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name.cmp(&other.name)
    }
}

impl Hash for Zone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl FromStr for Zone {
    type Err = ZoneError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::parse(name)
    }
}

impl TryFrom<String> for Zone {
    type Error = ZoneError;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Self::parse(&name)
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.name().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Asia/Shanghai", "Asia/Shanghai")]
    #[case(" asia/shanghai ", "Asia/Shanghai")]
    #[case("America/Argentina/Ushuaia", "America/Argentina/Ushuaia")]
    #[case("US/Pacific", "US/Pacific")]
    #[case("utc", "UTC")]
    #[case("Etc/UTC", "UTC")]
    fn reads_names(#[case] text: &str, #[case] name: &str) {
        let zone = Zone::parse(text).unwrap();
        assert_eq!(zone.name(), name);
        let json = serde_json::to_string(&zone).unwrap();
        assert_eq!(json, format!("\"{name}\""));
        assert_eq!(serde_json::from_str::<Zone>(&json).unwrap(), zone);
    }

    #[rstest]
    #[case::plain("America/Los_Angeles", "2026-07-01T09:00", "2026-07-01T16:00Z")]
    #[case::gap_first_minute("America/Los_Angeles", "2026-03-08T02:00", "2026-03-08T10:00Z")]
    #[case::gap_middle("America/Los_Angeles", "2026-03-08T02:30", "2026-03-08T10:00Z")]
    #[case::gap_end("America/Los_Angeles", "2026-03-08T03:00", "2026-03-08T10:00Z")]
    #[case::fold_is_first("America/Los_Angeles", "2026-11-01T01:30", "2026-11-01T08:30Z")]
    #[case::after_fold("America/Los_Angeles", "2026-11-01T02:00", "2026-11-01T10:00Z")]
    #[case::southern_gap("Australia/Sydney", "2026-10-04T02:30", "2026-10-03T16:00Z")]
    #[case::southern_fold("Australia/Sydney", "2026-04-05T02:30", "2026-04-04T15:30Z")]
    #[case::half_hour_gap("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30Z")]
    #[case::day_that_never_was("Pacific/Apia", "2011-12-30T09:00", "2011-12-30T10:00Z")]
    fn maps_wall_clock(#[case] zone: &str, #[case] local: &str, #[case] instant: &str) {
        let zone = Zone::parse(zone).unwrap();
        assert_eq!(zone.instant_of(local.parse().unwrap()), instant.parse().unwrap());
    }

    #[test]
    fn a_day_may_start_after_midnight() {
        let zone = Zone::parse("America/Santiago").unwrap();
        let date = civil::date(2026, 9, 6);
        assert_eq!(zone.start_of_day(date), "2026-09-06T04:00Z".parse().unwrap());
        assert_eq!(zone.local_at(zone.start_of_day(date)), date.at(1, 0, 0, 0));
    }

    #[test]
    fn holds_at_the_ends_of_time() {
        let zone = Zone::parse("America/Los_Angeles").unwrap();
        assert_eq!(zone.instant_of(civil::DateTime::MAX), Timestamp::MAX);
        assert!(zone.instant_of(civil::DateTime::MIN) < Timestamp::UNIX_EPOCH);
    }

    proptest! {
        #[test]
        fn never_decreases_and_is_its_own_local_time(
            minute in 0_i64..(3 * 366 * 1440),
            step in 0_i64..3000,
            name in prop::sample::select(vec![
                "Asia/Shanghai", "America/Los_Angeles", "Australia/Sydney", "America/Santiago", "Australia/Lord_Howe",
            ]),
        ) {
            let zone = Zone::parse(name).unwrap();
            let local = civil::date(2025, 1, 1).at(0, 0, 0, 0) + jiff::SignedDuration::from_mins(minute);
            let instant = zone.instant_of(local);
            prop_assert!(zone.local_at(instant) >= local);
            prop_assert!(zone.instant_of(local + jiff::SignedDuration::from_mins(step)) >= instant);
            prop_assert_eq!(zone.instant_of(zone.local_at(instant)), instant);
        }
    }
}
