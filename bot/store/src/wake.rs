//! Waking whoever waits for work when a transaction that made some is committed.

use std::sync::Arc;

use tokio::sync::watch;

/// The sending side, held by the store and its transactions.
#[derive(Debug, Clone)]
pub(crate) struct Waker(Arc<watch::Sender<u64>>);

impl Waker {
    pub(crate) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }

    pub(crate) fn wake(&self) {
        self.0.send_modify(|count| *count = count.wrapping_add(1));
    }

    pub(crate) fn listen(&self) -> Wake {
        Wake(self.0.subscribe())
    }
}

/// Tells that something was committed that makes work: outbox, judgements, alerts or the web chat changed.
///
/// Each listener has its own; what is committed between two waits is not missed, and many commits wake once.
#[derive(Debug, Clone)]
pub struct Wake(watch::Receiver<u64>);

impl Wake {
    /// Waits until something was committed since this listener was made or last woke. After the store is gone it
    /// never returns.
    pub async fn wait(&mut self) {
        if self.0.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
