//! How Feishu refuses what a test orders it to refuse, and what a call is about.

use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::answer::Refusal;
use super::arguments::Arguments;
use super::state::State;
use crate::fakes::faults::{self, Refuse};

/// A refusal in Feishu's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// HTTP 200 with this code in the body.
    Code(i64),
    /// HTTP 400 with this code in the body.
    BadRequest(i64),
}

/// How a call goes wrong.
pub type Fault = faults::Fault<Refused>;
/// Which calls go wrong, and how often; the conversation is a chat, or `@mei` for direct messages.
pub type FaultOrder = faults::FaultOrder<Refused>;

impl Refuse for Refused {
    /// With 429, 99991400 and the seconds in `x-ogw-ratelimit-reset`.
    fn rate_limited(seconds: u64) -> Response {
        Refusal::rate(seconds).into_response()
    }

    fn answer(&self) -> Response {
        match self {
            Self::Code(code) => Refusal::quiet(*code, "as ordered").into_response(),
            Self::BadRequest(code) => Refusal::of(*code, "as ordered").into_response(),
        }
    }

    fn failed() -> Self {
        Self::Code(2_200)
    }

    fn gone() -> Self {
        Self::BadRequest(230_002)
    }
}

/// Whether a call sends to a chat or is about a message in it.
pub(super) fn is_about(state: &State, arguments: &Arguments, chat: &str) -> bool {
    let person = chat.strip_prefix('@').map(|name| state.user(name).open_id.clone());
    let chat = state.find_chat(chat).map(|chat| chat.id.clone());
    let own = [arguments.text("receive_id"), arguments.text("chat_id"), arguments.text("open_id")];
    let of_message = state.message(arguments.id()).map(|message| message.chat.as_str());
    own.into_iter()
        .flatten()
        .chain(of_message)
        .any(|given| Some(given) == person.as_deref() || Some(given) == chat.as_deref())
}
