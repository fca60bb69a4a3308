//! Signs under messages.

use serde_json::{Value, json};

use super::super::gateway;
use super::super::objects;
use super::super::permissions::{self, ADD_REACTIONS, READ_MESSAGE_HISTORY, VIEW_CHANNEL};
use super::super::refusal::Refusal;
use super::super::rest::{Answer, Calling};
use super::super::state::State;

pub(super) fn add(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    permissions::need(call.state, call.id(0), ADD_REACTIONS | READ_MESSAGE_HISTORY)?;
    sign(call, true)
}

pub(super) fn remove(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    permissions::need(call.state, call.id(0), VIEW_CHANNEL)?;
    sign(call, false)
}

fn sign(call: &mut Calling<'_>, added: bool) -> Result<Answer, Refusal> {
    let (place, message, emoji) = (call.id(0).to_owned(), call.id(1).to_owned(), call.id(2).to_owned());
    if emoji.is_ascii() {
        return Err(Refusal::bad_request(10_014, "Unknown Emoji"));
    }
    let bot = call.state.app.bot.clone();
    react(call.state, (&place, &message), &emoji, &bot, added)?;
    Ok(Answer::nothing())
}

/// Puts a sign under a message, or takes it back, and tells of it.
pub(in crate::fakes::discord) fn react(
    state: &mut State,
    (place, message): (&str, &str),
    emoji: &str,
    user: &str,
    added: bool,
) -> Result<(), Refusal> {
    let bot = state.app.bot.clone();
    let kept = state.message_mut(place, message).ok_or_else(|| Refusal::unknown(10_008, "Message"))?;
    let author = kept.shown["author"]["id"].clone();
    let all = kept.shown["reactions"].as_array().cloned().unwrap_or_default();
    kept.shown["reactions"] = counted(all, emoji, added, user == bot).into();
    let emoji = json!({ "id": null, "name": emoji });
    let mut told = json!({ "user_id": user, "channel_id": place, "message_id": message, "emoji": emoji,
                           "burst": false, "type": 0 });
    if added {
        told["message_author_id"] = author;
    }
    if let Some(guild) = &state.channel(place).guild {
        told["guild_id"] = guild.as_str().into();
        if added {
            told["member"] = objects::member(state, state.guild(guild), user);
        }
    }
    let name = if added { "MESSAGE_REACTION_ADD" } else { "MESSAGE_REACTION_REMOVE" };
    gateway::dispatch(state, name, &told);
    Ok(())
}

/// The signs under a message, one more or one less.
fn counted(mut all: Vec<Value>, emoji: &str, added: bool, own: bool) -> Vec<Value> {
    let at = all.iter().position(|sign| sign["emoji"]["name"] == emoji);
    let mut sign = at.map_or_else(
        || {
            json!({ "emoji": { "id": null, "name": emoji }, "count": 0, "me": false, "me_burst": false,
                    "burst_colors": [], "count_details": { "burst": 0, "normal": 0 } })
        },
        |at| all.remove(at),
    );
    let before = sign["count"].as_u64().unwrap_or_default();
    let count = if added { before + 1 } else { before.saturating_sub(1) };
    sign["count"] = count.into();
    sign["count_details"]["normal"] = count.into();
    if own {
        sign["me"] = added.into();
    }
    if count > 0 {
        all.push(sign);
    }
    all
}
