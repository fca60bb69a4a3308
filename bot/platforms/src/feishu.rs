//! Feishu and Lark: group robots, which post signed cards into one group each.

mod card;
mod codes;
mod robot;
mod sign;

pub use robot::{ROBOTS, Robot, Robots, RobotsError};
