//! What people do: say something, give the command, react, press, choose, fill in, look.

mod choose;
mod form;
mod press;

use serde_json::{Value, json};

use super::FakeSlack;
use super::delivery::{Delivered, Parcel};
use super::message::Message;
use super::methods;
use super::payloads::{escaped, new_hook, new_trigger, user_message};
use super::state::{ChannelKind, Hook};

pub use form::Submitted;

impl FakeSlack {
    /// Somebody writes in a channel (a name or an id) or, with `@steward`, to the bot alone. `@name` mentions.
    pub async fn say(&self, user: &str, channel: &str, text: &str) -> Delivered {
        self.write(user, channel, text, None, Value::Null).await
    }

    /// Somebody writes under a message.
    pub async fn reply(&self, user: &str, message: &Message, text: &str) -> Delivered {
        let thread = message.thread().unwrap_or(message.ts()).to_owned();
        self.write(user, &message.channel, text, Some(thread), Value::Null).await
    }

    /// Somebody writes something with more in its event, such as a block that no client knows.
    pub async fn say_with(&self, user: &str, channel: &str, text: &str, beside: Value) -> Delivered {
        self.write(user, channel, text, None, beside).await
    }

    /// Somebody mentions the bot, which arrives as a message and as a mention; the outcome of the mention.
    pub async fn mention(&self, user: &str, channel: &str, text: &str) -> Delivered {
        self.write(user, channel, &format!("@steward {text}"), None, Value::Null).await
    }

    async fn write(
        &self,
        user: &str,
        channel: &str,
        text: &str,
        thread: Option<String>,
        beside: Value,
    ) -> Delivered {
        let (team, message, mention) = {
            let mut state = self.state();
            let user = state.user(user).clone();
            let bot = state.team(&user.team).bot_user.clone();
            let channel = if channel == "@steward" {
                methods::begin_direct(&mut state, &user.team, &user.id, &bot)
            } else {
                state.channel(channel).id.clone()
            };
            let text = escaped(&state, &user.team, text);
            let ts = state.next_stamp(self.clock.now());
            let message = user_message(&user, &text, &ts, thread.as_deref());
            let target = state.channel_mut(&channel);
            assert!(target.members.contains(&user.id), "{} is not in {}", user.name, target.name);
            assert!(!target.archived, "{} is archived", target.name);
            if let Some(parent) = thread.as_deref().and_then(|thread| target.message_mut(thread)) {
                methods::count_reply(parent, &ts);
            }
            target.messages.push(message.clone());
            let mut event = message;
            event["channel"] = channel.into();
            event["event_ts"] = ts.into();
            for (name, value) in beside.as_object().into_iter().flatten() {
                event[name] = value.clone();
            }
            let is_direct = target.kind == ChannelKind::Direct;
            let mention = (!is_direct && text.contains(&format!("<@{bot}>"))).then(|| {
                let mut mention = event.clone();
                mention["type"] = "app_mention".into();
                mention
            });
            event["channel_type"] = target.event_type().into();
            // What is said where the bot is not does not reach it.
            let is_heard = target.members.contains(&bot);
            (user.team, is_heard.then_some(event), mention.filter(|_| is_heard))
        };
        self.tell_change();
        let Some(message) = message else { return unheard() };
        let delivered = self.deliver_event(&team, message).await;
        match mention {
            Some(mention) => self.deliver_event(&team, mention).await,
            None => delivered,
        }
    }

    /// Somebody gives the slash command, such as `/kpi`, with this text. An answer in the acknowledgement is shown.
    pub async fn slash(&self, user: &str, channel: &str, command: &str, text: &str) -> Delivered {
        let (fields, hook) = {
            let mut state = self.state();
            let user = state.user(user).clone();
            let bot = state.team(&user.team).bot_user.clone();
            let channel = if channel == "@steward" {
                methods::begin_direct(&mut state, &user.team, &user.id, &bot)
            } else {
                state.channel(channel).id.clone()
            };
            let text = escaped(&state, &user.team, text);
            let now = self.clock.now();
            let trigger = new_trigger(&mut state, &user.id, now);
            let hook = Hook { user: user.id.clone(), channel, message: None, issued: now, uses: 0 };
            let response_url = new_hook(&mut state, self.address(), hook.clone());
            let channel = state.channel(&hook.channel);
            let channel_name = if channel.name.is_empty() { "directmessage" } else { &channel.name };
            let fields = json!({
                "token": "verification", "team_id": user.team, "team_domain": state.team(&user.team).domain,
                "channel_id": hook.channel, "channel_name": channel_name, "user_id": user.id,
                "user_name": user.name, "command": command, "text": text, "api_app_id": state.app.id,
                "is_enterprise_install": "false", "response_url": response_url, "trigger_id": trigger,
            });
            (fields, hook)
        };
        let delivered = self.deliver_once(Parcel::Command(fields)).await;
        if let Some(content) = delivered.payload.clone() {
            let shown = self.show(&mut self.state(), &hook, &content);
            shown.unwrap_or_else(|error| panic!("Slack cannot show the answer to {command}: {error}"));
            self.tell_change();
        }
        delivered
    }

    /// Somebody puts a sign, such as `white_check_mark`, under a message.
    pub async fn react(&self, user: &str, message: &Message, sign: &str) -> Delivered {
        self.sign(user, message, sign, true).await
    }

    /// Somebody takes their sign back.
    pub async fn unreact(&self, user: &str, message: &Message, sign: &str) -> Delivered {
        self.sign(user, message, sign, false).await
    }

    async fn sign(&self, user: &str, message: &Message, sign: &str, is_added: bool) -> Delivered {
        let (team, event) = {
            let mut state = self.state();
            let user = state.user(user).clone();
            methods::react(&mut state, &message.channel, message.ts(), sign, &user.id, is_added)
                .unwrap_or_else(|error| panic!("{} cannot react: {error}", user.name));
            let ts = state.next_stamp(self.clock.now());
            let kind = if is_added { "reaction_added" } else { "reaction_removed" };
            let item = json!({ "type": "message", "channel": message.channel, "ts": message.ts() });
            let event = json!({ "type": kind, "user": user.id, "reaction": sign, "item": item,
                                "item_user": message.shown["user"], "event_ts": ts });
            (user.team, event)
        };
        self.tell_change();
        self.deliver_event(&team, event).await
    }

    /// Somebody opens the home tab.
    pub async fn open_home(&self, user: &str) -> Delivered {
        let (team, event) = {
            let mut state = self.state();
            let user = state.user(user).clone();
            let bot = state.team(&user.team).bot_user.clone();
            let channel = methods::begin_direct(&mut state, &user.team, &user.id, &bot);
            let ts = state.next_stamp(self.clock.now());
            let mut event = json!({ "type": "app_home_opened", "user": user.id, "channel": channel,
                                    "tab": "home", "event_ts": ts });
            if let Some(home) = state.homes.get(&user.id) {
                event["view"] = home.shown.clone();
            }
            (user.team, event)
        };
        self.deliver_event(&team, event).await
    }

    /// Lets every trigger that was given out so far run out.
    pub fn expire_triggers(&self) {
        for trigger in self.state().triggers.values_mut() {
            trigger.issued = jiff::Timestamp::UNIX_EPOCH;
        }
    }
}

/// What was not sent at all.
fn unheard() -> Delivered {
    Delivered { acked: false, attempts: 0, payload: None, parcel: Parcel::Event(Value::Null) }
}
