//! Feishu and Lark: the app, and group robots, which post signed cards into one group each.

pub mod app;
mod card;
mod codes;
mod elements;
mod robot;
mod sign;

pub use robot::{ROBOTS, Robot, Robots, RobotsError};
