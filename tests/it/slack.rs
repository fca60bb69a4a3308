//! Slack: the real service against a Slack on this machine that refuses what Slack refuses.

mod bad_input;
mod delivery;
mod faults;
mod pictures;
pub mod stand;
mod story;
mod story_menu;
mod story_ways;
mod workspaces;
