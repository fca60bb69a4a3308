//! Misbehaviour by chance of the robots' server.

use std::time::Duration;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::fakes::line::Cut;
use crate::fakes::mood::Mishap;

/// What happens before a card is looked at; a response ends it.
pub(super) async fn before(mishap: Option<Mishap>, cut: &Cut) -> Option<Response> {
    match mishap? {
        Mishap::Limited(_) | Mishap::LimitedSilently => Some(StatusCode::TOO_MANY_REQUESTS.into_response()),
        Mishap::Failing(status) => {
            let status = StatusCode::from_u16(status).expect("an HTTP status");
            Some((status, "<html>upstream</html>").into_response())
        }
        Mishap::Refused => Some(refused(11_232, "frequency limited")),
        Mishap::Gone => Some(refused(19_001, "param invalid: incoming webhook access token invalid")),
        Mishap::Reset => {
            cut.now();
            Some(Json(()).into_response())
        }
        Mishap::Slow(milliseconds) => {
            pause(Duration::from_millis(milliseconds)).await;
            None
        }
        Mishap::AcceptedThenReset | Mishap::AcceptedThenSilence | Mishap::AcceptedThenSlow(_) => None,
    }
}

/// What happens to the answer to a card that was taken.
pub(super) async fn after(mishap: Option<Mishap>, cut: &Cut) {
    match mishap {
        Some(Mishap::AcceptedThenReset) => cut.now(),
        Some(Mishap::AcceptedThenSilence) => std::future::pending().await,
        Some(Mishap::AcceptedThenSlow(milliseconds)) => pause(Duration::from_millis(milliseconds)).await,
        _ => {}
    }
}

/// HTTP 200, as Feishu answers what it refuses.
pub(super) fn refused(code: i64, msg: &str) -> Response {
    Json::<Value>(json!({ "code": code, "data": {}, "msg": msg })).into_response()
}

#[expect(clippy::disallowed_methods, reason = "a slow answer is the mishap that was drawn")]
async fn pause(duration: Duration) {
    tokio::time::sleep(duration).await;
}
