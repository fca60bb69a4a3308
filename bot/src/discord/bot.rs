//! The bot and its two doors: the gateway and the interactions endpoint.

use std::sync::Arc;

use axum::Router;
use steward_core::host::Host;
use steward_core::platform::Platform;
use steward_core::time::Clock;
use steward_platforms::discord::{self, Bot, BotError, Credentials, Desk, Site, SlashCommand};
use steward_text::Texts;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::DiscordWords;
use super::commands::commands;
use crate::config::{DiscordConfig, Environment};
use crate::http;

/// Everything about Discord that exists before the service does.
pub struct Discord {
    bot: Arc<Bot>,
    gateway: bool,
}

impl Discord {
    /// Opens the bot that is configured; none where there is none.
    ///
    /// # Errors
    /// When the credentials cannot be read or cannot be right, or Discord cannot be called from here.
    pub fn open(config: &DiscordConfig, environment: &Environment) -> anyhow::Result<Option<Self>> {
        let Some(credentials) = credentials(config, environment)? else { return Ok(None) };
        if !config.gateway && credentials.public_key.is_none() {
            anyhow::bail!(
                "Discord has no way in: set [discord] gateway = true, or STEWARD_DISCORD_PUBLIC_KEY for the interactions \
                 endpoint"
            );
        }
        let site = Site {
            api_url: config.api_url.clone(),
            ca_file: config.ca_file.clone(),
            message_content: config.message_content,
            most_refusals: config.most_refusals,
        };
        let bot = discord::open(&credentials, site, Arc::new(DiscordWords::load()?))?;
        Ok(Some(Self { bot, gateway: config.gateway }))
    }

    /// The bot, as the only platform.
    pub fn platforms(&self) -> Vec<Arc<dyn Platform>> {
        vec![Arc::clone(&self.bot) as Arc<dyn Platform>]
    }

    /// The bot.
    pub fn bot(&self) -> &Bot {
        &self.bot
    }

    /// The slash commands of this version.
    ///
    /// # Errors
    /// When this build is broken.
    pub fn commands(&self) -> anyhow::Result<Vec<SlashCommand>> {
        Ok(commands(&Texts::load()?))
    }

    /// Opens both doors to whatever stands behind them: what Discord posts over HTTP, and the gateway until it is told to
    /// stop.
    ///
    /// # Errors
    /// When this build is broken.
    pub fn open_doors(
        &self,
        host: &Arc<dyn Host>,
        clock: &Arc<dyn Clock>,
        stopped: &watch::Receiver<bool>,
    ) -> anyhow::Result<(Router, JoinSet<()>)> {
        let desk = Desk::new(Arc::clone(&self.bot), Arc::clone(host), Arc::clone(clock));
        let tasks = discord::listen(&desk, commands(&Texts::load()?), self.gateway, stopped);
        let checker = self.bot.checker().cloned();
        Ok((http::discord::router(desk, checker, Arc::clone(clock)), tasks))
    }
}

/// The credentials of the environment, else of the file.
fn credentials(config: &DiscordConfig, environment: &Environment) -> Result<Option<Credentials>, BotError> {
    if let Some(token) = environment.discord_token.clone() {
        let public_key = environment.discord_public_key.clone();
        return Ok(Some(Credentials { token, public_key }));
    }
    config.credentials_file.as_deref().map(discord::read).transpose()
}
