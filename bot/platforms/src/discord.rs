//! Discord: cards as embeds with buttons, lists and modals, slash commands, over the gateway or the interactions endpoint.
//! One bot is one platform, in however many servers it is.

mod api;
#[cfg(test)]
mod approved;
mod bot;
mod card;
mod channels;
mod check;
mod codes;
mod commands;
mod components;
mod desk;
mod embed;
mod gateway;
mod inbound;
mod limits;
mod manifest;
mod markup;
mod modal;
mod pace;
mod picture;
mod platform;
mod press;
mod reply;
mod sign;
mod trust;
mod words;

pub use api::ApiError;
pub use bot::{Bot, BotError, Credentials, Identity, Site, open, read};
pub use check::Missing;
pub use commands::{CommandOption, Registered, SlashCommand};
pub use desk::{Desk, FirstAnswer};
pub use gateway::listen;
pub use manifest::{Permission, invitation, permissions};
pub use sign::{Checker, SignError};
pub use words::{Word, Words};

/// The name of the platform.
pub const NAME: &str = "discord";
/// Where Discord posts interactions over HTTP.
pub const HTTP_PATH: &str = "/discord/interactions";
