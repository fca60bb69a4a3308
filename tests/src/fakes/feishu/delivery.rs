//! What goes to the app: events and callbacks, through its door, and events again when nobody acknowledges.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::FakeFeishu;
use super::events::wrap;
use super::state::State;

/// After so long an event is sent again, each time counted from the last.
const RETRIES: [SignedDuration; 4] = [
    SignedDuration::from_secs(15),
    SignedDuration::from_mins(5),
    SignedDuration::from_hours(1),
    SignedDuration::from_hours(6),
];

/// How the app is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// Through the connections that it has opened.
    LongConnection,
    /// By encrypted and signed HTTP, at this address.
    Webhook {
        /// The request URL of events and callbacks.
        url: String,
    },
}

/// What became of an event or a callback.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// Whether the app has acknowledged it in time.
    pub acked: bool,
    /// How often it was sent so far; none when the app does not subscribe to it or may not see it.
    pub attempts: u32,
    /// What the app answered with the acknowledgement.
    pub answer: Option<Value>,
    /// What was sent.
    pub event: Value,
}

impl FakeFeishu {
    /// Chooses how the app is reached; the long connection at the beginning.
    pub fn set_door(&self, door: Door) {
        self.state().app.door = door;
    }

    /// Leaves out an event or a callback such as `card.action.trigger`, as an app that does not subscribe to it.
    pub fn unsubscribe(&self, kind: &str) {
        self.state().app.unsubscribed.insert(kind.into());
    }

    /// Sends something once more as it was, as Feishu does when it takes it for lost.
    pub async fn deliver_again(&self, event: &Value) -> Delivered {
        self.deliver(event.clone(), 1).await
    }

    /// Sends again what is due by the clock.
    pub async fn deliver_due(&self) -> Vec<Delivered> {
        let now = self.clock.now();
        let due = self.state().retries.take_due(now);
        let mut delivered = Vec::new();
        for (event, attempt) in due {
            delivered.push(self.deliver_event_from(event, attempt).await);
        }
        delivered
    }

    /// Sends an event to the app, if it subscribes to it and may see it; again later when nobody acknowledges.
    pub async fn deliver_event(&self, kind: &str, event: Value) -> Delivered {
        let (event, wanted) = self.prepare(kind, &event);
        if wanted { self.deliver_event_from(event, 0).await } else { Delivered::unsent(event) }
    }

    /// Sends a callback to the app, once.
    pub(super) async fn deliver_callback(&self, kind: &str, event: Value) -> Delivered {
        let (event, wanted) = self.prepare(kind, &event);
        if wanted { self.deliver(event, 0).await } else { Delivered::unsent(event) }
    }

    fn prepare(&self, kind: &str, event: &Value) -> (Value, bool) {
        let mut state = self.state();
        let wanted = is_wanted(&state, kind, event);
        (wrap(&mut state, kind, event, self.clock.now()), wanted)
    }

    async fn deliver_event_from(&self, event: Value, attempt: u32) -> Delivered {
        let delivered = self.deliver(event, attempt).await;
        if let Some(wait) = RETRIES.get(attempt as usize).filter(|_| !delivered.acked) {
            let event = delivered.event.clone();
            self.state().retries.plan(event, attempt + 1, self.clock.now(), *wait);
        }
        delivered
    }

    async fn deliver(&self, event: Value, attempt: u32) -> Delivered {
        let door = self.state().app.door.clone();
        let answer = match &door {
            Door::LongConnection => self.send_frames(&event).await,
            Door::Webhook { url } => self.send_webhook(url, &event).await,
        };
        self.tell_change();
        let acked = answer.is_some();
        let answer = answer.filter(|answer| answer.as_object().is_some_and(|said| !said.is_empty()));
        Delivered { acked, attempts: attempt + 1, answer, event }
    }
}

impl Delivered {
    fn unsent(event: Value) -> Self {
        Self { acked: false, attempts: 0, answer: None, event }
    }
}

/// Whether the app subscribes to an event and may see it.
fn is_wanted(state: &State, kind: &str, event: &Value) -> bool {
    let message = &event["message"];
    let mentions_bot = message["mentions"]
        .as_array()
        .into_iter()
        .flatten()
        .any(|mention| mention["id"]["open_id"] == state.app.bot_open_id.as_str());
    let scopes: &[&str] = match kind {
        "im.message.receive_v1" if message["chat_type"] == "p2p" => {
            &["im:message.p2p_msg", "im:message.p2p_msg:readonly"]
        }
        "im.message.receive_v1" if mentions_bot => {
            &["im:message.group_at_msg", "im:message.group_at_msg:readonly", "im:message.group_msg"]
        }
        "im.message.receive_v1" => &["im:message.group_msg"],
        "im.message.reaction.created_v1" | "im.message.reaction.deleted_v1" => {
            &["im:message.reactions:read", "im:message:readonly", "im:message"]
        }
        "contact.user.deleted_v3" => &["contact:contact.base:readonly"],
        _ => &[],
    };
    !state.app.unsubscribed.contains(kind)
        && (scopes.is_empty() || scopes.iter().any(|scope| state.app.scopes.contains(*scope)))
}
