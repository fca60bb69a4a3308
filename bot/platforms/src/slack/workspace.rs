//! A workspace that the app is installed in: its credentials, who we are there, whom we speak to.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;
use serde_json::{Value, json};
use slack_morphism::{SlackApiToken, SlackApiTokenValue};
use steward_core::host::Account;
use steward_core::platform::PlatformError;
use tokio::sync::OnceCell;

use super::call::{Api, ApiError};
use super::limits::{MINUTE, SEARCHES};
use super::words::Words;
use crate::beside::Beside;
use crate::turns::Turns;

/// What the app was given when it was installed.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// The token of the bot, `xoxb-…`.
    pub bot_token: String,
    /// The token that opens Socket Mode, `xapp-…`.
    pub app_token: Option<String>,
    /// The secret that calls over HTTP are signed with.
    pub signing_secret: Option<String>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(hidden)")
    }
}

/// Why the workspaces file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WorkspacesError {
    /// It cannot be read.
    #[error("cannot read the Slack workspaces in {0}: {1}")]
    Unreadable(String, std::io::Error),
    /// It holds something else.
    #[error(
        "{0}: each workspace is a section [NAME] with bot_token = \"xoxb-…\" and app_token = \"xapp-…\" (Socket Mode) \
         or signing_secret = \"…\" (HTTP)"
    )]
    Malformed(String),
    /// A token of another kind stands in its place.
    #[error("workspace `{workspace}`: {what} begins with {beginning}")]
    WrongToken {
        /// The workspace.
        workspace: String,
        /// Which token.
        what: &'static str,
        /// How it begins.
        beginning: &'static str,
    },
    /// Nothing could come in.
    #[error("workspace `{0}`: give it an app_token (Socket Mode) or a signing_secret (HTTP)")]
    NoWayIn(String),
    /// Slack cannot be called.
    #[error(transparent)]
    Api(#[from] ApiError),
}

/// Who we are in a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The id of the workspace.
    pub team: String,
    /// Its name.
    pub team_name: String,
    /// Our id as a person.
    pub user: String,
}

/// A workspace.
pub struct Workspace {
    /// The name of the platform, in addresses and identities.
    pub(super) name: String,
    pub(super) api: Arc<Api>,
    pub(super) words: Arc<dyn Words>,
    token: SlackApiToken,
    identity: OnceCell<Identity>,
    /// The direct conversation with each person.
    directs: Mutex<HashMap<String, String>>,
    /// Messages that went out beside those that were asked for.
    pub(super) beside: Beside,
    /// Calls that read a conversation back.
    pub(super) searches: Mutex<Turns>,
}

/// Reads the workspaces file: credentials by the name of the platform.
///
/// # Errors
/// Never shows what the file holds.
pub fn read(file: &Path) -> Result<BTreeMap<String, Credentials>, WorkspacesError> {
    let shown = file.display().to_string();
    let text =
        std::fs::read_to_string(file).map_err(|error| WorkspacesError::Unreadable(shown.clone(), error))?;
    toml::from_str(&text).map_err(|_| WorkspacesError::Malformed(shown))
}

/// The workspaces of these credentials, their Web API at `api_url`.
///
/// # Errors
/// When a token is of another kind, a workspace has no way in, or Slack cannot be called.
pub fn open(
    all: &BTreeMap<String, Credentials>,
    api_url: &str,
    words: &Arc<dyn Words>,
) -> Result<Vec<Arc<Workspace>>, WorkspacesError> {
    let api = Arc::new(Api::at(api_url)?);
    let open = |(name, credentials): (&String, &Credentials)| {
        check(name, credentials)?;
        Ok(Arc::new(Workspace {
            name: name.clone(),
            api: Arc::clone(&api),
            words: Arc::clone(words),
            token: token(&credentials.bot_token),
            identity: OnceCell::new(),
            directs: Mutex::default(),
            beside: Beside::default(),
            searches: Mutex::new(Turns::new(SEARCHES, MINUTE)),
        }))
    };
    all.iter().map(open).collect()
}

fn check(name: &str, credentials: &Credentials) -> Result<(), WorkspacesError> {
    let wrong = |what, beginning| WorkspacesError::WrongToken { workspace: name.to_owned(), what, beginning };
    if !credentials.bot_token.starts_with("xoxb-") {
        return Err(wrong("the bot token", "xoxb-"));
    }
    if credentials.app_token.as_ref().is_some_and(|token| !token.starts_with("xapp-")) {
        return Err(wrong("the app token", "xapp-"));
    }
    if credentials.app_token.is_none() && credentials.signing_secret.is_none() {
        return Err(WorkspacesError::NoWayIn(name.to_owned()));
    }
    Ok(())
}

pub(super) fn token(text: &str) -> SlackApiToken {
    SlackApiToken::new(SlackApiTokenValue(text.trim().to_owned()))
}

impl Workspace {
    /// The name of the platform, in addresses and identities.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Who we are; asked once.
    pub async fn identity(&self) -> Result<&Identity, PlatformError> {
        self.identity
            .get_or_try_init(|| async {
                let answer = self.read("auth.test", &[]).await?;
                let text = |key: &str| answer.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
                Ok(Identity { team: text("team_id"), team_name: text("team"), user: text("user_id") })
            })
            .await
    }

    pub(super) async fn write(&self, method: &str, body: &Value) -> Result<Value, PlatformError> {
        self.api.write(&self.token, method, body).await
    }

    pub(super) async fn read(
        &self,
        method: &str,
        arguments: &[(&str, &str)],
    ) -> Result<Value, PlatformError> {
        self.api.read(&self.token, method, arguments).await
    }

    /// The direct conversation with a person.
    pub(super) async fn direct(&self, user: &str) -> Result<String, PlatformError> {
        let known = self.directs.lock().unwrap_or_else(PoisonError::into_inner).get(user).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let answer = self.write("conversations.open", &json!({ "users": user })).await?;
        let channel = answer.pointer("/channel/id").and_then(Value::as_str);
        let channel = channel.ok_or_else(|| PlatformError::Retry {
            reason: "Slack opened a conversation without saying which".to_owned(),
        })?;
        let mut directs = self.directs.lock().unwrap_or_else(PoisonError::into_inner);
        directs.insert(user.to_owned(), channel.to_owned());
        Ok(channel.to_owned())
    }

    /// An account of the workspace.
    pub(super) async fn account(&self, user: &str) -> Result<Account, PlatformError> {
        let answer = self.read("users.info", &[("user", user), ("include_locale", "true")]).await?;
        let text = |path: &str| answer.pointer(path).and_then(Value::as_str).map(str::to_owned);
        // An address that was never confirmed, or that another company's administrators gave, could be anybody's.
        let is_confirmed = answer.pointer("/user/is_email_confirmed") != Some(&Value::Bool(false));
        let is_ours = text("/user/team_id").as_ref() == Some(&self.identity().await?.team);
        let is_somebody = ["/user/is_bot", "/user/is_stranger", "/user/deleted"]
            .iter()
            .all(|path| answer.pointer(path) != Some(&Value::Bool(true)));
        Ok(Account {
            platform: self.name.clone(),
            id: user.to_owned(),
            email: text("/user/profile/email").filter(|_| is_confirmed && is_ours && is_somebody),
            phone: None,
            locale: text("/user/locale"),
            zone: text("/user/tz"),
        })
    }
}
