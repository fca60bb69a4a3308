//! The people of an organisation by their e-mail addresses and phone numbers.

use std::collections::BTreeMap;

use async_trait::async_trait;
use serde_json::{Map, Value, json};
use steward_core::host::{Account, Contact};
use steward_core::platform::PlatformError;

use super::tenant::Tenant;
use crate::seek::Directory;

/// Most addresses, and most numbers, in one question.
const MOST: usize = 50;

#[async_trait]
impl Directory for Tenant {
    fn name(&self) -> &str {
        &self.name
    }

    async fn find_people(&self, contacts: &[Contact]) -> Result<Vec<Account>, PlatformError> {
        let emails: Vec<String> = contacts.iter().filter_map(|contact| contact.email.clone()).collect();
        let phones: Vec<String> =
            contacts.iter().filter_map(|contact| contact.phone.as_deref().map(bare)).collect();
        let account = |id: String| Account::bare(&self.name, &id);
        let emails = self.ids("email", &emails).await?;
        let phones = self.ids("mobile", &phones).await?;
        let by_email = emails.into_iter().map(|(email, id)| Account { email: Some(email), ..account(id) });
        let by_phone = phones.into_iter().map(|(phone, id)| Account { phone: Some(phone), ..account(id) });
        Ok(by_email.chain(by_phone).collect())
    }
}

impl Tenant {
    /// The `open_id` of everybody with one of these addresses or numbers, by it. `kind` is `email` or `mobile`.
    pub(super) async fn ids(
        &self,
        kind: &str,
        given: &[String],
    ) -> Result<BTreeMap<String, String>, PlatformError> {
        let mut ids = BTreeMap::new();
        for some in given.chunks(MOST) {
            let body = Value::Object(Map::from_iter([(format!("{kind}s"), json!(some))]));
            let query = [("user_id_type", "open_id")];
            let answer = self.api.post("/open-apis/contact/v3/users/batch_get_id", &query, &body).await?;
            let list = answer.pointer("/data/user_list").and_then(Value::as_array);
            ids.extend(list.into_iter().flatten().filter_map(|user| {
                let text =
                    |key: &str| user.get(key)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
                Some((text(kind)?, text("user_id")?))
            }));
        }
        Ok(ids)
    }
}

/// A number as Feishu takes it: digits, and the sign before a country.
fn bare(phone: &str) -> String {
    phone.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect()
}
