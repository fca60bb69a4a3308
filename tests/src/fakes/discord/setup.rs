//! Servers, channels and people: how they begin, and what happens to them later.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::message::Message;
use super::permissions::{self, EVERYBODY};
use super::state::{Channel, Guild, Role, User, kind};
use super::{FakeDiscord, gateway, methods, objects};

/// A person to be added.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NewUser {
    name: String,
    #[serde(default = "american")]
    locale: String,
}

fn american() -> String {
    "en-US".into()
}

impl NewUser {
    /// A person whose client speaks American English.
    pub fn named(name: &str) -> Self {
        Self { name: name.into(), locale: american() }
    }

    /// With a client in this language, such as `zh-CN`.
    #[must_use]
    pub fn locale(mut self, locale: &str) -> Self {
        self.locale = locale.into();
        self
    }
}

impl FakeDiscord {
    /// The bot's token.
    pub fn token(&self) -> String {
        self.state().app.token.clone()
    }

    /// The id of the application.
    pub fn application_id(&self) -> String {
        self.state().app.id.clone()
    }

    /// Adds a server with the bot in it, whose language is this; its id.
    pub fn add_guild(&self, name: &str, locale: &str) -> String {
        let mut state = self.state();
        let (id, bot) = (state.next_id(self.clock.now()), state.app.bot.clone());
        let me =
            User { id: bot.clone(), name: "Steward".into(), locale: american(), closed: false, is_bot: true };
        state.users.entry(bot.clone()).or_insert(me);
        let everybody = Role { name: "@everyone".into(), permissions: EVERYBODY };
        let guild = Guild {
            id: id.clone(),
            name: name.into(),
            locale: locale.into(),
            with_bot: true,
            granted: None,
            roles: BTreeMap::from([(id.clone(), everybody)]),
            members: BTreeMap::from([(bot, BTreeSet::new())]),
            commands: Vec::new(),
        };
        state.guilds.insert(id.clone(), guild);
        let told = objects::guild_created(&state, state.guild(&id));
        gateway::dispatch(&mut state, "GUILD_CREATE", &told);
        id
    }

    /// Lets the bot do in a server what these bits say, and nothing else: what others may do is no right of its own.
    pub fn grant(&self, guild: &str, bits: u64) {
        self.state().guilds.get_mut(guild).expect("a server").granted = Some(bits);
    }

    /// Gives a server another language.
    pub fn set_language(&self, guild: &str, locale: &str) {
        let mut state = self.state();
        locale.clone_into(&mut state.guilds.get_mut(guild).expect("a server").locale);
        let told = objects::guild(state.guild(guild));
        gateway::dispatch(&mut state, "GUILD_UPDATE", &told);
    }

    /// Adds a person to a server, who may be in others already; their id.
    pub fn add_user(&self, guild: &str, new: NewUser) -> String {
        let mut state = self.state();
        let known = state.users.values().find(|user| user.name == new.name).map(|user| user.id.clone());
        let id = known.unwrap_or_else(|| state.next_id(self.clock.now()));
        let user = User { id: id.clone(), name: new.name, locale: new.locale, closed: false, is_bot: false };
        state.users.insert(id.clone(), user);
        let guild = state.guilds.get_mut(guild).expect("a server");
        guild.members.insert(id.clone(), BTreeSet::new());
        id
    }

    /// Adds a channel for everybody in a server; its id.
    pub fn add_channel(&self, guild: &str, name: &str) -> String {
        let mut state = self.state();
        let id = state.next_id(self.clock.now());
        let channel = Channel {
            id: id.clone(),
            kind: kind::TEXT,
            name: name.into(),
            guild: Some(guild.into()),
            person: None,
            parent: None,
            archived: false,
            locked: false,
            denied: 0,
            messages: Vec::new(),
        };
        state.channels.insert(id.clone(), channel);
        let told = objects::channel(&state, state.channel(&id));
        gateway::dispatch(&mut state, "CHANNEL_CREATE", &told);
        id
    }

    /// Takes a permission such as `SEND_MESSAGES` from the bot in one channel.
    pub fn deny(&self, channel: &str, permission: &str) {
        self.change_channel(channel, |channel| channel.denied |= permissions::named(permission));
    }

    /// Gives it back.
    pub fn allow(&self, channel: &str, permission: &str) {
        self.change_channel(channel, |channel| channel.denied &= !permissions::named(permission));
    }

    fn change_channel(&self, channel: &str, change: impl FnOnce(&mut Channel)) {
        let mut state = self.state();
        let id = state.channel(channel).id.clone();
        change(state.channel_mut(&id));
        let told = objects::channel(&state, state.channel(&id));
        let name = if told["thread_metadata"].is_null() { "CHANNEL_UPDATE" } else { "THREAD_UPDATE" };
        gateway::dispatch(&mut state, name, &told);
    }

    /// Gives a channel another name.
    pub fn rename(&self, channel: &str, name: &str) {
        self.change_channel(channel, |channel| name.clone_into(&mut channel.name));
    }

    /// Takes a permission from everybody in a server.
    pub fn deny_everybody(&self, guild: &str, permission: &str) {
        let mut state = self.state();
        let role = state.guilds.get_mut(guild).and_then(|guild| guild.roles.get_mut(guild.id.as_str()));
        role.expect("a server").permissions &= !permissions::named(permission);
    }

    /// Deletes a channel.
    pub fn delete_channel(&self, channel: &str) {
        let mut state = self.state();
        let id = state.channel(channel).id.clone();
        let told = objects::channel(&state, state.channel(&id));
        state.channels.remove(&id);
        gateway::dispatch(&mut state, "CHANNEL_DELETE", &told);
    }

    /// Archives or locks a thread.
    pub fn end_thread(&self, thread: &str, locked: bool) {
        self.change_channel(thread, |thread| (thread.archived, thread.locked) = (true, locked));
    }

    /// Deletes a message, as a moderator does.
    pub fn delete_message(&self, message: &Message) {
        let mut state = self.state();
        let removed = methods::remove(&mut state, &message.channel, message.id());
        removed.unwrap_or_else(|refusal| panic!("{}: {}", message.id(), refusal.body));
    }

    /// A person closes or opens their mailbox to the bot.
    pub fn set_mailbox(&self, user: &str, open: bool) {
        let mut state = self.state();
        let id = state.user(user).id.clone();
        state.users.get_mut(&id).expect("a person").closed = !open;
    }

    /// A person leaves a server.
    pub fn leave(&self, user: &str, guild: &str) {
        let mut state = self.state();
        let user = state.user(user).clone();
        state.guilds.get_mut(guild).expect("a server").members.remove(&user.id);
        let told = json!({ "guild_id": guild, "user": objects::user(&user) });
        gateway::dispatch(&mut state, "GUILD_MEMBER_REMOVE", &told);
    }

    /// Somebody takes the bot out of a server.
    pub fn remove_bot(&self, guild: &str) {
        let mut state = self.state();
        let bot = state.app.bot.clone();
        let of = state.guilds.get_mut(guild).expect("a server");
        of.with_bot = false;
        of.members.remove(&bot);
        gateway::dispatch(&mut state, "GUILD_DELETE", &json!({ "id": guild }));
    }

    /// Gives the bot a new token, which a running one does not know, and ends its sessions as Discord does.
    pub fn change_token(&self, token: &str) {
        self.state().app.token = token.into();
        self.close_sessions(4004);
    }

    /// Switches the right to the content of all messages on or off in the developer portal.
    pub fn set_message_content(&self, on: bool) {
        self.state().app.privileged = if on { super::intents::MESSAGE_CONTENT } else { 0 };
    }

    /// Refuses more than five calls of a method in five seconds for a channel, and more than fifty a second in all.
    pub fn keep_pace(&self) {
        self.state().buckets.paced = true;
    }

    /// Answers nothing any more after so many invalid calls in ten minutes; 10,000 at the beginning.
    pub fn ban_after(&self, invalid: usize) {
        self.state().buckets.most_invalid = invalid;
    }
}
