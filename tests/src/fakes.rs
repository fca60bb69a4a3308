//! Fakes of what lies outside: they remember everything, and misbehave when told to.

pub mod chat;
mod control;
pub mod discord;
pub mod faults;
pub mod feishu;
pub mod feishu_robot;
mod ground;
mod line;
pub mod mood;
mod multipart;
pub mod record;
mod retries;
pub mod slack;
