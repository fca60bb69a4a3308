//! How often Discord may be called: what it allows all calls of an app together, and the refusals after which it shuts the
//! whole address out.

use std::time::Duration;

use tokio::time::Instant;

use crate::turns::Turns;

/// Most calls in a second; Discord allows fifty.
const CALLS: usize = 45;
/// The second.
const SECOND: Duration = Duration::from_secs(1);
/// Over how long Discord counts refusals.
const REFUSAL_WINDOW: Duration = Duration::from_mins(10);

/// The pace.
#[derive(Debug)]
pub(super) struct Pace {
    calls: Turns,
    refusals: Turns,
    held_until: Option<Instant>,
}

impl Pace {
    /// Nothing is called after so many refusals (401, 403, 429) in [`REFUSAL_WINDOW`]; at 10,000 Discord bans the address.
    pub(super) fn new(most_refusals: usize) -> Self {
        let refusals = Turns::new(most_refusals, REFUSAL_WINDOW);
        Self { calls: Turns::new(CALLS, SECOND), refusals, held_until: None }
    }

    /// Whether anything may be called, also what needs no turn; how long to wait where it may not now.
    pub(super) fn look(&mut self, now: Instant) -> Result<(), Duration> {
        self.refusals.look(now)
    }

    /// Takes a turn; how long to wait where there is none now.
    pub(super) fn turn(&mut self, now: Instant) -> Result<(), Duration> {
        if let Some(wait) =
            self.held_until.and_then(|until| until.checked_duration_since(now)).filter(|wait| !wait.is_zero())
        {
            return Err(wait);
        }
        self.look(now)?;
        self.calls.take(now)
    }

    /// Discord asks everybody to wait.
    pub(super) fn hold(&mut self, wait: Duration, now: Instant) {
        self.held_until = self.held_until.max(now.checked_add(wait));
    }

    /// Discord answered with this status.
    pub(super) fn answered(&mut self, status: u16, now: Instant) {
        if matches!(status, 401 | 403 | 429) {
            self.refusals.count(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFUSALS: usize = 5_000;

    #[test]
    fn a_second_has_so_many_turns() {
        let (mut pace, start) = (Pace::new(REFUSALS), Instant::now());
        for call in 0..CALLS {
            assert_eq!(pace.turn(start + Duration::from_millis(u64::try_from(call).unwrap())), Ok(()));
        }
        assert_eq!(pace.turn(start + Duration::from_millis(400)), Err(Duration::from_millis(600)));
        assert_eq!(pace.turn(start + SECOND), Ok(()));
    }

    #[test]
    fn nothing_is_called_long_before_discord_bans_the_address() {
        let (mut pace, start) = (Pace::new(REFUSALS), Instant::now());
        for _ in 0..REFUSALS {
            pace.answered(403, start);
        }
        pace.answered(404, start);
        let wait = Err(REFUSAL_WINDOW.checked_sub(SECOND).unwrap());
        assert_eq!((pace.turn(start + SECOND), pace.look(start + SECOND)), (wait, wait));
        assert_eq!((pace.turn(start + REFUSAL_WINDOW), pace.look(start + REFUSAL_WINDOW)), (Ok(()), Ok(())));
    }

    #[test]
    fn a_hold_is_for_everybody_and_the_longest_counts() {
        let (mut pace, start) = (Pace::new(REFUSALS), Instant::now());
        pace.hold(Duration::from_secs(3), start);
        pace.hold(SECOND, start);
        assert_eq!(pace.turn(start + SECOND), Err(Duration::from_secs(2)));
        assert_eq!(pace.turn(start + Duration::from_secs(3)), Ok(()));
    }
}
