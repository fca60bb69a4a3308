//! All tests that need more than one crate, as one program so that it links once.

#[macro_use]
mod reads;

mod advisories;
mod cli;
mod company;
mod conformance;
mod delivery;
mod discord;
mod discord_stand_in;
mod documents;
mod duties;
mod faults;
mod feishu;
mod feishu_robot;
mod harness_works;
mod house;
mod http_edges;
mod import_fixtures;
mod mixed;
mod office;
mod rule_nine;
mod sample_company;
mod slack;
mod slack_stand_in;
mod store;
mod story_account_health;
mod story_actions;
mod story_alert;
mod story_digest;
mod web_conversation;
mod web_page;
