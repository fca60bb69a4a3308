//! Discord in the service: its bot as a platform, and the two doors that things come in by. A build without the feature
//! `discord` refuses to be configured for it.

#[cfg(feature = "discord")]
mod bot;
#[cfg(feature = "discord")]
mod commands;
#[cfg(not(feature = "discord"))]
mod none;
#[cfg(feature = "discord")]
mod words;

use crate::config::{DiscordConfig, Environment};

#[cfg(feature = "discord")]
pub use bot::Discord;
#[cfg(not(feature = "discord"))]
pub use none::Discord;
#[cfg(feature = "discord")]
pub use words::DiscordWords;

/// The name of the platform.
pub const NAME: &str = "discord";

/// Whether there are credentials.
pub fn is_configured(config: &DiscordConfig, environment: &Environment) -> bool {
    environment.discord_token.is_some() || config.credentials_file.is_some()
}
