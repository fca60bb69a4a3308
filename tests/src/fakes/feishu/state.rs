//! What Feishu knows: the app, its tenant's people and chats, messages, and what is under way.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::{mpsc, oneshot};

use super::delivery::Door;
use super::message::Message;
use super::person::Toast;
use crate::fakes::retries::Retries;

/// The tenant that the app is made for.
pub(super) const TENANT: &str = "2ca1d211f64f6438";

/// The self-built app.
#[derive(Debug)]
pub(super) struct App {
    pub(super) id: String,
    pub(super) secret: String,
    pub(super) name: String,
    pub(super) bot_open_id: String,
    pub(super) encrypt_key: String,
    pub(super) verification_token: String,
    /// Where events and callbacks go.
    pub(super) door: Door,
    /// Events and callbacks that the app does not subscribe to.
    pub(super) unsubscribed: BTreeSet<String>,
    pub(super) scopes: BTreeSet<String>,
    /// Whether the bot ability is switched on.
    pub(super) has_bot: bool,
    /// What clients of the long connection are told, in seconds.
    pub(super) client: ClientConfig,
}

/// How clients of the long connection behave, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ClientConfig {
    /// How often they try again; without end when negative.
    pub reconnect_count: i32,
    /// Between two attempts.
    pub reconnect_interval: u32,
    /// The longest random wait before the first.
    pub reconnect_nonce: u32,
    /// Between two pings.
    pub ping_interval: u32,
}

/// A tenant access token.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) text: String,
    pub(super) expires: Timestamp,
}

#[derive(Debug, Clone)]
#[expect(clippy::struct_field_names, reason = "the ids are called as Feishu calls them")]
pub(super) struct User {
    pub(super) open_id: String,
    pub(super) union_id: String,
    pub(super) user_id: String,
    pub(super) name: String,
    pub(super) email: Option<String>,
    pub(super) mobile: Option<String>,
    /// Such as `zh_cn`.
    pub(super) locale: String,
    pub(super) zone: String,
    pub(super) resigned: bool,
    /// Whether the app is available to them.
    pub(super) available: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Chat {
    pub(super) id: String,
    pub(super) name: String,
    /// Between the bot and a person.
    pub(super) direct: bool,
    /// Open ids, without the bot.
    pub(super) members: BTreeSet<String>,
    pub(super) with_bot: bool,
    pub(super) disbanded: bool,
    /// Oldest first, replies among them.
    pub(super) messages: Vec<Message>,
    /// The posts of the app, for the pace.
    pub(super) posts: Vec<Timestamp>,
}

/// The right to update a card later: half an hour, twice, once the callback was answered.
#[derive(Debug, Clone)]
pub(super) struct CardToken {
    pub(super) message: String,
    pub(super) issued: Timestamp,
    pub(super) uses: u32,
    pub(super) answered: bool,
}

/// What is written to a long connection.
#[derive(Debug)]
pub(super) enum Outgoing {
    Bytes(Vec<u8>),
    /// A proper end.
    Close,
    /// An end without a word.
    Cut,
}

#[derive(Debug)]
pub(super) struct Connection {
    pub(super) id: u64,
    pub(super) frames: mpsc::UnboundedSender<Outgoing>,
}

/// A message of the long connection that nobody has acknowledged yet.
#[derive(Debug)]
pub(super) struct Waiting {
    /// The connection it was sent through.
    pub(super) through: u64,
    pub(super) sender: oneshot::Sender<Value>,
}

/// A call of the Open API that was carried out.
#[derive(Debug, Clone, Serialize)]
pub struct Call {
    /// When, by the injected clock.
    pub at: Timestamp,
    /// Such as `im.v1.message.create`.
    pub method: String,
    /// Ids of the path, query, body, and the length of each part of a form.
    pub arguments: Value,
    /// What was answered, even when the answer was lost on the way.
    pub answer: Value,
}

#[derive(Debug, Default)]
pub struct State {
    pub(super) app: App,
    pub(super) tokens: Vec<Token>,
    pub(super) users: BTreeMap<String, User>,
    pub(super) chats: BTreeMap<String, Chat>,
    /// What only one person sees.
    pub(super) ephemerals: Vec<Message>,
    /// What people saw at the edge of the screen: open id and toast.
    pub(super) toasts: Vec<(String, Toast)>,
    pub(super) images: BTreeMap<String, Vec<u8>>,
    /// The message of each `uuid`, and when it was sent.
    pub(super) uuids: HashMap<String, (Timestamp, String)>,
    pub(super) card_tokens: HashMap<String, CardToken>,
    /// Instants of the updates of each message, for the pace.
    pub(super) patches: HashMap<String, Vec<Timestamp>>,
    pub(super) tickets: BTreeSet<String>,
    pub(super) connections: Vec<Connection>,
    pub(super) pings: u64,
    /// How many messages were sent, so that each connection has its turn.
    pub(super) turn: usize,
    /// Into how many frames a message is divided.
    pub(super) pieces: usize,
    pub(super) waiting: HashMap<String, Waiting>,
    pub(super) retries: Retries<Value>,
    pub(super) calls: Vec<Call>,
    /// Every call that reached Feishu, refused ones too.
    pub(super) call_count: u64,
    /// Whether more than five posts a second to a chat, or updates of a message, and more than fifty a second or a thousand
    /// a minute of either, are refused.
    pub(super) paced: bool,
    /// Instants of the last posts and updates of the app, for the pace.
    pub(super) app_pace: HashMap<&'static str, VecDeque<Timestamp>>,
    /// How many calls were refused because they were too many.
    pub(super) refused: u64,
    last_id: u64,
}

impl Default for App {
    fn default() -> Self {
        Self {
            id: "cli_a1b2c3d4e5f60718".into(),
            secret: "s3cr3t-of-the-app".into(),
            name: "Steward".into(),
            bot_open_id: "ou_bot00000000000000000000000000b07".into(),
            encrypt_key: "encrypt key of the app".into(),
            verification_token: "v-token-of-the-app".into(),
            door: Door::LongConnection,
            unsubscribed: BTreeSet::new(),
            scopes: super::setup::SCOPES.iter().map(|scope| (*scope).into()).collect(),
            has_bot: true,
            client: ClientConfig::default(),
        }
    }
}

impl Default for ClientConfig {
    fn default() -> Self {
        Self { reconnect_count: -1, reconnect_interval: 120, reconnect_nonce: 30, ping_interval: 120 }
    }
}

impl State {
    /// A number that nothing else has.
    pub(super) fn next_number(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    /// An id such as `om_00000000000000000000000000000017`.
    pub(super) fn next_id(&mut self, prefix: &str) -> String {
        format!("{prefix}_{:032x}", self.next_number())
    }

    /// A person by open id or by name.
    pub(super) fn user(&self, wanted: &str) -> &User {
        let by_name = || self.users.values().find(|user| user.name == wanted);
        let names = || self.users.values().map(|user| user.name.as_str()).collect::<Vec<_>>();
        self.users.get(wanted).or_else(by_name).unwrap_or_else(|| panic!("no {wanted} in {:?}", names()))
    }

    /// As [`State::user`], to change.
    pub(super) fn user_mut(&mut self, wanted: &str) -> &mut User {
        let id = self.user(wanted).open_id.clone();
        self.users.get_mut(&id).expect("a person that is there")
    }

    /// A chat by id, by name, or the direct messages of a person whose name is given as `@mei`.
    pub(super) fn chat(&self, wanted: &str) -> &Chat {
        let names = || self.chats.values().map(|chat| chat.name.as_str()).collect::<Vec<_>>();
        self.find_chat(wanted).unwrap_or_else(|| panic!("no chat {wanted} in {:?}", names()))
    }

    /// As [`State::chat`], where it may not be there yet.
    pub(super) fn find_chat(&self, wanted: &str) -> Option<&Chat> {
        if let Some(name) = wanted.strip_prefix('@') {
            let person = &self.user(name).open_id;
            return self.chats.values().find(|chat| chat.direct && chat.members.contains(person));
        }
        self.chats.get(wanted).or_else(|| self.chats.values().find(|chat| chat.name == wanted))
    }

    /// As [`State::chat`], to change.
    pub(super) fn chat_mut(&mut self, wanted: &str) -> &mut Chat {
        let id = self.chat(wanted).id.clone();
        self.chats.get_mut(&id).expect("a chat that is there")
    }

    /// The direct messages of a person, begun when there are none.
    pub(super) fn direct(&mut self, open_id: &str) -> String {
        let is_theirs = |chat: &&Chat| chat.direct && chat.members.contains(open_id);
        if let Some(chat) = self.chats.values().find(is_theirs) {
            return chat.id.clone();
        }
        let id = self.next_id("oc");
        let chat = Chat {
            id: id.clone(),
            name: String::new(),
            direct: true,
            members: BTreeSet::from([open_id.to_owned()]),
            with_bot: true,
            disbanded: false,
            messages: Vec::new(),
            posts: Vec::new(),
        };
        self.chats.insert(id.clone(), chat);
        id
    }

    /// A message of any chat by its id.
    pub(super) fn message(&self, id: &str) -> Option<&Message> {
        self.chats.values().flat_map(|chat| &chat.messages).find(|message| message.id == id)
    }

    /// As [`State::message`], to change.
    pub(super) fn message_mut(&mut self, id: &str) -> Option<&mut Message> {
        self.chats.values_mut().flat_map(|chat| &mut chat.messages).find(|message| message.id == id)
    }

    /// Gives a message, also one that only one person sees, another card.
    pub(super) fn show(&mut self, id: &str, card: Value, now: Timestamp) {
        let private = self.ephemerals.iter_mut().find(|message| message.id == id);
        let in_chats = self.chats.values_mut().flat_map(|chat| &mut chat.messages);
        if let Some(message) = private.or_else(|| in_chats.into_iter().find(|message| message.id == id)) {
            message.content = card;
            message.updated = now;
            message.edits += 1;
        }
    }
}
