//! How Discord refuses what a test orders it to refuse.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::refusal::{Refusal, Scope};
use crate::fakes::faults::{self, Refuse};

/// A refusal in Discord's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// A status with a code in the body.
    Code(u16, u64),
    /// HTTP 200 with a code in the body.
    CodeIn200(u64),
    /// More calls than the bot may make in all: again after so many seconds.
    Global(u64),
    /// Too many calls of everybody: again after so many seconds.
    Shared(u64),
}

/// How a call goes wrong.
pub type Fault = faults::Fault<Refused>;
/// Which calls go wrong, and how often.
pub type FaultOrder = faults::FaultOrder<Refused>;

#[expect(clippy::cast_precision_loss, reason = "a wait of some minutes")]
fn rate(seconds: u64, scope: Scope) -> Response {
    Refusal::rate(seconds as f64, scope).into_response()
}

impl Refuse for Refused {
    fn rate_limited(seconds: u64) -> Response {
        rate(seconds, Scope::User)
    }

    fn answer(&self) -> Response {
        match self {
            Self::Code(status, code) => {
                let status = StatusCode::from_u16(*status).expect("an HTTP status");
                Refusal::of(status, *code, "as ordered").into_response()
            }
            Self::CodeIn200(code) => Refusal::of(StatusCode::OK, *code, "as ordered").into_response(),
            Self::Global(seconds) => rate(*seconds, Scope::Global),
            Self::Shared(seconds) => rate(*seconds, Scope::Shared),
        }
    }

    fn failed() -> Self {
        Self::Code(503, 130_000)
    }

    fn gone() -> Self {
        Self::Code(404, 10_003)
    }
}
