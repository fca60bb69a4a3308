//! Fakes of what lies outside: they remember everything, and misbehave when told to.

pub mod chat;
pub mod feishu_robot;
pub mod slack;
