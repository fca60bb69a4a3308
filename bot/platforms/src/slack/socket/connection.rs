//! One connection of Socket Mode: reads envelopes, acknowledges in time each that is kept, and leaves when Slack asks it to.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, interval, timeout};
use tokio_tungstenite::tungstenite::{Bytes, Message};

use super::Stream;
use crate::slack::desk::Desk;
use crate::slack::inbound::Kind;
use crate::taken::Taken;

/// How often we ask whether the far side is still there.
const PING_EVERY: Duration = Duration::from_secs(15);
/// Without a sign of life for so long a connection is taken to be dead.
const SILENCE: Duration = Duration::from_secs(50);
/// How long a connection that is to be left is still read, for what Slack has sent already.
const LEAVING: Duration = Duration::from_secs(30);
/// How long acknowledgements may take to go out at the end.
const DRAIN: Duration = Duration::from_secs(3);

/// What a frame asks for.
#[derive(Debug, PartialEq)]
enum Frame {
    /// Something happened; it is to be acknowledged by its id.
    Envelope { id: String, kind: Kind, payload: Value, takes_payload: bool },
    /// Something of a kind unknown to us; it is acknowledged all the same.
    Unknown { id: String },
    /// The connection is up.
    Hello,
    /// The connection will be closed.
    Disconnect { reason: String },
    /// No frame of Slack's.
    Noise,
}

/// Serves a connection to its end. `leave` is used when another is to be opened in its place, and dropped when it breaks.
pub(super) async fn serve(
    mut stream: Stream,
    desk: Arc<Desk>,
    leave: oneshot::Sender<()>,
    mut stopped: watch::Receiver<bool>,
) {
    let (acknowledge, mut acknowledgements) = mpsc::unbounded_channel();
    let mut taking = JoinSet::new();
    let mut leave = Some(leave);
    let mut pings = interval(PING_EVERY);
    let mut heard = Instant::now();
    let mut until: Option<Instant> = None;
    loop {
        let is_over = until.is_some_and(|until| Instant::now() >= until);
        if is_over || heard.elapsed() > SILENCE {
            break;
        }
        tokio::select! {
            frame = stream.next() => {
                heard = Instant::now();
                let text = match frame {
                    Some(Ok(Message::Text(text))) => text,
                    Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                    Some(Ok(_)) => continue,
                };
                match read(&text) {
                    Frame::Envelope { id, kind, payload, takes_payload } => {
                        let (desk, acknowledge) = (Arc::clone(&desk), acknowledge.clone());
                        taking.spawn(async move {
                            if let Taken::Kept(answer) = desk.take(kind, payload).await {
                                let _ = acknowledge.send(acknowledgement(&id, answer.filter(|_| takes_payload)));
                            }
                        });
                    }
                    Frame::Unknown { id } => {
                        tracing::warn!(envelope = id, "an envelope of a kind unknown to us");
                        let _ = acknowledge.send(acknowledgement(&id, None));
                    }
                    Frame::Hello => tracing::debug!("Socket Mode is up"),
                    Frame::Disconnect { reason } => {
                        tracing::info!(reason, "Slack asks for another connection");
                        until = Some(Instant::now() + LEAVING);
                        // Where Socket Mode is switched off, the next connection waits as after a failure.
                        if let Some(leave) = leave.take().filter(|_| reason != "link_disabled") {
                            let _ = leave.send(());
                        }
                    }
                    Frame::Noise => tracing::warn!("a frame that is not understood"),
                }
            }
            Some(text) = acknowledgements.recv() => {
                if stream.send(Message::text(text)).await.is_err() {
                    break;
                }
            }
            Some(_) = taking.join_next() => {}
            _ = pings.tick() => {
                if stream.send(Message::Ping(Bytes::new())).await.is_err() {
                    break;
                }
            }
            _ = stopped.changed() => break,
        }
    }
    // What is under way is acknowledged where it came from.
    let last = async {
        while taking.join_next().await.is_some() {}
        drop(acknowledge);
        while let Some(text) = acknowledgements.recv().await {
            if stream.send(Message::text(text)).await.is_err() {
                break;
            }
        }
        let _ = stream.close(None).await;
    };
    let _ = timeout(DRAIN, last).await;
}

fn acknowledgement(id: &str, answer: Option<Value>) -> String {
    match answer {
        Some(payload) => json!({ "envelope_id": id, "payload": payload }).to_string(),
        None => json!({ "envelope_id": id }).to_string(),
    }
}

fn read(text: &str) -> Frame {
    let Ok(mut frame) = serde_json::from_str::<Value>(text) else { return Frame::Noise };
    let of = |key: &str| frame.get(key).and_then(Value::as_str).map(str::to_owned);
    let kind = match of("type").as_deref() {
        Some("hello") => return Frame::Hello,
        Some("disconnect") => return Frame::Disconnect { reason: of("reason").unwrap_or_default() },
        Some("events_api") => Some(Kind::Event),
        Some("slash_commands") => Some(Kind::Command),
        Some("interactive") => Some(Kind::Interaction),
        _ => None,
    };
    let takes_payload = frame.get("accepts_response_payload") == Some(&Value::Bool(true));
    match (of("envelope_id"), kind) {
        (Some(id), Some(kind)) => {
            let payload = frame.get_mut("payload").map(Value::take).unwrap_or_default();
            Frame::Envelope { id, kind, payload, takes_payload }
        }
        (Some(id), None) => Frame::Unknown { id },
        (None, _) => Frame::Noise,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_is_told_by_its_type() {
        let event =
            r#"{"type":"events_api","envelope_id":"e1","accepts_response_payload":false,"payload":{"a":1}}"#;
        let wanted = Frame::Envelope {
            id: "e1".into(),
            kind: Kind::Event,
            payload: json!({ "a": 1 }),
            takes_payload: false,
        };
        assert_eq!(read(event), wanted);
        assert_eq!(read(r#"{"type":"hello","num_connections":1}"#), Frame::Hello);
        let leave = Frame::Disconnect { reason: "refresh_requested".into() };
        assert_eq!(read(r#"{"type":"disconnect","reason":"refresh_requested"}"#), leave);
        assert_eq!(read(r#"{"type":"news_of_2027","envelope_id":"e2"}"#), Frame::Unknown { id: "e2".into() });
        for noise in ["", "{", "[]", "7", r#"{"type":"events_api"}"#, r#"{"envelope_id":7}"#] {
            assert_eq!(read(noise), Frame::Noise, "{noise}");
        }
    }

    #[test]
    fn an_answer_travels_with_the_acknowledgement() {
        assert_eq!(acknowledgement("e1", None), r#"{"envelope_id":"e1"}"#);
        let answer = acknowledgement("e1", Some(json!({ "response_action": "errors" })));
        assert_eq!(answer, r#"{"envelope_id":"e1","payload":{"response_action":"errors"}}"#);
    }
}
