//! A rate: how many calls may follow each other at once, and how far apart the next ones are.

use jiff::{SignedDuration, Timestamp};

/// What a platform publishes: so many calls in so many seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Most calls.
    pub calls: u32,
    /// In any so many seconds.
    pub seconds: u32,
}

/// How much closer together than they began two calls may arrive, in microseconds: every window is taken for so much longer.
const CLOSER_MICROSECONDS: i64 = 50_000;
/// Of the calls that may follow each other at once, the share kept for pages, in thirds.
const KEPT_THIRDS: u32 = 2;

/// A pace that keeps every window of a limit, however calls fall: a burst, then one call after the other. The whole state of
/// it is the instant from which on the next call may begin (the generic cell rate algorithm).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    every_microseconds: i64,
    burst: u32,
}

impl Rate {
    /// The fastest pace within all windows, with a burst of so many calls, which no window may be smaller than.
    pub const fn within(windows: &[Window], burst: u32) -> Self {
        let mut every_microseconds = 0;
        let mut rest = windows;
        while let [window, others @ ..] = rest {
            let long = window.seconds as i64 * 1_000_000 + CLOSER_MICROSECONDS;
            let behind_burst = window.calls.saturating_sub(burst) as i64 + 1;
            let apart = (long + behind_burst - 1) / behind_burst;
            if apart > every_microseconds {
                every_microseconds = apart;
            }
            rest = others;
        }
        Self { every_microseconds, burst }
    }

    /// From when on the call after one that begins `now` may begin, where this one might have begun at `free_at`.
    pub(super) fn after(self, free_at: Option<Timestamp>, now: Timestamp) -> Timestamp {
        // Calls that were not made for a while may be made up for, as far as the burst goes.
        let made_up = minus(now, self.times(self.burst.saturating_sub(1)));
        plus(free_at.map_or(made_up, |free_at| free_at.max(made_up)), self.times(1))
    }

    /// How much later the calls begin that leave a share of the burst to pages.
    pub(super) fn kept_for_pages(self) -> SignedDuration {
        self.times(self.burst.saturating_sub(1).min(self.burst * KEPT_THIRDS / 3))
    }

    /// How long so many calls take when nothing else is under way.
    pub fn time_for(self, calls: usize) -> SignedDuration {
        let behind_burst = u32::try_from(calls).unwrap_or(u32::MAX).saturating_sub(self.burst);
        self.times(behind_burst)
    }

    /// Calls that may follow each other at once beside those kept for pages.
    pub fn free_burst(self) -> usize {
        let kept = self.burst.saturating_sub(1).min(self.burst * KEPT_THIRDS / 3);
        usize::try_from(self.burst - kept).unwrap_or(usize::MAX)
    }

    fn times(self, calls: u32) -> SignedDuration {
        SignedDuration::from_micros(self.every_microseconds.saturating_mul(i64::from(calls)))
    }
}

fn plus(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(at)
}

fn minus(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_sub(by).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SLACK_CHANNEL: Rate = Rate::within(&[Window { calls: 1, seconds: 1 }], 1);
    const FEISHU_APP: [Window; 2] = [Window { calls: 50, seconds: 1 }, Window { calls: 1_000, seconds: 60 }];

    fn at(microseconds: i64) -> Timestamp {
        Timestamp::from_microsecond(1_700_000_000_000_000 + microseconds).unwrap()
    }

    #[test]
    fn one_a_second_is_a_little_more_than_a_second_apart() {
        let second = SLACK_CHANNEL.after(None, at(0));
        assert_eq!(second, at(1_050_000));
        assert_eq!(SLACK_CHANNEL.after(Some(second), at(1_300_000)), at(2_350_000));
        assert_eq!(SLACK_CHANNEL.time_for(60), SignedDuration::from_millis(59 * 1_050));
    }

    #[test]
    fn a_burst_goes_at_once_and_is_earned_again_by_rest() {
        let rate = Rate::within(&FEISHU_APP, 30);
        let mut free_at = None;
        let mut at_once = |now| {
            let mut count = 0;
            while free_at.is_none_or(|free_at| free_at <= now) {
                free_at = Some(rate.after(free_at, now));
                count += 1;
            }
            count
        };
        assert_eq!((at_once(at(0)), at_once(at(0))), (30, 0));
        assert_eq!(at_once(at(1_000_000)), 16, "sixteen a second are less than a thousand a minute");
        assert_eq!(at_once(at(60_000_000)), 30);
    }

    #[test]
    fn whoever_leaves_a_share_to_pages_still_has_a_third() {
        let rate = Rate::within(&FEISHU_APP, 30);
        assert_eq!(rate.kept_for_pages(), rate.times(20));
        assert_eq!(rate.free_burst(), 10);
        assert_eq!((SLACK_CHANNEL.kept_for_pages(), SLACK_CHANNEL.free_burst()), (SignedDuration::ZERO, 1));
    }

    proptest! {
        /// However calls are asked for, no window holds more than it may, though each comes up to 50 ms late.
        #[test]
        fn no_window_is_ever_overrun(
            burst in 1u32..=50,
            gaps in prop::collection::vec((0i64..200_000, 0i64..50_000), 1..1_500),
        ) {
            let rate = Rate::within(&FEISHU_APP, burst);
            let (mut now, mut free_at, mut arrived) = (0, None, Vec::new());
            for (gap, late) in gaps {
                // Half of the askers wait for their turn, the others come when they come.
                now += gap / 4;
                let free = free_at.map_or(0, |free: Timestamp| free.as_microsecond() - at(0).as_microsecond());
                now = now.max(free);
                free_at = Some(rate.after(free_at, at(now)));
                arrived.push(now + late);
            }
            arrived.sort_unstable();
            for Window { calls, seconds } in FEISHU_APP {
                let (calls, long) = (calls as usize, i64::from(seconds) * 1_000_000);
                for run in arrived.windows(calls + 1) {
                    prop_assert!(run[calls] - run[0] >= long, "{calls} in {seconds} s");
                }
            }
        }
    }
}
