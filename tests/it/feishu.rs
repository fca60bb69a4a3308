//! Feishu: the real service against a Feishu on this machine that refuses what Feishu refuses.

mod bad_input;
mod month;
mod old_cards;
mod people;
pub mod stand;
mod story;
mod story_menu;
mod story_ways;
mod two_services;
