//! `reactions.*`: signs under a message.

use serde_json::{Value, json};

use super::conversations::found;
use crate::fakes::slack::answer::Refusal;
use crate::fakes::slack::state::State;
use crate::fakes::slack::web_api::Calling;

pub(in crate::fakes::slack) fn add(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    change(call, true)
}

pub(in crate::fakes::slack) fn remove(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    change(call, false)
}

pub(in crate::fakes::slack) fn get(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let channel = found(call, "channel")?;
    let ts = call.arguments.needed("timestamp")?;
    let message = channel.message(&ts).ok_or_else(|| Refusal::of("message_not_found"))?;
    Ok(json!({ "type": "message", "channel": channel.id, "message": message }))
}

fn change(call: &mut Calling<'_>, is_added: bool) -> Result<Value, Refusal> {
    let channel = found(call, "channel")?.id.clone();
    let ts = call.arguments.needed("timestamp")?;
    let name = call.arguments.needed("name")?;
    let bot = call.own_team().bot_user.clone();
    react(call.state, &channel, &ts, &name, &bot, is_added).map_err(Refusal::of)?;
    Ok(json!({}))
}

/// Sets or takes back a sign; the error code when that cannot be.
pub(in crate::fakes::slack) fn react(
    state: &mut State,
    channel: &str,
    ts: &str,
    name: &str,
    user: &str,
    is_added: bool,
) -> Result<(), &'static str> {
    let message = state.channel_mut(channel).message_mut(ts).ok_or("message_not_found")?;
    let mut signs = message["reactions"].as_array().cloned().unwrap_or_default();
    let at = signs.iter().position(|sign| sign["name"] == name);
    let mut users: Vec<Value> = at.and_then(|at| signs[at]["users"].as_array().cloned()).unwrap_or_default();
    let has_it = users.iter().any(|own| own == user);
    match (is_added, has_it) {
        (true, true) => return Err("already_reacted"),
        (false, false) => return Err("no_reaction"),
        (true, false) => users.push(user.into()),
        (false, true) => users.retain(|own| own != user),
    }
    if let Some(at) = at {
        signs.remove(at);
    }
    if !users.is_empty() {
        signs.push(json!({ "name": name, "count": users.len(), "users": users }));
    }
    message["reactions"] = signs.into();
    Ok(())
}
