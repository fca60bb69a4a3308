//! People, servers, channels and messages in Discord's own form.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::intents::MESSAGE_CONTENT;
use super::permissions::EVERYBODY;
use super::state::{Channel, Guild, State, User, kind};

/// When everything here was created.
const CREATED: &str = "2026-01-05T08:00:00+00:00";

pub(super) fn stamp(now: Timestamp) -> String {
    now.strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string()
}

pub(super) fn user(user: &User) -> Value {
    let discriminator = if user.is_bot { "0001" } else { "0" };
    json!({
        "id": user.id, "username": user.name, "global_name": user.name, "avatar": null,
        "discriminator": discriminator, "public_flags": 0, "flags": 0, "bot": user.is_bot, "system": false,
        "banner": null, "accent_color": null, "avatar_decoration_data": null, "collectibles": null,
        "primary_guild": null,
    })
}

/// The bot as it sees itself.
pub(super) fn me(state: &State) -> Value {
    let mut me = user(state.user(&state.app.bot));
    for (name, value) in [("mfa_enabled", json!(true)), ("locale", json!("en-US")), ("verified", json!(true))]
    {
        me[name] = value;
    }
    me["email"] = Value::Null;
    me
}

pub(super) fn member(state: &State, guild: &Guild, id: &str) -> Value {
    let roles: Vec<&String> = guild.members.get(id).into_iter().flatten().collect();
    json!({
        "user": user(state.user(id)), "nick": null, "avatar": null, "banner": null, "roles": roles,
        "joined_at": CREATED, "premium_since": null, "deaf": false, "mute": false, "flags": 0,
        "pending": false, "communication_disabled_until": null,
    })
}

pub(super) fn roles(guild: &Guild) -> Vec<Value> {
    let role = |(at, (id, role)): (usize, (&String, &super::state::Role))| {
        json!({
            "id": id, "name": role.name, "permissions": role.permissions.to_string(), "position": at,
            "color": 0, "hoist": false, "managed": false, "mentionable": false, "icon": null,
            "unicode_emoji": null, "flags": 0,
            "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
        })
    };
    guild.roles.iter().enumerate().map(role).collect()
}

pub(super) fn guild(guild: &Guild) -> Value {
    // The bot, whose id is the lowest, owns no server.
    let owner = guild.members.keys().next_back();
    json!({
        "id": guild.id, "name": guild.name, "icon": null, "description": null, "home_header": null,
        "splash": null, "discovery_splash": null, "features": ["COMMUNITY"], "banner": null,
        "owner_id": owner, "application_id": null, "region": "hongkong", "afk_channel_id": null,
        "afk_timeout": 300, "system_channel_id": null, "system_channel_flags": 0, "widget_enabled": false,
        "widget_channel_id": null, "verification_level": 0, "roles": roles(guild),
        "default_message_notifications": 0, "mfa_level": 0, "explicit_content_filter": 0,
        "max_presences": null, "max_members": 500_000, "max_stage_video_channel_users": 0,
        "max_video_channel_users": 25, "vanity_url_code": null, "premium_tier": 0,
        "premium_subscription_count": 0, "preferred_locale": guild.locale, "rules_channel_id": null,
        "safety_alerts_channel_id": null, "public_updates_channel_id": null,
        "premium_progress_bar_enabled": false, "nsfw": false, "nsfw_level": 0, "emojis": [], "stickers": [],
        "incidents_data": null,
    })
}

/// A server with everything in it, as the gateway tells of it.
pub(super) fn guild_created(state: &State, of: &Guild) -> Value {
    let mut told = guild(of);
    let own = || state.channels.values().filter(|channel| channel.guild.as_ref() == Some(&of.id));
    let is_thread = |channel: &&Channel| channel.kind == kind::THREAD;
    told["joined_at"] = CREATED.into();
    told["large"] = false.into();
    told["unavailable"] = false.into();
    told["member_count"] = of.members.len().into();
    told["channels"] = own().filter(|one| !is_thread(one)).map(|one| channel(state, one)).collect();
    told["threads"] = own().filter(is_thread).map(|one| channel(state, one)).collect();
    told["members"] = json!([member(state, of, &state.app.bot)]);
    for name in
        ["voice_states", "presences", "stage_instances", "guild_scheduled_events", "soundboard_sounds"]
    {
        told[name] = json!([]);
    }
    told
}

pub(super) fn channel(state: &State, of: &Channel) -> Value {
    let last = of.messages.last().map_or(Value::Null, |message| message.shown["id"].clone());
    let mut told = json!({ "id": of.id, "type": of.kind, "flags": 0, "last_message_id": last });
    if let Some(person) = &of.person {
        told["recipients"] = json!([user(state.user(person))]);
        return told;
    }
    told["guild_id"] = of.guild.clone().into();
    told["name"] = of.name.clone().into();
    told["parent_id"] = of.parent.clone().into();
    told["rate_limit_per_user"] = 0.into();
    if of.kind == kind::THREAD {
        told["owner_id"] = state.app.bot.clone().into();
        told["message_count"] = of.messages.len().into();
        told["member_count"] = 1.into();
        told["total_message_sent"] = of.messages.len().into();
        told["thread_metadata"] = json!({ "archived": of.archived, "locked": of.locked, "invitable": true,
            "auto_archive_duration": 1_440, "archive_timestamp": CREATED, "create_timestamp": CREATED });
    } else {
        told["position"] = 0.into();
        told["topic"] = Value::Null;
        told["nsfw"] = false.into();
        told["permission_overwrites"] = json!([{ "id": state.app.bot, "type": 1, "allow": "0",
                                                 "deny": of.denied.to_string() }]);
    }
    told
}

/// A server among those of the bot.
pub(super) fn own_guild(guild: &Guild) -> Value {
    json!({ "id": guild.id, "name": guild.name, "icon": null, "banner": null, "owner": false,
            "permissions": EVERYBODY.to_string(), "features": ["COMMUNITY"] })
}

/// The application as its bot sees it.
pub(super) fn application(state: &State, verify_key: &str, endpoint: Option<&str>) -> Value {
    // "Message Content Intent" of an application that is not verified: `GATEWAY_MESSAGE_CONTENT_LIMITED`.
    let flags = u64::from(state.app.privileged & MESSAGE_CONTENT != 0) << 19;
    json!({
        "id": state.app.id, "name": "Steward", "icon": null, "description": "", "type": null,
        "verify_key": verify_key, "flags": flags, "flags_new": flags.to_string(), "redirect_uris": [], "bot_public": true,
        "bot_require_code_grant": false, "interactions_endpoint_url": endpoint,
        "role_connections_verification_url": null, "owner": user(state.user(&state.app.bot)),
        "approximate_guild_count": state.guilds.len(), "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0, "explicit_content_filter": 0, "team": null,
        "eligible_oauth2_scopes": [], "bot": user(state.user(&state.app.bot)),
    })
}
