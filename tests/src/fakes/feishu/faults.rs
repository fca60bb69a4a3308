//! Misbehaviour on command: what goes wrong with the next calls.

use std::time::Duration;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::FakeFeishu;
use super::answer::Refusal;
use super::arguments::Arguments;
use super::state::State;
use crate::fakes::line::Cut;
use crate::fakes::mood::{Mishap, Mood};

/// How a call goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Refused with 429, 99991400 and so many seconds in `x-ogw-ratelimit-reset`.
    RateLimited(u64),
    /// Refused with an HTTP status and a page that is no JSON.
    Status(u16),
    /// HTTP 200 with this code in the body.
    Code(i64),
    /// HTTP 400 with this code in the body.
    BadRequest(i64),
    /// The connection ends without an answer; nothing is carried out.
    Reset,
    /// Carried out, then the connection ends without an answer.
    AcceptedThenReset,
    /// Carried out, and answered only after [`FakeFeishu::go_on`].
    AcceptedThenSilence,
    /// Neither carried out nor answered until [`FakeFeishu::go_on`].
    Stalls,
    /// Carried out after so many milliseconds.
    Slow(u64),
    /// Carried out at once, and answered after so many milliseconds.
    AcceptedThenSlow(u64),
}

impl From<Mishap> for Fault {
    fn from(mishap: Mishap) -> Self {
        match mishap {
            Mishap::Limited(seconds) => Self::RateLimited(seconds),
            Mishap::LimitedSilently => Self::Status(429),
            Mishap::Failing(status) => Self::Status(status),
            Mishap::Refused => Self::Code(2_200),
            Mishap::Gone => Self::BadRequest(230_002),
            Mishap::Reset => Self::Reset,
            Mishap::AcceptedThenReset => Self::AcceptedThenReset,
            Mishap::AcceptedThenSilence => Self::AcceptedThenSilence,
            Mishap::Slow(milliseconds) => Self::Slow(milliseconds),
            Mishap::AcceptedThenSlow(milliseconds) => Self::AcceptedThenSlow(milliseconds),
        }
    }
}

/// Which calls go wrong, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultOrder {
    /// The method, such as `im.v1.message.create`; any when absent.
    #[serde(default)]
    pub method: Option<String>,
    /// The chat, by name or id, `@mei` for direct messages; any when absent.
    #[serde(default)]
    pub chat: Option<String>,
    /// What happens.
    pub fault: Fault,
    /// So many times.
    pub times: u32,
}

impl FaultOrder {
    /// The next so many calls go wrong in this way.
    pub fn next(times: u32, fault: Fault) -> Self {
        Self { method: None, chat: None, fault, times }
    }

    /// Only calls of this method.
    #[must_use]
    pub fn of(mut self, method: &str) -> Self {
        self.method = Some(method.into());
        self
    }

    /// Only calls about this chat.
    #[must_use]
    pub fn about(mut self, chat: &str) -> Self {
        self.chat = Some(chat.into());
        self
    }
}

impl FakeFeishu {
    /// Lets calls go wrong. Orders are served in their order.
    pub fn fails(&self, order: FaultOrder) {
        self.state().faults.push(order);
    }

    /// Ends every order to fail.
    pub fn heals(&self) {
        self.state().faults.clear();
    }

    /// Lets calls go wrong by chance, where no order says how; without a mood nothing does.
    pub fn set_mood(&self, mood: Option<Mood>) {
        self.state().mood = mood;
    }

    /// Lets stalled calls go on, now and later.
    pub fn go_on(&self) {
        self.going.send_replace(true);
    }

    /// Takes the fault that is ordered for a call.
    pub(super) fn next_fault(&self, method: &str, arguments: &Arguments) -> Option<Fault> {
        let mut state = self.state();
        let fits = |order: &FaultOrder| {
            order.times > 0
                && order.method.as_deref().is_none_or(|own| own == method)
                && order.chat.as_ref().is_none_or(|chat| is_about(&state, arguments, chat))
        };
        let Some(at) = state.faults.iter().position(fits) else {
            return state.mood.as_mut()?.mishap().map(Fault::from);
        };
        let order = state.faults.get_mut(at)?;
        order.times -= 1;
        Some(order.fault.clone())
    }

    /// What happens before a call is carried out; a response ends it.
    pub(super) async fn suffer_before(&self, fault: Option<&Fault>, cut: &Cut) -> Option<Response> {
        match fault? {
            Fault::RateLimited(seconds) => Some(Refusal::rate(*seconds).into_response()),
            Fault::Status(status) => {
                let status = StatusCode::from_u16(*status).expect("an HTTP status");
                Some((status, "<html>upstream</html>").into_response())
            }
            Fault::Code(code) => Some(Refusal::quiet(*code, "as ordered").into_response()),
            Fault::BadRequest(code) => Some(Refusal::of(*code, "as ordered").into_response()),
            Fault::Reset => {
                cut.now();
                Some(Json(()).into_response())
            }
            Fault::Stalls => {
                self.wait_to_go_on().await;
                Some(StatusCode::SERVICE_UNAVAILABLE.into_response())
            }
            Fault::Slow(milliseconds) => {
                pause(Duration::from_millis(*milliseconds)).await;
                None
            }
            Fault::AcceptedThenReset | Fault::AcceptedThenSilence | Fault::AcceptedThenSlow(_) => None,
        }
    }

    /// What happens to the answer of a call that was carried out.
    pub(super) async fn suffer_after(&self, fault: Option<&Fault>, cut: &Cut) {
        match fault {
            Some(Fault::AcceptedThenReset) => cut.now(),
            Some(Fault::AcceptedThenSilence) => self.wait_to_go_on().await,
            Some(Fault::AcceptedThenSlow(milliseconds)) => pause(Duration::from_millis(*milliseconds)).await,
            _ => {}
        }
    }

    async fn wait_to_go_on(&self) {
        self.going.subscribe().wait_for(|going| *going).await.expect("Feishu lives");
    }
}

/// Whether a call sends to a chat or is about a message in it.
fn is_about(state: &State, arguments: &Arguments, chat: &str) -> bool {
    let person = chat.strip_prefix('@').map(|name| state.user(name).open_id.clone());
    let chat = state.find_chat(chat).map(|chat| chat.id.clone());
    let own = [arguments.text("receive_id"), arguments.text("chat_id"), arguments.text("open_id")];
    let of_message = state.message(arguments.id()).map(|message| message.chat.as_str());
    own.into_iter()
        .flatten()
        .chain(of_message)
        .any(|given| Some(given) == person.as_deref() || Some(given) == chat.as_deref())
}

#[expect(clippy::disallowed_methods, reason = "a slow answer is the fault that was ordered")]
async fn pause(duration: Duration) {
    tokio::time::sleep(duration).await;
}
