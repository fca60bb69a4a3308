//! Servers with their channels, roles and members, and people.

use super::super::objects;
use super::super::permissions::{self, VIEW_CHANNEL};
use super::super::refusal::Refusal;
use super::super::rest::{Answer, Calling};
use super::super::state::{Guild, State, kind};
use serde_json::Value;

/// A server that the bot is in.
fn guild<'a>(state: &'a State, id: &str) -> Result<&'a Guild, Refusal> {
    let guild = state.guilds.get(id).ok_or_else(|| Refusal::unknown(10_004, "Guild"))?;
    if guild.with_bot { Ok(guild) } else { Err(Refusal::missing_access()) }
}

#[expect(clippy::unnecessary_wraps, reason = "as every method")]
pub(super) fn own(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let guilds = call.state.guilds.values().filter(|guild| guild.with_bot);
    Ok(Answer::with(guilds.map(objects::own_guild).collect::<Vec<_>>()))
}

pub(super) fn user(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let user = call.state.users.get(call.id(0)).ok_or_else(|| Refusal::unknown(10_013, "User"))?;
    Ok(Answer::with(objects::user(user)))
}

pub(super) fn get(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::with(objects::guild(guild(call.state, call.id(0))?)))
}

/// The channels that the bot sees, without threads.
pub(super) fn channels(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let guild = guild(call.state, call.id(0))?;
    let own = call.state.channels.values().filter(|channel| channel.guild.as_ref() == Some(&guild.id));
    let bot = &call.state.app.bot;
    let seen = own.filter(|channel| {
        channel.kind != kind::THREAD && permissions::of(call.state, channel, bot) & VIEW_CHANNEL != 0
    });
    Ok(Answer::with(seen.map(|channel| objects::channel(call.state, channel)).collect::<Vec<_>>()))
}

pub(super) fn roles(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::with(objects::roles(guild(call.state, call.id(0))?)))
}

pub(super) fn members(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let guild = guild(call.state, call.id(0))?;
    let number = |name: &str| call.parameter(name).and_then(|text| text.parse::<usize>().ok());
    let (limit, after) = (number("limit").unwrap_or(1), call.parameter("after").unwrap_or("0"));
    // Ids of the same length compare as their numbers do.
    let is_later = |id: &&String| (id.len(), id.as_str()) > (after.len(), after);
    let page = guild.members.keys().filter(is_later).take(limit);
    let page: Vec<Value> = page.map(|id| objects::member(call.state, guild, id)).collect();
    Ok(Answer::with(page))
}

pub(super) fn member(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let guild = guild(call.state, call.id(0))?;
    let id = if call.id(1) == "@me" { &call.state.app.bot } else { call.id(1) };
    if !guild.members.contains_key(id) {
        return Err(Refusal::unknown(10_007, "Member"));
    }
    Ok(Answer::with(objects::member(call.state, guild, id)))
}
