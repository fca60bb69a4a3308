//! The clocks of the service: the only place that asks the system for the time.

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use steward_core::time::Clock;

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that owns the wall clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that can be set to any instant and runs on from there.
#[derive(Debug)]
pub struct ShiftedClock {
    ahead: Mutex<SignedDuration>,
}

impl ShiftedClock {
    /// Shows `start` now.
    pub fn starting_at(start: Timestamp) -> Self {
        Self { ahead: Mutex::new(start.duration_since(SystemClock.now())) }
    }

    /// Shows `instant` from now on.
    pub fn set(&self, instant: Timestamp) {
        let ahead = instant.duration_since(SystemClock.now());
        *self.ahead.lock().unwrap_or_else(PoisonError::into_inner) = ahead;
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> Timestamp {
        let ahead = *self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        let now = SystemClock.now();
        now.checked_add(ahead).unwrap_or(now)
    }
}
