//! Covers: another person answers, one at a time, and in the end somebody who is not away.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{Span, Timestamp};

use super::Checked;
use crate::cover::Cover;
use crate::org::Org;
use crate::org::problem::{ProblemKind, Rule};
use crate::time::Zone;

/// The longest cover in days. Who is away for longer hands over for good.
const LONGEST_DAYS: i64 = 366;

pub(super) fn check(org: &Org, now: Timestamp, checked: &mut Checked) {
    let yesterday = Zone::utc().date_at(now).saturating_sub(Span::new().days(1));
    // What is over is history: it may name people who have left since.
    let current = || org.covers.values().filter(|cover| cover.to >= yesterday);
    for (index, cover) in current().enumerate() {
        let place = format!("cover.{}", cover.key);
        let mut broken = |what| checked.error(&place, ProblemKind::Rule(what));
        if cover.to < cover.from {
            broken(Rule::CoverEndsFirst);
        }
        let latest = cover.from.saturating_add(Span::new().days(LONGEST_DAYS));
        if cover.to > latest {
            broken(Rule::CoverTooLong(LONGEST_DAYS));
        }
        if cover.person == cover.by {
            broken(Rule::OwnCover(cover.person.to_string()));
        }
        for key in [&cover.person, &cover.by] {
            if org.people.get(key).is_some_and(|person| person.left) {
                broken(Rule::HasLeft(key.to_string()));
            }
        }
        if let Some(other) = current().take(index).find(|other| cover.overlaps(other)) {
            broken(Rule::CoversOverlap(other.key.to_string()));
        }
        if cover.person != cover.by && is_in_a_circle(cover, org) {
            broken(Rule::CoverCircle(cover.person.to_string()));
        }
    }
}

/// Whether on some day of the cover whoever stands in is covered, directly or through others, by who is away.
fn is_in_a_circle(cover: &Cover, org: &Org) -> bool {
    // The day on which a circle closes is the first day of one of its covers.
    let days: BTreeSet<Date> = org.covers.values().map(|cover| cover.from).collect();
    let on_day = |day: Date| {
        let mut seen = BTreeSet::from([&cover.person]);
        let mut next = Some(cover);
        while let Some(current) = next {
            if !seen.insert(&current.by) {
                return current.by == cover.person;
            }
            next = org
                .covers
                .values()
                .find(|other| other.person == current.by && other.from <= day && day <= other.to);
        }
        false
    };
    days.into_iter().filter(|day| cover.from <= *day && *day <= cover.to).any(on_day)
}
