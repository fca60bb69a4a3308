//! Answers to interactions: the first, and those that follow for a quarter of an hour.

use super::super::check;
use super::super::files;
use super::super::interaction::{self, by_token};
use super::super::post::flag;
use super::super::refusal::Refusal;
use super::super::rest::{Answer, Calling};
use super::messages;
use serde_json::{Value, json};

pub(super) fn respond(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let (id, token) = (call.id(0).to_owned(), call.id(1));
    let is_own = call.state.interactions.get(&id).is_some_and(|interaction| interaction.token == token);
    if !is_own {
        return Err(Refusal::unknown(10_062, "interaction"));
    }
    let wants_answer = call.parameter("with_response") == Some("true");
    let made = interaction::respond(call.state, call.now, &id, (call.body, std::mem::take(&mut call.files)))?;
    if !wants_answer {
        return Ok(Answer::nothing());
    }
    let interaction = &call.state.interactions[&id];
    let about = json!({ "id": id, "type": interaction.kind, "response_message_ephemeral": false,
                        "response_message_loading": false });
    let kind = &call.body["type"];
    let resource = made.map_or(Value::Null, |message| json!({ "type": kind, "message": message }));
    let mut answer = json!({ "interaction": about });
    if !resource.is_null() {
        answer["resource"] = resource;
    }
    Ok(Answer::with(answer))
}

/// A further message. The first one after "thinking" takes its place.
pub(super) fn follow_up(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let id = by_token(call.state, call.id(1), call.now)?;
    check::message(call.body, call.files.len())?;
    files::check(call.body, &call.files, &[])?;
    if let Some((channel, message)) = original(call, &id).ok().filter(|place| is_loading(call, place)) {
        let content = (call.body, std::mem::take(&mut call.files));
        let edited = interaction::edit(call.state, call.now, &channel, &message, content);
        return edited.map(Answer::with).ok_or_else(|| Refusal::unknown(10_008, "Message"));
    }
    Ok(Answer::with(interaction::follow_up(
        call.state,
        call.now,
        &id,
        (call.body, std::mem::take(&mut call.files)),
    )))
}

fn is_loading(call: &Calling<'_>, (channel, message): &(String, String)) -> bool {
    let kept = call.state.message(channel, message);
    kept.is_some_and(|kept| kept.shown["flags"].as_u64().unwrap_or_default() & flag::LOADING != 0)
}

/// The channel and the id of the first answer.
fn original(call: &Calling<'_>, id: &str) -> Result<(String, String), Refusal> {
    let interaction = &call.state.interactions[id];
    let message = interaction.original.clone().ok_or_else(|| Refusal::unknown(10_008, "Message"))?;
    Ok((interaction.channel.clone(), message))
}

/// The channel and the id of a message that this path is about.
fn named(call: &Calling<'_>) -> Result<(String, String), Refusal> {
    let id = by_token(call.state, call.id(1), call.now)?;
    let (channel, first) = original(call, &id)?;
    Ok((channel, call.ids.get(2).cloned().unwrap_or(first)))
}

pub(super) fn get_original(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let (channel, message) = named(call)?;
    let kept = call.state.message(&channel, &message).ok_or_else(|| Refusal::unknown(10_008, "Message"))?;
    Ok(Answer::with(kept.shown.clone()))
}

pub(super) fn update_original(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    update(call)
}

pub(super) fn update(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let (channel, message) = named(call)?;
    messages::edit(call, &channel, &message)
}

pub(super) fn delete_original(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    delete(call)
}

pub(super) fn delete(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let (channel, message) = named(call)?;
    messages::remove(call.state, &channel, &message)
}
