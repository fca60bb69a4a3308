//! How often to ask whether the far side is there, and how long to wait before connecting again: as Feishu wants it.

use std::time::Duration;

use serde_json::Value;

/// How much longer than two pings the far side may be silent.
const GRACE: Duration = Duration::from_secs(10);
/// Shortest and longest time between two pings, whatever Feishu says.
const PING: (u64, u64) = (1, 600);
/// Longest wait between two tries, whatever Feishu says.
const LONGEST_SECONDS: u64 = 600;

/// The pace of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pace {
    /// Time between two pings.
    pub(super) ping: Duration,
    /// Longest wait before the first try.
    spread: Duration,
    /// Wait between two tries that fail.
    interval: Duration,
}

impl Default for Pace {
    /// What Feishu says when nothing is out of the ordinary.
    fn default() -> Self {
        Self {
            ping: Duration::from_mins(2),
            spread: Duration::from_secs(30),
            interval: Duration::from_mins(2),
        }
    }
}

impl Pace {
    /// Takes over what a configuration of Feishu's names, in seconds.
    pub(super) fn adopt(&mut self, config: &Value) {
        let seconds = |key: &str| config.get(key).and_then(Value::as_u64);
        if let Some(ping) = seconds("PingInterval") {
            self.ping = Duration::from_secs(ping.clamp(PING.0, PING.1));
        }
        if let Some(spread) = seconds("ReconnectNonce") {
            self.spread = Duration::from_secs(spread.min(LONGEST_SECONDS));
        }
        if let Some(interval) = seconds("ReconnectInterval") {
            self.interval = Duration::from_secs(interval.min(LONGEST_SECONDS));
        }
    }

    /// How long the far side may be silent.
    pub(super) fn silence(&self) -> Duration {
        self.ping * 2 + GRACE
    }

    /// How long to wait before connecting again after so many tries that failed; `chance` is drawn at random and
    /// spreads the first.
    pub(super) fn wait(&self, failures: u32, chance: u128) -> Duration {
        if failures > 1 {
            return self.interval.max(Duration::from_millis(500));
        }
        let milliseconds = self.spread.as_millis();
        let drawn = chance % milliseconds.max(1);
        Duration::from_millis(u64::try_from(drawn).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_feishu_wants_is_taken_over_within_reason() {
        let mut pace = Pace::default();
        pace.adopt(
            &json!({ "ReconnectCount": -1, "ReconnectInterval": 5, "ReconnectNonce": 2, "PingInterval": 0 }),
        );
        assert_eq!((pace.ping, pace.interval), (Duration::from_secs(1), Duration::from_secs(5)));
        pace.adopt(&json!({ "ReconnectInterval": 1_000_000, "PingInterval": "soon" }));
        assert_eq!((pace.ping, pace.interval), (Duration::from_secs(1), Duration::from_mins(10)));
        assert_eq!(pace.silence(), Duration::from_secs(12));
    }

    #[test]
    fn the_first_try_is_spread_and_the_others_wait() {
        let pace = Pace::default();
        let of = |number: u128| pace.wait(1, number);
        assert_eq!(of(7), Duration::from_millis(7));
        assert!((0..100_000).step_by(997).all(|number| of(number) < Duration::from_secs(30)));
        assert_eq!(pace.wait(2, 0), Duration::from_mins(2));
        let at_once = Pace { spread: Duration::ZERO, interval: Duration::ZERO, ..pace };
        assert_eq!(at_once.wait(0, 7), Duration::ZERO);
        assert!(at_once.wait(2, 0) > Duration::ZERO, "never in a tight loop");
    }
}
