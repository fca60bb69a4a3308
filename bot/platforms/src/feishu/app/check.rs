//! What can be found out about an organisation without changing anything in it, for whoever sets it up.

use serde_json::Value;
use steward_core::platform::PlatformError;

use super::tenant::Tenant;

impl Tenant {
    /// The name of a group that Steward can post in.
    ///
    /// # Errors
    /// Among them a group that Steward was not added to.
    pub async fn group_name(&self, chat: &str) -> Result<String, PlatformError> {
        let id: String = chat.chars().filter(|sign| sign.is_ascii_alphanumeric() || *sign == '_').collect();
        let answer = self.api.get(&format!("/open-apis/im/v1/chats/{id}"), &[]).await?;
        Ok(answer.pointer("/data/name").and_then(Value::as_str).unwrap_or(chat).to_owned())
    }

    /// Those of the e-mail addresses that nobody of the organisation has, as far as the app may know.
    ///
    /// # Errors
    /// When Feishu cannot be asked.
    pub async fn strange_addresses(&self, emails: &[String]) -> Result<Vec<String>, PlatformError> {
        let found = self.ids("email", emails).await?;
        Ok(emails.iter().filter(|email| !found.contains_key(*email)).cloned().collect())
    }
}
