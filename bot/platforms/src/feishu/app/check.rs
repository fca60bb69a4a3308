//! What can be found out about an organisation without changing anything in it, for whoever sets it up.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use steward_core::platform::PlatformError;

use super::tenant::Tenant;

/// Most addresses in one question.
const ADDRESSES: usize = 50;

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
        let mut strange = Vec::new();
        for some in emails.chunks(ADDRESSES) {
            let body = json!({ "emails": some });
            let query = [("user_id_type", "open_id")];
            let answer = self.api.post("/open-apis/contact/v3/users/batch_get_id", &query, &body).await?;
            let list = answer.pointer("/data/user_list").and_then(Value::as_array);
            let found: BTreeSet<&str> = list
                .into_iter()
                .flatten()
                .filter(|user| user.get("user_id").and_then(Value::as_str).is_some_and(|id| !id.is_empty()))
                .filter_map(|user| user.get("email")?.as_str())
                .collect();
            strange.extend(some.iter().filter(|email| !found.contains(email.as_str())).cloned());
        }
        Ok(strange)
    }
}
