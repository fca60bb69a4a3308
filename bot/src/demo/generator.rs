//! Small deterministic chance: what is drawn depends on the seed, the name of a series and the day, on nothing else.

use jiff::civil::Date;

/// One million, the whole of a share in parts per million.
pub(super) const WHOLE: i64 = 1_000_000;

/// Days over which [`Draw::smooth`] looks back.
const SMOOTH_DAYS: i64 = 10;

/// The chance of one series.
pub(super) struct Draw {
    series: u64,
}

impl Draw {
    /// The chance of a series by name. The name goes in by FNV-1a, a hash of bytes that never changes.
    pub(super) fn new(seed: u64, name: &str) -> Self {
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self { series: split_mix(seed ^ hash) }
    }

    /// A number from `-spread` to `spread`, near 0 more often than far from it. `spread` in parts per million.
    pub(super) fn noise(&self, date: Date, spread: i64) -> i64 {
        self.noise_on(day_number(date), spread)
    }

    /// The same for a rolling window: it moves little from one day to the next.
    pub(super) fn smooth(&self, date: Date, spread: i64) -> i64 {
        let today = day_number(date);
        let sum: i64 = (0..SMOOTH_DAYS).map(|back| self.noise_on(today - back, spread)).sum();
        // The mean of ten draws strays about a third as far as one.
        sum * 3 / SMOOTH_DAYS
    }

    /// A number from 0 to `below - 1`.
    pub(super) fn one_of(&self, date: Date, below: u64) -> u64 {
        self.bits(day_number(date), 2) % below.max(1)
    }

    fn noise_on(&self, day: i64, spread: i64) -> i64 {
        // The sum of two even draws is a triangle.
        let part = |salt| i64::try_from(self.bits(day, salt) % 1_000_001).unwrap_or_default();
        (part(0) + part(1) - WHOLE) * spread / WHOLE
    }

    fn bits(&self, day: i64, salt: u64) -> u64 {
        split_mix(self.series ^ day.unsigned_abs().wrapping_mul(4).wrapping_add(salt))
    }
}

/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014): one step from a state
/// to 64 well-mixed bits.
fn split_mix(state: u64) -> u64 {
    let mixed = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Days since 1 January 2000.
fn day_number(date: Date) -> i64 {
    let epoch = jiff::civil::date(2000, 1, 1);
    epoch.until(date).map_or(0, |span| i64::from(span.get_days()))
}

/// A share of a number, in parts per million.
pub(super) fn scaled(number: i64, ppm: i64) -> i64 {
    i64::try_from(i128::from(number) * i128::from(ppm) / i128::from(WHOLE)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_reference_sequence_comes_out() {
        // The first outputs of SplitMix64 from state 0.
        assert_eq!(split_mix(0), 0xe220_a839_7b1d_cdaf);
        assert_eq!(split_mix(0x9e37_79b9_7f4a_7c15), 0x6e78_9e6a_a1b9_65f4);
    }

    #[test]
    fn the_same_day_has_the_same_chance() {
        let (draw, again) = (Draw::new(7, "acos"), Draw::new(7, "acos"));
        let other = Draw::new(8, "acos");
        let days: Vec<Date> = date(2026, 1, 1).series(jiff::Span::new().days(1)).take(400).collect();
        let noise = |draw: &Draw| days.iter().map(|day| draw.noise(*day, 50_000)).collect::<Vec<_>>();
        assert_eq!(noise(&draw), noise(&again));
        assert_ne!(noise(&draw), noise(&other));
        assert!(noise(&draw).iter().all(|ppm| ppm.abs() <= 50_000));
        let mean = noise(&draw).iter().sum::<i64>() / 400;
        assert!(mean.abs() < 5_000, "{mean}");
        let smooth: Vec<_> = days.iter().map(|day| draw.smooth(*day, 50_000)).collect();
        assert!(smooth.windows(2).all(|pair| (pair[0] - pair[1]).abs() <= 30_000));
    }
}
