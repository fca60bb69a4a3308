//! What a platform hears about something that it sent.

use std::time::Duration;

use serde_json::Value;
use tokio::sync::oneshot;
use tokio::time::timeout;

/// By when a platform has its acknowledgement. All wait three seconds; the third is for the way.
const ACKNOWLEDGE_WITHIN: Duration = Duration::from_secs(2);

/// Tells that something is kept, with what is shown at once. Dropped, it tells that it is not.
pub(crate) type Tell = oneshot::Sender<Option<Value>>;

/// What became of something that a platform sent.
#[derive(Debug, Clone, PartialEq)]
pub enum Taken {
    /// It is kept, or there was nothing to keep; with what the platform is to show at once.
    Kept(Option<Value>),
    /// It is not kept, or not yet: it is not acknowledged, so that the platform sends it again.
    NotKept,
}

impl Taken {
    /// What is told within the platform's deadline.
    pub(crate) async fn of(told: oneshot::Receiver<Option<Value>>) -> Self {
        match timeout(ACKNOWLEDGE_WITHIN, told).await {
            Ok(Ok(answer)) => Self::Kept(answer),
            Ok(Err(_)) | Err(_) => Self::NotKept,
        }
    }

    /// The same, of what the platform sends only once: it is acknowledged in any case.
    pub(crate) fn of_once(self) -> Self {
        match self {
            Self::NotKept => Self::Kept(None),
            kept @ Self::Kept(_) => kept,
        }
    }
}
