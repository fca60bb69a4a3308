//! What Slack says about what people do, in its own form.

use std::fmt::Write;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::message::Message;
use super::state::{Hook, State, Trigger, User};

/// What is the same in everything that a person does by hand.
pub(super) fn base(state: &State, user: &User) -> Value {
    let team = state.team(&user.team);
    json!({
        "api_app_id": state.app.id, "token": "verification", "enterprise": null, "is_enterprise_install": false,
        "team": { "id": user.team, "domain": team.domain },
        "user": { "id": user.id, "username": user.name, "name": user.name, "team_id": user.team },
    })
}

/// The right to open a modal in answer to what a person has just done.
pub(super) fn new_trigger(state: &mut State, user: &str, now: Timestamp) -> String {
    let number = state.next_number();
    let id = format!("{number}.{}.{number:032x}", now.as_second());
    let trigger = Trigger { user: user.to_owned(), issued: now, used: false };
    state.triggers.insert(id.clone(), trigger);
    id
}

/// An address to which the app may answer.
pub(super) fn new_hook(state: &mut State, address: &str, hook: Hook) -> String {
    let id = format!("{}-{}", hook.user, state.next_number());
    state.hooks.insert(id.clone(), hook);
    format!("{address}/hooks/{id}")
}

/// What a person types arrives with Slack's three escapes, and with their mentions by id.
pub(super) fn escaped(state: &State, team: &str, text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let mut written = String::new();
    for (index, part) in text.split('@').enumerate() {
        let end = part.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        let person = state.users.values().find(|user| user.team == team && user.name == name);
        // Writing to a String cannot fail.
        let _ = match person.filter(|_| index > 0) {
            Some(person) => write!(written, "<@{}>{rest}", person.id),
            None if index > 0 => write!(written, "@{part}"),
            None => write!(written, "{part}"),
        };
    }
    written
}

/// A message that a person has written.
pub(super) fn user_message(user: &User, text: &str, ts: &str, thread: Option<&str>) -> Value {
    let run = json!({ "type": "text", "text": text });
    let mut message = json!({
        "type": "message", "user": user.id, "ts": ts, "team": user.team, "text": text,
        "client_msg_id": format!("c{ts}"),
        "blocks": [{ "type": "rich_text", "block_id": "typed",
                     "elements": [{ "type": "rich_text_section", "elements": [run] }] }],
    });
    if let Some(thread) = thread {
        message["thread_ts"] = thread.into();
    }
    message
}

/// Where a press on a message has happened, and what of the message is told.
pub(super) fn on_message(payload: &mut Value, state: &State, message: &Message) {
    let channel = state.channel(&message.channel);
    payload["container"] = json!({ "type": "message", "message_ts": message.ts(), "channel_id": channel.id,
                                   "is_ephemeral": message.ephemeral });
    if let Some(thread) = message.thread() {
        payload["container"]["thread_ts"] = thread.into();
    }
    let name = if channel.name.is_empty() { "directmessage" } else { &channel.name };
    payload["channel"] = json!({ "id": channel.id, "name": name });
    payload["state"] = json!({ "values": {} });
    // Of a message that only one person sees Slack tells nothing but its time stamp.
    if !message.ephemeral {
        payload["message"] = message.shown.clone();
    }
}
