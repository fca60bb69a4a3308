//! What events say, in Feishu's own form.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::message::Message;
use super::state::{State, TENANT, User};

/// An event or a callback with its header.
pub(super) fn wrap(state: &mut State, kind: &str, event: &Value, now: Timestamp) -> Value {
    let number = state.next_number();
    json!({
        "schema": "2.0",
        "header": {
            "event_id": format!("{number:032x}"), "event_type": kind,
            "create_time": now.as_millisecond().to_string(), "token": state.app.verification_token,
            "app_id": state.app.id, "tenant_key": TENANT,
        },
        "event": event,
    })
}

pub(super) fn person_ids(user: &User) -> Value {
    json!({ "open_id": user.open_id, "union_id": user.union_id, "user_id": user.user_id })
}

/// A person as their colleagues see them.
pub(super) fn profile(user: &User) -> Value {
    json!({
        "open_id": user.open_id, "union_id": user.union_id, "user_id": user.user_id, "name": user.name,
        "en_name": "", "nickname": "", "email": user.email.clone().unwrap_or_default(),
        "enterprise_email": "", "mobile": user.mobile.clone().unwrap_or_default(), "mobile_visible": true,
        "gender": 0, "department_ids": ["0"], "time_zone": user.zone, "is_tenant_manager": false,
        "status": { "is_frozen": false, "is_resigned": user.resigned, "is_activated": true,
                    "is_exited": false, "is_unjoin": false },
    })
}

/// `im.message.receive_v1`: somebody wrote a message that mentions these people, the bot among them.
pub(super) fn received(state: &State, message: &Message, mentions: &[Value]) -> Value {
    let author = state.user(message.author.as_deref().unwrap_or_default());
    let direct = state.chat(&message.chat).direct;
    let mut told = json!({
        "message_id": message.id, "create_time": message.created.as_millisecond().to_string(),
        "update_time": message.updated.as_millisecond().to_string(), "chat_id": message.chat,
        "chat_type": if direct { "p2p" } else { "group" }, "message_type": message.kind,
        "content": message.content.to_string(), "user_agent": "Mozilla/5.0 Lark/7.50",
    });
    let beside = [("root_id", &message.root), ("parent_id", &message.parent), ("thread_id", &message.thread)];
    for (name, value) in beside {
        if let Some(value) = value {
            told[name] = value.as_str().into();
        }
    }
    if !mentions.is_empty() {
        told["mentions"] = mentions.into();
    }
    let sender = json!({ "sender_id": person_ids(author), "sender_type": "user", "tenant_key": TENANT });
    json!({ "sender": sender, "message": told })
}

/// The text as Feishu stores it, with a place for each `@name`, and whom the places stand for.
pub(super) fn with_mentions(state: &State, text: &str) -> (String, Vec<Value>) {
    let mut stored = text.to_owned();
    let mut mentions = Vec::new();
    let bot = json!({ "open_id": state.app.bot_open_id, "union_id": "on_bot", "user_id": "" });
    let people = state.users.values().map(|user| (user.name.clone(), person_ids(user)));
    for (name, ids) in std::iter::once((state.app.name.clone(), bot)).chain(people) {
        let written = format!("@{name}");
        if stored.contains(&written) {
            let key = format!("@_user_{}", mentions.len() + 1);
            stored = stored.replace(&written, &key);
            mentions.push(json!({ "key": key, "id": ids, "name": name, "tenant_key": TENANT }));
        }
    }
    (stored, mentions)
}
