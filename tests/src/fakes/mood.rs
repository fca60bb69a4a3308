//! Misbehaviour by chance: which calls of a stand-in go wrong, and how, without an order for each.

use super::record::Record;
use crate::chance::Chance;

/// A stand-in whose calls go wrong by chance, and that keeps those that it accepts.
pub trait Moody {
    /// Keeps every accepted call in this record as well.
    fn record_into(&self, record: Record);

    /// From now on calls go wrong by chance, where no order says how.
    fn begin(&self, mood: Mood);

    /// Nothing goes wrong by chance any more, and calls go on that were never answered.
    fn calm_down(&self);
}

/// How a call goes wrong, in words that every platform has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mishap {
    /// Refused with 429 and so many seconds to wait.
    Limited(u64),
    /// Refused with 429 without a word on how long.
    LimitedSilently,
    /// Refused with this status of a server that fails.
    Failing(u16),
    /// HTTP 200 with an error in the body that passes.
    Refused,
    /// HTTP 200 with an error in the body that says that the target is gone.
    Gone,
    /// The connection ends without an answer; nothing is carried out.
    Reset,
    /// Carried out, then the connection ends without an answer.
    AcceptedThenReset,
    /// Carried out, and never answered.
    AcceptedThenSilence,
    /// Carried out after so many milliseconds.
    Slow(u64),
    /// Carried out at once, and answered after so many milliseconds.
    AcceptedThenSlow(u64),
}

/// How often each mishap happens, in a hundred calls.
const SHARES: [(u64, Kind); 10] = [
    (3, Kind::Limited),
    (1, Kind::LimitedSilently),
    (3, Kind::Failing),
    (2, Kind::Refused),
    (1, Kind::Gone),
    (3, Kind::Reset),
    (4, Kind::AcceptedThenReset),
    (1, Kind::AcceptedThenSilence),
    (20, Kind::Slow),
    (35, Kind::AcceptedThenSlow),
];
/// Longest wait that a limit asks for, in seconds.
const LONGEST_LIMIT_SECONDS: u64 = 4;
/// Longest delay of a slow call, in milliseconds: long enough that a kill often falls into it.
const LONGEST_DELAY_MILLISECONDS: u64 = 300;

#[derive(Debug, Clone, Copy)]
enum Kind {
    Limited,
    LimitedSilently,
    Failing,
    Refused,
    Gone,
    Reset,
    AcceptedThenReset,
    AcceptedThenSilence,
    Slow,
    AcceptedThenSlow,
}

/// The mood of a stand-in.
#[derive(Debug)]
pub struct Mood(Chance);

impl Mood {
    /// The mood that these chances make.
    pub fn of(chance: Chance) -> Self {
        Self(chance)
    }

    /// What happens to the next call; most often nothing but a delay.
    pub(super) fn mishap(&mut self) -> Option<Mishap> {
        let mut drawn = self.0.within(0, 100);
        for (share, kind) in SHARES {
            if drawn < share {
                return Some(self.of_kind(kind));
            }
            drawn -= share;
        }
        None
    }

    fn of_kind(&mut self, kind: Kind) -> Mishap {
        match kind {
            Kind::Limited => Mishap::Limited(self.0.within(1, LONGEST_LIMIT_SECONDS + 1)),
            Kind::LimitedSilently => Mishap::LimitedSilently,
            Kind::Failing => {
                let statuses = [500, 502, 503];
                Mishap::Failing(statuses[self.0.place(statuses.len())])
            }
            Kind::Refused => Mishap::Refused,
            Kind::Gone => Mishap::Gone,
            Kind::Reset => Mishap::Reset,
            Kind::AcceptedThenReset => Mishap::AcceptedThenReset,
            Kind::AcceptedThenSilence => Mishap::AcceptedThenSilence,
            Kind::Slow => Mishap::Slow(self.0.within(0, LONGEST_DELAY_MILLISECONDS)),
            Kind::AcceptedThenSlow => Mishap::AcceptedThenSlow(self.0.within(0, LONGEST_DELAY_MILLISECONDS)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mishap_happens_and_the_shares_leave_some_calls_alone() {
        assert!(SHARES.iter().map(|(share, _)| share).sum::<u64>() < 100);
        let mut mood = Mood::of(Chance::of(1, 1));
        let drawn: Vec<Option<Mishap>> = (0..2_000).map(|_| mood.mishap()).collect();
        let fits: [fn(&Mishap) -> bool; 10] = [
            |mishap| matches!(mishap, Mishap::Limited(1..=LONGEST_LIMIT_SECONDS)),
            |mishap| matches!(mishap, Mishap::LimitedSilently),
            |mishap| matches!(mishap, Mishap::Failing(500 | 502 | 503)),
            |mishap| matches!(mishap, Mishap::Refused),
            |mishap| matches!(mishap, Mishap::Gone),
            |mishap| matches!(mishap, Mishap::Reset),
            |mishap| matches!(mishap, Mishap::AcceptedThenReset),
            |mishap| matches!(mishap, Mishap::AcceptedThenSilence),
            |mishap| matches!(mishap, Mishap::Slow(..LONGEST_DELAY_MILLISECONDS)),
            |mishap| matches!(mishap, Mishap::AcceptedThenSlow(..LONGEST_DELAY_MILLISECONDS)),
        ];
        for (place, fits) in fits.into_iter().enumerate() {
            assert!(drawn.iter().flatten().any(fits), "{place} never happens");
        }
        assert!(drawn.contains(&None));
    }
}
