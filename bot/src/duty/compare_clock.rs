//! Compares this machine's clock with the database server's: a replica whose clock is wrong leaves due work to the others.

use jiff::{SignedDuration, Timestamp};

use super::{DutyError, Worked};
use crate::app::App;
use crate::health::Condition;

/// From so far apart on somebody should look.
const TOLERABLE: SignedDuration = SignedDuration::from_secs(2);
/// From so far apart on nothing that is due by this clock is done: a third of a lease.
const LIMIT: SignedDuration = SignedDuration::from_secs(10);

/// How a clock compares with the server's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Comparison {
    /// How far it is ahead, at best guess; negative when it is behind.
    ahead: SignedDuration,
    /// How far it is away at least, whenever the server looked at its own on the way.
    apart: SignedDuration,
}

/// Compares once. A database that is this process has no other clock.
pub async fn run(app: &App) -> Result<Worked, DutyError> {
    let asked = app.clock.now();
    let Some(server) = app.store.server_time().await? else { return Ok(Worked::Nothing) };
    let found = compare(asked, server, app.clock.now());
    app.metrics.clock_is_ahead(found.ahead.as_secs_f64());
    let was_wrong = app.health.is_clock_wrong();
    app.health.doubt_clock(found.apart > LIMIT);
    app.health.record("clock", condition(found));
    if found.apart > LIMIT {
        tracing::error!(ahead = %found.ahead, "the clock is wrong: what is due by it is left to other replicas");
    } else if was_wrong {
        tracing::info!(ahead = %found.ahead, "the clock is right again");
        app.store.wake();
    } else if found.apart > TOLERABLE {
        tracing::warn!(ahead = %found.ahead, "the clock is not the database's");
    }
    Ok(Worked::Nothing)
}

/// The server's time against the instants before and after it was asked.
fn compare(asked: Timestamp, server: Timestamp, answered: Timestamp) -> Comparison {
    let journey = asked.duration_until(answered);
    let ahead = server.duration_until(asked) + journey / 2;
    let apart = (ahead.abs() - journey.abs() / 2).max(SignedDuration::ZERO);
    Comparison { ahead, apart }
}

fn condition(found: Comparison) -> Condition {
    let seconds = found.ahead.as_secs_f64().abs();
    let side = if found.ahead.is_negative() { "behind" } else { "ahead of" };
    let told =
        format!("this machine's clock is {seconds:.1} s {side} the database's; let both keep network time");
    if found.apart > LIMIT {
        Condition::Failed(format!("{told}. Until then nothing is sent, escalated or planned here"))
    } else if found.apart > TOLERABLE {
        Condition::Doubtful(told)
    } else {
        Condition::Well
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asked at second 100, answered so many milliseconds later, when the server's clock showed this.
    fn compared(server: f64, journey: i64) -> Comparison {
        let at = |seconds| Timestamp::UNIX_EPOCH + SignedDuration::from_secs_f64(seconds);
        compare(at(100.0), at(server), at(100.0) + SignedDuration::from_millis(journey))
    }

    #[test]
    fn each_distance_has_its_condition() {
        assert_eq!(condition(compared(100.0, 0)), Condition::Well);
        assert_eq!(condition(compared(98.1, 0)), Condition::Well);
        let Condition::Doubtful(told) = condition(compared(97.0, 0)) else { panic!() };
        assert!(told.contains("3.0 s ahead of the database's"), "{told}");
        assert!(matches!(condition(compared(110.0, 0)), Condition::Doubtful(_)));
        let Condition::Failed(told) = condition(compared(700.0, 0)) else { panic!() };
        assert!(told.contains("600.0 s behind the database's"), "{told}");
    }

    #[test]
    fn a_slow_answer_is_no_wrong_clock() {
        assert_eq!(condition(compared(115.0, 30_000)), Condition::Well);
        assert_eq!(condition(compared(100.0, 30_000)), Condition::Well);
        assert_eq!(condition(compared(130.0, 30_000)), Condition::Well);
        assert!(matches!(condition(compared(145.0, 30_000)), Condition::Failed(_)));
    }
}
