//! The moment at which something was said, on the clock of the person who said it.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use steward_core::person::Person;
use steward_core::time::{TimeOfDay, Zone};

/// When something was said, and how the speaker's day lies around it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment<'a> {
    /// The instant.
    pub(crate) now: Timestamp,
    /// The speaker's zone.
    pub(crate) zone: &'a Zone,
    /// When the speaker's working day begins; "tomorrow" means then.
    pub(crate) day_begins: TimeOfDay,
}

impl<'a> Moment<'a> {
    /// The moment of a person.
    pub(crate) fn of(person: &'a Person, now: Timestamp) -> Self {
        Self { now, zone: &person.zone, day_begins: person.working_hours.from }
    }

    /// The speaker's date.
    pub(crate) fn today(&self) -> Date {
        self.zone.date_at(self.now)
    }

    /// What the speaker's clock shows.
    pub(crate) fn local(&self) -> DateTime {
        self.zone.local_at(self.now)
    }

    /// The instant at which the speaker's clock shows that.
    pub(crate) fn instant(&self, local: DateTime) -> Timestamp {
        self.zone.instant_of(local)
    }
}
