//! The chat's memory: messages, sessions and what was read, with a signal to every open page after each change.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use steward_core::card::Card;
use steward_core::id::{OutboxId, PersonKey};
use steward_core::org::Org;
use steward_core::time::Clock;
use steward_store::{Store, StoreError, web};
use tokio::sync::watch;

use crate::refusal::Why;

/// What pages listen to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Signal {
    /// Counts changes.
    pub(crate) changes: u64,
    /// Whether the chat is about to end.
    pub(crate) closed: bool,
}

/// What a message holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "body")]
pub(crate) enum Body {
    /// Words of a person.
    Text {
        /// The words.
        text: String,
    },
    /// A card of Steward.
    Card {
        /// The card.
        card: Box<Card>,
    },
}

/// A message to be kept.
#[derive(Debug)]
pub(crate) struct NewMessage {
    /// A second message with the same marker is not kept.
    pub(crate) marker: Option<OutboxId>,
    pub(crate) target: String,
    pub(crate) thread: Option<i64>,
    /// Nobody when it is Steward's.
    pub(crate) author: Option<PersonKey>,
    pub(crate) body: Body,
}

/// A message that was kept.
#[derive(Debug, Clone)]
pub(crate) struct WebMessage {
    pub(crate) id: i64,
    pub(crate) seq: i64,
    pub(crate) target: String,
    pub(crate) thread: Option<i64>,
    pub(crate) author: Option<PersonKey>,
    pub(crate) body: Body,
    pub(crate) at: Timestamp,
    pub(crate) edited: bool,
    pub(crate) replies: u32,
}

/// The chat's memory. Every change goes through one of it, so that open pages hear of it at once.
pub(crate) struct History {
    store: Store,
    clock: Arc<dyn Clock>,
    signal: watch::Sender<Signal>,
}

/// The author of Steward's own messages; no key of a person begins like this.
const STEWARD: &str = "@steward";

/// Counts no further: a badge has no room for more.
const MOST_UNREAD: u32 = 99;

impl History {
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock, signal: watch::Sender::new(Signal::default()) }
    }

    /// Tells of changes made through this memory.
    pub(crate) fn signals(&self) -> watch::Receiver<Signal> {
        self.signal.subscribe()
    }

    /// Tells every listener to stop.
    pub(crate) fn close(&self) {
        self.signal.send_modify(|signal| signal.closed = true);
    }

    /// The standing data.
    pub(crate) async fn org(&self) -> Result<Arc<Org>, StoreError> {
        self.store.org().await
    }

    /// Keeps a message and answers it as kept. Under a marker that is known, the one that is there.
    pub(crate) async fn put(&self, new: NewMessage) -> Result<WebMessage, StoreError> {
        let body = written(&new.body)?;
        let mut tx = self.store.begin().await?;
        let message = web::NewWebMessage {
            marker: new.marker,
            target: &new.target,
            thread: new.thread,
            author: new.author.as_ref().map_or(STEWARD, PersonKey::as_str),
            body: &body,
        };
        let id = web::message_put(&mut tx, message, self.clock.now()).await?;
        let kept = web::message(&mut tx, id).await?;
        tx.commit().await?;
        self.tell();
        kept.map(WebMessage::read).transpose()?.ok_or_else(|| corrupt(id, "is gone"))
    }

    /// Replaces a card; false when there is no such message.
    pub(crate) async fn edit(&self, id: i64, card: &Card) -> Result<bool, StoreError> {
        let body = written(&Body::Card { card: Box::new(card.clone()) })?;
        let mut tx = self.store.begin().await?;
        let was_there = web::message_edit(&mut tx, id, &body, self.clock.now()).await?;
        tx.commit().await?;
        self.tell();
        Ok(was_there)
    }

    /// The message under a marker.
    pub(crate) async fn find(&self, marker: OutboxId) -> Result<Option<i64>, StoreError> {
        web::find(&mut self.store.reader().await?, marker).await
    }

    /// One message.
    pub(crate) async fn one(&self, id: i64) -> Result<Option<WebMessage>, StoreError> {
        let message = web::message(&mut self.store.reader().await?, id).await?;
        message.map(WebMessage::read).transpose()
    }

    /// The newest messages of a conversation before one of them, oldest first; no replies.
    pub(crate) async fn page(
        &self,
        target: &str,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<WebMessage>, StoreError> {
        let page = web::messages(&mut self.store.reader().await?, target, before, limit).await?;
        page.into_iter().map(WebMessage::read).collect()
    }

    /// A message and the replies below it, oldest first; empty when there is no such message.
    pub(crate) async fn thread(&self, root: i64) -> Result<Vec<WebMessage>, StoreError> {
        let mut conn = self.store.reader().await?;
        let Some(root) = web::message(&mut conn, root).await? else { return Ok(Vec::new()) };
        let replies = web::thread(&mut conn, root.id).await?;
        [root].into_iter().chain(replies).map(WebMessage::read).collect()
    }

    /// What was put or changed after `seq`, in that order.
    pub(crate) async fn since(&self, seq: i64, limit: u32) -> Result<Vec<WebMessage>, StoreError> {
        let messages = web::since(&mut self.store.reader().await?, seq, limit).await?;
        messages.into_iter().map(WebMessage::read).collect()
    }

    /// The newest `seq`, 0 before any.
    pub(crate) async fn newest_seq(&self) -> Result<i64, StoreError> {
        web::newest_seq(&mut self.store.reader().await?).await
    }

    /// Up to which message a person has read each conversation.
    pub(crate) async fn last_read(&self, person: &PersonKey) -> Result<BTreeMap<String, i64>, StoreError> {
        web::last_read(&mut self.store.reader().await?, person).await
    }

    /// How many messages of others came to a conversation after one, at most [`MOST_UNREAD`].
    pub(crate) async fn unread(
        &self,
        person: &PersonKey,
        target: &str,
        after: i64,
    ) -> Result<u32, StoreError> {
        let newest = web::messages(&mut self.store.reader().await?, target, None, MOST_UNREAD).await?;
        let unread = newest.iter().filter(|message| message.id > after && message.author != person.as_str());
        Ok(u32::try_from(unread.count()).unwrap_or(MOST_UNREAD))
    }

    /// Notes that a person has read a conversation up to a message.
    pub(crate) async fn mark_read(
        &self,
        person: &PersonKey,
        target: &str,
        message: i64,
    ) -> Result<(), StoreError> {
        let mut tx = self.store.begin().await?;
        web::read_up_to(&mut tx, person, target, message).await?;
        tx.commit().await
    }

    /// The person behind a session, by what the database knows it by.
    pub(crate) async fn session(&self, stored: &str) -> Result<Option<PersonKey>, StoreError> {
        let session = web::session(&mut self.store.reader().await?, stored, self.clock.now()).await?;
        Ok(session.map(|session| session.person))
    }

    /// Opens a session for a person, in the place of the one with the same name.
    pub(crate) async fn open_session(
        &self,
        stored: &str,
        person: &PersonKey,
        lifetime: SignedDuration,
    ) -> Result<(), StoreError> {
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        web::session_drop(&mut tx, stored).await?;
        web::session_put(&mut tx, stored, person, now, now + lifetime).await?;
        tx.commit().await?;
        self.tell();
        Ok(())
    }

    /// Ends a session, on every page that is open with it.
    pub(crate) async fn close_session(&self, stored: &str) -> Result<(), StoreError> {
        let mut tx = self.store.begin().await?;
        web::session_drop(&mut tx, stored).await?;
        tx.commit().await?;
        self.tell();
        Ok(())
    }

    fn tell(&self) {
        self.signal.send_modify(|signal| signal.changes = signal.changes.wrapping_add(1));
    }
}

impl WebMessage {
    fn read(message: web::WebMessage) -> Result<Self, StoreError> {
        let id = message.id;
        let body = serde_json::from_str(&message.body).map_err(|error| corrupt(id, error))?;
        let author = match message.author.as_str() {
            STEWARD => None,
            key => Some(PersonKey::parse(key).map_err(|error| corrupt(id, error))?),
        };
        Ok(Self {
            id,
            seq: message.seq,
            target: message.target,
            thread: message.thread,
            author,
            body,
            at: message.at,
            edited: message.edited_at.is_some(),
            replies: message.replies,
        })
    }
}

fn written(body: &Body) -> Result<String, StoreError> {
    serde_json::to_string(body).map_err(|error| StoreError::Defect { what: error.to_string() })
}

fn corrupt(id: i64, what: impl Display) -> StoreError {
    StoreError::Corrupt { what: format!("web message {id}: {what}") }
}

impl From<StoreError> for Why {
    fn from(error: StoreError) -> Self {
        tracing::warn!(%error, "the web chat cannot reach its memory");
        Self::TryAgain
    }
}
