//! Waking whoever waits for work when a transaction that made some is committed.

use std::collections::BTreeSet;
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

    /// The name by which processes tell each other of it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Standing => "standing",
            Self::Due => "due",
            Self::Judged => "judged",
            Self::Alert => "alert",
            Self::Outbox => "outbox",
            Self::Doubt => "doubt",
            Self::Web => "web",
        }
    }
}

/// The sending side, held by the store and its transactions; a channel a topic.
#[derive(Debug, Clone)]
pub(crate) struct Waker {
    topics: Arc<[watch::Sender<()>; Topic::ALL.len()]>,
    /// What this process committed and its neighbours were not told of yet.
    untold: watch::Sender<BTreeSet<Topic>>,
}

impl Waker {
    pub(crate) fn new() -> Self {
        let topics = Arc::new(std::array::from_fn(|_| watch::Sender::new(())));
        Self { topics, untold: watch::Sender::default() }
    }

    /// Wakes whoever listens to one of the topics in this process.
    pub(crate) fn wake(&self, topics: impl IntoIterator<Item = Topic>) {
        for topic in topics {
            if let Some(sender) = self.topics.get(topic as usize) {
                sender.send_replace(());
            }
        }
    }

    /// Wakes whoever listens after a commit of this process, neighbours included.
    pub(crate) fn committed(&self, topics: BTreeSet<Topic>) {
        if topics.is_empty() {
            return;
        }
        self.untold.send_modify(|untold| untold.extend(&topics));
        self.wake(topics);
    }

    /// What this process has committed since neighbours were told last; waits until there is something.
    pub(crate) async fn untold(&self) -> BTreeSet<Topic> {
        let mut untold = self.untold.subscribe();
        // The sender lives as long as this.
        let _ = untold.wait_for(|topics| !topics.is_empty()).await;
        self.untold.send_replace(BTreeSet::new())
    }

    pub(crate) fn listen(&self, topics: &[Topic]) -> Wake {
        Wake(topics.iter().filter_map(|topic| Some(self.topics.get(*topic as usize)?.subscribe())).collect())
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
