//! How often Discord may be called: what it allows all calls of an app together, and the refusals after which it shuts the
//! whole address out.

use std::time::Duration;

use tokio::time::Instant;

use crate::turns::Turns;

/// Most calls in a second; Discord allows fifty.
const CALLS: usize = 45;
/// The second.
const SECOND: Duration = Duration::from_secs(1);
/// Refusals (401, 403, 429) in [`REFUSAL_WINDOW`] after which nothing is called; at 10,000 Discord bans the address.
const REFUSALS: usize = 5_000;
/// Over how long Discord counts refusals.
const REFUSAL_WINDOW: Duration = Duration::from_mins(10);

/// The pace.
#[derive(Debug)]
pub(super) struct Pace {
    calls: Turns,
    refusals: Turns,
    held_until: Option<Instant>,
}

impl Default for Pace {
    fn default() -> Self {
        let (calls, refusals) = (Turns::new(CALLS, SECOND), Turns::new(REFUSALS, REFUSAL_WINDOW));
        Self { calls, refusals, held_until: None }
    }
}

impl Pace {
    /// Takes a turn; how long to wait where there is none now.
    pub(super) fn turn(&mut self, now: Instant) -> Result<(), Duration> {
        if let Some(wait) =
            self.held_until.and_then(|until| until.checked_duration_since(now)).filter(|wait| !wait.is_zero())
        {
            return Err(wait);
        }
        self.refusals.look(now)?;
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

    #[test]
    fn a_second_has_so_many_turns() {
        let (mut pace, start) = (Pace::default(), Instant::now());
        for call in 0..CALLS {
            assert_eq!(pace.turn(start + Duration::from_millis(u64::try_from(call).unwrap())), Ok(()));
        }
        assert_eq!(pace.turn(start + Duration::from_millis(400)), Err(Duration::from_millis(600)));
        assert_eq!(pace.turn(start + SECOND), Ok(()));
    }

    #[test]
    fn nothing_is_called_long_before_discord_bans_the_address() {
        let (mut pace, start) = (Pace::default(), Instant::now());
        for _ in 0..REFUSALS {
            pace.answered(403, start);
        }
        pace.answered(404, start);
        assert_eq!(pace.turn(start + SECOND), Err(REFUSAL_WINDOW.checked_sub(SECOND).unwrap()));
        assert_eq!(pace.turn(start + REFUSAL_WINDOW), Ok(()));
    }

    #[test]
    fn a_hold_is_for_everybody_and_the_longest_counts() {
        let (mut pace, start) = (Pace::default(), Instant::now());
        pace.hold(Duration::from_secs(3), start);
        pace.hold(SECOND, start);
        assert_eq!(pace.turn(start + SECOND), Err(Duration::from_secs(2)));
        assert_eq!(pace.turn(start + Duration::from_secs(3)), Ok(()));
    }
}
