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

impl SlotDue {
    /// The slot that is meant.
    pub fn slot(&self) -> Slot {
        match self {
            Self::Due { slot, .. } | Self::Skip { slot } => *slot,
        }
    }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::judge::example::{at, day};
    use crate::time::Zone;

    /// In words: the slot's local date with what to do, for a schedule that gives up after 6 hours.
    fn found(rule: &str, zone: &str, taken: Option<&str>, now: &str) -> String {
        let timing =
            Timing { rule: rule.parse().unwrap(), zone: Zone::parse(zone).unwrap(), calendar: "cn".into() };
        let calendar = Calendar::builtin("cn").unwrap();
        match due(&timing, calendar, taken.map(day), at(now), 6) {
            None => "none".into(),
            Some(SlotDue::Due { slot, late: false }) => format!("due {}", slot.date),
            Some(SlotDue::Due { slot, late: true }) => format!("late {}", slot.date),
            Some(SlotDue::Skip { slot }) => format!("skip {}", slot.date),
        }
    }

    #[rstest]
    #[case::not_yet(Some("2026-06-11"), "2026-06-12T00:59:59Z", "none")]
    #[case::on_time(Some("2026-06-11"), "2026-06-12T01:00:00Z", "due 2026-06-12")]
    #[case::punctual_enough(Some("2026-06-11"), "2026-06-12T01:05:00Z", "due 2026-06-12")]
    #[case::late(Some("2026-06-11"), "2026-06-12T01:05:01Z", "late 2026-06-12")]
    #[case::still_sent(Some("2026-06-11"), "2026-06-12T07:00:00Z", "late 2026-06-12")]
    #[case::too_late(Some("2026-06-11"), "2026-06-12T07:00:01Z", "skip 2026-06-12")]
    #[case::taken(Some("2026-06-12"), "2026-06-12T01:00:00Z", "none")]
    #[case::after_a_long_outage(Some("2026-05-04"), "2026-06-12T01:02:00Z", "due 2026-06-12")]
    #[case::new_schedule(None, "2026-06-12T01:00:00Z", "due 2026-06-12")]
    #[case::newer_than_its_slot(None, "2026-06-12T09:00:00Z", "none")]
    #[case::spring_festival(Some("2026-02-14"), "2026-02-18T01:00:00Z", "none")]
    #[case::back_at_work(Some("2026-02-14"), "2026-02-24T01:00:00Z", "due 2026-02-24")]
    fn a_slot_is_due_once(#[case] taken: Option<&str>, #[case] now: &str, #[case] expected: &str) {
        assert_eq!(found("workdays 09:00", "Asia/Shanghai", taken, now), expected);
    }

    #[rstest]
    #[case::gap("02:30", "2026-03-07", "2026-03-08T10:00:00Z", "due 2026-03-08")]
    #[case::first_pass("01:30", "2026-10-31", "2026-11-01T08:30:00Z", "due 2026-11-01")]
    #[case::second_pass("01:30", "2026-11-01", "2026-11-01T09:30:00Z", "none")]
    fn a_clock_change_neither_loses_nor_doubles(
        #[case] time: &str,
        #[case] taken: &str,
        #[case] now: &str,
        #[case] expected: &str,
    ) {
        assert_eq!(found(&format!("daily {time}"), "America/Los_Angeles", Some(taken), now), expected);
    }

    #[test]
    fn two_slots_on_one_date_are_one_digest() {
        let at_noon = |taken| found("0 9,12 * * *", "Asia/Shanghai", taken, "2026-06-12T04:00:00Z");
        assert_eq!(at_noon(Some("2026-06-12")), "none");
        assert_eq!(at_noon(Some("2026-06-11")), "due 2026-06-12");
    }

    proptest! {
        #[test]
        fn a_slot_that_was_taken_is_not_due_again(minutes in 0i64..800_000) {
            let timing = Timing {
                rule: "workdays 09:00".parse().unwrap(),
                zone: Zone::parse("America/Los_Angeles").unwrap(),
                calendar: "cn".into(),
            };
            let calendar = Calendar::builtin("cn").unwrap();
            let now = at("2026-01-10T00:00:00Z") + SignedDuration::from_mins(minutes);
            let before = Some(day("2026-01-01"));
            let Some(SlotDue::Due { slot, .. } | SlotDue::Skip { slot }) = due(&timing, calendar, before, now, 6)
            else { return Err(TestCaseError::fail("there is always a newest slot")) };
            prop_assert!(slot.at <= now);
            prop_assert_eq!(due(&timing, calendar, Some(slot.date), now, 6), None);
        }
    }
}
