//! A message as it comes to be: what the author gave, and what Discord makes of it.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::files::{self, File};
use super::gateway;
use super::objects::{self, stamp};
use super::permissions::{self, MENTION_EVERYONE};
use super::state::{Channel, Kept, State, kind};

/// Bits of a message's flags.
pub(super) mod flag {
    pub(in crate::fakes::discord) const EPHEMERAL: u64 = 1 << 6;
    /// The answer is still to come.
    pub(in crate::fakes::discord) const LOADING: u64 = 1 << 7;
}

/// Where a message goes, from whom, and to whom alone.
pub(super) struct Post<'a> {
    pub(super) channel: &'a str,
    pub(super) author: &'a str,
    pub(super) only_for: Option<String>,
    pub(super) now: Timestamp,
}

/// The parts of a body that make a message what it shows.
const PARTS: [&str; 3] = ["content", "embeds", "components"];

/// Keeps a new message and tells of it; it in Discord's own form.
pub(super) fn add(state: &mut State, post: &Post<'_>, body: &Value, files: Vec<File>) -> Value {
    let id = state.next_id(post.now);
    let author = state.user(post.author).clone();
    let mut shown = json!({
        "id": id, "channel_id": post.channel, "type": 0, "content": "", "mentions": [], "mention_roles": [],
        "attachments": [], "embeds": [], "components": [], "timestamp": stamp(post.now),
        "edited_timestamp": null, "flags": body["flags"].as_u64().unwrap_or_default(), "pinned": false,
        "tts": false, "mention_everyone": false, "author": objects::user(&author),
    });
    if post.only_for.is_some() {
        shown["flags"] = (shown["flags"].as_u64().unwrap_or_default() | flag::EPHEMERAL).into();
    }
    let nonce =
        body["nonce"].as_str().map(String::from).or_else(|| body["nonce"].as_u64().map(|n| n.to_string()));
    if let Some(nonce) = &nonce {
        shown["nonce"] = nonce.as_str().into();
    }
    if author.is_bot {
        shown["application_id"] = state.app.id.clone().into();
    }
    let answered = &body["message_reference"];
    if let Some(parent) = answered["message_id"].as_str() {
        shown["type"] = 19.into();
        shown["message_reference"] = json!({ "type": 0, "channel_id": post.channel, "message_id": parent });
        let parent = state.message(post.channel, parent).map(|kept| kept.shown.clone());
        shown["referenced_message"] = parent.unwrap_or_default();
    }
    take_parts(state, post.channel, &mut shown, body);
    let files = files::keep(state, body, files, &[], post.now);
    files::show(&mut shown, &files);
    let channel = state.channel_mut(post.channel);
    let nonce = nonce.map(|nonce| (nonce, post.now));
    channel.messages.push(Kept { shown: shown.clone(), only_for: post.only_for.clone(), nonce, files });
    if post.only_for.is_none() {
        let told = told(state, &shown, post.author);
        gateway::dispatch(state, "MESSAGE_CREATE", &told);
    }
    shown
}

/// A message as the gateway tells of it.
pub(super) fn told(state: &State, shown: &Value, author: &str) -> Value {
    let channel = state.channel(shown["channel_id"].as_str().unwrap_or_default());
    let mut told = shown.clone();
    told["channel_type"] = channel.kind.into();
    if let Some(guild) = &channel.guild {
        told["guild_id"] = guild.as_str().into();
        let mut member = objects::member(state, state.guild(guild), author);
        member.as_object_mut().map(|fields| fields.remove("user"));
        told["member"] = member;
    }
    told
}

/// Puts the parts that are given into a message.
pub(super) fn take_parts(state: &State, channel: &str, shown: &mut Value, body: &Value) {
    for part in PARTS {
        match body.get(part) {
            Some(Value::Null) => shown[part] = if part == "content" { "".into() } else { json!([]) },
            Some(given) => shown[part] = given.clone(),
            None => {}
        }
    }
    if let Some(embeds) = shown["embeds"].as_array_mut() {
        for embed in embeds {
            embed["type"] = "rich".into();
            number_fields(embed);
        }
    }
    number_components(&mut shown["components"], &mut 0);
    if body.get("content").is_some() || shown["mentions"].as_array().is_none_or(Vec::is_empty) {
        let channel = state.channel(channel);
        mention(state, channel, shown, &body["allowed_mentions"]);
    }
}

/// Discord gives every component a number, and says how many options of a select are chosen.
fn number_components(components: &mut Value, last: &mut u64) {
    for component in components.as_array_mut().into_iter().flatten() {
        *last += 1;
        component["id"] = (*last).into();
        let is_select = component["type"].as_u64().is_some_and(|kind| (3..=8).contains(&kind) && kind != 4);
        for bound in ["min_values", "max_values"].into_iter().filter(|_| is_select) {
            if component[bound].is_null() {
                component[bound] = 1.into();
            }
        }
        if component["components"].is_array() {
            number_components(&mut component["components"], last);
        }
    }
}

/// Fields that stand alone say so.
fn number_fields(embed: &mut Value) {
    for field in embed["fields"].as_array_mut().into_iter().flatten() {
        if field["inline"].is_null() {
            field["inline"] = false.into();
        }
    }
    if embed["fields"].is_null() {
        embed.as_object_mut().map(|embed| embed.remove("fields"));
    }
}

/// Who is pinged: whoever the text names, as far as the author allows it.
fn mention(state: &State, channel: &Channel, shown: &mut Value, allowed: &Value) {
    let text = shown["content"].as_str().unwrap_or_default().to_owned();
    let author = shown["author"]["id"].as_str().unwrap_or_default().to_owned();
    let parses = |kind: &str| {
        allowed.is_null() || allowed["parse"].as_array().into_iter().flatten().any(|own| own == kind)
    };
    let is_listed =
        |kind: &str, id: &str| allowed[kind].as_array().into_iter().flatten().any(|own| own == id);
    let named = |id: &str| text.contains(&format!("<@{id}>")) || text.contains(&format!("<@!{id}>"));
    let pinged = |id: &str| named(id) && (parses("users") || is_listed("users", id));
    shown["mentions"] = state.users.values().filter(|user| pinged(&user.id)).map(objects::user).collect();
    let may = permissions::of(state, channel, &author) & MENTION_EVERYONE != 0;
    let everyone = text.contains("@everyone") || text.contains("@here");
    shown["mention_everyone"] =
        (everyone && may && parses("everyone") && channel.kind != kind::DIRECT).into();
}
