//! The app's manifest, to be pasted into Slack: everything the app may do and hears of.

use serde_json::{Value, json};

/// Scopes of the bot's token, each with what it is for.
pub const SCOPES: &[(&str, &str)] = &[
    ("app_mentions:read", "hears when it is mentioned"),
    ("channels:history", "reads replies in public channels it is in"),
    ("channels:read", "knows the names of public channels"),
    ("chat:write", "posts and edits cards"),
    ("commands", "takes /kpi"),
    ("files:write", "posts pictures of KPIs below its answers"),
    ("groups:history", "reads replies in private channels it is in"),
    ("groups:read", "knows the names of private channels it is in"),
    ("im:history", "reads what is said to it directly"),
    ("im:write", "writes to people directly"),
    ("reactions:read", "takes a check mark as an acknowledgement"),
    ("users:read", "knows language and zone of people"),
    ("users:read.email", "finds people by their e-mail address"),
];

/// Events that Slack tells.
pub const EVENTS: &[&str] = &[
    "app_home_opened",
    "app_mention",
    "channel_archive",
    "channel_left",
    "channel_rename",
    "group_archive",
    "group_left",
    "group_rename",
    "message.channels",
    "message.groups",
    "message.im",
    "reaction_added",
    "user_change",
];

/// Most characters of the short description (Slack's reference of app manifests).
const DESCRIPTION_CHARACTERS: usize = 140;

/// The words of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestWords {
    /// What the app is, in a sentence.
    pub description: String,
    /// The same at length; at least 175 characters.
    pub long_description: String,
    /// What the command does.
    pub command: String,
    /// What can stand behind the command.
    pub usage: String,
}

/// The manifest. `address` is where Slack reaches the service over HTTP; without one everything goes over Socket Mode.
pub fn manifest(words: &ManifestWords, address: Option<&str>) -> Value {
    let request_url = address.map(|address| format!("{}{}", address.trim_end_matches('/'), super::HTTP_PATH));
    let mut command = json!({
        "command": "/kpi",
        "description": words.command,
        "usage_hint": words.usage,
        // Mentions arrive as ids, so that people can be meant by them.
        "should_escape": true,
    });
    let mut events = json!({ "bot_events": EVENTS });
    let mut interactivity = json!({ "is_enabled": true });
    if let Some(url) = &request_url {
        for (section, key) in
            [(&mut command, "url"), (&mut events, "request_url"), (&mut interactivity, "request_url")]
        {
            if let Some(fields) = section.as_object_mut() {
                fields.insert(key.to_owned(), json!(url));
            }
        }
    }
    let scopes: Vec<&str> = SCOPES.iter().map(|(scope, _)| *scope).collect();
    json!({
        "display_information": {
            "name": "Steward",
            "description": super::limits::cut(&words.description, DESCRIPTION_CHARACTERS),
            "long_description": words.long_description,
            "background_color": "#1f2937",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": true,
                "messages_tab_enabled": true,
                "messages_tab_read_only_enabled": false,
            },
            "bot_user": { "display_name": "Steward", "always_online": true },
            "slash_commands": [command],
        },
        "oauth_config": { "scopes": { "bot": scopes } },
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "org_deploy_enabled": false,
            "socket_mode_enabled": request_url.is_none(),
            "token_rotation_enabled": false,
        },
    })
}
