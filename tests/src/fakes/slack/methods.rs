//! The methods of the Web API that this Slack knows.

mod apps;
mod auth;
mod chat;
mod chat_check;
mod conversations;
pub(super) mod files;
mod history;
mod reactions;
mod users;
mod views;

use serde_json::Value;

pub(super) use chat::count_reply;
pub(super) use conversations::begin_direct;
pub(super) use reactions::react;
pub(super) use users::user_json;

use super::answer::Refusal;
use super::web_api::Calling;

/// Whose token a method takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// `xoxb-`, of the bot in a workspace.
    Bot,
    /// `xapp-`, of the app.
    App,
}

/// A method.
pub(super) struct Method {
    name: &'static str,
    pub(super) token: TokenKind,
    /// The scope it needs in any case.
    pub(super) scope: Option<&'static str>,
    pub(super) run: fn(&mut Calling<'_>) -> Result<Value, Refusal>,
}

const fn bot(
    name: &'static str,
    scope: Option<&'static str>,
    run: fn(&mut Calling<'_>) -> Result<Value, Refusal>,
) -> Method {
    Method { name, token: TokenKind::Bot, scope, run }
}

const METHODS: &[Method] = &[
    bot("api.test", None, auth::api_test),
    bot("auth.test", None, auth::test),
    bot("bots.info", Some("users:read"), auth::bot_info),
    bot("team.info", Some("team:read"), auth::team_info),
    bot("chat.postMessage", Some("chat:write"), chat::post_message),
    bot("chat.postEphemeral", Some("chat:write"), chat::post_ephemeral),
    bot("chat.update", Some("chat:write"), chat::update),
    bot("chat.delete", Some("chat:write"), chat::delete),
    bot("chat.getPermalink", None, chat::get_permalink),
    bot("conversations.list", None, conversations::list),
    bot("conversations.info", None, conversations::info),
    bot("conversations.members", None, conversations::members),
    bot("conversations.join", Some("channels:join"), conversations::join),
    bot("conversations.leave", None, conversations::leave),
    bot("conversations.open", Some("im:write"), conversations::open),
    bot("conversations.history", None, history::history),
    bot("conversations.replies", None, history::replies),
    bot("users.info", Some("users:read"), users::info),
    bot("users.list", Some("users:read"), users::list),
    bot("users.lookupByEmail", Some("users:read.email"), users::lookup_by_email),
    bot("users.conversations", None, conversations::of_user),
    bot("reactions.add", Some("reactions:write"), reactions::add),
    bot("reactions.remove", Some("reactions:write"), reactions::remove),
    bot("reactions.get", Some("reactions:read"), reactions::get),
    bot("files.getUploadURLExternal", Some("files:write"), files::get_upload_url),
    bot("files.completeUploadExternal", Some("files:write"), files::complete_upload),
    bot("files.info", Some("files:read"), files::info),
    bot("views.open", None, views::open),
    bot("views.push", None, views::push),
    bot("views.update", None, views::update),
    bot("views.publish", None, views::publish),
    Method { name: "apps.connections.open", token: TokenKind::App, scope: None, run: apps::connections_open },
];

/// Refuses what Slack takes for no message.
pub(super) fn check_content(text: &str, blocks: &Value) -> Result<(), Refusal> {
    chat_check::check(text, blocks, &Value::Null, &Value::Null)
}

/// Whether Slack's reference names no JSON among what a method takes.
pub(super) fn is_form_only(name: &str) -> bool {
    name == "files.getUploadURLExternal"
}

pub(super) fn find(name: &str) -> Option<&'static Method> {
    METHODS.iter().find(|method| method.name == name)
}
