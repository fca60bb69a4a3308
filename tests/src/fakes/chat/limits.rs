//! What a platform takes in a time: refuses a call that is one too many in any window, and counts what it refused.

use std::collections::{HashMap, VecDeque};

use jiff::{SignedDuration, Timestamp};
use steward_core::pace::Limits;
use steward_core::pace::rate::{Rate, Window};
use steward_core::platform::{Address, PlatformError};

/// What a platform publishes, and the pace that the service makes of it.
#[derive(Debug, Clone, Copy)]
pub struct Published {
    /// Messages into one conversation.
    pub target: &'static [Window],
    /// Messages of the app.
    pub app: &'static [Window],
    /// The pace.
    pub limits: Limits,
}

/// A message a second in each conversation.
pub const ONE_A_SECOND: Published = Published {
    target: &[A_SECOND],
    app: &[],
    limits: Limits { target: Some(Rate::within(&[A_SECOND], 1)), ..Limits::NONE },
};
const A_SECOND: Window = Window { calls: 1, seconds: 1 };

/// As Feishu: five a second in each conversation, fifty a second and a thousand a minute in all.
pub const MANY: Published = Published {
    target: MANY_TARGET,
    app: MANY_APP,
    limits: Limits {
        target: Some(Rate::within(MANY_TARGET, 2)),
        posts: Some(Rate::within(MANY_APP, 30)),
        edits: None,
    },
};
const MANY_TARGET: &[Window] = &[Window { calls: 5, seconds: 1 }];
const MANY_APP: &[Window] = &[Window { calls: 50, seconds: 1 }, Window { calls: 1_000, seconds: 60 }];

/// The posts that were taken lately.
#[derive(Debug, Default)]
pub(super) struct Log {
    app: VecDeque<Timestamp>,
    targets: HashMap<String, VecDeque<Timestamp>>,
    /// How many calls were refused.
    pub(super) refused: usize,
}

impl Log {
    /// Takes a post, or refuses it.
    pub(super) fn take(
        &mut self,
        published: &Published,
        to: &Address,
        now: Timestamp,
    ) -> Result<(), PlatformError> {
        let target = self.targets.entry(to.target.clone()).or_default();
        if is_full(target, published.target, now) {
            self.refused += 1;
            return Err(PlatformError::Wait { milliseconds: 1_000 });
        }
        if is_full(&mut self.app, published.app, now) {
            self.refused += 1;
            return Err(PlatformError::AppWait { milliseconds: 1_000 });
        }
        target.push_back(now);
        self.app.push_back(now);
        Ok(())
    }
}

/// Whether one more would be too many in a window; what no window holds any more is forgotten.
fn is_full(taken: &mut VecDeque<Timestamp>, windows: &[Window], now: Timestamp) -> bool {
    let within = |at: Timestamp, window: &Window| {
        at.duration_until(now) < SignedDuration::from_secs(i64::from(window.seconds))
    };
    while taken.front().is_some_and(|at| !windows.iter().any(|window| within(*at, window))) {
        taken.pop_front();
    }
    windows.iter().any(|window| {
        taken.iter().rev().take_while(|at| within(**at, window)).count() >= window.calls as usize
    })
}
