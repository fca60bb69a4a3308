//! How long something takes when nothing else keeps the machine busy.

use std::time::{Duration, Instant};

/// The longest that any text or field may take: 5 ms, and thrice that in a build that checks every step and in which what
/// this crate stands on is not optimised.
pub(crate) const LIMIT: Duration = Duration::from_millis(if cfg!(debug_assertions) { 15 } else { 5 });

/// Something is done so often before it counts as slow: what else the machine does meanwhile is not its own.
const TRIES: usize = 12;

/// The fastest of some tries, where the first is not fast enough.
pub(crate) fn fastest(read: impl Fn()) -> Duration {
    let once = || {
        let begin = Instant::now();
        read();
        begin.elapsed()
    };
    let mut best = once();
    for _ in 1..TRIES {
        if best <= LIMIT {
            break;
        }
        best = best.min(once());
    }
    best
}
