//! Changing and recalling what was sent.

use jiff::SignedDuration;
use serde_json::json;

use super::content;
use super::messages::{check_chat, keep_app_pace, message_json};
use crate::fakes::feishu::answer::{Answer, Refusal};
use crate::fakes::feishu::message::Message;
use crate::fakes::feishu::open_api::Calling;

/// So long a message can be changed.
const EDIT_WINDOW: SignedDuration = SignedDuration::from_hours(14 * 24);
/// So often a text can be edited.
const TEXT_EDITS: u32 = 20;
/// Most updates of a card in a second.
const CARD_PACE: usize = 5;

pub(in crate::fakes::feishu) fn patch(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let message = own(call)?;
    if message.kind != "interactive" {
        return Err(Refusal::parameter("only a card can be patched"));
    }
    let card = content::read(call.state, "interactive", call.arguments.needed("content")?)?;
    for shared in [&message.content, &card] {
        if shared["config"]["update_multi"] != true {
            return Err(Refusal::parameter("update_multi must be true before and after"));
        }
    }
    keep_pace(call, &message.id)?;
    change(call, &message.id, |message| message.content = card);
    Ok(Answer::Data(json!({})))
}

pub(in crate::fakes::feishu) fn update(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let message = own(call)?;
    let kind = call.arguments.needed("msg_type")?;
    if !["text", "post"].contains(&kind) || !["text", "post"].contains(&message.kind.as_str()) {
        return Err(Refusal::of(230_054, "This type of message is unavailable."));
    }
    if message.edits >= TEXT_EDITS {
        return Err(Refusal::of(230_072, "The message has reached the number of times it can be edited."));
    }
    let content = content::read(call.state, kind, call.arguments.needed("content")?)?;
    let kind = kind.to_owned();
    change(call, &message.id, |message| {
        message.kind = kind;
        message.content = content;
    });
    let message = call.state.message(&message.id).ok_or_else(Refusal::no_message)?;
    Ok(Answer::Data(message_json(call.state, message, false)))
}

pub(in crate::fakes::feishu) fn delete(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let message = own(call)?;
    change(call, &message.id, |message| message.recalled = true);
    Ok(Answer::Data(json!({})))
}

/// A message of the bot that can still be changed.
fn own(call: &Calling<'_>) -> Result<Message, Refusal> {
    let message = call.state.message(call.arguments.id()).ok_or_else(Refusal::no_message)?;
    check_chat(call.state, &message.chat)?;
    if message.author.is_some() {
        return Err(Refusal::of(230_012, "Bot is NOT the sender of the message."));
    }
    if message.recalled {
        return Err(Refusal::of(230_011, "The message is recalled."));
    }
    if call.now.duration_since(message.created) > EDIT_WINDOW {
        return Err(Refusal::of(230_031, "Message can only be modified within 14 days after sending."));
    }
    Ok(message.clone())
}

fn keep_pace(call: &mut Calling<'_>, id: &str) -> Result<(), Refusal> {
    let now = call.now;
    let updates = call.state.patches.entry(id.to_owned()).or_default();
    updates.retain(|at| now.duration_since(*at) < SignedDuration::from_secs(1));
    if updates.len() >= CARD_PACE && call.state.paced {
        call.state.refused += 1;
        return Err(Refusal::of(230_020, "This operation triggers the frequency limit."));
    }
    updates.push(now);
    keep_app_pace(call, "updates")
}

fn change(call: &mut Calling<'_>, id: &str, how: impl FnOnce(&mut Message)) {
    let now = call.now;
    if let Some(message) = call.state.message_mut(id) {
        how(message);
        message.updated = now;
        message.edits += 1;
    }
}
