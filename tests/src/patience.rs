//! Patience: a service that keeps the pace of its platforms needs a little time for what it does.

use jiff::SignedDuration;
use steward::app::App;
use steward::duty::{Cause, Worked, dispatch};
use steward::runner;
use steward_core::time::Clock;
use tokio::sync::watch;

use crate::hand_clock::HandClock;

/// Longest time that a platform's pace makes anybody wait; who is asked to wait longer has been told so.
const PACE: SignedDuration = SignedDuration::from_secs(3);

/// Does everything that is to be done, and moves the clock by what the platforms need to take it.
pub async fn settle(app: &App, clock: &HandClock) {
    let (_stop, stopped) = watch::channel(false);
    loop {
        runner::settle(app).await.expect("every duty does its work");
        let now = clock.now();
        match dispatch::run(app, Cause::Time, &stopped).await.expect("dispatch") {
            Worked::Until(at) if now.duration_until(at) <= PACE => clock.forward(now.duration_until(at)),
            _ => return,
        }
    }
}
