//! Chance that a seed repeats: the same seed draws the same numbers on every machine.

/// A source of numbers (SplitMix64, <https://prng.di.unimi.it/splitmix64.c>).
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// The numbers of this seed. Each `stream` of a seed draws its own, so that what happens in one does not move another.
    pub fn of(seed: u64, stream: u64) -> Self {
        let mut chance = Self(seed ^ stream.wrapping_mul(0xD1B5_4A32_D192_ED03));
        chance.draw();
        chance
    }

    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from `from` up to, and without, `to`.
    pub fn within(&mut self, from: u64, to: u64) -> u64 {
        from + self.draw() % (to - from).max(1)
    }

    /// The place of one of so many.
    pub fn place(&mut self, of: usize) -> usize {
        let drawn = self.within(0, u64::try_from(of).unwrap_or(u64::MAX));
        usize::try_from(drawn).unwrap_or_default()
    }

    /// Whether something happens that happens so often in a hundred.
    pub fn hits(&mut self, percent: u64) -> bool {
        self.within(0, 100) < percent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_itself_and_streams_differ() {
        let drawn = |seed, stream| {
            let mut chance = Chance::of(seed, stream);
            (0..8).map(|_| chance.within(0, 1_000)).collect::<Vec<_>>()
        };
        assert_eq!(drawn(7, 1), drawn(7, 1));
        assert_ne!(drawn(7, 1), drawn(7, 2));
        assert_ne!(drawn(7, 1), drawn(8, 1));
    }
}
