//! Waking whoever waits for work when a transaction that made some is committed.

use std::sync::Arc;

use futures_util::future::select_all;
use tokio::sync::watch;

/// What a commit can be about. A listener names the topics that make work for it and sleeps through the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// The standing data changed.
    Standing,
    /// KPIs have to be judged.
    Due,
    /// KPIs were judged.
    Judged,
    /// Alerts changed.
    Alert,
    /// Messages wait to be sent, or one that others wait for was settled.
    Outbox,
    /// Nobody knows whether a message was accepted.
    Doubt,
    /// The web chat has news.
    Web,
}

impl Topic {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Standing, Self::Due, Self::Judged, Self::Alert, Self::Outbox, Self::Doubt, Self::Web];
}

/// The sending side, held by the store and its transactions; a channel a topic.
#[derive(Debug, Clone)]
pub(crate) struct Waker(Arc<[watch::Sender<()>; Topic::ALL.len()]>);

impl Waker {
    pub(crate) fn new() -> Self {
        Self(Arc::new(std::array::from_fn(|_| watch::Sender::new(()))))
    }

    /// Wakes whoever listens to one of the topics.
    pub(crate) fn wake(&self, topics: impl IntoIterator<Item = Topic>) {
        for topic in topics {
            if let Some(sender) = self.0.get(topic as usize) {
                sender.send_replace(());
            }
        }
    }

    pub(crate) fn listen(&self, topics: &[Topic]) -> Wake {
        Wake(topics.iter().filter_map(|topic| Some(self.0.get(*topic as usize)?.subscribe())).collect())
    }
}

/// Tells that something was committed about one of the topics it was made for.
///
/// Each listener has its own; what is committed between two waits is not missed, and many commits wake once.
#[derive(Debug, Clone)]
pub struct Wake(Vec<watch::Receiver<()>>);

impl Wake {
    /// Waits until something was committed since this listener was made or last woke. Without topics, and after the
    /// store is gone, it never returns.
    pub async fn wait(&mut self) {
        if self.0.is_empty() {
            std::future::pending::<()>().await;
        }
        let (outcome, ..) = select_all(self.0.iter_mut().map(|topic| Box::pin(topic.changed()))).await;
        if outcome.is_err() {
            std::future::pending::<()>().await;
        }
        // One wake for all that is known now.
        for topic in &mut self.0 {
            topic.mark_unchanged();
        }
    }
}
