//! The same by HTTP, for a Discord that runs as a process of its own: `POST /_control` with what is to be done.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::FakeDiscord;
use super::faults::FaultOrder;
use super::interaction::{Delivered, Door};
use super::message::Message;
use super::setup::NewUser;
use crate::fakes::control::{self, pairs, told};

/// What can be done. Channels and people are names or ids, servers are ids.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Order {
    App,
    AddGuild { name: String, locale: String },
    AddUser { guild: String, user: NewUser },
    AddChannel { guild: String, name: String },
    Deny { channel: String, permission: String },
    Allow { channel: String, permission: String },
    DeleteChannel { channel: String },
    DeleteMessage { message: Message },
    EndThread { thread: String, locked: bool },
    SetMailbox { user: String, open: bool },
    Leave { user: String, guild: String },
    RemoveBot { guild: String },
    ChangeToken { token: String },
    SetMessageContent { on: bool },
    KeepPace,
    BanAfter { invalid: usize },
    SetDoor { door: Door },
    VerifyEndpoint { url: String },
    Say { user: String, channel: String, text: String },
    Mention { user: String, channel: String, text: String },
    Reply { user: String, message: Message, text: String },
    React { user: String, message: Message, sign: String },
    Unreact { user: String, message: Message, sign: String },
    Slash { user: String, channel: String, command: String, options: Vec<(String, String)> },
    Complete { user: String, channel: String, command: String, option: (String, String) },
    Press { user: String, message: Message, button: String },
    PressOld { user: String, message: Message, button: String },
    Choose { user: String, message: Message, option: String },
    Submit { user: String, values: Vec<(String, String)> },
    Close { user: String },
    DeliverAgain { delivered: Delivered },
    ExpireInteractions,
    AskToReconnect,
    AskForHeartbeats,
    InvalidateSessions { resumable: bool },
    CloseSessions { code: u16 },
    CutSessions,
    ForgetSessions,
    AnswerHeartbeats { answered: bool },
    WaitForSessions { count: usize },
    WaitForHeartbeats { count: u64 },
    Fail { order: FaultOrder },
    Heal,
    GoOn,
    Messages { channel: String },
    WaitForPosts { channel: String, count: usize },
    Ephemerals { user: String },
    WaitForEphemeral { user: String, count: usize },
    Modals { user: String },
    WaitForModal { user: String },
    Commands { guild: String },
    FileLength { attachment: String },
    Calls,
    Traffic,
}

pub(super) async fn take(State(discord): State<Arc<FakeDiscord>>, Json(order): Json<Order>) -> Response {
    control::answer(async move { discord.obey(order).await }).await
}

impl FakeDiscord {
    async fn obey(&self, order: Order) -> Value {
        match order {
            Order::App => json!({ "token": self.token(), "application": self.application_id(),
                                  "public_key": self.public_key(), "tls": self.tls_address(),
                                  "authority": self.authority() }),
            Order::AddGuild { name, locale } => told(&self.add_guild(&name, &locale)),
            Order::AddUser { guild, user } => told(&self.add_user(&guild, user)),
            Order::AddChannel { guild, name } => told(&self.add_channel(&guild, &name)),
            Order::Deny { channel, permission } => told(&self.deny(&channel, &permission)),
            Order::Allow { channel, permission } => told(&self.allow(&channel, &permission)),
            Order::DeleteChannel { channel } => told(&self.delete_channel(&channel)),
            Order::DeleteMessage { message } => told(&self.delete_message(&message)),
            Order::EndThread { thread, locked } => told(&self.end_thread(&thread, locked)),
            Order::SetMailbox { user, open } => told(&self.set_mailbox(&user, open)),
            Order::Leave { user, guild } => told(&self.leave(&user, &guild)),
            Order::RemoveBot { guild } => told(&self.remove_bot(&guild)),
            Order::ChangeToken { token } => told(&self.change_token(&token)),
            Order::SetMessageContent { on } => told(&self.set_message_content(on)),
            Order::KeepPace => told(&self.keep_pace()),
            Order::BanAfter { invalid } => told(&self.ban_after(invalid)),
            Order::SetDoor { door } => told(&self.set_door(door)),
            Order::VerifyEndpoint { url } => told(&self.verify_endpoint(&url).await),
            Order::Say { user, channel, text } => told(&self.say(&user, &channel, &text)),
            Order::Mention { user, channel, text } => told(&self.mention(&user, &channel, &text)),
            Order::Reply { user, message, text } => told(&self.reply(&user, &message, &text)),
            Order::React { user, message, sign } => told(&self.react(&user, &message, &sign)),
            Order::Unreact { user, message, sign } => told(&self.unreact(&user, &message, &sign)),
            Order::Slash { user, channel, command, options } => {
                told(&self.slash(&user, &channel, &command, &pairs(&options)).await)
            }
            Order::Complete { user, channel, command, option } => {
                told(&self.complete(&user, &channel, &command, (&option.0, &option.1)).await)
            }
            Order::Press { user, message, button } => told(&self.press(&user, &message, &button).await),
            Order::PressOld { user, message, button } => {
                told(&self.press_old(&user, &message, &button).await)
            }
            Order::Choose { user, message, option } => told(&self.choose(&user, &message, &option).await),
            Order::Submit { user, values } => told(&self.submit(&user, &pairs(&values)).await),
            Order::Close { user } => told(&self.close(&user)),
            Order::DeliverAgain { delivered } => told(&self.deliver_again(&delivered).await),
            Order::ExpireInteractions => told(&self.expire_interactions()),
            Order::AskToReconnect => told(&self.ask_to_reconnect()),
            Order::AskForHeartbeats => told(&self.ask_for_heartbeats()),
            Order::InvalidateSessions { resumable } => told(&self.invalidate_sessions(resumable)),
            Order::CloseSessions { code } => told(&self.close_sessions(code)),
            Order::CutSessions => told(&self.cut_sessions()),
            Order::ForgetSessions => told(&self.forget_sessions()),
            Order::AnswerHeartbeats { answered } => told(&self.answer_heartbeats(answered)),
            Order::WaitForSessions { count } => told(&self.wait_for_sessions(count).await),
            Order::WaitForHeartbeats { count } => told(&self.wait_for_heartbeats(count).await),
            Order::Fail { order } => told(&self.fails(order)),
            Order::Heal => told(&self.heals()),
            Order::GoOn => told(&self.go_on()),
            Order::Messages { channel } => told(&self.messages(&channel)),
            Order::WaitForPosts { channel, count } => told(&self.wait_for_posts(&channel, count).await),
            Order::Ephemerals { user } => told(&self.ephemerals(&user)),
            Order::WaitForEphemeral { user, count } => told(&self.wait_for_ephemeral(&user, count).await),
            Order::Modals { user } => told(&self.modals(&user)),
            Order::WaitForModal { user } => told(&self.wait_for_modal(&user).await),
            Order::Commands { guild } => told(&self.commands(&guild)),
            Order::FileLength { attachment } => json!(self.file(&attachment).map(|bytes| bytes.len())),
            Order::Calls => told(&self.calls()),
            Order::Traffic => told(&self.traffic()),
        }
    }
}
