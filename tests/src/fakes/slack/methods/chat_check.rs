//! What a message must be like, and where the bot may post it.

use serde_json::Value;

use crate::fakes::slack::answer::Refusal;
use crate::fakes::slack::blocks::{self, Place};
use crate::fakes::slack::state::{Channel, ChannelKind};
use crate::fakes::slack::web_api::Calling;

/// Longest text of a message, in characters.
const TEXT_LIMIT: usize = 40_000;

/// What a message shows.
pub(super) struct Content {
    pub(super) text: String,
    /// `null` without blocks.
    pub(super) blocks: Value,
    /// `null` without metadata.
    pub(super) metadata: Value,
}

pub(super) fn content(call: &Calling<'_>) -> Result<Content, Refusal> {
    let text = call.arguments.text("text").unwrap_or_default();
    let blocks = call.arguments.structure("blocks", "invalid_blocks_format")?.unwrap_or_default();
    let attachments = call.arguments.structure("attachments", "invalid_attachments")?.unwrap_or_default();
    let metadata = call.arguments.structure("metadata", "invalid_metadata_format")?.unwrap_or_default();
    check(&text, &blocks, &attachments, &metadata)?;
    let is_empty = blocks.as_array().is_some_and(Vec::is_empty);
    let blocks = if is_empty { Value::Null } else { blocks::with_ids(blocks) };
    Ok(Content { text, blocks, metadata })
}

/// Refuses what Slack takes for no message.
pub(super) fn check(
    text: &str,
    blocks: &Value,
    attachments: &Value,
    metadata: &Value,
) -> Result<(), Refusal> {
    let is_empty = |value: &Value| value.as_array().is_none_or(Vec::is_empty);
    if text.is_empty() && is_empty(blocks) && is_empty(attachments) {
        return Err(Refusal::of("no_text"));
    }
    if text.chars().count() > TEXT_LIMIT {
        return Err(Refusal::of("msg_too_long"));
    }
    let problems = if blocks.is_null() { Vec::new() } else { blocks::check(blocks, Place::Message) };
    if !problems.is_empty() {
        return Err(Refusal::problems("invalid_blocks", &problems));
    }
    let is_metadata = metadata["event_type"].is_string() && metadata["event_payload"].is_object();
    if metadata.is_null() || is_metadata { Ok(()) } else { Err(Refusal::of("invalid_metadata_format")) }
}

pub(super) fn may_post(call: &Calling<'_>, channel: &Channel) -> Result<(), Refusal> {
    let is_member = channel.members.contains(&call.own_team().bot_user);
    match channel.kind {
        ChannelKind::Private | ChannelKind::Direct if !is_member => Err(Refusal::of("channel_not_found")),
        _ if channel.archived => Err(Refusal::of("is_archived")),
        ChannelKind::Public if !is_member && !call.has_scope("chat:write.public") => {
            Err(Refusal::of("not_in_channel"))
        }
        _ => Ok(()),
    }
}
