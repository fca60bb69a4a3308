//! `response_url`: answers to a command or a press, five times within half an hour.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::FakeSlack;
use super::blocks;
use super::methods::check_content;
use super::state::{self, Ephemeral, Hook};

const MOST_USES: u32 = 5;
const MINUTES: i64 = 30;

pub(super) async fn take(
    State(slack): State<Arc<FakeSlack>>,
    Path(hook): Path<String>,
    body: Bytes,
) -> Response {
    let outcome = slack.answer(&hook, &body);
    slack.tell_change();
    match outcome {
        Ok(()) => "ok".into_response(),
        Err((status, error)) => (status, error).into_response(),
    }
}

impl FakeSlack {
    fn answer(&self, id: &str, body: &[u8]) -> Result<(), (StatusCode, String)> {
        let now = self.clock.now();
        let mut state = self.state();
        let hook = state.hooks.get_mut(id).ok_or((StatusCode::NOT_FOUND, "no_such_url".to_owned()))?;
        if now.as_second() - hook.issued.as_second() >= MINUTES * 60 {
            return Err((StatusCode::NOT_FOUND, "expired_url".into()));
        }
        if hook.uses >= MOST_USES {
            return Err((StatusCode::NOT_FOUND, "used_url".into()));
        }
        hook.uses += 1;
        let hook = hook.clone();
        let bad = |error: &str| (StatusCode::BAD_REQUEST, error.to_owned());
        let content: Value = serde_json::from_slice(body).map_err(|_| bad("invalid_payload"))?;
        self.show(&mut state, &hook, &content).map_err(|error| bad(&error))
    }

    /// Shows what the app answers to a command, a press or through a `response_url`.
    pub(super) fn show(&self, state: &mut state::State, hook: &Hook, content: &Value) -> Result<(), String> {
        let is_set = |name: &str| content[name] == true;
        if is_set("delete_original") {
            take_away(state, hook);
            return Ok(());
        }
        let text = content["text"].as_str().unwrap_or_default();
        check_content(text, &content["blocks"]).map_err(|refusal| refusal.body()["error"].to_string())?;
        let now = self.clock.now();
        let ts = state.next_stamp(now);
        let team = state.user(&hook.user).team.clone();
        let bot = state.team(&team);
        let mut message = json!({ "type": "message", "ts": ts, "team": team, "user": bot.bot_user,
                                  "bot_id": bot.bot_id, "app_id": state.app.id, "text": text });
        if content["blocks"].is_array() {
            message["blocks"] = blocks::with_ids(content["blocks"].clone());
        }
        match &hook.message {
            Some((original, _)) if is_set("replace_original") => {
                put_in_place(state, hook, original, message);
            }
            _ if content["response_type"] == "in_channel" => {
                state.channel_mut(&hook.channel).messages.push(message);
            }
            _ => {
                let (user, channel) = (hook.user.clone(), hook.channel.clone());
                state.ephemerals.push(Ephemeral { user, channel, message });
            }
        }
        Ok(())
    }
}

fn put_in_place(state: &mut state::State, hook: &Hook, original: &str, mut message: Value) {
    message["ts"] = original.into();
    let channel = state.channels.get_mut(&hook.channel);
    let in_channel = channel.and_then(|channel| channel.message_mut(original));
    let in_private =
        state.ephemerals.iter_mut().map(|own| &mut own.message).find(|own| own["ts"] == original);
    if let Some(place) = in_channel.or(in_private) {
        *place = message;
    }
}

fn take_away(state: &mut state::State, hook: &Hook) {
    if let Some((original, _)) = &hook.message {
        state.ephemerals.retain(|own| own.message["ts"] != original.as_str());
        state.channel_mut(&hook.channel).messages.retain(|own| own["ts"] != original.as_str());
    }
}
