//! What Discord knows: the application, its servers, people, channels and messages, and what is under way.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::buckets::Buckets;
use super::gateway::{HEARTBEAT_MILLISECONDS, Session};
use super::interaction::{Door, Interaction};

/// The first millisecond that an id of Discord's can hold.
const EPOCH_MILLISECONDS: i64 = 1_420_070_400_000;

/// The application and its bot.
#[derive(Debug)]
pub(super) struct App {
    pub(super) id: String,
    pub(super) bot: String,
    pub(super) token: String,
    /// What interactions at the endpoint are signed with.
    pub(super) seed: [u8; 32],
    pub(super) door: Door,
    /// The privileged intents that are switched on in the developer portal.
    pub(super) privileged: u64,
    /// The commands of every server.
    pub(super) commands: Vec<Value>,
}

#[derive(Debug)]
pub(super) struct Guild {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) locale: String,
    /// Whether the bot is in it.
    pub(super) with_bot: bool,
    /// What the bot may do, where somebody has let it in with no more than this.
    pub(super) granted: Option<u64>,
    /// Permissions of a role by its id; the id of the server is that of `@everyone`.
    pub(super) roles: BTreeMap<String, Role>,
    /// The roles of a person by id.
    pub(super) members: BTreeMap<String, BTreeSet<String>>,
    pub(super) commands: Vec<Value>,
}

#[derive(Debug)]
pub(super) struct Role {
    pub(super) name: String,
    pub(super) permissions: u64,
}

#[derive(Debug, Clone)]
pub(super) struct User {
    pub(super) id: String,
    pub(super) name: String,
    /// The language of their client, such as `zh-CN`.
    pub(super) locale: String,
    /// Takes no direct messages.
    pub(super) closed: bool,
    pub(super) is_bot: bool,
}

/// Types of channels, as Discord numbers them.
pub(super) mod kind {
    pub(in crate::fakes::discord) const TEXT: u64 = 0;
    pub(in crate::fakes::discord) const DIRECT: u64 = 1;
    pub(in crate::fakes::discord) const THREAD: u64 = 11;
}

#[derive(Debug)]
pub(super) struct Channel {
    pub(super) id: String,
    pub(super) kind: u64,
    pub(super) name: String,
    /// None for direct messages.
    pub(super) guild: Option<String>,
    /// The person of direct messages.
    pub(super) person: Option<String>,
    /// The channel of a thread.
    pub(super) parent: Option<String>,
    pub(super) archived: bool,
    pub(super) locked: bool,
    /// What the bot may not do here, although its roles allow it.
    pub(super) denied: u64,
    /// Oldest first.
    pub(super) messages: Vec<Kept>,
}

/// A message as Discord keeps it.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    /// In Discord's own form.
    pub(super) shown: Value,
    /// The only person who sees it.
    pub(super) only_for: Option<String>,
    /// What the sender called it, and when.
    pub(super) nonce: Option<(String, Timestamp)>,
    /// Its files, also those that an embed shows.
    pub(super) files: Vec<Value>,
}

/// A call of the HTTP API.
#[derive(Debug, Clone, Serialize)]
pub struct Call {
    /// When, by the injected clock.
    pub at: Timestamp,
    /// As Discord's own description calls it, such as `create_message`.
    pub method: String,
    /// The path below the version.
    pub path: String,
    /// The body; that of a form is its `payload_json`.
    pub body: Value,
    /// The names and lengths of the files that came with it.
    pub files: Vec<(String, usize)>,
    /// The status it was answered with.
    pub status: u16,
    /// What was answered, even when the answer was lost on the way; `null` when nothing was said.
    pub answer: Value,
}

#[derive(Debug)]
pub struct State {
    pub(super) app: App,
    pub(super) guilds: BTreeMap<String, Guild>,
    pub(super) users: BTreeMap<String, User>,
    pub(super) channels: BTreeMap<String, Channel>,
    pub(super) interactions: HashMap<String, Interaction>,
    pub(super) sessions: Vec<Session>,
    pub(super) heartbeats: u64,
    /// Connections of the gateway that were opened so far.
    pub(super) connections: usize,
    /// Whether heartbeats are left without an answer.
    pub(super) is_deaf: bool,
    /// How often a client is told to send a heartbeat.
    pub(super) heartbeat_milliseconds: u64,
    /// The bytes of files by their ids.
    pub(super) files: HashMap<String, Vec<u8>>,
    /// Where files are fetched.
    pub(super) address: String,
    pub(super) calls: Vec<Call>,
    /// What is not as Discord describes its API.
    pub(super) unlike: Vec<String>,
    pub(super) buckets: Buckets,
    /// Open modals of people, each with the interaction that opened it.
    pub(super) modals: Vec<Modal>,
    last_id: i64,
}

/// A modal that somebody looks at.
#[derive(Debug, Clone)]
pub(super) struct Modal {
    pub(super) user: String,
    pub(super) channel: String,
    /// The message whose component opened it.
    pub(super) message: Option<Value>,
    pub(super) shown: Value,
}

impl Default for App {
    fn default() -> Self {
        let id = "1100000000000000001";
        Self {
            id: id.into(),
            bot: id.into(),
            // The first part of a token is the bot's id in Base64.
            token: "MTEwMDAwMDAwMDAwMDAwMDAwMQ.GSteward.a-token-of-the-stand-in-for-discord-01".into(),
            seed: *b"the stand-in for Discord signs t",
            door: Door::Gateway,
            privileged: 0,
            commands: Vec::new(),
        }
    }
}

impl Default for State {
    fn default() -> Self {
        Self {
            app: App::default(),
            guilds: BTreeMap::default(),
            users: BTreeMap::default(),
            channels: BTreeMap::default(),
            interactions: HashMap::default(),
            sessions: Vec::default(),
            heartbeats: 0,
            connections: 0,
            is_deaf: false,
            heartbeat_milliseconds: HEARTBEAT_MILLISECONDS,
            files: HashMap::default(),
            address: String::default(),
            calls: Vec::default(),
            unlike: Vec::default(),
            buckets: Buckets::default(),
            modals: Vec::default(),
            last_id: 0,
        }
    }
}

impl State {
    /// An id that nothing else has, later than all before it.
    pub(super) fn next_id(&mut self, now: Timestamp) -> String {
        let earliest = (now.as_millisecond() - EPOCH_MILLISECONDS).max(0) << 22;
        self.last_id = earliest.max(self.last_id + 1);
        self.last_id.to_string()
    }

    /// A person by id or by name.
    pub(super) fn user(&self, wanted: &str) -> &User {
        let by_name = || self.users.values().find(|user| user.name == wanted);
        let names = || self.users.values().map(|user| user.name.as_str()).collect::<Vec<_>>();
        self.users.get(wanted).or_else(by_name).unwrap_or_else(|| panic!("no {wanted} in {:?}", names()))
    }

    /// A channel by id, by name, or the direct messages of a person whose name is given as `@mei`.
    pub(super) fn channel(&self, wanted: &str) -> &Channel {
        self.find_channel(wanted).unwrap_or_else(|| panic!("no channel {wanted}"))
    }

    /// As [`State::channel`], where it may not be there yet.
    pub(super) fn find_channel(&self, wanted: &str) -> Option<&Channel> {
        if let Some(name) = wanted.strip_prefix('@') {
            let id = &self.user(name).id;
            return self.channels.values().find(|channel| channel.person.as_ref() == Some(id));
        }
        self.channels.get(wanted).or_else(|| self.channels.values().find(|channel| channel.name == wanted))
    }

    pub(super) fn channel_mut(&mut self, id: &str) -> &mut Channel {
        self.channels.get_mut(id).unwrap_or_else(|| panic!("no channel {id}"))
    }

    pub(super) fn guild(&self, id: &str) -> &Guild {
        self.guilds.get(id).unwrap_or_else(|| panic!("no server {id}"))
    }

    /// A message by the ids of its channel and its own.
    pub(super) fn message(&self, channel: &str, id: &str) -> Option<&Kept> {
        self.channels.get(channel)?.messages.iter().find(|message| message.shown["id"] == id)
    }

    /// The files of a message, also those that an embed shows.
    pub(super) fn files_of(&self, channel: &str, id: &str) -> Vec<Value> {
        self.message(channel, id).map(|kept| kept.files.clone()).unwrap_or_default()
    }

    pub(super) fn message_mut(&mut self, channel: &str, id: &str) -> Option<&mut Kept> {
        self.channels.get_mut(channel)?.messages.iter_mut().find(|message| message.shown["id"] == id)
    }
}
