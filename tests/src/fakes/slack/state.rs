//! What Slack knows: the app, workspaces, people, channels, views and what is under way.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use tokio::sync::{mpsc, oneshot};

use super::delivery::{Door, Parcel};
use crate::fakes::retries::Retries;

/// The one app, installed in every workspace.
#[derive(Debug)]
pub(super) struct App {
    pub(super) id: String,
    pub(super) token: String,
    pub(super) signing_secret: String,
    /// Where events, commands and interactions go.
    pub(super) door: Door,
    /// Events that the app does not subscribe to.
    pub(super) unsubscribed: BTreeSet<String>,
    pub(super) scopes: BTreeSet<String>,
}

/// A workspace with the app installed.
#[derive(Debug)]
pub(super) struct Team {
    pub(super) name: String,
    pub(super) domain: String,
    pub(super) bot_token: String,
    pub(super) bot_user: String,
    pub(super) bot_id: String,
    pub(super) scopes: BTreeSet<String>,
    /// The error that every call with its token gets, such as `token_revoked`.
    pub(super) token_refused: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) struct User {
    pub(super) id: String,
    pub(super) team: String,
    pub(super) name: String,
    pub(super) real_name: String,
    pub(super) email: Option<String>,
    pub(super) locale: String,
    pub(super) zone: String,
    pub(super) deactivated: bool,
    pub(super) is_bot: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ChannelKind {
    Public,
    Private,
    /// Between the bot and a person.
    Direct,
}

#[derive(Debug, Clone)]
pub(super) struct Channel {
    pub(super) id: String,
    pub(super) team: String,
    pub(super) name: String,
    pub(super) kind: ChannelKind,
    pub(super) archived: bool,
    pub(super) members: BTreeSet<String>,
    /// In Slack's own form, oldest first, replies among them.
    pub(super) messages: Vec<Value>,
    /// The posts of the app, for the pace.
    pub(super) posts: Vec<Timestamp>,
}

/// What only one person sees.
#[derive(Debug, Clone)]
pub(super) struct Ephemeral {
    pub(super) user: String,
    pub(super) channel: String,
    pub(super) message: Value,
}

/// A modal or a home tab.
#[derive(Debug, Clone)]
pub(super) struct View {
    pub(super) user: String,
    /// In Slack's own form, with `id` and `hash`.
    pub(super) shown: Value,
}

/// The right to open a modal: three seconds, once.
#[derive(Debug)]
pub(super) struct Trigger {
    pub(super) user: String,
    pub(super) issued: Timestamp,
    pub(super) used: bool,
}

/// Where an answer to a command or a press may be sent.
#[derive(Debug, Clone)]
pub(super) struct Hook {
    pub(super) user: String,
    pub(super) channel: String,
    /// The message that was pressed, and whether only one person sees it.
    pub(super) message: Option<(String, bool)>,
    pub(super) issued: Timestamp,
    pub(super) uses: u32,
}

#[derive(Debug, Clone)]
pub(super) struct File {
    pub(super) team: String,
    pub(super) name: String,
    pub(super) title: Option<String>,
    /// What it shows, in words.
    pub(super) alt: Option<String>,
    pub(super) length: usize,
    pub(super) bytes: Option<Vec<u8>>,
    pub(super) completed: bool,
}

/// What is written to a Socket Mode connection.
#[derive(Debug)]
pub(super) enum Frame {
    Text(String),
    /// A proper end.
    Close,
    /// An end without a word.
    Cut,
}

#[derive(Debug)]
pub(super) struct Connection {
    pub(super) id: u64,
    pub(super) frames: mpsc::UnboundedSender<Frame>,
}

/// An envelope that nobody has acknowledged yet.
#[derive(Debug)]
pub(super) struct Waiting {
    /// The connection it was sent through.
    pub(super) through: u64,
    pub(super) sender: oneshot::Sender<Ack>,
}

/// What the app answered to an envelope.
#[derive(Debug, Clone, Default)]
pub(super) struct Ack {
    pub(super) payload: Option<Value>,
}

/// A call of the Web API that was carried out.
#[derive(Debug, Clone, Serialize)]
pub struct Call {
    /// When, by the injected clock.
    pub at: Timestamp,
    /// Such as `chat.postMessage`.
    pub method: String,
    /// The workspace.
    pub team: String,
    /// What was given, without the token.
    pub arguments: Value,
    /// What was answered; `null` when the answer was lost on the way.
    pub answer: Value,
}

#[derive(Debug, Default)]
pub struct State {
    pub(super) app: App,
    pub(super) teams: BTreeMap<String, Team>,
    pub(super) users: BTreeMap<String, User>,
    pub(super) channels: BTreeMap<String, Channel>,
    pub(super) ephemerals: Vec<Ephemeral>,
    /// Open modals of everybody, each person's uppermost last.
    pub(super) modals: Vec<View>,
    pub(super) homes: BTreeMap<String, View>,
    pub(super) files: BTreeMap<String, File>,
    pub(super) triggers: HashMap<String, Trigger>,
    pub(super) hooks: HashMap<String, Hook>,
    pub(super) tickets: HashSet<String>,
    pub(super) connections: Vec<Connection>,
    /// How many envelopes were sent, so that each connection has its turn.
    pub(super) turn: usize,
    pub(super) waiting: HashMap<String, Waiting>,
    pub(super) retries: Retries<Parcel>,
    pub(super) calls: Vec<Call>,
    /// Events that follow a call and are sent once it is answered.
    pub(super) outgoing: Vec<(String, Value)>,
    /// Whether more than one post a second to a channel is refused.
    pub(super) paced: bool,
    /// How many calls were refused because they were too many.
    pub(super) refused: u64,
    last_stamp: i64,
    last_id: u64,
}

impl Default for App {
    fn default() -> Self {
        Self {
            id: "A0STEWARD01".into(),
            token: "xapp-1-A0STEWARD01-1-app".into(),
            signing_secret: "8f742231b10e8888abcd99yyyzzz85a5".into(),
            door: Door::Socket,
            unsubscribed: BTreeSet::new(),
            scopes: BTreeSet::from(["connections:write".into()]),
        }
    }
}

impl State {
    /// A number that nothing else has.
    pub(super) fn next_number(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    /// An id such as `C00000000017`.
    pub(super) fn next_id(&mut self, letter: &str) -> String {
        format!("{letter}{:010}", self.next_number())
    }

    /// The time stamp of a new message: seconds and microseconds, later than all before it.
    pub(super) fn next_stamp(&mut self, now: Timestamp) -> String {
        self.last_stamp = now.as_microsecond().max(self.last_stamp + 1);
        format!("{}.{:06}", self.last_stamp / 1_000_000, self.last_stamp % 1_000_000)
    }

    /// A person by id or by name.
    pub(super) fn user(&self, wanted: &str) -> &User {
        let by_name = || self.users.values().find(|user| user.name == wanted);
        let names = || self.users.values().map(|user| user.name.as_str()).collect::<Vec<_>>();
        self.users.get(wanted).or_else(by_name).unwrap_or_else(|| panic!("no {wanted} in {:?}", names()))
    }

    /// A channel by id, by name, or the direct messages of a person whose name is given as `@mei`.
    pub(super) fn channel(&self, wanted: &str) -> &Channel {
        let names = || self.channels.values().map(|channel| channel.name.as_str()).collect::<Vec<_>>();
        self.find_channel(wanted).unwrap_or_else(|| panic!("no channel {wanted} in {:?}", names()))
    }

    /// As [`State::channel`], where it may not be there yet.
    pub(super) fn find_channel(&self, wanted: &str) -> Option<&Channel> {
        if let Some(name) = wanted.strip_prefix('@') {
            return self.direct(&self.user(name).id);
        }
        self.channels.get(wanted).or_else(|| self.channels.values().find(|channel| channel.name == wanted))
    }

    /// The direct messages between the bot and a person.
    pub(super) fn direct(&self, user: &str) -> Option<&Channel> {
        let is_theirs =
            |channel: &&Channel| channel.kind == ChannelKind::Direct && channel.members.contains(user);
        self.channels.values().find(is_theirs)
    }

    pub(super) fn channel_mut(&mut self, id: &str) -> &mut Channel {
        self.channels.get_mut(id).unwrap_or_else(|| panic!("no channel {id}"))
    }

    pub(super) fn team(&self, id: &str) -> &Team {
        self.teams.get(id).unwrap_or_else(|| panic!("no workspace {id}"))
    }
}

impl Channel {
    pub(super) fn message(&self, ts: &str) -> Option<&Value> {
        self.messages.iter().find(|message| message["ts"] == ts)
    }

    pub(super) fn message_mut(&mut self, ts: &str) -> Option<&mut Value> {
        self.messages.iter_mut().find(|message| message["ts"] == ts)
    }

    /// The word in scopes and events: `channels`, `groups` or `im`.
    pub(super) fn family(&self) -> &'static str {
        match self.kind {
            ChannelKind::Public => "channels",
            ChannelKind::Private => "groups",
            ChannelKind::Direct => "im",
        }
    }

    /// The `channel_type` of message events.
    pub(super) fn event_type(&self) -> &'static str {
        match self.kind {
            ChannelKind::Public => "channel",
            ChannelKind::Private => "group",
            ChannelKind::Direct => "im",
        }
    }
}
