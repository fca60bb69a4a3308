//! `conversations.*` without reading: channels, who is in them, and direct messages.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::fakes::slack::answer::Refusal;
use crate::fakes::slack::state::{Channel, ChannelKind, State};
use crate::fakes::slack::web_api::Calling;

/// The channel that an argument names, where the bot may see it and has the scope to read about it.
pub(in crate::fakes::slack) fn seen(call: &Calling<'_>, argument: &str) -> Result<String, Refusal> {
    let channel = found(call, argument)?;
    call.need_scope(&format!("{}:read", channel.family()))?;
    Ok(channel.id.clone())
}

/// The channel that an argument names, where the bot may see it.
pub(super) fn found<'a>(call: &'a Calling<'_>, argument: &str) -> Result<&'a Channel, Refusal> {
    let wanted = call.arguments.needed(argument)?;
    let bot = &call.own_team().bot_user;
    let is_visible = |channel: &&Channel| {
        channel.team == call.team && (channel.kind == ChannelKind::Public || channel.members.contains(bot))
    };
    call.state.channels.get(&wanted).filter(is_visible).ok_or_else(|| Refusal::of("channel_not_found"))
}

pub(in crate::fakes::slack) fn info(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let id = seen(call, "channel")?;
    let channel = call.state.channel(&id);
    let mut told = describe(call, channel);
    if call.arguments.flag("include_num_members") {
        told["num_members"] = channel.members.len().into();
    }
    if call.arguments.flag("include_locale") {
        told["locale"] = "en-US".into();
    }
    Ok(json!({ "channel": told }))
}

pub(in crate::fakes::slack) fn list(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    page_of(call, None)
}

pub(in crate::fakes::slack) fn of_user(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let user = call.arguments.text("user").unwrap_or_else(|| call.own_team().bot_user.clone());
    page_of(call, Some(&user))
}

fn page_of(call: &Calling<'_>, member: Option<&str>) -> Result<Value, Refusal> {
    let types = call.arguments.text("types").unwrap_or_else(|| "public_channel".into());
    let mut kinds = Vec::new();
    for word in types.split(',').map(str::trim) {
        let (kind, scope) = match word {
            "public_channel" => (ChannelKind::Public, "channels:read"),
            "private_channel" => (ChannelKind::Private, "groups:read"),
            "im" => (ChannelKind::Direct, "im:read"),
            "mpim" => continue,
            _ => return Err(Refusal::of("invalid_types")),
        };
        call.need_scope(scope)?;
        kinds.push(kind);
    }
    let bot = &call.own_team().bot_user;
    let is_listed = |channel: &&Channel| {
        channel.team == call.team
            && kinds.contains(&channel.kind)
            && (channel.kind == ChannelKind::Public || channel.members.contains(bot))
            && member.is_none_or(|member| channel.members.contains(member))
            && !(channel.archived && call.arguments.flag("exclude_archived"))
    };
    let all: Vec<Value> =
        call.state.channels.values().filter(is_listed).map(|channel| describe(call, channel)).collect();
    Ok(paged(call, "channels", &all))
}

/// One page of a list, with the cursor of the next.
pub(super) fn paged(call: &Calling<'_>, name: &str, all: &[Value]) -> Value {
    let (limit, begin) = call.arguments.page(100);
    let page: Vec<&Value> = all.iter().skip(begin).take(limit).collect();
    let end = begin + page.len();
    let next = if end < all.len() { end.to_string() } else { String::new() };
    json!({ name: page, "response_metadata": { "next_cursor": next } })
}

pub(in crate::fakes::slack) fn members(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let id = seen(call, "channel")?;
    let members: Vec<Value> =
        call.state.channel(&id).members.iter().map(|member| member.clone().into()).collect();
    Ok(paged(call, "members", &members))
}

pub(in crate::fakes::slack) fn join(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let channel = found(call, "channel")?;
    if channel.kind != ChannelKind::Public {
        return Err(Refusal::of("method_not_supported_for_channel_type"));
    }
    if channel.archived {
        return Err(Refusal::of("is_archived"));
    }
    let (id, bot) = (channel.id.clone(), call.own_team().bot_user.clone());
    call.state.channel_mut(&id).members.insert(bot);
    Ok(json!({ "channel": describe(call, call.state.channel(&id)) }))
}

pub(in crate::fakes::slack) fn leave(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let id = found(call, "channel")?.id.clone();
    let bot = call.own_team().bot_user.clone();
    let was_member = call.state.channel_mut(&id).members.remove(&bot);
    Ok(if was_member { json!({}) } else { json!({ "not_in_channel": true }) })
}

pub(in crate::fakes::slack) fn open(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    if call.arguments.text("channel").is_some() {
        let id = found(call, "channel")?.id.clone();
        return Ok(json!({ "channel": { "id": id } }));
    }
    let users = call.arguments.needed("users")?;
    if users.contains(',') {
        return Err(Refusal::of("this stand-in has direct messages between two only"));
    }
    let is_known = call.state.direct(&users).is_some();
    let id = open_direct(call, &users)?;
    Ok(json!({ "no_op": is_known, "already_open": is_known, "channel": { "id": id } }))
}

/// The direct messages with a person, begun when there are none yet.
pub(super) fn open_direct(call: &mut Calling<'_>, user: &str) -> Result<String, Refusal> {
    let person = call.state.users.get(user).filter(|user| user.team == call.team);
    let person = person.ok_or_else(|| Refusal::of("user_not_found"))?;
    if person.deactivated {
        return Err(Refusal::of("user_disabled"));
    }
    let bot = call.own_team().bot_user.clone();
    if person.is_bot {
        return Err(Refusal::of(if person.id == bot { "cannot_dm_bot" } else { "user_not_found" }));
    }
    Ok(begin_direct(call.state, &call.team, user, &bot))
}

/// The direct messages between the bot and a person.
pub(in crate::fakes::slack) fn begin_direct(state: &mut State, team: &str, user: &str, bot: &str) -> String {
    if let Some(channel) = state.direct(user) {
        return channel.id.clone();
    }
    let id = state.next_id("D");
    let channel = Channel {
        id: id.clone(),
        team: team.into(),
        name: String::new(),
        kind: ChannelKind::Direct,
        archived: false,
        members: BTreeSet::from([user.to_owned(), bot.to_owned()]),
        messages: Vec::new(),
        posts: Vec::new(),
    };
    state.channels.insert(id.clone(), channel);
    id
}

/// A channel as Slack describes it.
fn describe(call: &Calling<'_>, channel: &Channel) -> Value {
    let bot = &call.own_team().bot_user;
    if channel.kind == ChannelKind::Direct {
        let other = channel.members.iter().find(|member| *member != bot);
        return json!({ "id": channel.id, "created": 1_700_000_000, "is_archived": channel.archived, "is_im": true,
                       "is_org_shared": false, "user": other, "context_team_id": call.team });
    }
    let is_private = channel.kind == ChannelKind::Private;
    json!({
        "id": channel.id, "name": channel.name, "name_normalized": channel.name, "is_channel": !is_private,
        "is_group": is_private, "is_im": false, "is_mpim": false, "is_private": is_private,
        "created": 1_700_000_000, "is_archived": channel.archived, "is_general": false, "unlinked": 0,
        "is_shared": false, "is_org_shared": false, "is_ext_shared": false,
        "is_member": channel.members.contains(bot), "creator": bot, "context_team_id": call.team,
        "topic": { "value": "", "creator": "", "last_set": 0 },
        "purpose": { "value": "", "creator": "", "last_set": 0 },
    })
}
