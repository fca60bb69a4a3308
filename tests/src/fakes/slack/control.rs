//! The same by HTTP, for a Slack that runs as a process of its own: `POST /_control` with what is to be done.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::FakeSlack;
use super::delivery::{Delivered, Door};
use super::faults::FaultOrder;
use super::message::Message;
use super::setup::{NewChannel, NewUser};
use crate::fakes::control::{self, pairs, told};

/// What can be done. Channels and people are names or ids.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Order {
    App,
    AddWorkspace { name: String },
    AddUser { team: String, user: NewUser },
    AddChannel { team: String, channel: NewChannel },
    TakeScope { team: String, scope: String },
    RefuseToken { team: String, error: String },
    RestoreToken { team: String },
    KeepPace,
    SetDoor { door: Door },
    Say { user: String, channel: String, text: String },
    Mention { user: String, channel: String, text: String },
    Reply { user: String, message: Message, text: String },
    Slash { user: String, channel: String, command: String, text: String },
    Press { user: String, message: Message, button: String },
    Choose { user: String, message: Message, option: String },
    Set { user: String, message: Message, element: String, value: String },
    PressInModal { user: String, button: String },
    PressAtHome { user: String, button: String },
    Submit { user: String, values: Vec<(String, String)> },
    Close { user: String },
    React { user: String, message: Message, sign: String },
    OpenHome { user: String },
    DeliverAgain { delivered: Delivered },
    DeliverDue,
    VerifyUrl { url: String },
    Archive { channel: String },
    RemoveBot { channel: String },
    InviteBot { channel: String },
    Deactivate { user: String },
    RefreshConnections,
    WarnConnections,
    CutConnections,
    WaitForConnections { count: usize },
    Fail { order: FaultOrder },
    Heal,
    GoOn,
    ExpireTriggers,
    Messages { channel: String },
    WaitForPosts { channel: String, count: usize },
    Ephemerals { user: String },
    WaitForEphemeral { user: String, count: usize },
    Modals { user: String },
    WaitForModal { user: String },
    Home { user: String },
    Calls,
}

pub(super) async fn take(State(slack): State<Arc<FakeSlack>>, Json(order): Json<Order>) -> Response {
    control::answer(async move { slack.obey(order).await }).await
}

impl FakeSlack {
    async fn obey(&self, order: Order) -> Value {
        match order {
            Order::App => json!({ "app_token": self.app_token(), "signing_secret": self.signing_secret() }),
            Order::AddWorkspace { name } => told(&self.add_workspace(&name)),
            Order::AddUser { team, user } => told(&self.add_user(&team, user)),
            Order::AddChannel { team, channel } => told(&self.add_channel(&team, channel)),
            Order::TakeScope { team, scope } => told(&self.take_scope(&team, &scope)),
            Order::RefuseToken { team, error } => told(&self.refuse_token(&team, &error)),
            Order::RestoreToken { team } => told(&self.restore_token(&team)),
            Order::KeepPace => told(&self.keep_pace()),
            Order::SetDoor { door } => told(&self.set_door(door)),
            Order::Say { user, channel, text } => told(&self.say(&user, &channel, &text).await),
            Order::Mention { user, channel, text } => told(&self.mention(&user, &channel, &text).await),
            Order::Reply { user, message, text } => told(&self.reply(&user, &message, &text).await),
            Order::Slash { user, channel, command, text } => {
                told(&self.slash(&user, &channel, &command, &text).await)
            }
            Order::Press { user, message, button } => told(&self.press(&user, &message, &button).await),
            Order::Choose { user, message, option } => told(&self.choose(&user, &message, &option).await),
            Order::Set { user, message, element, value } => {
                told(&self.set(&user, &message, &element, &value).await)
            }
            Order::PressInModal { user, button } => told(&self.press_in_modal(&user, &button).await),
            Order::PressAtHome { user, button } => told(&self.press_at_home(&user, &button).await),
            Order::Submit { user, values } => told(&self.submit(&user, &pairs(&values)).await),
            Order::Close { user } => told(&self.close(&user).await),
            Order::React { user, message, sign } => told(&self.react(&user, &message, &sign).await),
            Order::OpenHome { user } => told(&self.open_home(&user).await),
            Order::DeliverAgain { delivered } => told(&self.deliver_again(&delivered).await),
            Order::DeliverDue => told(&self.deliver_due().await),
            Order::VerifyUrl { url } => told(&self.verify_url(&url).await),
            Order::Archive { channel } => told(&self.archive(&channel).await),
            Order::RemoveBot { channel } => told(&self.remove_bot(&channel).await),
            Order::InviteBot { channel } => told(&self.invite_bot(&channel).await),
            Order::Deactivate { user } => told(&self.deactivate(&user).await),
            Order::RefreshConnections => told(&self.refresh_connections()),
            Order::WarnConnections => told(&self.warn_connections()),
            Order::CutConnections => told(&self.cut_connections()),
            Order::WaitForConnections { count } => told(&self.wait_for_connections(count).await),
            Order::Fail { order } => told(&self.fails(order)),
            Order::Heal => told(&self.heals()),
            Order::GoOn => told(&self.go_on()),
            Order::ExpireTriggers => told(&self.expire_triggers()),
            Order::Messages { channel } => told(&self.messages(&channel)),
            Order::WaitForPosts { channel, count } => told(&self.wait_for_posts(&channel, count).await),
            Order::Ephemerals { user } => told(&self.ephemerals(&user)),
            Order::WaitForEphemeral { user, count } => told(&self.wait_for_ephemeral(&user, count).await),
            Order::Modals { user } => told(&self.modals(&user)),
            Order::WaitForModal { user } => told(&self.wait_for_modal(&user).await),
            Order::Home { user } => told(&self.home(&user)),
            Order::Calls => told(&self.calls()),
        }
    }
}
