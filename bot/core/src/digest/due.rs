//! Which slot of a schedule is due now: at most one digest per schedule and local date, and no backlog.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::calendar::Calendar;
use crate::schedule::{Slot, Timing};

/// How late a digest may be, in minutes, without saying so.
pub const PUNCTUAL_MINUTES: i64 = 5;

/// What to do about the newest slot of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotDue {
    /// Make its digest.
    Due {
        /// The slot.
        slot: Slot,
        /// Whether the digest has to say that it is late.
        late: bool,
    },
    /// It is too late: take the slot and tell the administrators.
    Skip {
        /// The slot.
        slot: Slot,
    },
}

/// The slot to handle at `now`, or none. Only the newest slot counts: after an outage nothing older is made up for.
///
/// `last_taken` is the local date of the last slot that was handled. A schedule without one is new: a slot from before
/// its time is no loss and is not reported as skipped.
pub fn due(
    timing: &Timing,
    calendar: &Calendar,
    last_taken: Option<Date>,
    now: Timestamp,
    late_hours: u32,
) -> Option<SlotDue> {
    let slot = timing.latest_at_or_before(now, calendar)?;
    if last_taken.is_some_and(|taken| taken >= slot.date) {
        return None;
    }
    if slot.at.duration_until(now) > SignedDuration::from_hours(i64::from(late_hours)) {
        return last_taken.map(|_| SlotDue::Skip { slot });
    }
    Some(SlotDue::Due { slot, late: is_late(slot.at, now) })
}

/// Whether a digest of that instant that is made at `now` has to say that it is late.
pub fn is_late(at: Timestamp, now: Timestamp) -> bool {
    at.duration_until(now) > SignedDuration::from_mins(PUNCTUAL_MINUTES)
}
