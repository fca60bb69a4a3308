//! Which events a session asked for, and how much of a message it may see.

use serde_json::{Value, json};

const GUILDS: u64 = 1;
const GUILD_MEMBERS: u64 = 1 << 1;
const GUILD_PRESENCES: u64 = 1 << 8;
const GUILD_MESSAGES: u64 = 1 << 9;
const GUILD_MESSAGE_REACTIONS: u64 = 1 << 10;
const DIRECT_MESSAGES: u64 = 1 << 12;
const DIRECT_MESSAGE_REACTIONS: u64 = 1 << 13;
/// The right to the content of messages that do not concern the bot.
pub(super) const MESSAGE_CONTENT: u64 = 1 << 15;
/// Intents that must be switched on in the developer portal.
pub(super) const PRIVILEGED: u64 = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT;
/// Every intent there is: 0 to 16, 20, 21, 24 and 25.
const KNOWN: u64 = 0x1_FFFF | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25;

pub(super) fn are_known(intents: u64) -> bool {
    intents & !KNOWN == 0
}

/// Whether a session with these intents hears of an event.
pub(super) fn wants(intents: u64, event: &str, in_guild: bool) -> bool {
    let needed = match event {
        "GUILD_CREATE" | "GUILD_UPDATE" | "GUILD_DELETE" | "CHANNEL_CREATE" | "CHANNEL_UPDATE"
        | "CHANNEL_DELETE" | "THREAD_CREATE" | "THREAD_UPDATE" | "THREAD_DELETE" => GUILDS,
        "GUILD_MEMBER_ADD" | "GUILD_MEMBER_REMOVE" | "GUILD_MEMBER_UPDATE" => GUILD_MEMBERS,
        "MESSAGE_CREATE" | "MESSAGE_UPDATE" | "MESSAGE_DELETE" if in_guild => GUILD_MESSAGES,
        "MESSAGE_CREATE" | "MESSAGE_UPDATE" | "MESSAGE_DELETE" => DIRECT_MESSAGES,
        "MESSAGE_REACTION_ADD" | "MESSAGE_REACTION_REMOVE" if in_guild => GUILD_MESSAGE_REACTIONS,
        "MESSAGE_REACTION_ADD" | "MESSAGE_REACTION_REMOVE" => DIRECT_MESSAGE_REACTIONS,
        // Interactions come in any case.
        _ => 0,
    };
    intents & needed == needed
}

/// An event as a session may see it: without the content of a message that does not concern the bot.
pub(super) fn seen(intents: u64, event: &str, data: &Value, bot: &str) -> Value {
    let mut seen = data.clone();
    let is_message = matches!(event, "MESSAGE_CREATE" | "MESSAGE_UPDATE");
    let concerns = data["author"]["id"] == bot
        || data["guild_id"].is_null()
        || data["mentions"].as_array().into_iter().flatten().any(|user| user["id"] == bot);
    if is_message && !concerns && intents & MESSAGE_CONTENT == 0 {
        seen["content"] = "".into();
        for name in ["embeds", "attachments", "components"] {
            seen[name] = json!([]);
        }
    }
    seen
}
