//! Slack: the real service against a Slack on this machine that refuses what Slack refuses.

mod stand;
mod story;
mod story_ways;
