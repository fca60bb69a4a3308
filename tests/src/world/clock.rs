//! A clock that stands still until the story moves it.

use std::sync::Mutex;

use jiff::Timestamp;
use steward_core::time::Clock;

use super::held;

/// The clock of the world.
#[derive(Debug)]
pub(super) struct HandClock(Mutex<Timestamp>);

impl HandClock {
    pub(super) fn at(instant: Timestamp) -> Self {
        Self(Mutex::new(instant))
    }

    pub(super) fn get(&self) -> Timestamp {
        *held(&self.0)
    }

    pub(super) fn set(&self, instant: Timestamp) {
        *held(&self.0) = instant;
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        self.get()
    }
}
