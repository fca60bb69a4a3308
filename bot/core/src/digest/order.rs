//! An order for one digest: for a slot of a schedule, or because a person asked.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{DigestKind, DigestSchedule};
use crate::id::{ChannelKey, ScheduleKey, ScorecardKey};
use crate::person::Channel;
use crate::schedule::Slot;
use crate::time::{TimeOfDay, Zone};

/// What digest is to be made, and for when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The schedule; none when a person asked.
    pub schedule: Option<ScheduleKey>,
    /// The channel whose KPIs it shows.
    pub channel: ChannelKey,
    /// Daily, weekly or monthly.
    pub kind: DigestKind,
    /// The zone that date and time belong to.
    pub zone: Zone,
    /// The scorecard it shows; all active KPIs of the channel when none.
    pub scorecard: Option<ScorecardKey>,
    /// Local date.
    pub date: Date,
    /// Local time.
    pub time: TimeOfDay,
    /// The instant for which it is made. The days it speaks about are those complete by then.
    pub at: Timestamp,
}

impl Order {
    /// The digest of a schedule for one of its slots.
    pub fn scheduled(schedule: &DigestSchedule, slot: &Slot) -> Self {
        Self {
            schedule: Some(schedule.key.clone()),
            channel: schedule.channel.clone(),
            kind: schedule.kind,
            zone: schedule.timing.zone.clone(),
            scorecard: schedule.scorecard.clone(),
            date: slot.date,
            time: slot.time,
            at: slot.at,
        }
    }

    /// A digest that a person asks for in a channel at `now`; like a schedule's, when one is given.
    pub fn asked(channel: &Channel, kind: DigestKind, like: Option<&DigestSchedule>, now: Timestamp) -> Self {
        let local = channel.zone.local_at(now);
        Self {
            schedule: None,
            channel: channel.key.clone(),
            kind,
            zone: channel.zone.clone(),
            scorecard: like.and_then(|schedule| schedule.scorecard.clone()),
            date: local.date(),
            time: TimeOfDay::of(local.time()),
            at: now,
        }
    }
}
