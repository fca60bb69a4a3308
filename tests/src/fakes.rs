//! Fakes of what lies outside: they remember everything, and misbehave when told to.

pub mod chat;
pub mod feishu;
pub mod feishu_robot;
mod line;
pub mod mood;
pub mod record;
pub mod slack;
