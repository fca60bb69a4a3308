//! When a schedule fires: an intention in local time, mapped to instants.

mod cron_fields;
mod rule;
mod rule_error;
#[cfg(test)]
mod tests;
mod wall_clock;
mod words;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::time::{TimeOfDay, Zone};

pub use rule::Rule;
pub use rule_error::{CronField, RuleError, RuleProblem};

/// A schedule: what to do when, in whose local time, on whose workdays.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timing {
    /// The rule, as it was written.
    pub rule: Rule,
    /// The zone the rule's local time belongs to.
    pub zone: Zone,
    /// The key of the calendar that decides which days are workdays.
    pub calendar: String,
}

/// One firing of a schedule. Its identity is the intention: local date and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slot {
    /// The local date meant by the rule.
    pub date: Date,
    /// The local time meant by the rule; on the day of a clock change the wall may show another.
    pub time: TimeOfDay,
    /// When it fires.
    pub at: Timestamp,
}

/// A rule that does not fire within this many years is refused.
const YEARS_TO_FIRE: u8 = 5;

impl Timing {
    /// The first slot that fires strictly after `after`.
    ///
    /// A local time that does not exist fires at the first valid instant after it, one that occurs twice fires at
    /// its first occurrence. Where a clock change moves several local times onto one instant, they are one slot:
    /// the earliest of them.
    pub fn next_after(&self, after: Timestamp, calendar: &Calendar) -> Option<Slot> {
        let mut local = self.zone.local_at(after);
        loop {
            local = wall_clock::next(&self.rule, local, calendar)?;
            let at = self.zone.instant_of(local);
            // During the second pass of a repeated hour the clock shows times whose only firing has passed.
            if at > after {
                return Some(Slot { date: local.date(), time: TimeOfDay::of(local.time()), at });
            }
        }
    }

    /// The last slot that fired at or before `now`; the same slot [`next_after`](Self::next_after) gave before it.
    pub fn latest_at_or_before(&self, now: Timestamp, calendar: &Calendar) -> Option<Slot> {
        let mut local = self.latest_local_until(now);
        loop {
            local = wall_clock::previous(&self.rule, local, calendar)?;
            let at = self.zone.instant_of(local);
            if at <= now {
                // Of the local times that share this instant, the slot is the earliest.
                return self.next_after(at.checked_sub(SignedDuration::from_nanos(1)).ok()?, calendar);
            }
        }
    }

    /// Refuses a rule that, after `now`, does not fire within five years on this calendar, such as 30 February.
    pub fn check(&self, calendar: &Calendar, now: Timestamp) -> Result<(), RuleError> {
        let limit = now.checked_add(SignedDuration::from_hours(i64::from(YEARS_TO_FIRE) * 366 * 24));
        let first = self.next_after(now, calendar);
        if first.is_some_and(|slot| limit.is_ok_and(|limit| slot.at <= limit)) {
            return Ok(());
        }
        Err(RuleError::whole(self.rule.as_str(), RuleProblem::NeverFires { years: YEARS_TO_FIRE }))
    }

    /// A local time one minute or more after every local time whose first occurrence is at or before `now`. In the
    /// second pass of a repeated hour that is later than what the clock shows.
    fn latest_local_until(&self, now: Timestamp) -> jiff::civil::DateTime {
        let local = self.zone.local_at(now);
        let repeated = match self.zone.time_zone().to_ambiguous_timestamp(local).offset() {
            jiff::tz::AmbiguousOffset::Fold { before, after } => after.duration_until(before),
            _ => SignedDuration::ZERO,
        };
        local.saturating_add(repeated).saturating_add(SignedDuration::from_mins(1))
    }
}
