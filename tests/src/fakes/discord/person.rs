//! What people do: say something, react, give a command, press, choose, fill in.

mod command;
mod form;
mod press;

use serde_json::{Value, json};

use super::interaction::Interaction;
use super::message::Message;
use super::permissions::{self, EVERYBODY};
use super::post::{self, Post};
use super::state::State;
use super::{FakeDiscord, methods, objects};

pub use form::Submitted;

impl FakeDiscord {
    /// Somebody writes in a channel (a name or an id) or, with `@steward`, to the bot alone. `@name` mentions.
    pub fn say(&self, user: &str, channel: &str, text: &str) -> Message {
        self.write(user, channel, text, None)
    }

    /// Somebody mentions the bot.
    pub fn mention(&self, user: &str, channel: &str, text: &str) -> Message {
        self.write(user, channel, &format!("@steward {text}"), None)
    }

    /// Somebody answers a message.
    pub fn reply(&self, user: &str, message: &Message, text: &str) -> Message {
        self.write(user, &message.channel, text, Some(message.id()))
    }

    fn write(&self, user: &str, channel: &str, text: &str, answered: Option<&str>) -> Message {
        let now = self.clock.now();
        let mut state = self.state();
        let user = state.user(user).id.clone();
        let channel = if channel == "@steward" {
            methods::begin_direct(&mut state, &user, now)
        } else {
            state.channel(channel).id.clone()
        };
        let mut body = json!({ "content": named(&state, text) });
        if let Some(answered) = answered {
            body["message_reference"] = json!({ "message_id": answered });
        }
        let post = Post { channel: &channel, author: &user, only_for: None, now };
        let shown = post::add(&mut state, &post, &body, Vec::new());
        drop(state);
        self.tell_change();
        Message { channel, shown, only_for: None }
    }

    /// Somebody begins a thread below a message; its id, which is the message's.
    pub fn begin_thread(&self, user: &str, message: &Message, name: &str) -> String {
        let mut state = self.state();
        let of = state.channel(&message.channel);
        assert!(permissions::of(&state, of, &state.user(user).id) != 0, "{user} does not see the channel");
        let begun = methods::begin_thread(&mut state, &message.channel, message.id(), name);
        begun.unwrap_or_else(|refusal| panic!("{}: {}", message.id(), refusal.body));
        drop(state);
        self.tell_change();
        message.id().to_owned()
    }

    /// Somebody puts a sign, such as `✅`, under a message.
    pub fn react(&self, user: &str, message: &Message, sign: &str) {
        self.sign(user, message, sign, true);
    }

    /// Somebody takes their sign back.
    pub fn unreact(&self, user: &str, message: &Message, sign: &str) {
        self.sign(user, message, sign, false);
    }

    fn sign(&self, user: &str, message: &Message, sign: &str, added: bool) {
        let mut state = self.state();
        let user = state.user(user).id.clone();
        let place = (message.channel.as_str(), message.id());
        let signed = methods::react(&mut state, place, sign, &user, added);
        signed.unwrap_or_else(|refusal| panic!("{}: {}", message.id(), refusal.body));
        drop(state);
        self.tell_change();
    }

    /// Begins an interaction of somebody in a channel.
    fn begin(&self, user: &str, channel: &str, kind: u64, data: &Value, message: Option<&Value>) -> Value {
        let now = self.clock.now();
        let mut state = self.state();
        let user = state.user(user).clone();
        let channel = if channel == "@steward" {
            methods::begin_direct(&mut state, &user.id, now)
        } else {
            state.channel(channel).id.clone()
        };
        let id = state.next_id(now);
        let token = format!("aW50ZXJhY3Rpb246{id}");
        let of = state.channel(&channel);
        let may = permissions::of(&state, of, &state.app.bot);
        let mut interaction = json!({
            "id": id, "application_id": state.app.id, "type": kind, "token": token, "version": 1,
            "channel_id": channel, "channel": objects::channel(&state, of), "locale": user.locale,
            "app_permissions": may.to_string(), "entitlements": [], "attachment_size_limit": 10_485_760,
            "authorizing_integration_owners": {}, "context": u8::from(of.guild.is_none()),
            "data": data,
        });
        if let Some(guild) = &of.guild {
            let guild = state.guild(guild);
            assert!(guild.members.contains_key(&user.id), "{} is not in {}", user.name, guild.name);
            let mut member = objects::member(&state, guild, &user.id);
            member["permissions"] = EVERYBODY.to_string().into();
            interaction["guild_id"] = guild.id.as_str().into();
            interaction["guild_locale"] = guild.locale.as_str().into();
            interaction["guild"] = json!({ "id": guild.id, "locale": guild.locale, "features": [] });
            interaction["authorizing_integration_owners"] = json!({ "0": guild.id });
            interaction["member"] = member;
        } else {
            interaction["user"] = objects::user(&user);
        }
        if let Some(message) = message {
            interaction["message"] = message.clone();
        }
        let kept = Interaction {
            token,
            kind,
            user: user.id,
            channel,
            message: message.cloned(),
            issued: now,
            is_late: false,
            answer: None,
            original: None,
        };
        state.interactions.insert(id, kept);
        interaction
    }
}

/// A text with people named as Discord names them.
fn named(state: &State, text: &str) -> String {
    let bot = [("@steward", state.app.bot.as_str())].into_iter();
    let people = state.users.values().map(|user| (user.name.as_str(), user.id.as_str()));
    people.fold(
        bot.fold(text.to_owned(), |text, (name, id)| text.replace(name, &format!("<@{id}>"))),
        |text, (name, id)| text.replace(&format!("@{name}"), &format!("<@{id}>")),
    )
}
