//! The same by HTTP, for a Feishu that runs as a process of its own: `POST /_control` with what is to be done.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::FakeFeishu;
use super::delivery::Door;
use super::faults::FaultOrder;
use super::message::Message;
use super::setup::{NewChat, NewUser};
use super::state::ClientConfig;
use crate::fakes::control::{self, pairs, told};

/// What can be done. Chats and people are names or ids.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Order {
    App,
    AddUser { user: NewUser },
    AddChat { chat: NewChat },
    TakeScope { scope: String },
    GiveScope { scope: String },
    RevokeTokens,
    ChangeSecret { secret: String },
    KeepPace,
    SetDoor { door: Door },
    SetClientConfig { client: ClientConfig },
    Unsubscribe { kind: String },
    Say { user: String, chat: String, text: String },
    Tell { user: String, text: String },
    Mention { user: String, chat: String, text: String },
    Reply { user: String, message: Message, text: String },
    React { user: String, message: Message, sign: String },
    Menu { user: String, key: String },
    Press { user: String, message: Message, button: String },
    Choose { user: String, message: Message, option: String },
    Set { user: String, message: Message, element: String, value: String },
    Submit { user: String, message: Message, values: Vec<(String, String)> },
    DeliverEvent { kind: String, event: Value },
    DeliverAgain { event: Value },
    DeliverDue,
    VerifyUrl { url: String },
    SetAvailable { user: String, available: bool },
    Resign { user: String },
    RemoveBot { user: String, chat: String },
    InviteBot { user: String, chat: String },
    Disband { user: String, chat: String },
    Divide { pieces: usize },
    SendPiece { message: String, sum: String, seq: String, payload: String },
    CloseConnections,
    CutConnections,
    WaitForConnections { count: usize },
    WaitForPings { count: u64 },
    Fail { order: FaultOrder },
    Heal,
    GoOn,
    Messages { chat: String },
    WaitForPosts { chat: String, count: usize },
    Ephemerals { user: String },
    Toasts { user: String },
    Urgents { user: String },
    ImageLength { key: String },
    Calls,
}

pub(super) async fn take(State(feishu): State<Arc<FakeFeishu>>, Json(order): Json<Order>) -> Response {
    control::answer(async move { feishu.obey(order).await }).await
}

impl FakeFeishu {
    async fn obey(&self, order: Order) -> Value {
        match order {
            Order::App => told(&self.credentials()),
            Order::AddUser { user } => told(&self.add_user(user)),
            Order::AddChat { chat } => told(&self.add_chat(chat)),
            Order::TakeScope { scope } => told(&self.take_scope(&scope)),
            Order::GiveScope { scope } => told(&self.give_scope(&scope)),
            Order::RevokeTokens => told(&self.revoke_tokens()),
            Order::ChangeSecret { secret } => told(&self.change_secret(&secret)),
            Order::KeepPace => told(&self.keep_pace()),
            Order::SetDoor { door } => told(&self.set_door(door)),
            Order::SetClientConfig { client } => told(&self.set_client_config(client)),
            Order::Unsubscribe { kind } => told(&self.unsubscribe(&kind)),
            Order::Say { user, chat, text } => told(&self.say(&user, &chat, &text).await),
            Order::Tell { user, text } => told(&self.tell(&user, &text).await),
            Order::Mention { user, chat, text } => told(&self.mention(&user, &chat, &text).await),
            Order::Reply { user, message, text } => told(&self.reply(&user, &message, &text).await),
            Order::React { user, message, sign } => told(&self.react(&user, &message, &sign).await),
            Order::Menu { user, key } => told(&self.menu(&user, &key).await),
            Order::Press { user, message, button } => told(&self.press(&user, &message, &button).await),
            Order::Choose { user, message, option } => told(&self.choose(&user, &message, &option).await),
            Order::Set { user, message, element, value } => {
                told(&self.set(&user, &message, &element, &value).await)
            }
            Order::Submit { user, message, values } => {
                told(&self.submit(&user, &message, &pairs(&values)).await)
            }
            Order::DeliverEvent { kind, event } => told(&self.deliver_event(&kind, event).await),
            Order::DeliverAgain { event } => told(&self.deliver_again(&event).await),
            Order::DeliverDue => told(&self.deliver_due().await),
            Order::VerifyUrl { url } => told(&self.verify_url(&url).await),
            Order::SetAvailable { user, available } => told(&self.set_available(&user, available)),
            Order::Resign { user } => told(&self.resign(&user).await),
            Order::RemoveBot { user, chat } => told(&self.remove_bot(&user, &chat).await),
            Order::InviteBot { user, chat } => told(&self.invite_bot(&user, &chat).await),
            Order::Disband { user, chat } => told(&self.disband(&user, &chat).await),
            Order::Divide { pieces } => told(&self.divide(pieces)),
            Order::SendPiece { message, sum, seq, payload } => {
                told(&self.send_piece(&message, &sum, &seq, payload.as_bytes()))
            }
            Order::CloseConnections => told(&self.close_connections()),
            Order::CutConnections => told(&self.cut_connections()),
            Order::WaitForConnections { count } => told(&self.wait_for_connections(count).await),
            Order::WaitForPings { count } => told(&self.wait_for_pings(count).await),
            Order::Fail { order } => told(&self.fails(order)),
            Order::Heal => told(&self.heals()),
            Order::GoOn => told(&self.go_on()),
            Order::Messages { chat } => told(&self.messages(&chat)),
            Order::WaitForPosts { chat, count } => told(&self.wait_for_posts(&chat, count).await),
            Order::Ephemerals { user } => told(&self.ephemerals(&user)),
            Order::Toasts { user } => told(&self.toasts(&user)),
            Order::Urgents { user } => told(&self.urgents(&user)),
            Order::ImageLength { key } => json!(self.image(&key).map(|bytes| bytes.len())),
            Order::Calls => told(&self.calls()),
        }
    }
}
