//! So many times a day and no more: for what is worth a call, and not any number of them.

use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// What is left of a day.
#[derive(Debug)]
pub(super) struct Ration {
    a_day: u32,
    taken: Mutex<(Date, u32)>,
}

impl Ration {
    /// So many a day, by UTC.
    pub(super) fn of(a_day: u32) -> Self {
        Self { a_day, taken: Mutex::new((Date::MIN, 0)) }
    }

    /// Takes one; false where there is none left today.
    pub(super) fn take(&self, now: Timestamp) -> bool {
        let today = TimeZone::UTC.to_datetime(now).date();
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.0 != today {
            *taken = (today, 0);
        }
        let is_left = taken.1 < self.a_day;
        taken.1 += u32::from(is_left);
        is_left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_has_its_own() {
        let (ration, at) = (Ration::of(2), |text: &str| text.parse::<Timestamp>().unwrap());
        let [evening, morning] = ["2026-11-23T23:59:59Z", "2026-11-24T00:00:00Z"].map(at);
        let taken = [evening, evening, evening, morning, morning, morning].map(|now| ration.take(now));
        assert_eq!(taken, [true, true, false, true, true, false]);
    }
}
