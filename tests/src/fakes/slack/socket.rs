//! Socket Mode: connections of the app, envelopes to it, and its acknowledgements.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};

use super::delivery::Parcel;
use super::state::{Ack, Connection, Frame, Waiting};
use super::{ACK_DEADLINE, FakeSlack};

/// An app may have so many connections.
const MOST_CONNECTIONS: usize = 10;
/// How often a connection is asked whether it still lives.
const PING_EVERY: Duration = Duration::from_secs(10);

#[derive(Deserialize)]
pub(super) struct Ticket {
    ticket: String,
}

pub(super) async fn open(
    State(slack): State<Arc<FakeSlack>>,
    Query(Ticket { ticket }): Query<Ticket>,
    upgrade: WebSocketUpgrade,
) -> Response {
    // A ticket opens one connection.
    if !slack.state().tickets.remove(&ticket) {
        return (StatusCode::NOT_FOUND, "no such ticket").into_response();
    }
    upgrade.on_upgrade(async move |socket| slack.serve(socket).await)
}

impl FakeSlack {
    /// How many connections the app has open.
    pub fn connections(&self) -> usize {
        self.state().connections.len()
    }

    /// Waits until the app has so many connections open.
    pub async fn wait_for_connections(&self, count: usize) {
        self.wait_until(&format!("{count} connections"), |slack| {
            (slack.connections() >= count).then_some(())
        })
        .await;
    }

    /// Ends every connection as Slack does when it moves them: with a word, so that the app opens new ones.
    pub fn refresh_connections(&self) {
        self.end_connections("refresh_requested", true);
    }

    /// Says that every connection will end soon, and leaves them open.
    pub fn warn_connections(&self) {
        self.end_connections("warning", false);
    }

    /// Ends every connection because Socket Mode was switched off.
    pub fn disable_link(&self) {
        self.end_connections("link_disabled", true);
    }

    /// Ends every connection without a word, as a broken line does.
    pub fn cut_connections(&self) {
        for connection in std::mem::take(&mut self.state().connections) {
            let _ = connection.frames.send(Frame::Cut);
        }
        self.tell_change();
    }

    /// Sends a text of any kind to every connection, such as one that no client knows.
    pub fn send_raw(&self, text: &str) {
        for connection in &self.state().connections {
            let _ = connection.frames.send(Frame::Text(text.into()));
        }
    }

    fn end_connections(&self, reason: &str, is_end: bool) {
        let word = json!({ "type": "disconnect", "reason": reason, "debug_info": { "host": "applink-1" } });
        let mut state = self.state();
        for connection in &state.connections {
            let _ = connection.frames.send(Frame::Text(word.to_string()));
            if is_end {
                let _ = connection.frames.send(Frame::Close);
            }
        }
        if is_end {
            state.connections.clear();
        }
        drop(state);
        self.tell_change();
    }

    /// Sends a parcel through the connection whose turn it is; none when nobody acknowledges in time.
    pub(super) async fn send_envelope(&self, parcel: &Parcel, attempt: u32) -> Option<Ack> {
        let (kind, accepts_payload, payload) = match parcel {
            Parcel::Event(event) => ("events_api", false, event),
            Parcel::Command(fields) => ("slash_commands", true, fields),
            Parcel::Interaction(payload) => ("interactive", true, payload),
        };
        let answer = {
            let mut state = self.state();
            let number = state.next_number();
            let id = format!("57eb17e0-0000-4000-8000-{number:012x}");
            let mut envelope = json!({ "envelope_id": id, "type": kind, "payload": payload,
                                       "accepts_response_payload": accepts_payload });
            if kind == "events_api" {
                envelope["retry_attempt"] = attempt.into();
                envelope["retry_reason"] = if attempt > 0 { "timeout" } else { "" }.into();
            }
            state.turn += 1;
            let turn = state.turn % state.connections.len().max(1);
            let connection = state.connections.get(turn)?;
            connection.frames.send(Frame::Text(envelope.to_string())).ok()?;
            let through = connection.id;
            let (sender, answer) = oneshot::channel();
            state.waiting.insert(id, Waiting { through, sender });
            answer
        };
        tokio::time::timeout(ACK_DEADLINE, answer).await.ok()?.ok()
    }

    /// Lives as long as a connection does.
    async fn serve(self: Arc<Self>, mut socket: WebSocket) {
        let (frames, mut to_send) = mpsc::unbounded_channel();
        let Some((id, hello)) = self.welcome(frames) else {
            let word = json!({ "type": "disconnect", "reason": "too_many_websockets",
                               "debug_info": { "host": "applink-1" } });
            let _ = socket.send(Message::Text(word.to_string().into())).await;
            return;
        };
        if socket.send(Message::Text(hello.to_string().into())).await.is_ok() {
            self.tell_change();
            let mut pings = tokio::time::interval(PING_EVERY);
            loop {
                let sent = tokio::select! {
                    frame = to_send.recv() => match frame {
                        Some(Frame::Text(text)) => socket.send(Message::Text(text.into())).await,
                        Some(Frame::Close) => {
                            let _ = socket.send(Message::Close(None)).await;
                            // The client ends the connection, not this side.
                            let farewell = async { while let Some(Ok(_)) = socket.recv().await {} };
                            let _ = tokio::time::timeout(ACK_DEADLINE, farewell).await;
                            break;
                        }
                        Some(Frame::Cut) | None => break,
                    },
                    _ = pings.tick() => socket.send(Message::Ping("Ping from applink-1".into())).await,
                    received = socket.recv() => match received {
                        Some(Ok(Message::Text(text))) => {
                            self.take_ack(&text);
                            Ok(())
                        }
                        Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                        Some(Ok(_)) => Ok(()),
                    },
                };
                if sent.is_err() {
                    break;
                }
            }
        }
        let mut state = self.state();
        state.connections.retain(|connection| connection.id != id);
        // Nobody will acknowledge through it any more.
        state.waiting.retain(|_, waiting| waiting.through != id);
        drop(state);
        self.tell_change();
    }

    /// Notes a connection, unless there are too many.
    fn welcome(&self, frames: mpsc::UnboundedSender<Frame>) -> Option<(u64, Value)> {
        let mut state = self.state();
        if state.connections.len() >= MOST_CONNECTIONS {
            return None;
        }
        let id = state.next_number();
        state.connections.push(Connection { id, frames });
        let hello = json!({
            "type": "hello", "num_connections": state.connections.len(),
            "debug_info": { "host": "applink-1", "build_number": 1, "approximate_connection_time": 18_060 },
            "connection_info": { "app_id": state.app.id },
        });
        Some((id, hello))
    }

    fn take_ack(&self, text: &str) {
        let answer: Value = serde_json::from_str(text).unwrap_or_default();
        let id = answer["envelope_id"].as_str().unwrap_or_default();
        // The official client for JavaScript sends an empty object where it has nothing to say.
        let is_said = |payload: &&Value| payload.as_object().is_some_and(|said| !said.is_empty());
        let payload = answer.get("payload").filter(is_said).cloned();
        if let Some(waiting) = self.state().waiting.remove(id) {
            let _ = waiting.sender.send(Ack { payload });
        }
    }
}
