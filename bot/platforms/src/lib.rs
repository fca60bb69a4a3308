//! The chat platforms outside this process, one folder each.
//!
//! Feishu and Lark so far have group robots (custom webhooks), which take digests and cards into a group but bring nothing
//! back: people act on what they read there in the web chat.

pub mod feishu;
pub mod slack;
