//! Settings of Discord.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Discord.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiscordConfig {
    /// The file with the credentials of the bot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credentials_file: Option<PathBuf>,
    /// Whether the gateway is opened.
    pub gateway: bool,
    /// Whether texts are read that do not mention the bot.
    pub message_content: bool,
    /// Refusals in ten minutes after which nothing is called.
    pub most_refusals: usize,
    /// The address of the API.
    pub api_url: String,
    /// The certificates of a further authority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
}
