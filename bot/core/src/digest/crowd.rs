//! A crowd: many digests of the same instant, made ahead of it and spread over the time that their platforms need.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use crate::pace::Limits;

/// How long before their instant the digests of a crowd are made.
pub const AHEAD: SignedDuration = SignedDuration::from_mins(1);
/// Digests of one instant that are no crowd: they are made in a moment.
const FEW: usize = 20;
/// Latest that a digest goes out after its instant.
pub const LATEST: SignedDuration = SignedDuration::from_mins(5);

/// The digests that are due, counted by instant and platform.
#[derive(Debug, Default)]
pub struct Crowds(BTreeMap<(Timestamp, String), usize>);

impl Crowds {
    /// Counts a digest of this instant into a platform.
    pub fn add(&mut self, at: Timestamp, platform: &str) {
        *self.0.entry((at, platform.to_owned())).or_default() += 1;
    }

    /// Whether the digests of this instant are made ahead of it.
    pub fn is_made_ahead(&self, at: Timestamp) -> bool {
        self.0.iter().filter(|((own, _), _)| *own == at).map(|(_, count)| count).sum::<usize>() > FEW
    }

    /// How long after its instant a digest goes out: none where the platform takes all of them at once, otherwise always the
    /// same part of the time that it needs for all.
    pub fn delay(&self, at: Timestamp, platform: &str, target: &str, limits: &Limits) -> SignedDuration {
        let count = self.0.get(&(at, platform.to_owned())).copied().unwrap_or(0);
        let Some(rate) = limits.posts.filter(|rate| count > rate.free_burst()) else {
            return SignedDuration::ZERO;
        };
        // A little less than the platform needs: what it takes decides when all are there, not chance.
        let window = (rate.time_for(count) * 9 / 10).min(LATEST);
        let microseconds = i64::try_from(window.as_micros()).unwrap_or(i64::MAX);
        let part = (i128::from(microseconds) * i128::from(share(platform, target))) >> u32::BITS;
        SignedDuration::from_micros(i64::try_from(part).unwrap_or(0))
    }
}

/// The place of a channel among all, as a part of 2³²; the same in every build (FNV-1a, mixed).
fn share(platform: &str, target: &str) -> u32 {
    let bytes = platform.bytes().chain([b'|']).chain(target.bytes());
    let hash = bytes.fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    // The last byte alone would move the result by little.
    let hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    let hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::example::at;
    use crate::pace::rate::{Rate, Window};

    const FEISHU: Limits = Limits {
        posts: Some(Rate::within(
            &[Window { calls: 50, seconds: 1 }, Window { calls: 1_000, seconds: 60 }],
            30,
        )),
        ..Limits::NONE
    };

    fn crowds(count: usize) -> Crowds {
        let mut crowds = Crowds::default();
        for _ in 0..count {
            crowds.add(nine(), "feishu");
        }
        crowds
    }

    fn nine() -> Timestamp {
        at("2026-11-23T01:00:00Z")
    }

    #[test]
    fn a_few_go_out_on_the_dot() {
        let few = crowds(3);
        assert!(!few.is_made_ahead(nine()));
        assert_eq!(few.delay(nine(), "feishu", "oc_1", &FEISHU), SignedDuration::ZERO);
    }

    #[test]
    fn many_are_made_ahead_and_each_has_its_place() {
        let many = crowds(1_000);
        assert!(many.is_made_ahead(nine()));
        assert!(!many.is_made_ahead(nine() + SignedDuration::from_hours(1)));
        let delay = |n: usize| many.delay(nine(), "feishu", &format!("oc_{n}"), &FEISHU);
        let delays: Vec<SignedDuration> = (0..1_000).map(delay).collect();
        assert_eq!(delays[7], delay(7));
        let within =
            |from: i64, to: i64| delays.iter().filter(|delay| (from..to).contains(&delay.as_secs())).count();
        let tens: Vec<usize> = (0..6).map(|ten| within(10 * ten, 10 * ten + 10)).collect();
        assert_eq!(tens.iter().sum::<usize>(), 1_000, "all within the minute: {tens:?}");
        assert!(tens[..5].iter().all(|count| (130..250).contains(count)), "evenly: {tens:?}");
        assert_eq!(many.delay(nine(), "web", "ops", &Limits::NONE), SignedDuration::ZERO);
    }

    #[test]
    fn nobody_waits_longer_than_five_minutes() {
        let many = crowds(20_000);
        assert!((0..500).all(|n| many.delay(nine(), "feishu", &n.to_string(), &FEISHU) <= LATEST));
    }
}
