//! What the app needs to be given in the developer console.

use serde_json::{Value, json};

/// Permissions of the app, each with what it is for.
pub const SCOPES: &[(&str, &str)] = &[
    ("contact:contact.base:readonly", "reads that accounts exist"),
    ("contact:user.base:readonly", "knows who somebody is"),
    ("contact:user.email:readonly", "finds people by their e-mail address"),
    (
        "contact:user.id:readonly",
        "finds accounts by the e-mail addresses and phone numbers of the scorecard file",
    ),
    ("im:chat:readonly", "knows the names of groups it is in"),
    ("im:message", "edits its cards and reads which group a reaction was given in"),
    ("im:message.group_at_msg:readonly", "hears when it is mentioned in a group"),
    ("im:message.group_msg", "reads replies below its cards without a mention"),
    ("im:message.p2p_msg:readonly", "reads what is said to it directly"),
    ("im:message.reactions:read", "takes OK and DONE as what they say"),
    ("im:message.urgent", "buzzes the owner about a critical alert"),
    ("im:message:send_as_bot", "posts cards"),
];

/// Events that the app subscribes to.
pub const EVENTS: &[&str] = &[
    "application.bot.menu_v6",
    "contact.user.deleted_v3",
    "im.chat.disbanded_v1",
    "im.chat.member.bot.added_v1",
    "im.chat.member.bot.deleted_v1",
    "im.chat.updated_v1",
    "im.message.reaction.created_v1",
    "im.message.receive_v1",
];

/// The callback that the app subscribes to, apart from the events.
pub const CALLBACK: &str = "card.action.trigger";

/// Entries of the bot's menu: what each says when it is tapped.
pub const MENU: &[&str] = &["mine", "my_kpis", "menu", "help"];

/// The permissions as the console imports them.
pub fn permissions() -> Value {
    let scopes: Vec<&str> = SCOPES.iter().map(|(scope, _)| *scope).collect();
    json!({ "scopes": { "tenant": scopes, "user": [] } })
}
