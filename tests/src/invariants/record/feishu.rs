//! Calls that Feishu accepted: a post carries its row as its `uuid`, and further parts of a long message carry more.

use serde_json::Value;

use super::Calls;

/// Characters of a marker that stands alone.
const MARKER_LENGTH: usize = 36;

pub(super) fn take(calls: &mut Calls, call: &Value) {
    let (given, answer) = (&call["arguments"]["body"], &call["answer"]);
    let method = call["method"].as_str().unwrap_or_default();
    if !method.starts_with("im.v1.message.") {
        return;
    }
    let message = answer["data"]["message_id"].as_str().unwrap_or_default();
    calls.heard.messages.insert(message.to_owned());
    let uuid = given["uuid"].as_str().unwrap_or_default();
    if uuid.len() == MARKER_LENGTH && matches!(method, "im.v1.message.create" | "im.v1.message.reply") {
        let target = given["receive_id"].as_str().map(str::to_owned);
        calls.post(call, uuid, target, message, given);
    }
}
