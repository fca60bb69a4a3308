//! What Slack posts over HTTP: events, commands and interactions, each signed.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use steward_core::time::Clock;
use steward_platforms::Taken;
use steward_platforms::slack::{Body, Desk, HTTP_PATH, SignError, read_body, verify};

use super::problem::Problem;

/// Largest body in bytes; what Slack sends is far smaller.
const MOST_BYTES: usize = 2 * 1024 * 1024;

#[derive(Clone)]
struct Door {
    desk: Arc<Desk>,
    secrets: Arc<[String]>,
    clock: Arc<dyn Clock>,
}

/// The door; closed where no workspace has a signing secret.
pub fn router(desk: Arc<Desk>, secrets: Vec<String>, clock: Arc<dyn Clock>) -> Router {
    if secrets.is_empty() {
        return Router::new();
    }
    Router::new().route(HTTP_PATH, post(take)).layer(DefaultBodyLimit::max(MOST_BYTES)).with_state(Door {
        desk,
        secrets: secrets.into(),
        clock,
    })
}

async fn take(State(door): State<Door>, headers: HeaderMap, body: Bytes) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Err(error) = door.check(header("x-slack-request-timestamp"), header("x-slack-signature"), &body) {
        tracing::warn!(%error, "not from Slack");
        return Problem::new(StatusCode::UNAUTHORIZED, "wrong_signature", error.to_string()).into_response();
    }
    if let Some(number) = header("x-slack-retry-num") {
        let reason = header("x-slack-retry-reason").unwrap_or_default();
        tracing::info!(number, reason, "Slack sends something again");
    }
    match read_body(&body) {
        Ok(Body::Challenge(challenge)) => challenge.into_response(),
        Ok(Body::Delivery(kind, payload)) => match door.desk.take(kind, payload).await {
            Taken::Kept(Some(answer)) => Json(answer).into_response(),
            Taken::Kept(None) => StatusCode::OK.into_response(),
            Taken::NotKept => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        },
        Err(error) => {
            tracing::warn!(%error, bytes = body.len(), "Slack sent something that is not understood");
            Problem::new(StatusCode::BAD_REQUEST, "malformed", error.to_string()).into_response()
        }
    }
}

impl Door {
    /// Whether one of our apps' secrets made the signature. Which app is not known before the body is believed.
    fn check(&self, stamp: Option<&str>, signature: Option<&str>, body: &[u8]) -> Result<(), SignError> {
        let now = self.clock.now();
        let mut checked = Err(SignError::Wrong);
        for secret in self.secrets.iter() {
            checked = verify(secret, stamp, signature, body, now);
            if checked.is_ok() {
                break;
            }
        }
        checked
    }
}
