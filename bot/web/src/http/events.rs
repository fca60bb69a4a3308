//! The event stream: every new and changed message, from where the page left off.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::StreamExt;
use futures_util::stream::{iter, unfold};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use steward_store::Engine;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::access::{Visitor, present};
use crate::history::{Signal, WebMessage};
use crate::{WebState, shape};

/// A silent line is cut by some network on the way; this keeps it open.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// How often to look for what another replica of the service has written, of which no signal comes.
const LOOK_AGAIN: Duration = Duration::from_secs(2);
/// How long a session is believed without looking at it again.
const BELIEVED: SignedDuration = SignedDuration::from_secs(20);
/// How many messages are read at once.
const BATCH: u32 = 100;

#[derive(Deserialize)]
pub(super) struct After {
    after: Option<i64>,
}

/// Streams a `me` event with the person's key, then messages as `message` events whose id is the sequence number. A
/// page that comes back tells the last one it has seen by `Last-Event-ID`, which wins over `?after=`.
pub(super) async fn events(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(query): Query<After>,
    headers: HeaderMap,
) -> impl IntoResponse {
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse().ok());
    let listener = Listener {
        signals: state.platform.history().signals(),
        after: last.or(query.after).unwrap_or(i64::MAX),
        waiting: VecDeque::new(),
        seen_at: state.clock.now(),
        state,
        visitor,
    };
    let me = Event::default().event("me").json_data(listener.visitor.person.key.as_str());
    let messages = unfold(listener, |mut listener| async {
        let message = listener.next().await?;
        let event = listener.event(message).await?;
        Some((Ok(event), listener))
    });
    let stream = iter(me.ok()).map(Ok::<Event, Infallible>).chain(messages);
    // A proxy that gathers answers before it passes them on would turn a live page into a late one.
    ([("x-accel-buffering", "no")], Sse::new(stream).keep_alive(KeepAlive::new().interval(HEARTBEAT)))
}

struct Listener {
    state: WebState,
    visitor: Visitor,
    /// When the visitor was last looked at.
    seen_at: Timestamp,
    signals: watch::Receiver<Signal>,
    /// Everything up to this sequence number was sent or is waiting.
    after: i64,
    waiting: VecDeque<WebMessage>,
}

impl Listener {
    /// The next message this person may read; none when the line is to end.
    async fn next(&mut self) -> Option<WebMessage> {
        loop {
            while let Some(message) = self.waiting.pop_front() {
                if self.visitor.may_read(&message.target) {
                    return Some(message);
                }
            }
            // Marked as seen before reading: what is written while reading wakes the next round.
            if self.signals.borrow_and_update().closed || self.refresh().await.is_none() {
                return None;
            }
            let messages = self.state.platform.history().since(self.after, BATCH).await.ok()?;
            if let Some(newest) = messages.last() {
                self.after = newest.seq;
                self.waiting = messages.into();
            } else {
                self.wait().await;
            }
        }
    }

    /// Waits until there may be something new.
    async fn wait(&mut self) {
        // An SQLite file has one process, which signals everything it writes.
        let patience = match self.state.store.engine() {
            Engine::Sqlite => HEARTBEAT,
            Engine::Postgres => LOOK_AGAIN,
        };
        let _ = timeout(patience, self.signals.changed()).await;
    }

    /// Looks at the person anew: they may have left, or a channel may have come. None ends the line.
    async fn refresh(&mut self) -> Option<()> {
        let now = self.state.clock.now();
        // In the demo one becomes somebody else at any time.
        if !self.state.is_demo() && now.duration_since(self.seen_at) < BELIEVED {
            return Some(());
        }
        self.seen_at = now;
        let history = self.state.platform.history();
        let key = history.session(&self.visitor.secret.stored()).await.ok()??;
        if key != self.visitor.person.key {
            return None; // The visitor of the demo became somebody else.
        }
        let org = history.org().await.ok()?;
        let (person, id) = present(&org, &key)?;
        (self.visitor.person, self.visitor.id) = (person.clone(), id.to_owned());
        self.visitor.org = org;
        Some(())
    }

    /// The event of a message. None ends the line: the page comes back and asks for the same again.
    async fn event(&self, message: WebMessage) -> Option<Event> {
        let id = message.seq.to_string();
        let shape = shape::arriving(&self.state, &self.visitor, message).await.ok()?;
        Event::default().id(id).json_data(&shape).ok()
    }
}
