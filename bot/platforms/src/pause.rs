//! Waiting: between tries of a call that somebody waits for, and before a connection is opened again.

use std::time::Duration;

use steward_core::platform::PlatformError;

/// How often a call is tried.
const TRIES: u32 = 3;
/// Longest wait between two tries; what takes longer nobody waits for.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// Wait after a failure that names none.
const SHORT_WAIT: Duration = Duration::from_millis(500);

/// Calls again where the platform did not accept and will soon.
pub(crate) async fn patiently<T, F>(call: impl Fn() -> F) -> Result<T, PlatformError>
where
    F: Future<Output = Result<T, PlatformError>>,
{
    let mut tries = 1;
    loop {
        let error = match call().await {
            Err(error) if tries < TRIES => error,
            outcome => return outcome,
        };
        let wait = match &error {
            PlatformError::Wait { milliseconds } | PlatformError::AppWait { milliseconds } => {
                Duration::from_millis(*milliseconds)
            }
            PlatformError::Retry { .. } => SHORT_WAIT,
            _ => return Err(error),
        };
        if wait > LONGEST_WAIT {
            return Err(error);
        }
        pause(wait).await;
        tries += 1;
    }
}

/// As [`patiently`], of a call that a platform carries out once however often it is made.
#[cfg(feature = "discord")]
pub(crate) async fn persistently<T, F>(call: impl Fn() -> F) -> Result<T, PlatformError>
where
    F: Future<Output = Result<T, PlatformError>>,
{
    patiently(|| async {
        call().await.map_err(|error| match error {
            PlatformError::Unknown { reason } => PlatformError::Retry { reason },
            other => other,
        })
    })
    .await
}

/// Waits so long.
#[expect(
    clippy::disallowed_methods,
    reason = "a far side asked for it, or is not to be called in a tight loop"
)]
pub(crate) async fn pause(wait: Duration) {
    tokio::time::sleep(wait).await;
}
