//! The methods of the HTTP API that this Discord knows, called as Discord's own description calls them.

mod channels;
mod commands;
mod guilds;
mod interactions;
mod messages;
mod reactions;

use super::objects;
use super::refusal::Refusal;
use super::rest::{Answer, Calling};
use serde_json::json;

pub(super) use channels::{begin_direct, begin_thread};
pub(super) use messages::remove;
pub(super) use reactions::react;

type Run = fn(&mut Calling<'_>) -> Result<Answer, Refusal>;

/// A method.
pub(super) struct Method {
    verb: &'static str,
    /// Below the version, with `{}` for ids.
    pattern: &'static str,
    pub(super) name: &'static str,
    /// Whether the bot's token is needed; what belongs to an interaction has a token of its own in the path.
    pub(super) with_token: bool,
    /// Whether calls count against the limits.
    pub(super) is_limited: bool,
    pub(super) run: Run,
}

impl Method {
    /// What shares a limit with this call: the same method about the same channel, server or interaction.
    pub(super) fn bucket(&self, ids: &[String]) -> String {
        format!("{} {}", self.name, ids.first().map(String::as_str).unwrap_or_default())
    }
}

const fn bot(verb: &'static str, pattern: &'static str, name: &'static str, run: Run) -> Method {
    Method { verb, pattern, name, with_token: true, is_limited: true, run }
}

const fn hook(verb: &'static str, pattern: &'static str, name: &'static str, run: Run) -> Method {
    Method { verb, pattern, name, with_token: false, is_limited: true, run }
}

const ORIGINAL: &str = "/webhooks/{}/{}/messages/@original";
const HOOKED: &str = "/webhooks/{}/{}/messages/{}";
const REACTION: &str = "/channels/{}/messages/{}/reactions/{}/@me";

const METHODS: &[Method] = &[
    Method { with_token: false, ..bot("GET", "/gateway", "get_gateway", gateway) },
    bot("GET", "/gateway/bot", "get_bot_gateway", bot_gateway),
    bot("GET", "/users/@me", "get_my_user", me),
    bot("GET", "/users/@me/guilds", "list_my_guilds", guilds::own),
    bot("POST", "/users/@me/channels", "create_dm", channels::create_dm),
    bot("GET", "/users/{}", "get_user", guilds::user),
    bot("GET", "/applications/@me", "get_my_application", application),
    bot("GET", "/oauth2/applications/@me", "get_my_oauth2_application", application),
    bot("GET", "/guilds/{}", "get_guild", guilds::get),
    bot("GET", "/guilds/{}/channels", "list_guild_channels", guilds::channels),
    bot("GET", "/guilds/{}/roles", "list_guild_roles", guilds::roles),
    bot("GET", "/guilds/{}/members", "list_guild_members", guilds::members),
    bot("GET", "/guilds/{}/members/{}", "get_guild_member", guilds::member),
    bot("GET", "/channels/{}", "get_channel", channels::get),
    bot("GET", "/channels/{}/messages", "list_messages", messages::list),
    bot("POST", "/channels/{}/messages", "create_message", messages::create),
    bot("GET", "/channels/{}/messages/{}", "get_message", messages::get),
    bot("PATCH", "/channels/{}/messages/{}", "update_message", messages::update),
    bot("DELETE", "/channels/{}/messages/{}", "delete_message", messages::delete),
    bot("POST", "/channels/{}/messages/{}/threads", "create_thread_from_message", channels::create_thread),
    bot("PUT", REACTION, "add_my_message_reaction", reactions::add),
    bot("DELETE", REACTION, "delete_my_message_reaction", reactions::remove),
    bot("POST", "/channels/{}/typing", "trigger_typing_indicator", channels::typing),
    bot("GET", "/applications/{}/commands", "list_application_commands", commands::list),
    bot("PUT", "/applications/{}/commands", "bulk_set_application_commands", commands::set),
    bot("GET", "/applications/{}/guilds/{}/commands", "list_guild_application_commands", commands::list),
    bot("PUT", "/applications/{}/guilds/{}/commands", "bulk_set_guild_application_commands", commands::set),
    Method {
        is_limited: false,
        ..hook("POST", "/interactions/{}/{}/callback", "create_interaction_response", interactions::respond)
    },
    hook("POST", "/webhooks/{}/{}", "execute_webhook", interactions::follow_up),
    hook("GET", ORIGINAL, "get_original_webhook_message", interactions::get_original),
    hook("PATCH", ORIGINAL, "update_original_webhook_message", interactions::update_original),
    hook("DELETE", ORIGINAL, "delete_original_webhook_message", interactions::delete_original),
    hook("PATCH", HOOKED, "update_webhook_message", interactions::update),
    hook("DELETE", HOOKED, "delete_webhook_message", interactions::delete),
];

/// The method of a path, and what stands in it where the pattern has `{}`.
pub(super) fn find(verb: &str, path: &str) -> Option<(&'static Method, Vec<String>)> {
    METHODS.iter().filter(|method| method.verb == verb).find_map(|method| {
        let (mut ids, mut given) = (Vec::new(), path.trim_end_matches('/').split('/'));
        for wanted in method.pattern.split('/') {
            let part = decode(given.next()?);
            if wanted == "{}" && !part.is_empty() {
                ids.push(part);
            } else if part != wanted {
                return None;
            }
        }
        given.next().is_none().then_some((method, ids))
    })
}

/// A part of a path without its percent signs.
fn decode(part: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), part.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let coded = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let coded = coded.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%');
        bytes.push(coded.unwrap_or(*first));
        rest = if coded.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[expect(clippy::unnecessary_wraps, reason = "as every method")]
fn gateway(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::with(json!({ "url": &call.gateway })))
}

#[expect(clippy::unnecessary_wraps, reason = "as every method")]
fn bot_gateway(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let limit = json!({ "total": 1_000, "remaining": 999, "reset_after": 0, "max_concurrency": 1 });
    Ok(Answer::with(json!({ "url": &call.gateway, "shards": 1, "session_start_limit": limit })))
}

#[expect(clippy::unnecessary_wraps, reason = "as every method")]
fn me(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::with(objects::me(call.state)))
}

#[expect(clippy::unnecessary_wraps, reason = "as every method")]
fn application(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let key = super::endpoint::public_key(&call.state.app.seed);
    let endpoint = match &call.state.app.door {
        super::interaction::Door::Gateway => None,
        super::interaction::Door::Endpoint { url } => Some(url.as_str()),
    };
    Ok(Answer::with(objects::application(call.state, &key, endpoint)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_with_what_stands_in_it() {
        let (method, ids) =
            find("PUT", "/channels/1/messages/2/reactions/%E2%9C%85/@me").expect("the method");
        assert_eq!(
            (method.name, ids.as_slice()),
            ("add_my_message_reaction", ["1", "2", "✅"].map(String::from).as_slice())
        );
        assert_eq!(find("GET", "/gateway/bot").expect("the method").0.name, "get_bot_gateway");
        let original = find("GET", "/webhooks/1/token/messages/%40original").expect("the method");
        assert_eq!(original.0.name, "get_original_webhook_message");
        assert!(find("GET", "/channels/1/messages/2/3").is_none());
        assert!(find("GET", "/channels//messages").is_none());
    }
}
