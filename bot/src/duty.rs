//! The duties of the service, one a file. Each reads the database and the clock only, and takes no hint from another.

pub mod audit;
pub mod clean;
pub mod compare_clock;
pub mod count_calls;
pub mod dispatch;
pub mod escalate;
pub mod heartbeat;
pub mod judge;
pub mod plan_digests;
pub mod receive;
pub mod reconcile;

use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use steward_store::StoreError;

/// How long something that cannot be worked on rests until it is tried again.
const REST: SignedDuration = SignedDuration::from_mins(5);

/// Why a duty runs. It finds its work in the database either way; this only says whether there may well be none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Something was committed that makes work for it.
    News,
    /// Some time has passed, or it has just been at work.
    Time,
}

/// What a run of a duty came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worked {
    /// There was something to do, and there may be more.
    Some,
    /// There was nothing to do.
    Nothing,
    /// There is something to do, but not before this instant.
    Until(Timestamp),
}

/// Why a run of a duty ended early. Everything that was not committed is done by the next run.
#[derive(Debug, thiserror::Error)]
pub enum DutyError {
    /// The store cannot serve at the moment.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The work met something it was not made for.
    #[error("a mistake in Steward, please report it: {0}")]
    Panicked(String),
}

impl DutyError {
    /// Whether the trouble lies with the database as a whole, so that nothing else fares better now.
    fn is_general(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_general())
    }
}

/// Does a piece of work so that a panic in it ends nothing but itself. What it had not committed is taken back.
pub(crate) async fn guarded<T>(work: impl Future<Output = Result<T, DutyError>>) -> Result<T, DutyError> {
    // Nothing that was half changed is looked at again: transactions end, and locks guard whole values.
    AssertUnwindSafe(work)
        .catch_unwind()
        .await
        .unwrap_or_else(|panic| Err(DutyError::Panicked(words(&*panic))))
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic without words").to_owned()
}
