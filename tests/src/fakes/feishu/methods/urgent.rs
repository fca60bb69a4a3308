//! Buzzing people.

use serde_json::json;

use super::messages::check_chat;
use crate::fakes::feishu::answer::{Answer, Refusal};
use crate::fakes::feishu::open_api::Calling;

pub(in crate::fakes::feishu) fn urgent_app(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let message = call.state.message(call.arguments.id()).ok_or_else(Refusal::no_message)?;
    let chat = check_chat(call.state, &message.chat)?;
    if message.author.is_some() {
        return Err(Refusal::of(230_012, "Bot is NOT the sender of the message."));
    }
    let wanted = call.arguments.texts("user_id_list");
    if wanted.is_empty() || !call.arguments.query.contains_key("user_id_type") {
        return Err(Refusal::parameter("user_id_list and user_id_type are required"));
    }
    let (known, invalid): (Vec<String>, Vec<String>) =
        wanted.into_iter().partition(|id| chat.members.contains(id));
    if let Some(message) = call.state.message_mut(call.arguments.id()) {
        message.urgent.extend(known);
    }
    Ok(Answer::Data(json!({ "invalid_user_id_list": invalid })))
}
