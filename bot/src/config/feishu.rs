//! Settings of Feishu and Lark.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use steward_platforms::feishu::app::{self, Addresses, AppsError, Credentials, FEISHU, LARK};

use super::Environment;

/// Feishu and Lark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeishuConfig {
    /// The file with the group robots.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub robots_file: Option<PathBuf>,
    /// The file with the credentials of the apps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apps_file: Option<PathBuf>,
    /// Whether critical pages buzz.
    pub urgent: bool,
    /// Calls a month that the organisation's edition allows; 0 where nothing is limited.
    pub monthly_calls: u64,
    /// The address of Feishu's API.
    pub feishu_url: String,
    /// The address of Lark's API.
    pub lark_url: String,
}

impl FeishuConfig {
    /// The credentials by the name of the platform: those of the file, with the environment's in the place of `feishu`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn credentials(&self, environment: &Environment) -> Result<BTreeMap<String, Credentials>, AppsError> {
        let mut all = match &self.apps_file {
            Some(file) => app::read(file)?,
            None => BTreeMap::new(),
        };
        let from_environment = environment.feishu_app_id.clone().zip(environment.feishu_app_secret.clone());
        if let Some((app_id, app_secret)) = from_environment {
            let credentials = Credentials {
                app_id,
                app_secret,
                encrypt_key: environment.feishu_encrypt_key.clone(),
                verification_token: environment.feishu_verification_token.clone(),
            };
            all.insert(FEISHU.to_owned(), credentials);
        }
        Ok(all)
    }

    /// Where each platform's API is.
    pub fn addresses(&self) -> Addresses {
        [(FEISHU, &self.feishu_url), (LARK, &self.lark_url)]
            .map(|(name, url)| (name.to_owned(), url.clone()))
            .into()
    }
}
