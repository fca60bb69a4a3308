//! The gateway: sessions of the bot, what they hear in its order, and how they end and go on.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State as Given;
use axum::extract::ws::{CloseFrame, Message as Frame, WebSocket, WebSocketUpgrade};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::FakeDiscord;
use super::intents::{self, PRIVILEGED};
use super::objects;
use super::state::State;

/// How often a client is told to send a heartbeat where a test says nothing, in milliseconds.
pub(super) const HEARTBEAT_MILLISECONDS: u64 = 41_250;
/// A client that does not end a connection properly is left after so long.
const FAREWELL: Duration = Duration::from_secs(3);

mod op {
    pub(super) const DISPATCH: u64 = 0;
    pub(super) const HEARTBEAT: u64 = 1;
    pub(super) const IDENTIFY: u64 = 2;
    pub(super) const RESUME: u64 = 6;
    pub(super) const RECONNECT: u64 = 7;
    pub(super) const INVALID_SESSION: u64 = 9;
    pub(super) const HELLO: u64 = 10;
    pub(super) const HEARTBEAT_ACK: u64 = 11;
}

/// Why a connection ends, as Discord numbers it.
mod close {
    pub(super) const UNKNOWN_OPCODE: u16 = 4001;
    pub(super) const DECODE: u16 = 4002;
    pub(super) const NOT_AUTHENTICATED: u16 = 4003;
    pub(super) const AUTHENTICATION_FAILED: u16 = 4004;
    pub(super) const ALREADY_AUTHENTICATED: u16 = 4005;
    pub(super) const INVALID_SEQ: u16 = 4007;
    pub(super) const INVALID_INTENTS: u16 = 4013;
    pub(super) const DISALLOWED_INTENTS: u16 = 4014;
}

/// What is written to a connection.
#[derive(Debug)]
pub(super) enum Outgoing {
    Text(Value),
    /// An end with this code.
    Close(u16),
    /// An end without a word.
    Cut,
}

/// A session: it outlives its connections.
#[derive(Debug)]
pub(super) struct Session {
    id: String,
    intents: u64,
    /// Everything dispatched so far; the first has the number 1.
    log: Vec<Value>,
    /// The connection, where there is one.
    frames: Option<mpsc::UnboundedSender<Outgoing>>,
}

impl Session {
    fn dispatch(&mut self, name: &str, data: &Value) {
        let seq = self.log.len() + 1;
        let event = json!({ "op": op::DISPATCH, "s": seq, "t": name, "d": data });
        if let Some(frames) = &self.frames {
            let _ = frames.send(Outgoing::Text(event.clone()));
        }
        self.log.push(event);
    }
}

/// Tells every session that asked for this kind of event.
pub(super) fn dispatch(state: &mut State, name: &str, data: &Value) {
    let bot = state.app.bot.clone();
    let in_guild = data["guild_id"].is_string();
    for session in &mut state.sessions {
        if intents::wants(session.intents, name, in_guild) {
            session.dispatch(name, &intents::seen(session.intents, name, data, &bot));
        }
    }
}

/// A connection, as what it says is taken.
struct Link {
    frames: mpsc::UnboundedSender<Outgoing>,
    /// Where its client finds the gateway again.
    url: String,
    /// The session that it carries.
    session: Option<String>,
}

pub(super) async fn open(
    Given(discord): Given<Arc<FakeDiscord>>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let url = discord.gateway_for(host);
    upgrade.on_upgrade(async move |socket| discord.serve(socket, url).await)
}

impl FakeDiscord {
    /// How many sessions are connected.
    pub fn sessions(&self) -> usize {
        self.state().sessions.iter().filter(|session| session.frames.is_some()).count()
    }

    /// How many connections were opened so far.
    pub fn connections(&self) -> usize {
        self.state().connections
    }

    /// How many sessions were begun so far and not forgotten, connected or not.
    pub fn sessions_begun(&self) -> usize {
        self.state().sessions.len()
    }

    /// Tells every session of something that happened, whatever it is.
    pub fn tell(&self, name: &str, event: &Value) {
        dispatch(&mut self.state(), name, event);
        self.tell_change();
    }

    /// Tells the last event once more, with its own number.
    pub fn tell_again(&self) {
        for session in &self.state().sessions {
            if let (Some(frames), Some(last)) = (&session.frames, session.log.last()) {
                let _ = frames.send(Outgoing::Text(last.clone()));
            }
        }
    }

    /// Waits until so many sessions are connected.
    pub async fn wait_for_sessions(&self, count: usize) {
        self.wait_until(&format!("{count} sessions"), |discord| (discord.sessions() >= count).then_some(()))
            .await;
    }

    /// Waits until so many heartbeats have come in all.
    pub async fn wait_for_heartbeats(&self, count: u64) {
        let seen = |discord: &Self| (discord.state().heartbeats >= count).then_some(());
        self.wait_until(&format!("{count} heartbeats"), seen).await;
    }

    /// Asks every client to reconnect and to resume.
    pub fn ask_to_reconnect(&self) {
        self.tell_sessions(&json!({ "op": op::RECONNECT, "d": null }));
    }

    /// Asks every client for a heartbeat at once.
    pub fn ask_for_heartbeats(&self) {
        self.tell_sessions(&json!({ "op": op::HEARTBEAT, "d": null }));
    }

    /// Says that every session is over; `resumable` when it may be resumed all the same.
    pub fn invalidate_sessions(&self, resumable: bool) {
        self.tell_sessions(&json!({ "op": op::INVALID_SESSION, "d": resumable }));
        if !resumable {
            self.state().sessions.clear();
            self.tell_change();
        }
    }

    /// Ends every connection with a code, such as 4000.
    pub fn close_sessions(&self, code: u16) {
        self.end_connections(|| Outgoing::Close(code));
    }

    /// Ends every connection without a word, as a broken line does.
    pub fn cut_sessions(&self) {
        self.end_connections(|| Outgoing::Cut);
    }

    /// Forgets every session that has no connection, so that none of them can be resumed.
    pub fn forget_sessions(&self) {
        self.state().sessions.retain(|session| session.frames.is_some());
    }

    /// Tells clients that connect from now on to send a heartbeat this often.
    pub fn set_heartbeat(&self, milliseconds: u64) {
        self.state().heartbeat_milliseconds = milliseconds;
    }

    /// Leaves heartbeats without an answer, as a line does that is broken in one direction.
    pub fn answer_heartbeats(&self, answered: bool) {
        self.state().is_deaf = !answered;
    }

    /// Sends a text of any kind to every connection, such as an event that no client knows.
    pub fn send_raw(&self, event: &Value) {
        self.tell_sessions(event);
    }

    fn tell_sessions(&self, event: &Value) {
        for session in &self.state().sessions {
            if let Some(frames) = &session.frames {
                let _ = frames.send(Outgoing::Text(event.clone()));
            }
        }
    }

    fn end_connections(&self, how: impl Fn() -> Outgoing) {
        for session in &mut self.state().sessions {
            if let Some(frames) = session.frames.take() {
                let _ = frames.send(how());
            }
        }
        self.tell_change();
    }

    /// Lives as long as a connection does.
    async fn serve(self: Arc<Self>, mut socket: WebSocket, url: String) {
        let interval = {
            let mut state = self.state();
            state.connections += 1;
            state.heartbeat_milliseconds
        };
        let (frames, mut to_send) = mpsc::unbounded_channel();
        let hello = json!({ "op": op::HELLO, "d": { "heartbeat_interval": interval } });
        let _ = frames.send(Outgoing::Text(hello));
        let mut link = Link { frames, url, session: None };
        loop {
            let sent = tokio::select! {
                biased;
                outgoing = to_send.recv() => match outgoing {
                    Some(Outgoing::Text(event)) => socket.send(Frame::Text(event.to_string().into())).await,
                    Some(Outgoing::Close(code)) => {
                        let _ = socket.send(Frame::Close(Some(CloseFrame { code, reason: "".into() }))).await;
                        let farewell = async { while let Some(Ok(_)) = socket.recv().await {} };
                        let _ = tokio::time::timeout(FAREWELL, farewell).await;
                        break;
                    }
                    Some(Outgoing::Cut) | None => break,
                },
                received = socket.recv() => match received {
                    Some(Ok(Frame::Text(text))) => {
                        self.hear(&text, &mut link);
                        Ok(())
                    }
                    Some(Ok(Frame::Close(_)) | Err(_)) | None => break,
                    Some(Ok(_)) => Ok(()),
                },
            };
            if sent.is_err() {
                break;
            }
        }
        let mut state = self.state();
        let left = |session: &&mut Session| {
            session.frames.as_ref().is_some_and(|connected| connected.same_channel(&link.frames))
        };
        if let Some(session) = state.sessions.iter_mut().find(left) {
            session.frames = None;
        }
        drop(state);
        self.tell_change();
    }

    /// Takes what a client says.
    fn hear(&self, text: &str, link: &mut Link) {
        let answer = match serde_json::from_str::<Value>(text) {
            Err(_) => Some(Outgoing::Close(close::DECODE)),
            Ok(said) => match said["op"].as_u64() {
                Some(op::HEARTBEAT) => self.take_heartbeat(),
                Some(op::IDENTIFY | op::RESUME) if link.session.is_some() => {
                    Some(Outgoing::Close(close::ALREADY_AUTHENTICATED))
                }
                Some(op::IDENTIFY) => self.identify(&said["d"], link),
                Some(op::RESUME) => self.resume(&said["d"], link),
                // Presence, voice and the list of members.
                Some(3 | 4 | 8) if link.session.is_some() => None,
                Some(3 | 4 | 8) => Some(Outgoing::Close(close::NOT_AUTHENTICATED)),
                _ => Some(Outgoing::Close(close::UNKNOWN_OPCODE)),
            },
        };
        if let Some(answer) = answer {
            let _ = link.frames.send(answer);
        }
        self.tell_change();
    }

    fn take_heartbeat(&self) -> Option<Outgoing> {
        let mut state = self.state();
        state.heartbeats += 1;
        (!state.is_deaf).then(|| Outgoing::Text(json!({ "op": op::HEARTBEAT_ACK })))
    }

    fn identify(&self, data: &Value, link: &mut Link) -> Option<Outgoing> {
        let mut state = self.state();
        let token = data["token"].as_str().unwrap_or_default();
        if token.trim_start_matches("Bot ") != state.app.token {
            return Some(Outgoing::Close(close::AUTHENTICATION_FAILED));
        }
        let Some(intents) = data["intents"].as_u64().filter(|bits| intents::are_known(*bits)) else {
            return Some(Outgoing::Close(close::INVALID_INTENTS));
        };
        if intents & PRIVILEGED & !state.app.privileged != 0 {
            return Some(Outgoing::Close(close::DISALLOWED_INTENTS));
        }
        let id = format!("{:032x}", state.next_id(self.clock.now()).parse::<u128>().unwrap_or_default());
        let guilds: Vec<String> =
            state.guilds.values().filter(|guild| guild.with_bot).map(|guild| guild.id.clone()).collect();
        let unavailable: Vec<Value> =
            guilds.iter().map(|guild| json!({ "id": guild, "unavailable": true })).collect();
        let ready = json!({
            "v": 10, "user": objects::me(&state), "guilds": unavailable, "session_id": id,
            "session_type": "normal", "resume_gateway_url": link.url,
            "shard": data.get("shard").cloned().unwrap_or_else(|| json!([0, 1])),
            "application": { "id": state.app.id, "flags": 0 }, "private_channels": [], "relationships": [],
            "user_settings": {}, "presences": [], "guild_join_requests": [],
        });
        let created: Vec<Value> =
            guilds.iter().map(|guild| objects::guild_created(&state, state.guild(guild))).collect();
        let mut session =
            Session { id: id.clone(), intents, log: Vec::new(), frames: Some(link.frames.clone()) };
        session.dispatch("READY", &ready);
        for guild in created.into_iter().filter(|_| intents::wants(intents, "GUILD_CREATE", true)) {
            session.dispatch("GUILD_CREATE", &guild);
        }
        state.sessions.push(session);
        link.session = Some(id);
        None
    }

    fn resume(&self, data: &Value, link: &mut Link) -> Option<Outgoing> {
        let mut state = self.state();
        let token = data["token"].as_str().unwrap_or_default();
        if token.trim_start_matches("Bot ") != state.app.token {
            return Some(Outgoing::Close(close::AUTHENTICATION_FAILED));
        }
        let Some(session) = state.sessions.iter_mut().find(|session| data["session_id"] == session.id) else {
            return Some(Outgoing::Text(json!({ "op": op::INVALID_SESSION, "d": false })));
        };
        let heard = data["seq"].as_u64().and_then(|seq| usize::try_from(seq).ok());
        let Some(missed) = heard.and_then(|heard| session.log.get(heard..)) else {
            return Some(Outgoing::Close(close::INVALID_SEQ));
        };
        for event in missed {
            let _ = link.frames.send(Outgoing::Text(event.clone()));
        }
        session.frames = Some(link.frames.clone());
        session.dispatch("RESUMED", &json!({}));
        link.session = Some(session.id.clone());
        None
    }
}
