//! The chat platforms outside this process, one folder each.
//!
//! Feishu and Lark have an app, which people talk and tap to, and group robots (custom webhooks), which take digests and
//! cards into a group but bring nothing back: people act on what they read there in the web chat.

mod answered;
mod beside;
mod cut;
#[cfg(feature = "discord")]
pub mod discord;
pub mod feishu;
mod link;
mod pause;
mod picture;
mod press;
mod seek;
#[cfg(test)]
mod shelf;
pub mod slack;
mod taken;
mod turns;
mod typed;
mod what;

pub use seek::{Directory, Seeker};
pub use taken::Taken;
