//! Covers: who answers in whose place, for days on which somebody is away.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::{CoverKey, PersonKey};
use crate::org::Org;

/// Somebody answers for somebody else on some days, the first and the last among them, by the clock of who is away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// Unique name.
    pub key: CoverKey,
    /// Who is away.
    pub person: PersonKey,
    /// Who answers in their place.
    pub by: PersonKey,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Cover {
    /// Whether the days of two covers of one person meet.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.person == other.person && self.from <= other.to && other.from <= self.to
    }

    /// Whether it holds at an instant.
    pub fn holds(&self, org: &Org, at: Timestamp) -> bool {
        org.people.get(&self.person).is_some_and(|away| {
            let today = away.zone.date_at(at);
            self.from <= today && today <= self.to
        })
    }
}

/// The cover of a person that holds at an instant, unless who covers has left.
pub fn cover_of<'a>(person: &PersonKey, org: &'a Org, at: Timestamp) -> Option<&'a Cover> {
    let is_there = |key: &PersonKey| org.people.get(key).is_some_and(|person| !person.left);
    org.covers.values().find(|cover| cover.person == *person && is_there(&cover.by) && cover.holds(org, at))
}

/// Who answers in the place of a person at an instant: whoever covers them, or covers who covers them. None when nobody
/// does, or when the covers lead in a circle: then everybody answers for themselves.
pub fn stand_in(person: &PersonKey, org: &Org, at: Timestamp) -> Option<PersonKey> {
    let mut seen = BTreeSet::from([person]);
    let mut last = None;
    let mut cover = cover_of(person, org, at);
    while let Some(next) = cover {
        if !seen.insert(&next.by) {
            return None;
        }
        last = Some(next.by.clone());
        cover = cover_of(&next.by, org, at);
    }
    last
}

/// Who is told instead of a person at an instant: whoever stands in, else they themselves.
pub fn reached(person: &PersonKey, org: &Org, at: Timestamp) -> PersonKey {
    stand_in(person, org, at).unwrap_or_else(|| person.clone())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::alert::tests::{key, shanghai, team};

    pub(crate) fn cover(person: &str, by: &str, from: &str, to: &str) -> Cover {
        Cover {
            key: CoverKey::parse(&format!("{person}.{from}")).unwrap(),
            person: key(person),
            by: key(by),
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
        }
    }

    fn org(covers: &[(&str, &str)]) -> Org {
        let covers = covers.iter().map(|(person, by)| cover(person, by, "2026-03-02", "2026-03-06"));
        Org { covers: covers.map(|cover| (cover.key.clone(), cover)).collect(), ..team() }
    }

    #[rstest]
    #[case::before("2026-03-01T23:59", None)]
    #[case::first_day("2026-03-02T00:00", Some("lin"))]
    #[case::last_day("2026-03-06T23:59", Some("lin"))]
    #[case::after("2026-03-07T00:00", None)]
    fn holds_on_the_days_of_who_is_away(#[case] at: &str, #[case] by: Option<&str>) {
        assert_eq!(stand_in(&key("mei"), &org(&[("mei", "lin")]), shanghai(at)), by.map(key));
    }

    #[rstest]
    #[case::one_behind_the_other(&[("mei", "lin"), ("lin", "dan")], Some("dan"))]
    #[case::in_a_circle(&[("mei", "lin"), ("lin", "mei")], None)]
    #[case::of_somebody_else(&[("lin", "dan")], None)]
    #[case::by_who_is_not_there(&[("mei", "eve")], None)]
    fn follows_who_covers(#[case] covers: &[(&str, &str)], #[case] by: Option<&str>) {
        assert_eq!(stand_in(&key("mei"), &org(covers), shanghai("2026-03-03T10:00")), by.map(key));
    }
}
