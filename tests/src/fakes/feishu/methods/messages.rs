//! Sending, answering and reading messages.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::content;
use crate::fakes::feishu::answer::{Answer, Refusal};
use crate::fakes::feishu::message::Message;
use crate::fakes::feishu::open_api::Calling;
use crate::fakes::feishu::state::{State, TENANT};

/// So long a `uuid` names the message that was sent with it.
const UUID_WINDOW: SignedDuration = SignedDuration::from_hours(1);
/// Longest `uuid` in characters.
const UUID_LIMIT: usize = 50;
/// Most posts to a chat in a second.
const CHAT_PACE: usize = 5;
/// Most posts of an app, or updates, in so many seconds.
const APP_PACES: [(usize, i64); 2] = [(50, 1), (1_000, 60)];

pub(in crate::fakes::feishu) fn create(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let kind = call.arguments.query.get("receive_id_type").map_or("open_id", String::as_str);
    let receiver = call.arguments.needed("receive_id")?;
    let chat = find_receiver(call.state, kind, receiver)?;
    send(call, &chat, None)
}

pub(in crate::fakes::feishu) fn reply(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let parent = call.state.message(call.arguments.id()).cloned().ok_or_else(Refusal::no_message)?;
    if parent.recalled {
        return Err(Refusal::of(230_011, "The message is recalled."));
    }
    check_chat(call.state, &parent.chat)?;
    let chat = parent.chat.clone();
    send(call, &chat, Some(parent))
}

pub(in crate::fakes::feishu) fn get(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let message = call.state.message(call.arguments.id()).ok_or_else(Refusal::no_message)?;
    check_chat(call.state, &message.chat)?;
    // A card is told as it looks, unless the card itself is asked for.
    let as_sent =
        call.arguments.query.get("card_msg_content_type").is_some_and(|kind| kind == "user_card_content");
    Ok(Answer::Data(json!({ "items": [message_json(call.state, message, !as_sent)] })))
}

pub(in crate::fakes::feishu) fn list(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let query = &call.arguments.query;
    let container = query.get("container_id").map(String::as_str).unwrap_or_default();
    let is_thread = query.get("container_id_type").is_some_and(|kind| kind == "thread");
    let chat = if is_thread {
        let is_there = |message: &&Message| message.thread.as_deref() == Some(container);
        let mut all = call.state.chats.values().flat_map(|chat| &chat.messages);
        all.find(is_there).map(|message| message.chat.clone()).ok_or_else(Refusal::no_message)?
    } else {
        container.to_owned()
    };
    let chat = check_chat(call.state, &chat)?;
    let second = |name: &str| query.get(name).and_then(|text| text.parse::<i64>().ok());
    let (from, to) = (second("start_time").unwrap_or(0), second("end_time").unwrap_or(i64::MAX));
    let fits = |message: &&Message| {
        let at = message.created.as_second();
        (from..=to).contains(&at) && (!is_thread || message.thread.as_deref() == Some(container))
    };
    let mut found: Vec<&Message> = chat.messages.iter().filter(fits).collect();
    if query.get("sort_type").is_some_and(|sort| sort == "ByCreateTimeDesc") {
        found.reverse();
    }
    let number =
        |name: &str, standard: usize| query.get(name).and_then(|text| text.parse().ok()).unwrap_or(standard);
    let (begin, size) = (number("page_token", 0), number("page_size", 20).min(50));
    let items: Vec<Value> =
        found.iter().skip(begin).take(size).map(|message| message_json(call.state, message, true)).collect();
    let has_more = begin + size < found.len();
    let token = if has_more { (begin + size).to_string() } else { String::new() };
    Ok(Answer::Data(json!({ "has_more": has_more, "page_token": token, "items": items })))
}

/// The chat of whom a message is for.
fn find_receiver(state: &mut State, kind: &str, receiver: &str) -> Result<String, Refusal> {
    if kind == "chat_id" {
        return check_chat(state, receiver).map(|chat| chat.id.clone());
    }
    let user = state.users.values().find(|user| match kind {
        "open_id" => user.open_id == receiver,
        "union_id" => user.union_id == receiver,
        "user_id" => user.user_id == receiver,
        "email" => user.email.as_deref() == Some(receiver),
        _ => false,
    });
    let user = user.ok_or_else(|| Refusal::of(230_034, "The receive_id is invalid."))?;
    if user.resigned || !user.available {
        return Err(Refusal::of(230_013, "Bot has NO availability to this user."));
    }
    let open_id = user.open_id.clone();
    Ok(state.direct(&open_id))
}

/// A chat that the bot may speak in.
pub(super) fn check_chat<'a>(
    state: &'a State,
    id: &str,
) -> Result<&'a crate::fakes::feishu::state::Chat, Refusal> {
    let chat = state.chats.get(id).ok_or_else(|| Refusal::of(230_034, "The receive_id is invalid."))?;
    if chat.disbanded {
        return Err(Refusal::of(230_045, "The chat has been dissolved."));
    }
    if !chat.with_bot {
        return Err(Refusal::of(230_002, "The bot can not be outside the group."));
    }
    let lost = |id: &String| state.users.get(id).is_none_or(|user| user.resigned || !user.available);
    if chat.direct && chat.members.iter().any(lost) {
        return Err(Refusal::of(230_013, "Bot has NO availability to this user."));
    }
    Ok(chat)
}

fn send(call: &mut Calling<'_>, chat: &str, parent: Option<Message>) -> Result<Answer, Refusal> {
    if !call.state.app.has_bot {
        return Err(Refusal::of(230_006, "Bot ability is not activated."));
    }
    let kind = call.arguments.needed("msg_type")?.to_owned();
    let content = content::read(call.state, &kind, call.arguments.needed("content")?)?;
    let uuid = call.arguments.text("uuid").map(String::from);
    if uuid.as_ref().is_some_and(|uuid| uuid.chars().count() > UUID_LIMIT) {
        return Err(Refusal::parameter("uuid is longer than 50 characters"));
    }
    if let Some(sent) = uuid.as_ref().and_then(|uuid| sent_with(call.state, uuid, call.now)) {
        return Ok(Answer::Data(sent));
    }
    keep_chat_pace(call, chat)?;
    let in_thread = call.arguments.body["reply_in_thread"] == true;
    let thread = match &parent {
        Some(parent) if parent.thread.is_some() => parent.thread.clone(),
        Some(_) if in_thread => Some(call.state.next_id("omt")),
        _ => None,
    };
    if let Some(root) = parent.as_ref().and_then(|parent| call.state.message_mut(&parent.id)) {
        root.thread.clone_from(&thread);
    }
    let message = Message {
        id: call.state.next_id("om"),
        chat: chat.to_owned(),
        root: parent.as_ref().map(|parent| parent.root.clone().unwrap_or_else(|| parent.id.clone())),
        parent: parent.map(|parent| parent.id),
        thread,
        kind,
        content,
        author: None,
        created: call.now,
        updated: call.now,
        edits: 0,
        recalled: false,
        urgent: BTreeSet::new(),
        reactions: Vec::new(),
        only_for: None,
    };
    if let Some(uuid) = uuid {
        call.state.uuids.insert(uuid, (call.now, message.id.clone()));
    }
    let data = message_json(call.state, &message, false);
    let chat = call.state.chat_mut(chat);
    chat.posts.push(call.now);
    chat.messages.push(message);
    Ok(Answer::Data(data))
}

/// What was sent with a `uuid` less than an hour ago.
fn sent_with(state: &State, uuid: &str, now: Timestamp) -> Option<Value> {
    let (at, id) = state.uuids.get(uuid)?;
    if now.duration_since(*at) >= UUID_WINDOW {
        return None;
    }
    state.message(id).map(|message| message_json(state, message, false))
}

fn keep_chat_pace(call: &mut Calling<'_>, chat: &str) -> Result<(), Refusal> {
    let second = |at: &&Timestamp| call.now.duration_since(**at) < SignedDuration::from_secs(1);
    let posts = call.state.chat(chat).posts.iter().filter(second).count();
    if call.state.paced && posts >= CHAT_PACE {
        call.state.refused += 1;
        return Err(Refusal::of(230_020, "This operation triggers the frequency limit."));
    }
    keep_app_pace(call, "posts")
}

/// Refuses what is more than an app may send or update.
pub(super) fn keep_app_pace(call: &mut Calling<'_>, what: &'static str) -> Result<(), Refusal> {
    let now = call.now;
    let taken = call.state.app_pace.entry(what).or_default();
    let within = |at: &Timestamp, seconds| now.duration_since(*at) < SignedDuration::from_secs(seconds);
    while taken.front().is_some_and(|at| !within(at, 60)) {
        taken.pop_front();
    }
    let is_full = |(most, seconds): (usize, i64)| {
        taken.iter().rev().take_while(|at| within(at, seconds)).count() >= most
    };
    if APP_PACES.into_iter().any(is_full) && call.state.paced {
        call.state.refused += 1;
        return Err(Refusal::rate(1));
    }
    taken.push_back(now);
    Ok(())
}

/// A message in Feishu's own form. A card that is read shows its title and its texts, not what it was made from.
pub(super) fn message_json(state: &State, message: &Message, read: bool) -> Value {
    let content = if message.kind == "interactive" && read {
        let lines: Vec<Value> =
            message.lines().into_iter().map(|text| json!([{ "tag": "text", "text": text }])).collect();
        json!({ "title": message.title(), "elements": lines })
    } else {
        message.content.clone()
    };
    let sender = match &message.author {
        Some(open_id) => {
            json!({ "id": open_id, "id_type": "open_id", "sender_type": "user", "tenant_key": TENANT })
        }
        None => {
            json!({ "id": state.app.id, "id_type": "app_id", "sender_type": "app", "tenant_key": TENANT })
        }
    };
    let stamp = |at: Timestamp| at.as_millisecond().to_string();
    let mut told = json!({
        "message_id": message.id, "msg_type": message.kind, "chat_id": message.chat, "sender": sender,
        "create_time": stamp(message.created), "update_time": stamp(message.updated),
        "deleted": message.recalled, "updated": message.edits > 0, "body": { "content": content.to_string() },
    });
    let beside = [("root_id", &message.root), ("parent_id", &message.parent), ("thread_id", &message.thread)];
    for (name, value) in beside {
        if let Some(value) = value {
            told[name] = value.as_str().into();
        }
    }
    told
}
