//! What can be found out about a workspace without changing anything in it, for whoever sets it up.

use std::time::Duration;

use serde_json::{Value, json};
use steward_core::platform::PlatformError;

use super::call::Api;
use super::workspace::{Credentials, Workspace, token};

/// Longest wait for the answer that tells the scopes.
const CALL_LIMIT: Duration = Duration::from_secs(10);

/// How Steward stands to a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Membership {
    /// It can post there.
    Member {
        /// The channel's name.
        name: String,
    },
    /// It was never invited, or removed.
    Outside {
        /// The channel's name.
        name: String,
    },
    /// Nobody can post there.
    Archived {
        /// The channel's name.
        name: String,
    },
}

impl Workspace {
    /// How Steward stands to a channel.
    ///
    /// # Errors
    /// Among them a private channel that Steward was not invited to, which looks like none at all.
    pub async fn membership(&self, channel: &str) -> Result<Membership, PlatformError> {
        let answer = self.read("conversations.info", &[("channel", channel)]).await?;
        let name = answer.pointer("/channel/name").and_then(Value::as_str).unwrap_or(channel).to_owned();
        let is = |flag: &str| answer.pointer(&format!("/channel/{flag}")) == Some(&Value::Bool(true));
        Ok(match (is("is_archived"), is("is_member")) {
            (true, _) => Membership::Archived { name },
            (false, true) => Membership::Member { name },
            (false, false) => Membership::Outside { name },
        })
    }
}

/// Whether the app token opens Socket Mode.
///
/// # Errors
/// Says what is wrong with the token.
pub async fn check_socket_mode(api_url: &str, app_token: &str) -> Result<(), PlatformError> {
    let api = Api::at(api_url).map_err(|error| PlatformError::Rejected { reason: error.to_string() })?;
    api.write(&token(app_token), "apps.connections.open", &json!({})).await.map(drop)
}

/// The scopes of a bot token. Slack tells them in a header, which the client does not show.
///
/// # Errors
/// When Slack cannot be reached.
pub async fn scopes(api_url: &str, credentials: &Credentials) -> Result<Vec<String>, PlatformError> {
    let failed = |error: reqwest::Error| PlatformError::Retry { reason: error.without_url().to_string() };
    let client = reqwest::Client::builder().timeout(CALL_LIMIT).build().map_err(failed)?;
    let url = format!("{}/auth.test", api_url.trim_end_matches('/'));
    let answer = client.post(url).bearer_auth(credentials.bot_token.trim()).send().await.map_err(failed)?;
    let told = answer.headers().get("x-oauth-scopes").and_then(|scopes| scopes.to_str().ok());
    Ok(told
        .unwrap_or_default()
        .split(',')
        .map(|scope| scope.trim().to_owned())
        .filter(|scope| !scope.is_empty())
        .collect())
}
