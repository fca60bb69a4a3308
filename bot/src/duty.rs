//! The duties of the service, one a file. Each reads the database and the clock only, and takes no hint from another.

pub mod audit;
pub mod clean;
pub mod dispatch;
pub mod escalate;
pub mod judge;
pub mod plan_digests;
pub mod receive;
pub mod reconcile;

use steward_store::StoreError;

/// What a run of a duty came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worked {
    /// There was something to do, and there may be more.
    Some,
    /// There was nothing to do.
    Nothing,
}

/// Why a run of a duty ended early. Everything that was not committed is done by the next run.
#[derive(Debug, thiserror::Error)]
pub enum DutyError {
    /// The store cannot serve at the moment.
    #[error(transparent)]
    Store(#[from] StoreError),
}
