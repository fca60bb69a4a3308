//! How Slack refuses what a test orders it to refuse, and what a call is about.

use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::answer::Refusal;
use super::arguments::Arguments;
use super::state::State;
use crate::fakes::faults::{self, Refuse};

/// HTTP 200 with this error in the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused(pub String);

/// How a call goes wrong.
pub type Fault = faults::Fault<Refused>;
/// Which calls go wrong, and how often.
pub type FaultOrder = faults::FaultOrder<Refused>;

impl Refused {
    /// With this error, such as `fatal_error`.
    pub fn with(error: &str) -> Self {
        Self(error.into())
    }
}

impl Refuse for Refused {
    /// With 429 and the seconds in `Retry-After`.
    fn rate_limited(seconds: u64) -> Response {
        Refusal::rate(seconds).into_response()
    }

    fn answer(&self) -> Response {
        Refusal::of(&self.0).into_response()
    }

    fn failed() -> Self {
        Self::with("internal_error")
    }

    fn gone() -> Self {
        Self::with("channel_not_found")
    }
}

/// Whether a call is about a channel, given by name or id.
pub(super) fn is_about(state: &State, arguments: &Arguments, channel: &str) -> bool {
    arguments.text("channel").is_some_and(|given| given == state.channel(channel).id)
}
