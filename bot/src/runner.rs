//! The loop: wakes each duty by notification, by interval or at its due time, backs off after errors, and stops.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use steward_store::{Bell, Topic};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::app::App;
use crate::duty::dispatch::settle::jitter;
use crate::duty::{self, Cause, DutyError, Worked, guarded};
use crate::health::Condition;

type Run = for<'a> fn(
    &'a App,
    Cause,
    &'a watch::Receiver<bool>,
) -> Pin<Box<dyn Future<Output = Result<Worked, DutyError>> + Send + 'a>>;

/// A duty with how often it looks when nothing wakes it.
struct Duty {
    name: &'static str,
    pace: Pace,
    run: Run,
}

/// How often a duty looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// After every commit about one of these topics, and after so many seconds as are configured.
    Awake(&'static [Topic]),
    /// After so many seconds, whatever happens meanwhile.
    Seconds(u64),
}

/// Every duty of the service.
const DUTIES: &[Duty] = &[
    Duty {
        name: "judge",
        pace: Pace::Awake(&[Topic::Due]),
        run: |app, cause, _| Box::pin(duty::judge::run(app, cause)),
    },
    // Time alone makes the next action of an alert due.
    Duty { name: "escalate", pace: Pace::Awake(&[]), run: |app, _, _| Box::pin(duty::escalate::run(app)) },
    Duty {
        name: "plan_digests",
        pace: Pace::Awake(&[Topic::Standing]),
        run: |app, _, _| Box::pin(duty::plan_digests::run(app)),
    },
    Duty {
        name: "dispatch",
        pace: Pace::Awake(&[Topic::Outbox]),
        run: |app, cause, stopped| Box::pin(duty::dispatch::run(app, cause, stopped)),
    },
    Duty {
        name: "reconcile",
        pace: Pace::Awake(&[Topic::Doubt]),
        run: |app, _, _| Box::pin(duty::reconcile::run(app)),
    },
    Duty { name: "audit", pace: Pace::Seconds(60), run: |app, _, _| Box::pin(duty::audit::run(app)) },
    Duty {
        name: duty::heartbeat::NAME,
        pace: Pace::Seconds(60),
        run: |app, _, _| Box::pin(duty::heartbeat::run(app)),
    },
    Duty {
        name: "count_calls",
        pace: Pace::Seconds(10),
        run: |app, _, _| Box::pin(duty::count_calls::run(app)),
    },
    Duty { name: "clean", pace: Pace::Seconds(3600), run: |app, _, _| Box::pin(duty::clean::run(app)) },
];

/// Runs beside the others and not in [`settle`], whose clock is moved by hand.
static COMPARE_CLOCK: Duty = Duty {
    name: "compare_clock",
    pace: Pace::Seconds(60),
    run: |app, _, _| Box::pin(duty::compare_clock::run(app)),
};

/// The names of all duties.
pub(crate) fn duty_names() -> impl Iterator<Item = &'static str> {
    DUTIES.iter().map(|duty| duty.name)
}

/// Longest wait after errors that follow each other.
const LONGEST_BACK_OFF: Duration = Duration::from_secs(30);

/// The running duties.
pub struct Runner {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl Runner {
    /// Starts every duty.
    pub fn start(app: &Arc<App>) -> Self {
        let (stop, stopped) = watch::channel(false);
        let mut tasks = JoinSet::new();
        for duty in DUTIES.iter().chain([&COMPARE_CLOCK]) {
            tasks.spawn(keep_running(Arc::clone(app), duty, stopped.clone()));
        }
        if let Some(bell) = app.store.bell(&app.lease_owner) {
            tasks.spawn(keep_listening(Arc::clone(app), bell, stopped));
        }
        Self { stop, tasks }
    }

    /// Lets every duty finish what it is at, then returns.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        while self.tasks.join_next().await.is_some() {}
    }
}

/// Runs every duty, again and again, until none has anything to do at the present instant.
///
/// # Errors
/// The first error of a duty.
pub async fn settle(app: &App) -> Result<(), DutyError> {
    let (_stop, stopped) = watch::channel(false);
    loop {
        let mut worked = Worked::Nothing;
        for duty in DUTIES {
            if (duty.run)(app, Cause::Time, &stopped).await? == Worked::Some {
                worked = Worked::Some;
            }
        }
        if worked == Worked::Nothing {
            return Ok(());
        }
    }
}

async fn keep_running(app: Arc<App>, duty: &'static Duty, mut stopped: watch::Receiver<bool>) {
    let (topics, seconds): (&[Topic], _) = match duty.pace {
        Pace::Awake(topics) => (topics, app.config.runner.poll_seconds.max(1)),
        Pace::Seconds(seconds) => (&[], seconds),
    };
    let poll = Duration::from_secs(seconds);
    let mut changed = app.store.changed(topics);
    let mut failures: u32 = 0;
    let mut cause = Cause::Time;
    while !*stopped.borrow() {
        // A panic would end the duty for good while everything else went on as if nothing were missing.
        let outcome = guarded((duty.run)(&app, cause, &stopped)).await;
        app.metrics.duty_ran(duty.name, outcome.is_ok());
        let wait = match outcome {
            Ok(worked) => {
                failures = 0;
                app.health.record(duty.name, Condition::Well);
                match worked {
                    Worked::Some => {
                        cause = Cause::Time;
                        continue;
                    }
                    Worked::Nothing => poll,
                    Worked::Until(at) => poll.min(time_until(&app, at)),
                }
            }
            Err(error) => {
                failures = failures.saturating_add(1);
                tracing::warn!(duty = duty.name, %error, failures, "a duty failed and will run again");
                app.health.record(duty.name, Condition::Failed(error.to_string()));
                back_off(failures)
            }
        };
        cause = pause(wait, failures == 0, &mut changed, &mut stopped).await;
    }
}

/// Keeps the line to the neighbours, made anew whenever it is lost. Without it nothing is lost but time: every duty looks
/// at the database by itself.
async fn keep_listening(app: Arc<App>, bell: Bell, mut stopped: watch::Receiver<bool>) {
    let mut failures: u32 = 0;
    while !*stopped.borrow() {
        let since = std::time::Instant::now();
        let lost = tokio::select! {
            Err(lost) = bell.carry() => lost,
            _ = stopped.changed() => return,
        };
        failures = if since.elapsed() > LONGEST_BACK_OFF { 1 } else { failures.saturating_add(1) };
        app.metrics.duty_ran("listen", false);
        tracing::warn!(%lost, failures, "the line to the other replicas is lost and will be made again");
        let mut nothing = app.store.changed(&[]);
        pause(spread(back_off(failures), jitter(&app)), false, &mut nothing, &mut stopped).await;
    }
}

/// Between half of a wait and all of it: the replicas of a database that comes back do not come back as one.
fn spread(wait: Duration, jitter: u32) -> Duration {
    wait / 2 + (wait / 2).mul_f64(f64::from(jitter) / f64::from(u32::MAX))
}

/// Doubles from one second up to [`LONGEST_BACK_OFF`].
fn back_off(failures: u32) -> Duration {
    Duration::from_secs(1 << failures.saturating_sub(1).min(5)).min(LONGEST_BACK_OFF)
}

/// Waits until the service looks again by itself.
#[expect(clippy::disallowed_methods, reason = "the runner is the one place that waits")]
pub(crate) async fn poll(app: &App) {
    tokio::time::sleep(Duration::from_secs(app.config.runner.poll_seconds.max(1))).await;
}

/// Waits so long.
#[expect(clippy::disallowed_methods, reason = "the runner is the one place that waits")]
pub(crate) async fn rest(rest: Duration) {
    if !rest.is_zero() {
        tokio::time::sleep(rest).await;
    }
}

/// Waits for an instant, or for ever where there is none.
#[expect(clippy::disallowed_methods, reason = "the runner is the one place that waits")]
pub(crate) async fn wait_until(app: &App, at: Option<Timestamp>) {
    match at {
        Some(at) => tokio::time::sleep(time_until(app, at)).await,
        None => std::future::pending().await,
    }
}

fn time_until(app: &App, at: Timestamp) -> Duration {
    Duration::try_from(app.clock.now().duration_until(at)).unwrap_or_default()
}

#[expect(clippy::disallowed_methods, reason = "the runner is the one place that waits")]
async fn pause(
    wait: Duration,
    wakeable: bool,
    changed: &mut steward_store::Wake,
    stopped: &mut watch::Receiver<bool>,
) -> Cause {
    tokio::select! {
        () = changed.wait(), if wakeable => Cause::News,
        _ = stopped.changed() => Cause::Time,
        () = tokio::time::sleep(wait) => Cause::Time,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_spread_over_its_second_half() {
        let wait = Duration::from_secs(8);
        assert_eq!(spread(wait, 0), Duration::from_secs(4));
        assert_eq!(spread(wait, u32::MAX), wait);
    }

    #[test]
    fn back_off_doubles_and_ends() {
        assert_eq!(back_off(1), Duration::from_secs(1));
        assert_eq!(back_off(3), Duration::from_secs(4));
        assert_eq!(back_off(60), LONGEST_BACK_OFF);
    }
}
