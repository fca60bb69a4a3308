//! A clock that stands still until a test moves it.

use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};
use steward_core::time::Clock;

/// The clock. It never runs by itself.
#[derive(Debug)]
pub struct HandClock(Mutex<Timestamp>);

impl HandClock {
    /// Shows this instant.
    pub fn at(instant: Timestamp) -> Self {
        Self(Mutex::new(instant))
    }

    /// Shows an instant so much later from now on.
    pub fn forward(&self, by: SignedDuration) {
        let mut shown = self.0.lock().expect("the clock");
        *shown = shown.checked_add(by).expect("an instant");
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().expect("the clock")
    }
}
