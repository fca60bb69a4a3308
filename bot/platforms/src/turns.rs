//! Turns: how often something may happen in a time, where nothing else keeps count.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

/// So many turns in any such time.
#[derive(Debug)]
pub(crate) struct Turns {
    most: usize,
    within: Duration,
    taken: VecDeque<Instant>,
}

impl Turns {
    /// None taken yet.
    pub(crate) fn new(most: usize, within: Duration) -> Self {
        Self { most, within, taken: VecDeque::new() }
    }

    /// Takes a turn; how long to wait where there is none now.
    pub(crate) fn take(&mut self, now: Instant) -> Result<(), Duration> {
        self.look(now)?;
        self.count(now);
        Ok(())
    }

    /// Whether there is a turn; how long to wait where there is none now.
    pub(crate) fn look(&mut self, now: Instant) -> Result<(), Duration> {
        while self.taken.front().is_some_and(|at| now.duration_since(*at) >= self.within) {
            self.taken.pop_front();
        }
        match self.taken.front() {
            Some(first) if self.taken.len() >= self.most => {
                Err(self.within.saturating_sub(now.duration_since(*first)))
            }
            _ => Ok(()),
        }
    }

    /// Counts a turn that nobody asked for.
    pub(crate) fn count(&mut self, now: Instant) {
        self.taken.push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_free_again_after_its_time() {
        let (mut turns, start) = (Turns::new(2, Duration::from_mins(1)), Instant::now());
        let after = |seconds| start + Duration::from_secs(seconds);
        assert_eq!((turns.take(after(0)), turns.take(after(20))), (Ok(()), Ok(())));
        assert_eq!(turns.take(after(30)), Err(Duration::from_secs(30)));
        assert_eq!(turns.take(after(60)), Ok(()));
        assert_eq!(turns.take(after(61)), Err(Duration::from_secs(19)));
    }
}
