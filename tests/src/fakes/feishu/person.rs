//! What people do: say something, mention the bot, answer, react, use the menu, press, choose, fill in.

mod act;
mod answered;
mod find;
mod form;

use std::collections::BTreeSet;

use serde_json::json;

use super::FakeFeishu;
use super::delivery::Delivered;
use super::events::{person_ids, received, with_mentions};
use super::message::Message;

pub use answered::{Tap, Toast};

impl FakeFeishu {
    /// Somebody writes in a group (a name or an id) or, with `@mei`'s own name, to the bot alone. `@name` mentions.
    pub async fn say(&self, user: &str, chat: &str, text: &str) -> Delivered {
        self.write(user, chat, text, None).await
    }

    /// Somebody writes to the bot alone.
    pub async fn tell(&self, user: &str, text: &str) -> Delivered {
        let chat = {
            let mut state = self.state();
            let open_id = state.user(user).open_id.clone();
            state.direct(&open_id)
        };
        self.write(user, &chat, text, None).await
    }

    /// Somebody mentions the bot in a group.
    pub async fn mention(&self, user: &str, chat: &str, text: &str) -> Delivered {
        let bot = self.state().app.name.clone();
        self.write(user, chat, &format!("@{bot} {text}"), None).await
    }

    /// Somebody answers a message, mentioning the bot where it would not hear of it otherwise.
    pub async fn reply(&self, user: &str, message: &Message, text: &str) -> Delivered {
        let bot = {
            let state = self.state();
            let direct = state.chat(&message.chat).direct;
            (!direct).then(|| state.app.name.clone())
        };
        let text = bot.map_or_else(|| text.to_owned(), |bot| format!("@{bot} {text}"));
        self.write(user, &message.chat, &text, Some(message)).await
    }

    /// Somebody puts a sign such as `DONE` under a message.
    pub async fn react(&self, user: &str, message: &Message, sign: &str) -> Delivered {
        let event = {
            let mut state = self.state();
            let user = state.user(user).clone();
            let now = self.clock.now().as_millisecond().to_string();
            if let Some(message) = state.message_mut(&message.id) {
                message.reactions.push((user.open_id.clone(), sign.into()));
            }
            json!({ "message_id": message.id, "reaction_type": { "emoji_type": sign },
                    "operator_type": "user", "user_id": person_ids(&user), "action_time": now })
        };
        self.deliver_event("im.message.reaction.created_v1", event).await
    }

    /// Somebody uses an entry of the bot's menu, by its event key.
    pub async fn menu(&self, user: &str, key: &str) -> Delivered {
        let event = {
            let mut state = self.state();
            let user = state.user(user).clone();
            state.direct(&user.open_id);
            let now = self.clock.now().as_second();
            json!({ "operator": { "operator_name": user.name, "operator_id": person_ids(&user) },
                    "event_key": key, "timestamp": now })
        };
        self.deliver_event("application.bot.menu_v6", event).await
    }

    async fn write(&self, user: &str, chat: &str, text: &str, parent: Option<&Message>) -> Delivered {
        let event = {
            let mut state = self.state();
            let user = state.user(user).clone();
            let chat = state.chat(chat).clone();
            assert!(chat.members.contains(&user.open_id), "{} is not in {}", user.name, chat.name);
            assert!(!chat.disbanded, "{} has ended", chat.name);
            let (stored, mentions) = with_mentions(&state, text);
            let now = self.clock.now();
            let root = parent.map(|parent| parent.root.clone().unwrap_or_else(|| parent.id.clone()));
            let message = Message {
                id: state.next_id("om"),
                chat: chat.id.clone(),
                root,
                parent: parent.map(|parent| parent.id.clone()),
                thread: parent.and_then(|parent| parent.thread.clone()),
                kind: "text".into(),
                content: json!({ "text": stored }),
                author: Some(user.open_id),
                created: now,
                updated: now,
                edits: 0,
                recalled: false,
                urgent: BTreeSet::new(),
                reactions: Vec::new(),
                only_for: None,
            };
            let event = received(&state, &message, &mentions);
            state.chat_mut(&chat.id).messages.push(message);
            (event, chat.with_bot)
        };
        self.tell_change();
        match event {
            (event, true) => self.deliver_event("im.message.receive_v1", event).await,
            // A bot hears nothing of a group that it is not in.
            (event, false) => Delivered { acked: false, attempts: 0, answer: None, event },
        }
    }
}
