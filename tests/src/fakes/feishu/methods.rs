//! The methods of the Open API that this Feishu knows.

mod apps;
mod cards;
mod chats;
mod contacts;
mod content;
mod edits;
mod images;
mod messages;
mod urgent;

use super::answer::{Answer, Refusal};
use super::open_api::Calling;

pub(super) use content::check_card;

/// A method.
pub(super) struct Method {
    verb: &'static str,
    /// The path, with `:id` for what identifies a thing.
    path: &'static str,
    /// As the official clients call it.
    pub(super) name: &'static str,
    pub(super) with_token: bool,
    /// One of these is needed.
    pub(super) scopes: &'static [&'static str],
    pub(super) run: fn(&mut Calling<'_>) -> Result<Answer, Refusal>,
}

const SEND: &[&str] = &["im:message", "im:message:send_as_bot", "im:message:send"];
const READ: &[&str] = &["im:message", "im:message:readonly"];
const UPDATE: &[&str] = &["im:message", "im:message:send_as_bot", "im:message:update"];
const CHAT: &[&str] = &["im:chat", "im:chat:readonly"];
const PERSON: &[&str] = &["contact:contact.base:readonly", "contact:contact:readonly_as_app"];

const fn method(
    verb: &'static str,
    path: &'static str,
    name: &'static str,
    scopes: &'static [&'static str],
    run: fn(&mut Calling<'_>) -> Result<Answer, Refusal>,
) -> Method {
    Method { verb, path, name, with_token: true, scopes, run }
}

const METHODS: &[Method] = &[
    Method {
        verb: "POST",
        path: "/open-apis/auth/v3/tenant_access_token/internal",
        name: "auth.v3.tenant_access_token.internal",
        with_token: false,
        scopes: &[],
        run: apps::tenant_access_token,
    },
    Method {
        verb: "POST",
        path: "/callback/ws/endpoint",
        name: "callback.ws.endpoint",
        with_token: false,
        scopes: &[],
        run: apps::connection_endpoint,
    },
    method("GET", "/open-apis/bot/v3/info", "bot.v3.info", &[], apps::bot_info),
    method("POST", "/open-apis/im/v1/messages", "im.v1.message.create", SEND, messages::create),
    method("GET", "/open-apis/im/v1/messages", "im.v1.message.list", READ, messages::list),
    method("GET", "/open-apis/im/v1/messages/:id", "im.v1.message.get", READ, messages::get),
    method("POST", "/open-apis/im/v1/messages/:id/reply", "im.v1.message.reply", SEND, messages::reply),
    method("PATCH", "/open-apis/im/v1/messages/:id", "im.v1.message.patch", UPDATE, edits::patch),
    method("PUT", "/open-apis/im/v1/messages/:id", "im.v1.message.update", UPDATE, edits::update),
    method("DELETE", "/open-apis/im/v1/messages/:id", "im.v1.message.delete", SEND, edits::delete),
    method(
        "PATCH",
        "/open-apis/im/v1/messages/:id/urgent_app",
        "im.v1.message.urgent_app",
        &["im:message.urgent"],
        urgent::urgent_app,
    ),
    method(
        "POST",
        "/open-apis/im/v1/images",
        "im.v1.image.create",
        &["im:resource", "im:resource:upload"],
        images::create,
    ),
    method("GET", "/open-apis/im/v1/chats", "im.v1.chat.list", CHAT, chats::list),
    method("GET", "/open-apis/im/v1/chats/:id", "im.v1.chat.get", CHAT, chats::get),
    method("GET", "/open-apis/im/v1/chats/:id/members", "im.v1.chatMembers.get", CHAT, chats::members),
    method(
        "POST",
        "/open-apis/contact/v3/users/batch_get_id",
        "contact.v3.user.batch_get_id",
        &["contact:user.id:readonly"],
        contacts::batch_get_id,
    ),
    method("GET", "/open-apis/contact/v3/users/:id", "contact.v3.user.get", PERSON, contacts::get),
    method("POST", "/open-apis/ephemeral/v1/send", "ephemeral.v1.send", SEND, cards::send_ephemeral),
    method("POST", "/open-apis/ephemeral/v1/delete", "ephemeral.v1.delete", SEND, cards::delete_ephemeral),
    method("POST", "/open-apis/interactive/v1/card/update", "interactive.v1.card.update", &[], cards::update),
];

/// The method of a request, and the ids in its path.
pub(super) fn find(verb: &str, path: &str) -> Option<(&'static Method, Vec<String>)> {
    METHODS
        .iter()
        .filter(|method| method.verb == verb)
        .find_map(|method| Some((method, ids(method.path, path)?)))
}

fn ids(pattern: &str, path: &str) -> Option<Vec<String>> {
    let (pattern, path): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), path.split('/').collect());
    if pattern.len() != path.len() {
        return None;
    }
    let mut found = Vec::new();
    for (wanted, given) in pattern.into_iter().zip(path) {
        if wanted == ":id" {
            found.push(given.to_owned());
        } else if wanted != given {
            return None;
        }
    }
    Some(found)
}
