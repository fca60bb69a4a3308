//! Wiring and edges: configuration, the loop, the duties, HTTP and the command line.

pub mod app;
pub mod ask;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod discord;
pub mod duty;
pub mod feishu;
pub mod health;
pub mod heartbeat;
pub mod host;
pub mod http;
pub mod ids;
pub mod metrics;
pub mod outside;
pub mod restore;
pub mod runner;
pub mod secret;
pub mod slack;
pub mod strange;
mod together;
