//! The app, people and chats, and what happens to them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::FakeFeishu;
use super::events::{person_ids, profile};
use super::state::{Chat, ClientConfig, User};

/// What a bot of this product asks for.
pub(super) const SCOPES: &[&str] = &[
    "application:bot.menu:write",
    "contact:contact.base:readonly",
    "contact:user.base:readonly",
    "contact:user.email:readonly",
    "contact:user.id:readonly",
    "contact:user.phone:readonly",
    "im:chat:readonly",
    "im:message",
    "im:message.group_at_msg:readonly",
    "im:message.p2p_msg:readonly",
    "im:message.reactions:read",
    "im:message.urgent",
    "im:message:readonly",
    "im:message:send_as_bot",
    "im:resource",
];

/// A person to add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewUser {
    name: String,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    mobile: Option<String>,
    #[serde(default = "chinese")]
    locale: String,
    #[serde(default = "shanghai")]
    zone: String,
}

/// A group to add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewChat {
    name: String,
    #[serde(default)]
    members: Vec<String>,
    #[serde(default)]
    with_bot: bool,
}

/// What the app needs to speak and to listen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credentials {
    /// `cli_` and sixteen digits.
    pub app_id: String,
    /// For tokens and the long connection.
    pub app_secret: String,
    /// For encrypted webhooks.
    pub encrypt_key: String,
    /// In every event.
    pub verification_token: String,
}

fn chinese() -> String {
    "zh_cn".into()
}

fn shanghai() -> String {
    "Asia/Shanghai".into()
}

impl NewUser {
    /// A person in Shanghai whose Feishu is Chinese.
    pub fn named(name: &str) -> Self {
        Self { name: name.into(), email: None, mobile: None, locale: chinese(), zone: shanghai() }
    }

    /// With an address.
    #[must_use]
    pub fn email(mut self, email: &str) -> Self {
        self.email = Some(email.into());
        self
    }

    /// With a telephone number, such as `+8613800138000`.
    #[must_use]
    pub fn mobile(mut self, mobile: &str) -> Self {
        self.mobile = Some(mobile.into());
        self
    }

    /// With another language, such as `en_us`.
    #[must_use]
    pub fn locale(mut self, locale: &str) -> Self {
        self.locale = locale.into();
        self
    }

    /// In another zone.
    #[must_use]
    pub fn zone(mut self, zone: &str) -> Self {
        self.zone = zone.into();
        self
    }
}

impl NewChat {
    /// An empty group.
    pub fn named(name: &str) -> Self {
        Self { name: name.into(), members: Vec::new(), with_bot: false }
    }

    /// With these people, by name or open id.
    #[must_use]
    pub fn members(mut self, members: &[&str]) -> Self {
        self.members = members.iter().map(|member| (*member).into()).collect();
        self
    }

    /// With the bot.
    #[must_use]
    pub fn with_bot(mut self) -> Self {
        self.with_bot = true;
        self
    }
}

impl FakeFeishu {
    /// What the app needs.
    pub fn credentials(&self) -> Credentials {
        let state = self.state();
        Credentials {
            app_id: state.app.id.clone(),
            app_secret: state.app.secret.clone(),
            encrypt_key: state.app.encrypt_key.clone(),
            verification_token: state.app.verification_token.clone(),
        }
    }

    /// Adds a person; their open id.
    pub fn add_user(&self, new: NewUser) -> String {
        let mut state = self.state();
        let number = state.next_number();
        let open_id = format!("ou_{number:032x}");
        let user = User {
            open_id: open_id.clone(),
            union_id: format!("on_{number:032x}"),
            user_id: format!("{number:08x}"),
            name: new.name,
            email: new.email,
            mobile: new.mobile,
            locale: new.locale,
            zone: new.zone,
            resigned: false,
            available: true,
        };
        state.users.insert(open_id.clone(), user);
        open_id
    }

    /// Adds a group; its id.
    pub fn add_chat(&self, new: NewChat) -> String {
        let mut state = self.state();
        let members: BTreeSet<String> =
            new.members.iter().map(|member| state.user(member).open_id.clone()).collect();
        let id = state.next_id("oc");
        let chat = Chat {
            id: id.clone(),
            name: new.name,
            direct: false,
            members,
            with_bot: new.with_bot,
            disbanded: false,
            messages: Vec::new(),
            posts: Vec::new(),
        };
        state.chats.insert(id.clone(), chat);
        id
    }

    /// Takes a permission from the app.
    pub fn take_scope(&self, scope: &str) {
        self.state().app.scopes.remove(scope);
    }

    /// Gives the app a permission.
    pub fn give_scope(&self, scope: &str) {
        self.state().app.scopes.insert(scope.into());
    }

    /// Switches the bot ability of the app on or off.
    pub fn set_bot_ability(&self, on: bool) {
        self.state().app.has_bot = on;
    }

    /// Gives the app a new secret, which a running bot does not know.
    pub fn change_secret(&self, secret: &str) {
        let mut state = self.state();
        state.app.secret = secret.into();
        state.tokens.clear();
    }

    /// Makes every token that was handed out invalid before its time.
    pub fn revoke_tokens(&self) {
        self.state().tokens.clear();
    }

    /// Refuses more than five posts a second to a chat and five updates a second of a message.
    pub fn keep_pace(&self) {
        self.state().paced = true;
    }

    /// Tells clients of the long connection how to behave, from their next connection or pong on.
    pub fn set_client_config(&self, client: ClientConfig) {
        self.state().app.client = client;
    }

    /// Takes a person out of the app's availability, or back in.
    pub fn set_available(&self, user: &str, available: bool) {
        self.state().user_mut(user).available = available;
    }

    /// A person leaves the company.
    pub async fn resign(&self, user: &str) {
        let event = {
            let mut state = self.state();
            let user = state.user_mut(user);
            user.resigned = true;
            json!({ "object": profile(user), "old_object": { "open_id": user.open_id, "department_ids": ["0"] } })
        };
        self.deliver_event("contact.user.deleted_v3", event).await;
    }

    /// Somebody takes the bot out of a group.
    pub async fn remove_bot(&self, user: &str, chat: &str) {
        self.set_bot_in(user, chat, false).await;
    }

    /// Somebody brings the bot into a group.
    pub async fn invite_bot(&self, user: &str, chat: &str) {
        self.set_bot_in(user, chat, true).await;
    }

    async fn set_bot_in(&self, user: &str, chat: &str, with_bot: bool) {
        let event = {
            let mut state = self.state();
            let ids = person_ids(state.user(user));
            let chat = state.chat_mut(chat);
            chat.with_bot = with_bot;
            json!({ "chat_id": chat.id, "operator_id": ids, "external": false,
                    "operator_tenant_key": super::state::TENANT, "name": chat.name,
                    "i18n_names": { "zh_cn": chat.name, "en_us": chat.name } })
        };
        let kind = if with_bot { "im.chat.member.bot.added_v1" } else { "im.chat.member.bot.deleted_v1" };
        self.deliver_event(kind, event).await;
    }

    /// Somebody ends a group.
    pub async fn disband(&self, user: &str, chat: &str) {
        let event = {
            let mut state = self.state();
            let ids = person_ids(state.user(user));
            let chat = state.chat_mut(chat);
            chat.disbanded = true;
            json!({ "chat_id": chat.id, "operator_id": ids, "external": false,
                    "operator_tenant_key": super::state::TENANT, "name": chat.name })
        };
        self.deliver_event("im.chat.disbanded_v1", event).await;
    }
}
