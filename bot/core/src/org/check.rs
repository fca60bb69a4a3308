//! Whether the records of the standing data fit together: errors that forbid to apply them, and warnings.

mod covers;
mod kpis;
mod people;
mod references;
mod rules;
mod schedules;
mod targets;
#[cfg(test)]
mod tests;

use jiff::Timestamp;

use super::Org;
use super::problem::{Problem, ProblemKind};
use super::record::RecordKind;
use crate::spelling;

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// With any of these the data is not applied.
    pub errors: Vec<Problem>,
    /// These are told, and the data is applied.
    pub warnings: Vec<Problem>,
}

impl Checked {
    fn error(&mut self, place: impl Into<String>, what: ProblemKind) {
        self.errors.push(Problem { place: place.into(), what });
    }

    fn warn(&mut self, place: impl Into<String>, what: ProblemKind) {
        self.warnings.push(Problem { place: place.into(), what });
    }

    /// Notes a reference that leads nowhere.
    fn need<'a>(
        &mut self,
        place: String,
        kind: RecordKind,
        key: &str,
        mut known: impl Iterator<Item = &'a str> + Clone,
    ) {
        if known.clone().all(|name| name != key) {
            let nearest = spelling::nearest(key, known.by_ref());
            self.error(place, ProblemKind::Unknown { kind, key: key.to_owned(), nearest });
        }
    }
}

/// The parts of the check, one file each.
const PARTS: &[fn(&Org, Timestamp, &mut Checked)] = &[
    references::check,
    people::check,
    covers::check,
    kpis::check,
    targets::check,
    schedules::check,
    rules::check,
];

/// Checks all standing data as it would be from `now` on. Pure; places name the record, not a line of a file.
pub fn check(org: &Org, now: Timestamp) -> Checked {
    let mut checked = Checked::default();
    for part in PARTS {
        part(org, now, &mut checked);
    }
    checked
}
