//! Instants, named zones and hours of the day: the words every other module uses to speak about time.

mod time_of_day;
mod working_hours;
mod zone;
mod zone_error;

pub use time_of_day::{TimeOfDay, TimeOfDayError};
pub use working_hours::WorkingHours;
pub use zone::Zone;
pub use zone_error::{ZoneError, ZoneProblem};

/// Whoever owns the time: the system's clock in the service, a hand-moved one in tests.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> jiff::Timestamp;
}
