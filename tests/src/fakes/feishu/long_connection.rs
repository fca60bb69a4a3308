//! The long connection: connections of the app, events to it in pieces, and its acknowledgements.

use std::sync::Arc;

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use prost::Message as _;
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::{mpsc, oneshot};

use super::frame::{CONTROL, DATA, Frame};
use super::state::{Connection, Outgoing, Waiting};
use super::{ACK_DEADLINE, FakeFeishu};

/// An app may have so many connections.
const MOST_CONNECTIONS: usize = 50;
/// The service that connections belong to.
pub(super) const SERVICE: i32 = 33_554_678;

#[derive(Deserialize)]
pub(super) struct Ticket {
    ticket: String,
}

pub(super) async fn open(
    State(feishu): State<Arc<FakeFeishu>>,
    Query(Ticket { ticket }): Query<Ticket>,
    upgrade: WebSocketUpgrade,
) -> Response {
    // A ticket opens one connection.
    if !feishu.state().tickets.remove(&ticket) {
        let told = [("handshake-status", "403"), ("handshake-msg", "forbidden")];
        return (StatusCode::FORBIDDEN, told).into_response();
    }
    if feishu.connections() >= MOST_CONNECTIONS {
        let told = [
            ("handshake-status", "514"),
            ("handshake-msg", "the number of connections exceeded the limit"),
            ("handshake-autherrcode", "1000040350"),
        ];
        return (StatusCode::FORBIDDEN, told).into_response();
    }
    upgrade.on_upgrade(async move |socket| feishu.serve(socket).await)
}

impl FakeFeishu {
    /// How many connections the app has open.
    pub fn connections(&self) -> usize {
        self.state().connections.len()
    }

    /// Waits until the app has so many connections open.
    pub async fn wait_for_connections(&self, count: usize) {
        self.wait_until(&format!("{count} connections"), |feishu| {
            (feishu.connections() >= count).then_some(())
        })
        .await;
    }

    /// Waits until so many pings have come in all.
    pub async fn wait_for_pings(&self, count: u64) {
        self.wait_until(&format!("{count} pings"), |feishu| (feishu.state().pings >= count).then_some(()))
            .await;
    }

    /// Ends every connection properly, as Feishu does when it moves them.
    pub fn close_connections(&self) {
        self.end_connections(|| Outgoing::Close);
    }

    /// Ends every connection without a word, as a broken line does.
    pub fn cut_connections(&self) {
        self.end_connections(|| Outgoing::Cut);
    }

    fn end_connections(&self, how: impl Fn() -> Outgoing) {
        for connection in std::mem::take(&mut self.state().connections) {
            let _ = connection.frames.send(how());
        }
        self.tell_change();
    }

    /// Divides every message from now on into so many frames.
    pub fn divide(&self, pieces: usize) {
        self.state().pieces = pieces;
    }

    /// Sends bytes of any kind to every connection, such as ones that are no frame.
    pub fn send_raw(&self, bytes: &[u8]) {
        for connection in &self.state().connections {
            let _ = connection.frames.send(Outgoing::Bytes(bytes.to_vec()));
        }
    }

    /// Sends one piece of a message to every connection, with a number and a sum that may be wrong.
    pub fn send_piece(&self, message: &str, sum: &str, seq: &str, payload: &[u8]) {
        self.send_raw(&piece(message, sum, seq, payload).encode_to_vec());
    }

    /// Sends an event through the connection whose turn it is; none when nobody acknowledges it in time.
    pub(super) async fn send_frames(&self, event: &Value) -> Option<Value> {
        let answer = {
            let mut state = self.state();
            let message = state.next_id("msg");
            state.turn += 1;
            let turn = state.turn % state.connections.len().max(1);
            let payload = event.to_string().into_bytes();
            let size = payload.len().div_ceil(state.pieces.max(1));
            let pieces: Vec<&[u8]> = payload.chunks(size).collect();
            let sum = pieces.len().to_string();
            let connection = state.connections.get(turn)?;
            for (seq, part) in pieces.into_iter().enumerate() {
                let frame = piece(&message, &sum, &seq.to_string(), part);
                connection.frames.send(Outgoing::Bytes(frame.encode_to_vec())).ok()?;
            }
            let through = connection.id;
            let (sender, answer) = oneshot::channel();
            state.waiting.insert(message, Waiting { through, sender });
            answer
        };
        tokio::time::timeout(ACK_DEADLINE, answer).await.ok()?.ok().and_then(|ack| read_ack(&ack))
    }

    /// Lives as long as a connection does.
    async fn serve(self: Arc<Self>, mut socket: WebSocket) {
        let (frames, mut to_send) = mpsc::unbounded_channel();
        let id = {
            let mut state = self.state();
            let id = state.next_number();
            state.connections.push(Connection { id, frames });
            id
        };
        self.tell_change();
        loop {
            let sent = tokio::select! {
                outgoing = to_send.recv() => match outgoing {
                    Some(Outgoing::Bytes(bytes)) => socket.send(Message::Binary(bytes.into())).await,
                    Some(Outgoing::Close) => {
                        let _ = socket.send(Message::Close(None)).await;
                        let farewell = async { while let Some(Ok(_)) = socket.recv().await {} };
                        let _ = tokio::time::timeout(ACK_DEADLINE, farewell).await;
                        break;
                    }
                    Some(Outgoing::Cut) | None => break,
                },
                received = socket.recv() => match received {
                    Some(Ok(Message::Binary(bytes))) => match self.take_frame(&bytes) {
                        Some(answer) => socket.send(Message::Binary(answer.encode_to_vec().into())).await,
                        None => Ok(()),
                    },
                    Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                    Some(Ok(_)) => Ok(()),
                },
            };
            if sent.is_err() {
                break;
            }
        }
        let mut state = self.state();
        state.connections.retain(|connection| connection.id != id);
        // Nobody will acknowledge through it any more.
        state.waiting.retain(|_, waiting| waiting.through != id);
        drop(state);
        self.tell_change();
    }

    /// Takes a ping or an acknowledgement; the answer to a ping.
    fn take_frame(&self, bytes: &[u8]) -> Option<Frame> {
        let frame = Frame::decode(bytes).ok().filter(|frame| frame.service == SERVICE)?;
        let mut state = self.state();
        if frame.method == CONTROL && frame.header("type") == Some("ping") {
            state.pings += 1;
            let client = serde_json::to_vec(&state.app.client).expect("a configuration in JSON");
            drop(state);
            self.tell_change();
            return Some(Frame::with(CONTROL, SERVICE, &[("type", "pong")], client));
        }
        let is_ack = frame.method == DATA && frame.header("type") == Some("event");
        let message = frame.header("message_id").filter(|_| is_ack)?;
        let ack = serde_json::from_slice(frame.payload.as_deref().unwrap_or_default()).unwrap_or_default();
        if let Some(waiting) = state.waiting.remove(message) {
            let _ = waiting.sender.send(ack);
        }
        None
    }
}

fn piece(message: &str, sum: &str, seq: &str, payload: &[u8]) -> Frame {
    // Callbacks travel under the same type: the official clients leave `card` without an acknowledgement.
    let headers = [
        ("type", "event"),
        ("message_id", message),
        ("sum", sum),
        ("seq", seq),
        ("trace_id", message),
        ("timestamp", "0"),
    ];
    let mut frame = Frame::with(DATA, SERVICE, &headers, payload.to_vec());
    frame.seq_id = 1;
    frame.log_id = 1;
    frame
}

/// What the app answered; none when it says that it has failed.
fn read_ack(ack: &Value) -> Option<Value> {
    if ack["code"] != 200 {
        return None;
    }
    let data = ack["data"].as_str().filter(|data| !data.is_empty());
    let Some(data) = data else { return Some(Value::Null) };
    serde_json::from_slice(&STANDARD.decode(data).ok()?).ok()
}
