//! Messages: sending, reading, editing, deleting.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::super::check;
use super::super::files;
use super::super::gateway;
use super::super::interaction;
use super::super::permissions::{
    self, ATTACH_FILES, EMBED_LINKS, MANAGE_MESSAGES, READ_MESSAGE_HISTORY, VIEW_CHANNEL, to_send,
};
use super::super::post::{self, Post};
use super::super::refusal::Refusal;
use super::super::rest::{Answer, Calling};
use super::super::state::{State, kind};

/// So long a nonce that is enforced keeps a second message away.
const NONCE_LIVES: SignedDuration = SignedDuration::from_mins(5);

pub(super) fn create(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let place = call.id(0).to_owned();
    may_write(call, &place)?;
    check::message(call.body, call.files.len())?;
    files::check(call.body, &call.files, &[])?;
    let answered = call.body["message_reference"]["message_id"].as_str();
    let must_exist = call.body["message_reference"]["fail_if_not_exists"] != false;
    if answered.is_some_and(|parent| must_exist && call.state.message(&place, parent).is_none()) {
        let message = "Unknown message".to_owned();
        let path = "message_reference".into();
        let code = "REPLIES_UNKNOWN_MESSAGE";
        return Err(Refusal::invalid_form(&[super::super::refusal::Problem { path, code, message }]));
    }
    if let Some(same) = same_nonce(call, &place) {
        return Ok(Answer::with(same));
    }
    call.state.channel_mut(&place).archived = false;
    let author = call.state.app.bot.clone();
    let post = Post { channel: &place, author: &author, only_for: None, now: call.now };
    Ok(Answer::with(post::add(call.state, &post, call.body, std::mem::take(&mut call.files))))
}

/// The message that this one would double.
fn same_nonce(call: &Calling<'_>, place: &str) -> Option<Value> {
    let nonce = &call.body["nonce"];
    let nonce =
        nonce.as_str().map(String::from).or_else(|| nonce.as_u64().map(|number| number.to_string()))?;
    if call.body["enforce_nonce"] != true {
        return None;
    }
    let is_same = |own: &&super::super::state::Kept| {
        let young = |at| call.now.duration_since(at) < NONCE_LIVES;
        own.nonce.as_ref().is_some_and(|(kept, at)| *kept == nonce && young(*at))
    };
    call.state.channel(place).messages.iter().rev().find(is_same).map(|kept| kept.shown.clone())
}

/// Whether the bot may write in a channel, with what it has.
fn may_write(call: &Calling<'_>, place: &str) -> Result<(), Refusal> {
    let state = &*call.state;
    let Some(channel) = state.channels.get(place) else { return Err(Refusal::unknown(10_003, "Channel")) };
    if let Some(person) = &channel.person {
        let shared = state.guilds.values().any(|guild| guild.with_bot && guild.members.contains_key(person));
        if !shared {
            let message = "Cannot send messages to this user due to having no mutual guilds";
            return Err(Refusal::forbidden(50_278, message));
        }
        if state.user(person).closed {
            return Err(Refusal::forbidden(50_007, "Cannot send messages to this user"));
        }
    }
    let mut needed = to_send(channel);
    let is_reply = !call.body["message_reference"].is_null();
    if is_reply && channel.guild.is_some() && permissions::need(state, place, READ_MESSAGE_HISTORY).is_err() {
        let message = "Cannot reply without permission to read message history";
        return Err(Refusal::bad_request(160_002, message));
    }
    if call.body["embeds"].as_array().is_some_and(|embeds| !embeds.is_empty()) {
        needed |= EMBED_LINKS;
    }
    if !call.files.is_empty() {
        needed |= ATTACH_FILES;
    }
    permissions::need(state, place, needed)?;
    if channel.kind == kind::THREAD && channel.locked {
        return Err(Refusal::bad_request(160_005, "Thread is locked"));
    }
    Ok(())
}

/// Whatever is written in an archived thread opens it again; all else is refused there.
fn must_be_open(state: &State, place: &str) -> Result<(), Refusal> {
    let is_archived = state.channels.get(place).is_some_and(|channel| channel.archived);
    if is_archived { Err(Refusal::bad_request(50_083, "Thread is archived")) } else { Ok(()) }
}

/// The newest first; what only one person sees is in no history.
pub(super) fn list(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    permissions::need(call.state, call.id(0), VIEW_CHANNEL)?;
    let channel = call.state.channel(call.id(0));
    if permissions::of(call.state, channel, &call.state.app.bot) & READ_MESSAGE_HISTORY == 0 {
        return Ok(Answer::with(json!([])));
    }
    let limit = call.parameter("limit").and_then(|text| text.parse().ok()).unwrap_or(50);
    let number = |value: &str| value.parse::<u64>().unwrap_or_default();
    let id = |message: &Value| number(message["id"].as_str().unwrap_or_default());
    let mut all: Vec<Value> = channel
        .messages
        .iter()
        .filter(|kept| kept.only_for.is_none())
        .map(|kept| kept.shown.clone())
        .filter(|message| call.parameter("before").is_none_or(|before| id(message) < number(before)))
        .filter(|message| call.parameter("after").is_none_or(|after| id(message) > number(after)))
        .collect();
    // After an id the oldest come, otherwise the newest.
    if call.parameter("after").is_some() {
        all.truncate(limit);
    } else {
        all.drain(..all.len().saturating_sub(limit));
    }
    all.reverse();
    Ok(Answer::with(all))
}

pub(super) fn get(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    permissions::need(call.state, call.id(0), READ_MESSAGE_HISTORY)?;
    let kept = call.state.message(call.id(0), call.id(1)).filter(|kept| kept.only_for.is_none());
    kept.map(|kept| Answer::with(kept.shown.clone())).ok_or_else(|| Refusal::unknown(10_008, "Message"))
}

pub(super) fn update(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let (place, message) = (call.id(0).to_owned(), call.id(1).to_owned());
    permissions::need(call.state, &place, VIEW_CHANNEL)?;
    let kept = call.state.message(&place, &message).filter(|kept| kept.only_for.is_none());
    let kept = kept.ok_or_else(|| Refusal::unknown(10_008, "Message"))?;
    if kept.shown["author"]["id"] != call.state.app.bot.as_str() {
        return Err(Refusal::forbidden(50_005, "Cannot edit a message authored by another user"));
    }
    must_be_open(call.state, &place)?;
    if !call.files.is_empty() {
        permissions::need(call.state, &place, ATTACH_FILES)?;
    }
    edit(call, &place, &message)
}

/// Edits a message that may be edited.
pub(super) fn edit(call: &mut Calling<'_>, place: &str, message: &str) -> Result<Answer, Refusal> {
    let whole = interaction::merged(call.state, place, message, call.body)?;
    check::message(&whole, call.files.len())?;
    files::check(call.body, &call.files, &call.state.files_of(place, message))?;
    let content = (call.body, std::mem::take(&mut call.files));
    let edited = interaction::edit(call.state, call.now, place, message, content);
    edited.map(Answer::with).ok_or_else(|| Refusal::unknown(10_008, "Message"))
}

pub(super) fn delete(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let (place, message) = (call.id(0).to_owned(), call.id(1).to_owned());
    permissions::need(call.state, &place, VIEW_CHANNEL)?;
    let kept = call.state.message(&place, &message).ok_or_else(|| Refusal::unknown(10_008, "Message"))?;
    if kept.shown["author"]["id"] != call.state.app.bot.as_str() {
        permissions::need(call.state, &place, MANAGE_MESSAGES)?;
    }
    remove(call.state, &place, &message)
}

/// Removes a message and tells of it.
pub(in crate::fakes::discord) fn remove(
    state: &mut State,
    place: &str,
    message: &str,
) -> Result<Answer, Refusal> {
    if state.message(place, message).is_none() {
        return Err(Refusal::unknown(10_008, "Message"));
    }
    let channel = state.channel_mut(place);
    channel.messages.retain(|kept| kept.shown["id"] != message);
    let mut told = json!({ "id": message, "channel_id": place });
    if let Some(guild) = &channel.guild {
        told["guild_id"] = guild.as_str().into();
    }
    gateway::dispatch(state, "MESSAGE_DELETE", &told);
    Ok(Answer::nothing())
}
