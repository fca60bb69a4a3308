//! The chats that the bot is in.

use serde_json::{Value, json};

use super::messages::check_chat;
use crate::fakes::feishu::answer::{Answer, Refusal};
use crate::fakes::feishu::open_api::Calling;
use crate::fakes::feishu::state::{Chat, TENANT};

pub(in crate::fakes::feishu) fn list(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let own = call.state.chats.values().filter(|chat| chat.with_bot && !chat.direct && !chat.disbanded);
    let items: Vec<Value> = own.map(chat_json).collect();
    Ok(Answer::Data(json!({ "items": items, "page_token": "", "has_more": false })))
}

pub(in crate::fakes::feishu) fn get(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let chat = check_chat(call.state, call.arguments.id()).map_err(of_chat)?;
    let mut told = chat_json(chat);
    told["chat_mode"] = if chat.direct { "p2p" } else { "group" }.into();
    told["user_count"] = chat.members.len().to_string().into();
    Ok(Answer::Data(told))
}

pub(in crate::fakes::feishu) fn members(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let chat = check_chat(call.state, call.arguments.id()).map_err(of_chat)?;
    let member = |id: &String| {
        json!({ "member_id_type": "open_id", "member_id": id, "name": call.state.user(id).name,
                "tenant_key": TENANT })
    };
    let items: Vec<Value> = chat.members.iter().map(member).collect();
    let total = items.len();
    Ok(Answer::Data(json!({ "items": items, "page_token": "", "has_more": false, "member_total": total })))
}

/// The same refusals as for messages, with the codes of chats.
fn of_chat(refusal: Refusal) -> Refusal {
    match refusal.code {
        230_002 => Refusal::of(232_011, "Operator can NOT be out of the chat."),
        230_045 => Refusal::of(232_009, "Your request specifies a chat which has already been dissolved."),
        230_034 => Refusal::of(232_006, "Your request specifies a chat_id which is invalid."),
        _ => refusal,
    }
}

fn chat_json(chat: &Chat) -> Value {
    json!({ "chat_id": chat.id, "name": chat.name, "avatar": "", "description": "", "external": false,
            "tenant_key": TENANT, "chat_status": if chat.disbanded { "dissolved" } else { "normal" } })
}
