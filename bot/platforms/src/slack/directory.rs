//! The people of a workspace by their e-mail addresses.

use async_trait::async_trait;
use serde_json::Value;
use steward_core::host::{Account, Contact};
use steward_core::platform::PlatformError;

use super::workspace::Workspace;
use crate::pause::patiently;
use crate::seek::Directory;

#[async_trait]
impl Directory for Workspace {
    fn name(&self) -> &str {
        &self.name
    }

    async fn find_people(&self, contacts: &[Contact]) -> Result<Vec<Account>, PlatformError> {
        let mut accounts = Vec::new();
        for email in contacts.iter().filter_map(|contact| contact.email.as_deref()) {
            match patiently(async || self.read("users.lookupByEmail", &[("email", email)]).await).await {
                Ok(answer) => {
                    if let Some(id) = answer.pointer("/user/id").and_then(Value::as_str) {
                        accounts.push(patiently(|| self.account(id)).await?);
                    }
                }
                // Nobody has it.
                Err(PlatformError::Dead { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(accounts)
    }
}
