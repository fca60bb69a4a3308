//! The chat platforms outside this process, one folder each.
//!
//! So far: Feishu and Lark group robots (custom webhooks), which take digests and cards into a group but bring nothing
//! back. People act on what they read there in the web chat.

pub mod feishu;
