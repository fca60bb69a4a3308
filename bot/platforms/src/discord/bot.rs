//! The bot: its credentials, who it is, and its calls.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;
use serde_json::{Value, json};
use serenity::http::Route;
use serenity::model::id::{ApplicationId, ChannelId, InteractionId, MessageId};
use steward_core::platform::PlatformError;
use tokio::sync::OnceCell;

use super::api::{Api, ApiError, snowflake};
use super::channels::Channels;
use super::sign::Checker;
use super::trust::Trust;
use super::words::Words;

/// What the developer portal shows of the application.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// The token of the bot.
    pub token: String,
    /// The key that Discord's calls over HTTP are checked with; none where everything comes over the gateway.
    pub public_key: Option<String>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(hidden)")
    }
}

/// Where Discord is and what is asked of it.
#[derive(Debug, Clone)]
pub struct Site {
    /// The address of the API.
    pub api_url: String,
    /// The certificates of a further authority.
    pub ca_file: Option<PathBuf>,
    /// Whether texts are read that do not mention the bot.
    pub message_content: bool,
    /// Refusals in ten minutes after which nothing is called.
    pub most_refusals: usize,
}

/// Why the bot cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BotError {
    /// The file cannot be read.
    #[error("cannot read the credentials of Discord in {0}: {1}")]
    Unreadable(String, std::io::Error),
    /// It holds something else.
    #[error("{0}: write token = \"…\" and, for the interactions endpoint, public_key = \"…\"")]
    Malformed(String),
    /// The public key is none.
    #[error("the public key of the Discord application has 64 hexadecimal digits")]
    WrongKey,
    /// Discord cannot be called.
    #[error(transparent)]
    Api(#[from] ApiError),
}

/// Who the bot is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The application's id.
    pub application: String,
    /// The bot's id as a person.
    pub user: String,
    /// Its name.
    pub name: String,
    /// What the portal says of it, as bits.
    pub(super) flags: u64,
}

/// The bot.
pub struct Bot {
    pub(super) api: Api,
    pub(super) words: Arc<dyn Words>,
    pub(super) token: String,
    pub(super) site: Site,
    pub(super) trust: Trust,
    pub(super) channels: Channels,
    checker: Option<Checker>,
    identity: OnceCell<Identity>,
    /// The direct conversation with each person.
    directs: Mutex<HashMap<String, String>>,
}

/// Reads the credentials file.
///
/// # Errors
/// Never shows what the file holds.
pub fn read(file: &Path) -> Result<Credentials, BotError> {
    let shown = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| BotError::Unreadable(shown.clone(), error))?;
    toml::from_str(&text).map_err(|_| BotError::Malformed(shown))
}

/// The bot of these credentials.
///
/// # Errors
/// When they cannot be right, or Discord cannot be called.
pub fn open(credentials: &Credentials, site: Site, words: Arc<dyn Words>) -> Result<Arc<Bot>, BotError> {
    let checker = match &credentials.public_key {
        Some(key) => Some(Checker::new(key).ok_or(BotError::WrongKey)?),
        None => None,
    };
    let trust = Trust::read(site.ca_file.as_deref())?;
    let token = credentials.token.trim();
    let token = token.strip_prefix("Bot ").unwrap_or(token).to_owned();
    Ok(Arc::new(Bot {
        api: Api::at(&site.api_url, &token, &trust, site.most_refusals)?,
        words,
        token,
        site,
        trust,
        channels: Channels::default(),
        checker,
        identity: OnceCell::new(),
        directs: Mutex::default(),
    }))
}

impl Bot {
    /// What checks calls over HTTP; none where everything comes over the gateway.
    pub fn checker(&self) -> Option<&Checker> {
        self.checker.as_ref()
    }

    /// Who the bot is; asked once.
    pub async fn identity(&self) -> Result<&Identity, PlatformError> {
        self.identity
            .get_or_try_init(|| async {
                let me = self.api.get(Route::UserMe).await?;
                let app = self.api.get(Route::Oauth2ApplicationCurrent).await?;
                let text = |of: &Value, key: &str| {
                    of.get(key).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| {
                        PlatformError::Retry { reason: "Discord does not say who the bot is".to_owned() }
                    })
                };
                Ok(Identity {
                    application: text(&app, "id")?,
                    user: text(&me, "id")?,
                    name: text(&me, "username")?,
                    flags: app.get("flags").and_then(Value::as_u64).unwrap_or_default(),
                })
            })
            .await
    }

    pub(super) async fn application(&self) -> Result<ApplicationId, PlatformError> {
        snowflake(&self.identity().await?.application)
    }

    /// Posts a message in a channel or a thread; answers its id.
    pub(super) async fn send(&self, channel: &str, body: &Value) -> Result<String, PlatformError> {
        let channel_id: ChannelId = snowflake(channel)?;
        let answer = self.api.post(Route::ChannelMessages { channel_id }, body).await?;
        taken_as(&answer)
    }

    /// Replaces a message of the bot's.
    pub(super) async fn replace(
        &self,
        channel: &str,
        message: &str,
        body: &Value,
    ) -> Result<(), PlatformError> {
        let (channel_id, message_id): (ChannelId, MessageId) = (snowflake(channel)?, snowflake(message)?);
        self.api.patch(Route::ChannelMessage { channel_id, message_id }, body).await.map(drop)
    }

    /// Begins the thread of a message.
    pub(super) async fn begin_thread(
        &self,
        channel: &str,
        message: &str,
        name: &str,
    ) -> Result<(), PlatformError> {
        let (channel_id, message_id): (ChannelId, MessageId) = (snowflake(channel)?, snowflake(message)?);
        let route = Route::ChannelMessageThreads { channel_id, message_id };
        self.api.post(route, &json!({ "name": name })).await.map(drop)
    }

    /// Answers an interaction for the first time.
    pub(super) async fn answer(
        &self,
        interaction: &str,
        token: &str,
        body: &Value,
    ) -> Result<(), PlatformError> {
        let interaction_id: InteractionId = snowflake(interaction)?;
        self.api.post(Route::InteractionResponse { interaction_id, token }, body).await.map(drop)
    }

    /// Replaces the first answer to an interaction.
    pub(super) async fn replace_answer(&self, token: &str, body: &Value) -> Result<(), PlatformError> {
        let application_id = self.application().await?;
        let route = Route::WebhookOriginalInteractionResponse { application_id, token };
        self.api.patch(route, body).await.map(drop)
    }

    /// The first answer to an interaction as Discord has it.
    pub(super) async fn first_answer(&self, token: &str) -> Result<Value, PlatformError> {
        let application_id = self.application().await?;
        self.api.get(Route::WebhookOriginalInteractionResponse { application_id, token }).await
    }

    /// Takes the first answer to an interaction away.
    pub(super) async fn remove_answer(&self, token: &str) -> Result<(), PlatformError> {
        let application_id = self.application().await?;
        self.api.delete(Route::WebhookOriginalInteractionResponse { application_id, token }).await.map(drop)
    }

    /// Answers an interaction once more; the message's id.
    pub(super) async fn follow_up(&self, token: &str, body: &Value) -> Result<String, PlatformError> {
        let application_id = self.application().await?;
        let answer = self.api.post(Route::WebhookFollowupMessages { application_id, token }, body).await?;
        taken_as(&answer)
    }

    /// The direct conversation with a person.
    pub(super) async fn direct(&self, user: &str) -> Result<String, PlatformError> {
        let known = self.directs.lock().unwrap_or_else(PoisonError::into_inner).get(user).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let answer = self.api.post(Route::UserMeDmChannels, &json!({ "recipient_id": user })).await?;
        let channel = id(&answer).ok_or_else(|| PlatformError::Retry {
            reason: "Discord opened a conversation without saying which".to_owned(),
        })?;
        let mut directs = self.directs.lock().unwrap_or_else(PoisonError::into_inner);
        directs.insert(user.to_owned(), channel.clone());
        Ok(channel)
    }
}

/// The id of a message that was taken.
fn taken_as(answer: &Value) -> Result<String, PlatformError> {
    id(answer).ok_or_else(|| PlatformError::Unknown {
        reason: "Discord took a message without saying its id".to_owned(),
    })
}

/// The id of what an answer describes.
pub(super) fn id(answer: &Value) -> Option<String> {
    answer.get("id").and_then(Value::as_str).map(str::to_owned)
}
