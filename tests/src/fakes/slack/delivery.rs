//! What goes to the app: events, commands and interactions, through its door, and again when nobody acknowledges.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::FakeSlack;
use super::state::{Ack, State};

/// When an event is sent again: at once, after a minute, after five.
const RETRIES: [Duration; 3] = [Duration::ZERO, Duration::from_mins(1), Duration::from_mins(5)];

/// How the app is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// Through the connections that it has opened.
    Socket,
    /// By signed HTTP, at these addresses.
    Http {
        /// The request URL of events.
        events: String,
        /// The request URL of the slash command.
        commands: String,
        /// The request URL of interactivity.
        interactions: String,
    },
}

/// Something for the app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "content")]
pub enum Parcel {
    /// An event in its envelope.
    Event(Value),
    /// The fields of a slash command.
    Command(Value),
    /// A press, or a modal that was submitted or closed.
    Interaction(Value),
}

/// What became of a parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// Whether the app has acknowledged it in time.
    pub acked: bool,
    /// How often it was sent so far; none when the app does not subscribe to it or may not see it.
    pub attempts: u32,
    /// What the app answered with the acknowledgement.
    pub payload: Option<Value>,
    /// What was sent.
    pub parcel: Parcel,
}

impl FakeSlack {
    /// Chooses how the app is reached; Socket Mode at the beginning.
    pub fn set_door(&self, door: Door) {
        self.state().app.door = door;
    }

    /// Leaves out an event such as `app_mention` or `message.im`, as an app that does not subscribe to it.
    pub fn unsubscribe(&self, event: &str) {
        self.state().app.unsubscribed.insert(event.into());
    }

    /// Sends something once more as it was, as Slack does when it takes it for lost.
    pub async fn deliver_again(&self, delivered: &Delivered) -> Delivered {
        self.deliver(delivered.parcel.clone(), 1).await
    }

    /// Sends again what is due by the clock.
    pub async fn deliver_due(&self) -> Vec<Delivered> {
        let now = self.clock.now();
        let due = self.state().retries.take_due(now);
        let mut delivered = Vec::new();
        for (parcel, attempt) in due {
            delivered.push(self.deliver_from(parcel, attempt).await);
        }
        delivered
    }

    /// Sends an event to the app, if it subscribes to it and has the scope.
    pub(super) async fn deliver_event(&self, team: &str, event: Value) -> Delivered {
        let (parcel, is_wanted) = {
            let mut state = self.state();
            let is_wanted = is_wanted(&state, team, &event);
            (Parcel::Event(wrap(&mut state, team, &event, self.clock.now())), is_wanted)
        };
        if is_wanted {
            self.deliver_from(parcel, 0).await
        } else {
            Delivered { acked: false, attempts: 0, payload: None, parcel }
        }
    }

    /// Sends a command or an interaction, once.
    pub(super) async fn deliver_once(&self, parcel: Parcel) -> Delivered {
        self.deliver(parcel, 0).await
    }

    /// Sends an event, beginning with this attempt, and plans the next when nobody acknowledges.
    async fn deliver_from(&self, parcel: Parcel, first: u32) -> Delivered {
        let mut delivered = self.deliver(parcel, first).await;
        let mut attempt = first;
        while !delivered.acked {
            let Some(wait) = RETRIES.get(attempt as usize) else { break };
            attempt += 1;
            if !wait.is_zero() {
                let wait = SignedDuration::try_from(*wait).expect("minutes");
                let parcel = delivered.parcel.clone();
                self.state().retries.plan(parcel, attempt, self.clock.now(), wait);
                break;
            }
            delivered = self.deliver(delivered.parcel, attempt).await;
        }
        delivered
    }

    async fn deliver(&self, parcel: Parcel, attempt: u32) -> Delivered {
        let door = self.state().app.door.clone();
        let ack: Option<Ack> = match &door {
            Door::Socket => self.send_envelope(&parcel, attempt).await,
            Door::Http { events, commands, interactions } => {
                let url = match &parcel {
                    Parcel::Event(_) => events,
                    Parcel::Command(_) => commands,
                    Parcel::Interaction(_) => interactions,
                };
                self.send_signed(url, &parcel, attempt).await
            }
        };
        self.tell_change();
        let acked = ack.is_some();
        Delivered { acked, attempts: attempt + 1, payload: ack.and_then(|ack| ack.payload), parcel }
    }
}

/// Whether the app subscribes to an event and may see it.
fn is_wanted(state: &State, team: &str, event: &Value) -> bool {
    let channel = event["channel"].as_str().and_then(|id| state.channels.get(id));
    let family = channel.map_or("channels", super::state::Channel::family);
    let kind = event["type"].as_str().unwrap_or_default();
    let (name, scope) = match kind {
        "message" => (format!("message.{family}"), Some(format!("{family}:history"))),
        "app_mention" => (kind.into(), Some("app_mentions:read".into())),
        "reaction_added" | "reaction_removed" => (kind.into(), Some("reactions:read".into())),
        _ => (kind.to_owned(), None),
    };
    !state.app.unsubscribed.contains(&name)
        && scope.is_none_or(|scope| state.team(team).scopes.contains(&scope))
}

/// The envelope of an event.
fn wrap(state: &mut State, team: &str, event: &Value, now: Timestamp) -> Value {
    let event_id = state.next_id("Ev");
    let bot = &state.team(team).bot_user;
    json!({
        "token": "verification", "team_id": team, "context_team_id": team, "context_enterprise_id": null,
        "api_app_id": state.app.id, "event": event, "type": "event_callback", "event_id": event_id,
        "event_time": now.as_second(), "is_ext_shared_channel": false, "event_context": format!("4-{event_id}"),
        "authorizations": [{ "enterprise_id": null, "team_id": team, "user_id": bot, "is_bot": true,
                             "is_enterprise_install": false }],
    })
}
