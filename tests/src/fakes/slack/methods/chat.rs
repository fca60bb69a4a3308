//! `chat.*`: posting, changing and removing messages.

use serde_json::{Value, json};

use super::chat_check::{self, Content};
use super::conversations;
use crate::fakes::slack::answer::Refusal;
use crate::fakes::slack::state::{Channel, Ephemeral};
use crate::fakes::slack::web_api::Calling;

/// A channel takes a post of an app once in this time, in milliseconds, where the pace is kept.
const PACE_MILLISECONDS: i64 = 1000;

pub(in crate::fakes::slack) fn post_message(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let channel = where_to_post(call)?;
    let content = chat_check::content(call)?;
    let thread = call.arguments.text("thread_ts");
    if let Some(thread) = &thread {
        call.state.channel(&channel).message(thread).ok_or_else(|| Refusal::of("thread_not_found"))?;
    }
    keep_pace(call, &channel)?;
    let ts = call.state.next_stamp(call.now);
    let mut message = own_message(call, &ts, content);
    if let Some(thread) = &thread {
        message["thread_ts"] = thread.clone().into();
    }
    let target = call.state.channel_mut(&channel);
    target.posts.push(call.now);
    if let Some(parent) = thread.as_deref().and_then(|thread| target.message_mut(thread)) {
        count_reply(parent, &ts);
    }
    target.messages.push(message.clone());
    let mut event = message.clone();
    event["channel"] = channel.clone().into();
    event["channel_type"] = target.event_type().into();
    event["event_ts"] = ts.clone().into();
    call.state.outgoing.push((call.team.clone(), event));
    Ok(json!({ "channel": channel, "ts": ts, "message": message }))
}

pub(in crate::fakes::slack) fn post_ephemeral(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let channel = where_to_post(call)?;
    let user = call.arguments.needed("user")?;
    if !call.state.channel(&channel).members.contains(&user) {
        return Err(Refusal::of("user_not_in_channel"));
    }
    let content = chat_check::content(call)?;
    let ts = call.state.next_stamp(call.now);
    let message = own_message(call, &ts, content);
    call.state.ephemerals.push(Ephemeral { user, channel, message });
    Ok(json!({ "message_ts": ts }))
}

pub(in crate::fakes::slack) fn update(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let (channel, ts) = own_posted(call, "cant_update_message")?;
    let content = chat_check::content(call)?;
    let is_metadata_given = !content.metadata.is_null();
    let stamp = call.state.next_stamp(call.now);
    let target = call.state.channel_mut(&channel);
    let event_type = target.event_type();
    let message = target.message_mut(&ts).ok_or_else(|| Refusal::of("message_not_found"))?;
    let previous = message.clone();
    message["text"] = content.text.clone().into();
    // Without blocks the text takes their place; only a change of the text is shown as an edit.
    if content.blocks.is_null() {
        message["edited"] = json!({ "user": message["user"], "ts": stamp });
    }
    put_or_remove(message, "blocks", content.blocks);
    if is_metadata_given {
        message["metadata"] = content.metadata;
    }
    let message = message.clone();
    call.state.outgoing.push((
        call.team.clone(),
        json!({ "type": "message", "subtype": "message_changed", "hidden": true, "channel": channel,
                "channel_type": event_type, "ts": stamp, "event_ts": stamp, "message": message,
                "previous_message": previous }),
    ));
    Ok(json!({ "channel": channel, "ts": ts, "text": message["text"], "message": message }))
}

pub(in crate::fakes::slack) fn delete(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let (channel, ts) = own_posted(call, "cant_delete_message")?;
    call.state.channel_mut(&channel).messages.retain(|message| message["ts"] != ts.as_str());
    Ok(json!({ "channel": channel, "ts": ts }))
}

pub(in crate::fakes::slack) fn get_permalink(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let channel = conversations::seen(call, "channel")?;
    let ts = call.arguments.needed("message_ts")?;
    call.state.channel(&channel).message(&ts).ok_or_else(|| Refusal::of("message_not_found"))?;
    let domain = &call.own_team().domain;
    let link = format!("https://{domain}.slack.com/archives/{channel}/p{}", ts.replace('.', ""));
    Ok(json!({ "channel": channel, "permalink": link }))
}

/// The channel of a post: an id, a name, or a person for their direct messages.
fn where_to_post(call: &mut Calling<'_>) -> Result<String, Refusal> {
    let wanted = call.arguments.needed("channel")?;
    if call.state.users.get(&wanted).is_some_and(|user| user.team == call.team) {
        return conversations::open_direct(call, &wanted);
    }
    let name = wanted.trim_start_matches('#');
    let is_it =
        |channel: &&Channel| channel.team == call.team && (channel.id == wanted || channel.name == name);
    let channel = call.state.channels.values().find(is_it).ok_or_else(|| Refusal::of("channel_not_found"))?;
    chat_check::may_post(call, channel)?;
    Ok(channel.id.clone())
}

/// A message that the bot itself has posted: channel and time stamp.
fn own_posted(call: &mut Calling<'_>, not_own: &str) -> Result<(String, String), Refusal> {
    let channel = call.arguments.needed("channel")?;
    let ts = call.arguments.needed("ts")?;
    let found = call.state.channels.get(&channel).filter(|channel| channel.team == call.team);
    let found = found.ok_or_else(|| Refusal::of("channel_not_found"))?;
    if found.archived {
        return Err(Refusal::of("is_archived"));
    }
    let message = found.message(&ts).ok_or_else(|| Refusal::of("message_not_found"))?;
    if message["bot_id"] != call.own_team().bot_id.as_str() {
        return Err(Refusal::of(not_own));
    }
    Ok((channel, ts))
}

fn keep_pace(call: &mut Calling<'_>, channel: &str) -> Result<(), Refusal> {
    let last = call.state.channel(channel).posts.last().copied();
    let is_soon =
        |last: jiff::Timestamp| call.now.as_millisecond() - last.as_millisecond() < PACE_MILLISECONDS;
    if call.state.paced && last.is_some_and(is_soon) {
        call.state.refused += 1;
        return Err(Refusal::rate(1));
    }
    Ok(())
}

fn own_message(call: &Calling<'_>, ts: &str, content: Content) -> Value {
    let team = call.own_team();
    let mut message = json!({
        "type": "message", "ts": ts, "team": call.team, "user": team.bot_user, "bot_id": team.bot_id,
        "app_id": call.state.app.id, "text": content.text,
    });
    put_or_remove(&mut message, "blocks", content.blocks);
    put_or_remove(&mut message, "metadata", content.metadata);
    message
}

fn put_or_remove(message: &mut Value, name: &str, value: Value) {
    if let Some(map) = message.as_object_mut() {
        if value.is_null() {
            map.remove(name);
        } else {
            map.insert(name.into(), value);
        }
    }
}

/// Keeps what a thread's first message says about its replies.
pub(in crate::fakes::slack) fn count_reply(parent: &mut Value, ts: &str) {
    parent["thread_ts"] = parent["ts"].clone();
    parent["reply_count"] = (parent["reply_count"].as_u64().unwrap_or(0) + 1).into();
    parent["latest_reply"] = ts.into();
}
