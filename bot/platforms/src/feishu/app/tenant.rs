//! An organisation that the app is installed in: its credentials, who we are there, whom we speak to.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use hashlink::LruCache;
use serde::Deserialize;
use serde_json::{Value, json};
use steward_core::host::Account;
use steward_core::id::AlertId;
use steward_core::platform::PlatformError;
use tokio::sync::OnceCell;

use super::body::HookSecrets;
use super::call::{Api, ApiError};
use super::press::alert_on;
use super::words::Words;
use crate::beside::Beside;

/// Where an organisation's API is.
pub type Addresses = BTreeMap<String, String>;

/// What the developer console shows of an app.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// `cli_…`
    pub app_id: String,
    /// Its secret.
    pub app_secret: String,
    /// What calls over HTTP are encrypted with; none over the long connection.
    pub encrypt_key: Option<String>,
    /// What calls over HTTP are known by; none over the long connection.
    pub verification_token: Option<String>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(hidden)")
    }
}

/// Why the apps cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AppsError {
    /// The file cannot be read.
    #[error("cannot read the Feishu apps in {0}: {1}")]
    Unreadable(String, std::io::Error),
    /// It holds something else.
    #[error("{0}: each app is a section [feishu] or [lark] with app_id = \"cli_…\" and app_secret = \"…\"")]
    Malformed(String),
    /// An app of another name.
    #[error("`{0}` is neither `feishu` nor `lark`")]
    Unnamed(String),
    /// Something else stands in the place of the id.
    #[error("the app id of `{0}` begins with cli_")]
    WrongId(String),
    /// HTTP needs both.
    #[error(
        "`{0}`: over HTTP it needs both encrypt_key and verification_token; over the long connection neither"
    )]
    HalfHook(String),
    /// Feishu cannot be called.
    #[error(transparent)]
    Api(#[from] ApiError),
}

/// Most messages that are remembered.
const MOST_SEEN: usize = 10_000;

/// What is known of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    /// The conversation that it is in.
    pub(super) chat: Option<String>,
    /// The alert that its buttons are about.
    pub(super) alert: Option<AlertId>,
}

/// Who we are in an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Our `open_id`.
    pub bot: String,
    /// The app's name.
    pub name: String,
}

/// An organisation.
pub struct Tenant {
    /// The name of the platform, in addresses and identities.
    pub(super) name: String,
    pub(super) api: Api,
    pub(super) words: Arc<dyn Words>,
    /// Whether critical pages buzz.
    pub(super) urgent: bool,
    hook: Option<HookSecrets>,
    identity: OnceCell<Identity>,
    /// Whether each conversation is a person's own.
    directs: Mutex<HashMap<String, bool>>,
    /// The messages that people acted upon or that were sent last.
    seen: Mutex<LruCache<String, Seen>>,
    /// Messages that went out beside those that were asked for.
    pub(super) beside: Beside,
}

/// Reads the apps file: credentials by the name of the platform.
///
/// # Errors
/// Never shows what the file holds.
pub fn read(file: &Path) -> Result<BTreeMap<String, Credentials>, AppsError> {
    let shown = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| AppsError::Unreadable(shown.clone(), error))?;
    toml::from_str(&text).map_err(|_| AppsError::Malformed(shown))
}

/// The organisations of these credentials, their API at the address of their name.
///
/// # Errors
/// When credentials are of another kind, or Feishu cannot be called.
pub fn open(
    all: &BTreeMap<String, Credentials>,
    addresses: &Addresses,
    urgent: bool,
    words: &Arc<dyn Words>,
) -> Result<Vec<Arc<Tenant>>, AppsError> {
    let open = |(name, credentials): (&String, &Credentials)| {
        let base = addresses.get(name).ok_or_else(|| AppsError::Unnamed(name.clone()))?;
        if !credentials.app_id.trim().starts_with("cli_") {
            return Err(AppsError::WrongId(name.clone()));
        }
        let hook = match (&credentials.encrypt_key, &credentials.verification_token) {
            (Some(key), Some(token)) => Some(HookSecrets {
                encrypt_key: key.trim().to_owned(),
                verification_token: token.trim().to_owned(),
            }),
            (None, None) => None,
            _ => return Err(AppsError::HalfHook(name.clone())),
        };
        Ok(Arc::new(Tenant {
            name: name.clone(),
            api: Api::at(base, &credentials.app_id, &credentials.app_secret)?,
            words: Arc::clone(words),
            urgent,
            hook,
            identity: OnceCell::new(),
            directs: Mutex::default(),
            seen: Mutex::new(LruCache::new(MOST_SEEN)),
            beside: Beside::default(),
        }))
    };
    all.iter().map(open).collect()
}

impl Tenant {
    /// The name of the platform, in addresses and identities.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What calls over HTTP are known by; none where everything comes over the long connection.
    pub fn hook(&self) -> Option<&HookSecrets> {
        self.hook.as_ref()
    }

    /// Who we are; asked once.
    pub async fn identity(&self) -> Result<&Identity, PlatformError> {
        self.identity
            .get_or_try_init(|| async {
                let answer = self.api.get("/open-apis/bot/v3/info", &[]).await?;
                let text = |path: &str| answer.pointer(path).and_then(Value::as_str).map(str::to_owned);
                let bot = text("/bot/open_id").ok_or_else(|| PlatformError::Retry {
                    reason: "Feishu does not say who the bot is".to_owned(),
                })?;
                Ok(Identity { bot, name: text("/bot/app_name").unwrap_or_default() })
            })
            .await
    }

    /// Sends a message to a conversation or a person; answers its id. The same `uuid` within an hour is the same message.
    pub(super) async fn send(
        &self,
        to: Target<'_>,
        card: &Value,
        uuid: Option<&str>,
    ) -> Result<String, PlatformError> {
        let mut body = json!({ "msg_type": "interactive", "content": card.to_string() });
        set(&mut body, "uuid", uuid);
        let answer = match to {
            Target::Below(message) => {
                self.api.post(&format!("{MESSAGES}/{}/reply", segment(message)), &[], &body).await?
            }
            Target::Chat(id) | Target::Person(id) => {
                set(&mut body, "receive_id", Some(id));
                let kind = if matches!(to, Target::Chat(_)) { "chat_id" } else { "open_id" };
                self.api.post(MESSAGES, &[("receive_id_type", kind)], &body).await?
            }
        };
        let text = |path: &str| answer.pointer(path).and_then(Value::as_str);
        match (to, text("/data/chat_id")) {
            (Target::Person(_), Some(chat)) => self.learn(chat, true),
            (Target::Chat(_), Some(chat)) => self.learn(chat, false),
            _ => {}
        }
        let Some(message) = text("/data/message_id") else {
            let reason = "Feishu took a message without saying its id".to_owned();
            return Err(PlatformError::Unknown { reason });
        };
        self.remember(
            message,
            Seen { chat: text("/data/chat_id").map(str::to_owned), alert: alert_on(card) },
        );
        Ok(message.to_owned())
    }

    /// Shows a card to one person in a group.
    pub(super) async fn whisper(&self, chat: &str, person: &str, card: &Value) -> Result<(), PlatformError> {
        let body = json!({ "chat_id": chat, "open_id": person, "msg_type": "interactive", "card": card });
        self.api.post("/open-apis/ephemeral/v1/send", &[], &body).await.map(drop)
    }

    /// Replaces the card of a message of ours.
    pub(super) async fn replace(&self, message: &str, card: &Value) -> Result<(), PlatformError> {
        let body = json!({ "content": card.to_string() });
        self.api.patch(&format!("{MESSAGES}/{}", segment(message)), &[], &body).await.map(drop)
    }

    /// Replaces the card that was pressed, by the token of the press; only after the press was answered.
    pub(super) async fn update(&self, token: &str, card: &Value) -> Result<(), PlatformError> {
        let body = json!({ "token": token, "card": card });
        self.api.post("/open-apis/interactive/v1/card/update", &[], &body).await.map(drop)
    }

    /// Buzzes a person about a message.
    pub(super) async fn buzz(&self, message: &str, person: &str) -> Result<(), PlatformError> {
        let path = format!("{MESSAGES}/{}/urgent_app", segment(message));
        let body = json!({ "user_id_list": [person] });
        self.api.patch(&path, &[("user_id_type", "open_id")], &body).await.map(drop)
    }

    /// Where a message is and which alert it shows; asked once, and not at all of what was sent from here.
    pub(super) async fn look(&self, message: &str) -> Result<Seen, PlatformError> {
        let known = self.seen.lock().unwrap_or_else(PoisonError::into_inner).get(message).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        // Otherwise Feishu tells what the card looks like, and not what its buttons carry.
        let query = [("card_msg_content_type", "user_card_content")];
        let answer = self.api.get(&format!("{MESSAGES}/{}", segment(message)), &query).await?;
        let text = |path: &str| answer.pointer(path).and_then(Value::as_str);
        let card = text("/data/items/0/body/content").and_then(|content| serde_json::from_str(content).ok());
        let chat = text("/data/items/0/chat_id").map(str::to_owned);
        Ok(self.remember(message, Seen { chat, alert: card.as_ref().and_then(alert_on) }))
    }

    /// Whether [`Self::look`] needs not ask.
    pub(super) fn has_seen(&self, message: &str) -> bool {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).contains_key(message)
    }

    fn remember(&self, message: &str, seen: Seen) -> Seen {
        let mut all = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(message.to_owned(), seen.clone());
        seen
    }

    /// Whether a conversation is a person's own. Taken for one where Feishu does not say: what is said there is private.
    pub(super) async fn is_direct(&self, chat: &str) -> bool {
        let known = self.directs.lock().unwrap_or_else(PoisonError::into_inner).get(chat).copied();
        if let Some(known) = known {
            return known;
        }
        match self.api.get(&format!("/open-apis/im/v1/chats/{}", segment(chat)), &[]).await {
            Ok(answer) => {
                let mode = answer.pointer("/data/chat_mode").and_then(Value::as_str);
                let is_direct = mode == Some("p2p");
                self.learn(chat, is_direct);
                is_direct
            }
            Err(error) => {
                tracing::warn!(platform = self.name, %error, "what kind of conversation it is cannot be asked");
                true
            }
        }
    }

    fn learn(&self, chat: &str, is_direct: bool) {
        let mut directs = self.directs.lock().unwrap_or_else(PoisonError::into_inner);
        directs.insert(chat.to_owned(), is_direct);
    }

    /// An account of the organisation.
    pub(super) async fn account(&self, person: &str) -> Result<Account, PlatformError> {
        let path = format!("/open-apis/contact/v3/users/{}", segment(person));
        let answer = self.api.get(&path, &[("user_id_type", "open_id")]).await?;
        let text = |path: &str| {
            answer.pointer(path).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        // Both are given by the organisation's administrators, who are the team's own.
        let email = text("/data/user/enterprise_email").or_else(|| text("/data/user/email"));
        let has_left = answer.pointer("/data/user/status/is_resigned") == Some(&Value::Bool(true));
        Ok(Account {
            platform: self.name.clone(),
            id: person.to_owned(),
            email: email.filter(|_| !has_left),
            phone: text("/data/user/mobile").filter(|_| !has_left),
            locale: None,
            zone: text("/data/user/time_zone"),
        })
    }
}

/// Where messages are sent.
const MESSAGES: &str = "/open-apis/im/v1/messages";

/// Where a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// A group.
    Chat(&'a str),
    /// A person.
    Person(&'a str),
    /// Below a message.
    Below(&'a str),
}

/// An id as a part of an address; ids hold nothing but letters, digits and a few signs.
fn segment(id: &str) -> String {
    id.chars().filter(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-')).collect()
}

fn set(body: &mut Value, key: &str, value: Option<&str>) {
    if let (Some(fields), Some(value)) = (body.as_object_mut(), value) {
        fields.insert(key.to_owned(), json!(value));
    }
}
