//! Interactions: what goes to the application, how it may be answered, and for how long.

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::check::{self, command, modal};
use super::description;
use super::files::{self, File};
use super::post::{self, Post, flag};
use super::refusal::{Problem, Refusal};
use super::state::{Modal, State};
use super::{ANSWER_WITHIN, FakeDiscord, gateway};

/// How long an interaction can be answered further.
const TOKEN_LIVES: SignedDuration = SignedDuration::from_mins(15);

/// Types of interactions.
pub(super) mod ask {
    pub(in crate::fakes::discord) const PING: u64 = 1;
    pub(in crate::fakes::discord) const COMMAND: u64 = 2;
    pub(in crate::fakes::discord) const COMPONENT: u64 = 3;
    pub(in crate::fakes::discord) const AUTOCOMPLETE: u64 = 4;
    pub(in crate::fakes::discord) const MODAL_SUBMIT: u64 = 5;
}

/// Types of first answers.
mod answer {
    pub(super) const MESSAGE: u64 = 4;
    pub(super) const DEFERRED_MESSAGE: u64 = 5;
    pub(super) const DEFERRED_UPDATE: u64 = 6;
    pub(super) const UPDATE: u64 = 7;
    pub(super) const CHOICES: u64 = 8;
    pub(super) const MODAL: u64 = 9;
}

/// How the application gets its interactions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// Through the gateway.
    Gateway,
    /// By signed HTTP, at this address.
    Endpoint {
        /// The interactions endpoint URL of the developer portal.
        url: String,
    },
}

/// What became of an interaction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Delivered {
    /// Whether the application has answered in time.
    pub acked: bool,
    /// Its first answer, in Discord's own form.
    pub answer: Option<Value>,
    /// What was sent.
    pub interaction: Value,
}

/// An interaction under way.
#[derive(Debug)]
pub(super) struct Interaction {
    pub(super) token: String,
    pub(super) kind: u64,
    pub(super) user: String,
    pub(super) channel: String,
    /// The message whose component was used.
    pub(super) message: Option<Value>,
    pub(super) issued: Timestamp,
    /// Whether nobody waits for a first answer any more.
    pub(super) is_late: bool,
    pub(super) answer: Option<Value>,
    /// The message that was the answer, or that the answer changed.
    pub(super) original: Option<String>,
}

/// A body, and the files that came with it.
pub(super) type Content<'a> = (&'a Value, Vec<File>);

impl FakeDiscord {
    /// Chooses how interactions reach the application; the gateway at the beginning.
    pub fn set_door(&self, door: Door) {
        self.state().app.door = door;
    }

    /// Sends an interaction once more as it was, as a session does that is resumed.
    pub async fn deliver_again(&self, delivered: &Delivered) -> Delivered {
        self.deliver(delivered.interaction.clone()).await
    }

    /// Lets the time for the first answer to everything that was sent so far run out.
    pub fn expire_interactions(&self) {
        for interaction in self.state().interactions.values_mut() {
            interaction.is_late = true;
        }
    }

    /// Sends an interaction and waits for the first answer.
    pub(super) async fn deliver(&self, interaction: Value) -> Delivered {
        let id = interaction["id"].as_str().unwrap_or_default().to_owned();
        let door = self.state().app.door.clone();
        if let Door::Endpoint { url } = door {
            let answer = self.send_signed(&url, &interaction).await;
            if let Some(answer) = answer.filter(|answer| !answer.is_null()) {
                let mut state = self.state();
                state.unlike.extend(description::answer_differs(&answer));
                let taken = respond(&mut state, self.clock.now(), &id, (&answer, Vec::new()));
                drop(state);
                // A second delivery of the same interaction is answered like the first, and shown once. What comes too late
                // is not shown.
                if let Err(refusal) = taken
                    && refusal.body["code"] != 40_060
                    && refusal.body["code"] != 10_062
                {
                    panic!("Discord cannot show the answer {answer}: {}", refusal.body);
                }
            }
        } else {
            gateway::dispatch(&mut self.state(), "INTERACTION_CREATE", &interaction);
        }
        self.tell_change();
        let answered = self.look_until(|| self.state().interactions.get(&id)?.answer.clone());
        let answer = tokio::time::timeout(ANSWER_WITHIN, answered).await.ok().flatten();
        if answer.is_none()
            && let Some(interaction) = self.state().interactions.get_mut(&id)
        {
            interaction.is_late = true;
        }
        Delivered { acked: answer.is_some(), answer, interaction }
    }
}

/// The interaction that a token belongs to, while it lives.
pub(super) fn by_token(state: &State, token: &str, now: Timestamp) -> Result<String, Refusal> {
    let own = state.interactions.iter().find(|(_, interaction)| interaction.token == token);
    let (id, interaction) = own.ok_or_else(|| Refusal::unknown(10_015, "Webhook"))?;
    if now.duration_since(interaction.issued) >= TOKEN_LIVES {
        return Err(Refusal::of(StatusCode::UNAUTHORIZED, 50_027, "Invalid Webhook Token"));
    }
    if interaction.answer.is_none() {
        return Err(Refusal::unknown(10_015, "Webhook"));
    }
    Ok(id.clone())
}

/// Takes the first answer to an interaction; the message that it made or changed.
pub(super) fn respond(
    state: &mut State,
    now: Timestamp,
    id: &str,
    (body, files): Content<'_>,
) -> Result<Option<Value>, Refusal> {
    let unknown = || Refusal::unknown(10_062, "interaction");
    let interaction = state.interactions.get(id).ok_or_else(unknown)?;
    if interaction.answer.is_some() {
        return Err(Refusal::bad_request(40_060, "Interaction has already been acknowledged."));
    }
    let age = now.duration_since(interaction.issued);
    if interaction.is_late || age.unsigned_abs() > ANSWER_WITHIN {
        return Err(unknown());
    }
    let (kind, of_message) = (interaction.kind, interaction.message.is_some());
    let data = &body["data"];
    let fits = match body["type"].as_u64() {
        Some(answer::MESSAGE | answer::DEFERRED_MESSAGE) => kind != ask::AUTOCOMPLETE,
        Some(answer::DEFERRED_UPDATE | answer::UPDATE) => of_message && kind != ask::AUTOCOMPLETE,
        Some(answer::CHOICES) => kind == ask::AUTOCOMPLETE,
        Some(answer::MODAL) => matches!(kind, ask::COMMAND | ask::COMPONENT),
        _ => false,
    };
    if !fits {
        let message = format!("A response of type {} does not fit the interaction", body["type"]);
        let problem = Problem { path: "type".into(), code: "BASE_TYPE_CHOICES", message };
        return Err(Refusal::invalid_form(&[problem]));
    }
    let made = match body["type"].as_u64() {
        Some(answer::MESSAGE) => {
            check::message(data, files.len())?;
            files::check(data, &files, &[])?;
            Some(follow_up(state, now, id, (data, files)))
        }
        Some(answer::DEFERRED_MESSAGE) => {
            let flags = data["flags"].as_u64().unwrap_or_default() | flag::LOADING;
            Some(follow_up(state, now, id, (&json!({ "flags": flags }), Vec::new())))
        }
        Some(answer::UPDATE) => {
            let (channel, message) = original_place(state, id);
            let whole = merged(state, &channel, &message, data)?;
            check::message(&whole, files.len())?;
            files::check(data, &files, &state.files_of(&channel, &message))?;
            edit(state, now, &channel, &message, (data, files))
        }
        Some(answer::CHOICES) => {
            command::choices(data)?;
            None
        }
        Some(answer::MODAL) => {
            modal::check(data)?;
            open_modal(state, id, data);
            None
        }
        _ => None,
    };
    let updated = original_place(state, id).1;
    if let Some(interaction) = state.interactions.get_mut(id) {
        interaction.answer = Some(body.clone());
        let shown = made.as_ref().and_then(|made| made["id"].as_str().map(String::from));
        interaction.original = shown.or_else(|| Some(updated).filter(|id| !id.is_empty()));
    }
    Ok(made)
}

/// The message whose component was used, and its channel.
fn original_place(state: &State, id: &str) -> (String, String) {
    let interaction = state.interactions.get(id);
    let message = interaction.and_then(|own| own.message.as_ref()?["id"].as_str().map(String::from));
    (interaction.map(|own| own.channel.clone()).unwrap_or_default(), message.unwrap_or_default())
}

fn open_modal(state: &mut State, id: &str, shown: &Value) {
    let Some(interaction) = state.interactions.get(id) else { return };
    let modal = Modal {
        user: interaction.user.clone(),
        channel: interaction.channel.clone(),
        message: interaction.message.clone(),
        shown: shown.clone(),
    };
    state.modals.retain(|open| open.user != modal.user);
    state.modals.push(modal);
}

/// A message of the bot in the conversation of an interaction, for the person alone where its flags say so.
pub(super) fn follow_up(state: &mut State, now: Timestamp, id: &str, (body, files): Content<'_>) -> Value {
    let interaction = &state.interactions[id];
    let is_private = body["flags"].as_u64().unwrap_or_default() & flag::EPHEMERAL != 0;
    let only_for = is_private.then(|| interaction.user.clone());
    let (channel, author) = (interaction.channel.clone(), state.app.bot.clone());
    post::add(state, &Post { channel: &channel, author: &author, only_for, now }, body, files)
}

/// A message as an edit would leave it.
pub(super) fn merged(state: &State, channel: &str, message: &str, body: &Value) -> Result<Value, Refusal> {
    let kept = state.message(channel, message).ok_or_else(|| Refusal::unknown(10_008, "Message"))?;
    let mut whole = kept.shown.clone();
    for part in ["content", "embeds", "components", "attachments", "allowed_mentions"] {
        if let Some(given) = body.get(part) {
            whole[part] = given.clone();
        }
    }
    whole.as_object_mut().map(|fields| fields.remove("nonce"));
    Ok(whole)
}

/// Edits a message and tells of it; it as it is now.
pub(super) fn edit(
    state: &mut State,
    now: Timestamp,
    channel: &str,
    message: &str,
    (body, files): Content<'_>,
) -> Option<Value> {
    let mut shown = state.message(channel, message)?.shown.clone();
    post::take_parts(state, channel, &mut shown, body);
    let carried = {
        let before = state.files_of(channel, message);
        files::keep(state, body, files, &before, now)
    };
    files::show(&mut shown, &carried);
    shown["edited_timestamp"] = super::objects::stamp(now).into();
    let flags = shown["flags"].as_u64().unwrap_or_default() & !flag::LOADING;
    shown["flags"] = flags.into();
    let kept = state.message_mut(channel, message)?;
    kept.shown = shown.clone();
    kept.files = carried;
    if kept.only_for.is_none() {
        let author = shown["author"]["id"].as_str().unwrap_or_default();
        let told = post::told(state, &shown, author);
        gateway::dispatch(state, "MESSAGE_UPDATE", &told);
    }
    Some(shown)
}
