//! The frames of the gateway, in and out.

use std::time::Duration;

use serde_json::{Value, json};

use super::session::Session;

/// Operations in Discord's reference.
const DISPATCH: u64 = 0;
const HEARTBEAT: u64 = 1;
const IDENTIFY: u64 = 2;
const RESUME: u64 = 6;
const RECONNECT: u64 = 7;
const INVALID_SESSION: u64 = 9;
const HELLO: u64 = 10;
const HEARTBEAT_KEPT: u64 = 11;

/// What Discord is asked to tell (bits of its reference, "Gateway Intents"): servers and their channels, messages, reactions.
const INTENTS: u64 = 1 | 1 << 9 | 1 << 10 | 1 << 12 | 1 << 13;
/// And texts that do not mention the bot.
const CONTENT: u64 = 1 << 15;

/// A frame that came in.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Frame {
    /// Something happened.
    Event { kind: String, sequence: u64, event: Value },
    /// The connection is up; a sign of life is due this often.
    Hello { heartbeat: Duration },
    /// A sign of life is wanted now.
    Heartbeat,
    /// Ours arrived.
    HeartbeatKept,
    /// Another connection is wanted.
    Reconnect,
    /// The session is not known, or not for now.
    InvalidSession { resumable: bool },
    /// No frame that we know.
    Other,
}

/// Reads a frame.
pub(super) fn read(text: &str) -> Frame {
    let Ok(frame) = serde_json::from_str::<Value>(text) else { return Frame::Other };
    let data = frame.get("d").unwrap_or(&Value::Null);
    match frame.get("op").and_then(Value::as_u64) {
        Some(DISPATCH) => {
            let kind = frame.get("t").and_then(Value::as_str);
            let sequence = frame.get("s").and_then(Value::as_u64);
            kind.zip(sequence).map_or(Frame::Other, |(kind, sequence)| Frame::Event {
                kind: kind.to_owned(),
                sequence,
                event: data.clone(),
            })
        }
        Some(HELLO) => match data.get("heartbeat_interval").and_then(Value::as_u64) {
            Some(milliseconds) => Frame::Hello { heartbeat: Duration::from_millis(milliseconds.max(1)) },
            None => Frame::Other,
        },
        Some(HEARTBEAT) => Frame::Heartbeat,
        Some(HEARTBEAT_KEPT) => Frame::HeartbeatKept,
        Some(RECONNECT) => Frame::Reconnect,
        Some(INVALID_SESSION) => Frame::InvalidSession { resumable: data == &Value::Bool(true) },
        _ => Frame::Other,
    }
}

/// A sign of life.
pub(super) fn heartbeat(sequence: Option<u64>) -> String {
    json!({ "op": HEARTBEAT, "d": sequence }).to_string()
}

/// Goes on with a session.
pub(super) fn resume(token: &str, session: &Session) -> String {
    let data = json!({ "token": token, "session_id": session.id, "seq": session.sequence });
    json!({ "op": RESUME, "d": data }).to_string()
}

/// Begins a session.
pub(super) fn identify(token: &str, message_content: bool) -> String {
    let intents = if message_content { INTENTS | CONTENT } else { INTENTS };
    let properties = json!({ "os": std::env::consts::OS, "browser": "steward", "device": "steward" });
    json!({ "op": IDENTIFY, "d": { "token": token, "intents": intents, "properties": properties } })
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_read_and_what_is_none_is_left_alone() {
        assert_eq!(
            read(r#"{"op":10,"d":{"heartbeat_interval":41250}}"#),
            Frame::Hello { heartbeat: Duration::from_millis(41_250) }
        );
        assert_eq!(read(r#"{"op":9,"d":false}"#), Frame::InvalidSession { resumable: false });
        assert_eq!(read(r#"{"op":7,"d":null}"#), Frame::Reconnect);
        let event = Frame::Event { kind: "RESUMED".into(), sequence: 4, event: Value::Null };
        assert_eq!(read(r#"{"op":0,"t":"RESUMED","s":4}"#), event);
        for other in ["", "[]", "{}", r#"{"op":0,"t":"X"}"#, r#"{"op":10}"#, r#"{"op":99}"#, r#"{"op":"0"}"#]
        {
            assert_eq!(read(other), Frame::Other, "{other}");
        }
    }

    #[test]
    fn texts_are_asked_for_only_where_they_are_wanted() {
        let intents = |wanted: bool| {
            serde_json::from_str::<Value>(&identify("t", wanted)).unwrap()["d"]["intents"].as_u64().unwrap()
        };
        assert_eq!(intents(true) & CONTENT, CONTENT);
        assert_eq!(intents(false) & CONTENT, 0);
        // Members and presences are privileged, too, and nobody needs them.
        assert_eq!(intents(true) & (1 << 1 | 1 << 8), 0);
    }
}
