//! Calls that Slack accepted: a post carries its row in its metadata.

use serde_json::Value;

use super::Calls;

pub(super) fn take(calls: &mut Calls, call: &Value) {
    let (given, answer) = (&call["arguments"], &call["answer"]);
    let channel = answer["channel"].as_str().unwrap_or_default();
    let ts = answer["ts"].as_str().unwrap_or_default();
    match call["method"].as_str().unwrap_or_default() {
        "conversations.open" => {
            if let (Some(id), Some(user)) = (answer["channel"]["id"].as_str(), given["users"].as_str()) {
                calls.places.insert(id.into(), user.into());
            }
        }
        "chat.update" => {
            calls.heard.messages.insert(ts.into());
        }
        "chat.postMessage" => {
            calls.heard.messages.insert(ts.into());
            let payload = &parsed(&given["metadata"])["event_payload"];
            if payload["part"] == 0 {
                let marker = payload["marker"].as_str().unwrap_or_default();
                calls.post(call, marker, Some(calls.target(channel)), ts, given);
            }
        }
        _ => {}
    }
}

/// JSON that a form carries as text.
fn parsed(given: &Value) -> Value {
    match given.as_str() {
        Some(text) => serde_json::from_str(text).unwrap_or_default(),
        None => given.clone(),
    }
}
