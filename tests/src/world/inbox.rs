//! What the service has sent and the story has not read yet.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Deserialize;
use steward_core::card::Card;
use steward_store::web::{self, WebMessage};

use super::{Stage, picture};

/// Most messages taken from the store at once.
const BATCH: u32 = 1_000;
/// The author of the service's own messages in the store.
const STEWARD: &str = "@steward";

/// Read and unread messages, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    seq: i64,
    known: BTreeSet<i64>,
    unread: Vec<Sent>,
}

/// A message as it was when the story heard of it.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    pub(super) id: i64,
    pub(super) target: String,
    pub(super) thread: Option<i64>,
    pub(super) at: Timestamp,
    pub(super) card: Card,
}

/// What a message of the web chat holds.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", tag = "body")]
enum Body {
    Text {},
    Card { card: Box<Card> },
}

impl Stage {
    /// Takes the oldest unread message of a conversation, or of a thread in it.
    pub(super) async fn take(&self, target: &str, thread: Option<i64>) -> Option<Sent> {
        let mut inbox = self.inbox.lock().await;
        self.collect(&mut inbox).await;
        let is_here = |sent: &Sent| sent.target == target && sent.thread == thread;
        let place = inbox.unread.iter().position(is_here)?;
        Some(inbox.unread.remove(place))
    }

    /// Counts a message as read: it was the answer to something.
    pub(super) async fn mark_read(&self, id: i64) {
        self.inbox.lock().await.known.insert(id);
    }

    /// Every unread message, drawn.
    pub(super) async fn unread(&self) -> Vec<String> {
        let mut inbox = self.inbox.lock().await;
        self.collect(&mut inbox).await;
        let place = |sent: &Sent| match sent.thread {
            Some(root) => format!("{} below message {root}", sent.target),
            None => sent.target.clone(),
        };
        inbox.unread.iter().map(|sent| format!("({})\n{}", place(sent), picture(&sent.card))).collect()
    }

    /// A message as it stands now.
    pub(super) async fn sent(&self, id: i64) -> Option<Sent> {
        let mut conn = self.app().await.store.reader().await.expect("a reader");
        let message = web::message(&mut conn, id).await.expect("read a message")?;
        read(message)
    }

    async fn collect(&self, inbox: &mut Inbox) {
        let mut conn = self.app().await.store.reader().await.expect("a reader");
        loop {
            let news = web::since(&mut conn, inbox.seq, BATCH).await.expect("read the chat");
            let Some(last) = news.last() else { break };
            inbox.seq = last.seq;
            let new = news.into_iter().filter(|message| inbox.known.insert(message.id));
            let new: Vec<Sent> = new.filter_map(read).collect();
            inbox.unread.extend(new);
        }
        // What was changed since comes later in the store's order; people read in the order of sending.
        inbox.unread.sort_by_key(|sent| sent.id);
    }
}

/// The card of a message of the service; none for what a person said.
fn read(message: WebMessage) -> Option<Sent> {
    let is_ours = message.author == STEWARD;
    match serde_json::from_str(&message.body).expect("a message") {
        Body::Card { card } if is_ours => Some(Sent {
            id: message.id,
            target: message.target,
            thread: message.thread,
            at: message.at,
            card: *card,
        }),
        _ => None,
    }
}
