//! Cards that only one person sees, and cards that are updated after a press.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use serde_json::json;

use super::content::check_card;
use super::messages::check_chat;
use crate::fakes::feishu::answer::{Answer, Refusal};
use crate::fakes::feishu::message::Message;
use crate::fakes::feishu::open_api::Calling;

/// So long a card can be updated with the token of a press.
const TOKEN_LIFE: SignedDuration = SignedDuration::from_mins(30);
/// So often.
const TOKEN_USES: u32 = 2;

pub(in crate::fakes::feishu) fn send_ephemeral(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let bad = |what: &str| Refusal::quiet(10_015, format!("invalid param: {what}"));
    let chat = check_chat(call.state, call.arguments.text("chat_id").ok_or_else(|| bad("chat_id"))?)?;
    if chat.direct {
        return Err(Refusal::quiet(18_053, "send ephemeral msg only support group chat"));
    }
    let (open_id, user_id) = (call.arguments.text("open_id"), call.arguments.text("user_id"));
    let email = call.arguments.text("email");
    let is_meant = |user: &&crate::fakes::feishu::state::User| {
        open_id == Some(&user.open_id)
            || user_id == Some(&user.user_id)
            || (email.is_some() && email == user.email.as_deref())
    };
    let user = call.state.users.values().find(is_meant).ok_or_else(|| bad("open_id"))?.open_id.clone();
    if !chat.members.contains(&user) {
        return Err(Refusal::quiet(18_054, "user is not in the chat"));
    }
    if call.arguments.text("msg_type") != Some("interactive") {
        return Err(bad("msg_type"));
    }
    let card = call.arguments.body["card"].clone();
    check_card(call.state, &card)?;
    let chat = chat.id.clone();
    let message = Message {
        id: call.state.next_id("om"),
        chat,
        root: None,
        parent: None,
        thread: None,
        kind: "interactive".into(),
        content: card,
        author: None,
        created: call.now,
        updated: call.now,
        edits: 0,
        recalled: false,
        urgent: BTreeSet::new(),
        reactions: Vec::new(),
        only_for: Some(user),
    };
    let id = message.id.clone();
    call.state.ephemerals.push(message);
    Ok(Answer::Data(json!({ "message_id": id })))
}

pub(in crate::fakes::feishu) fn delete_ephemeral(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let id = call.arguments.text("message_id").unwrap_or_default();
    let before = call.state.ephemerals.len();
    call.state.ephemerals.retain(|message| message.id != id);
    if call.state.ephemerals.len() == before {
        return Err(Refusal::quiet(18_055, "message is not an ephemeral one"));
    }
    Ok(Answer::Data(json!({})))
}

pub(in crate::fakes::feishu) fn update(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let given = call.arguments.text("token").unwrap_or_default().to_owned();
    let token = call.state.card_tokens.get(&given).cloned();
    let token = token.ok_or_else(|| Refusal::quiet(300_010, "invalid token"))?;
    // Before the callback is answered, the answer would set the card back.
    let expired = call.now.duration_since(token.issued) > TOKEN_LIFE;
    if expired || token.uses >= TOKEN_USES || !token.answered {
        return Err(Refusal::quiet(300_020, "the token is expired, used up or not yet answered"));
    }
    let card = call.arguments.body["card"].clone();
    check_card(call.state, &card)?;
    if let Some(token) = call.state.card_tokens.get_mut(&given) {
        token.uses += 1;
    }
    call.state.show(&token.message, card, call.now);
    Ok(Answer::Data(json!({})))
}
