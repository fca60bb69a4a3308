//! Settings of Slack.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use steward_platforms::slack::{self, Credentials, WorkspacesError};

use super::Environment;

/// Slack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlackConfig {
    /// The file with the credentials of each workspace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workspaces_file: Option<PathBuf>,
    /// Connections of Socket Mode for each app.
    pub connections: u32,
    /// The address of Slack's Web API.
    pub api_url: String,
}

impl SlackConfig {
    /// The credentials by the name of the platform: those of the file, with the environment's in the place of `slack`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn credentials(
        &self,
        environment: &Environment,
    ) -> Result<BTreeMap<String, Credentials>, WorkspacesError> {
        let mut all = match &self.workspaces_file {
            Some(file) => slack::read(file)?,
            None => BTreeMap::new(),
        };
        if let Some(bot_token) = environment.slack_bot_token.clone() {
            let credentials = Credentials {
                bot_token,
                app_token: environment.slack_app_token.clone(),
                signing_secret: environment.slack_signing_secret.clone(),
            };
            all.insert(slack::NAME.to_owned(), credentials);
        }
        Ok(all)
    }
}
