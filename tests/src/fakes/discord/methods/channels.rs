//! Channels, direct messages and threads.

use super::super::gateway;
use super::super::objects;
use super::super::permissions::{self, CREATE_PUBLIC_THREADS, VIEW_CHANNEL};
use super::super::refusal::{Problem, Refusal};
use super::super::rest::{Answer, Calling};
use super::super::state::{Channel, State, kind};
use jiff::Timestamp;
use serde_json::Value;

pub(super) fn get(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    permissions::need(call.state, call.id(0), VIEW_CHANNEL)?;
    Ok(Answer::with(objects::channel(call.state, call.state.channel(call.id(0)))))
}

pub(super) fn typing(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    permissions::need(call.state, call.id(0), VIEW_CHANNEL)?;
    Ok(Answer::nothing())
}

/// Opens the direct messages with a person. A closed mailbox is seen only when something is sent.
pub(super) fn create_dm(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let wanted = call.body["recipient_id"].as_str().unwrap_or_default();
    let person = call.state.users.get(wanted).ok_or_else(|| Refusal::unknown(10_013, "User"))?;
    if person.is_bot {
        return Err(Refusal::bad_request(50_007, "Cannot send messages to this user"));
    }
    let person = person.id.clone();
    let channel = begin_direct(call.state, &person, call.now);
    Ok(Answer::with(objects::channel(call.state, call.state.channel(&channel))))
}

/// The direct messages with a person, begun where there are none.
pub(in crate::fakes::discord) fn begin_direct(state: &mut State, person: &str, now: Timestamp) -> String {
    let own = state.channels.values().find(|channel| channel.person.as_deref() == Some(person));
    if let Some(channel) = own {
        return channel.id.clone();
    }
    let id = state.next_id(now);
    let channel = Channel {
        id: id.clone(),
        kind: kind::DIRECT,
        name: String::new(),
        guild: None,
        person: Some(person.to_owned()),
        parent: None,
        archived: false,
        locked: false,
        denied: 0,
        messages: Vec::new(),
    };
    state.channels.insert(id.clone(), channel);
    id
}

/// Begins the thread of a message for the bot.
pub(super) fn create_thread(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let (parent, message) = (call.id(0).to_owned(), call.id(1).to_owned());
    permissions::need(call.state, &parent, CREATE_PUBLIC_THREADS)?;
    let name = call.body["name"].as_str().unwrap_or_default();
    if !(1..=100).contains(&name.chars().count()) {
        let told = "Must be between 1 and 100 in length.".to_owned();
        let problem = Problem { path: "name".into(), code: "BASE_TYPE_BAD_LENGTH", message: told };
        return Err(Refusal::invalid_form(&[problem]));
    }
    begin_thread(call.state, &parent, &message, name).map(Answer::created)
}

/// Begins the thread of a message, which has the message's id, and tells of it; it in Discord's own form.
pub(in crate::fakes::discord) fn begin_thread(
    state: &mut State,
    parent: &str,
    message: &str,
    name: &str,
) -> Result<Value, Refusal> {
    let of = state.channel(parent);
    if of.kind != kind::TEXT {
        return Err(Refusal::bad_request(50_024, "Cannot execute action on this channel type"));
    }
    let guild = of.guild.clone();
    if state.message(parent, message).is_none() {
        return Err(Refusal::unknown(10_008, "Message"));
    }
    if state.channels.contains_key(message) {
        return Err(Refusal::bad_request(160_004, "A thread has already been created for this message"));
    }
    let thread = Channel {
        id: message.to_owned(),
        kind: kind::THREAD,
        name: name.to_owned(),
        guild,
        person: None,
        parent: Some(parent.to_owned()),
        archived: false,
        locked: false,
        denied: 0,
        messages: Vec::new(),
    };
    state.channels.insert(message.to_owned(), thread);
    let shown = objects::channel(state, state.channel(message));
    gateway::dispatch(state, "THREAD_CREATE", &shown);
    if let Some(kept) = state.message_mut(parent, message) {
        kept.shown["thread"] = shown.clone();
        kept.shown["flags"] = (kept.shown["flags"].as_u64().unwrap_or_default() | 1 << 5).into();
    }
    Ok(shown)
}
