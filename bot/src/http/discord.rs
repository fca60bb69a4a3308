//! What Discord posts over HTTP: interactions, each signed.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use steward_core::time::Clock;
use steward_platforms::discord::{Checker, Desk, HTTP_PATH};

use super::problem::Problem;

/// Largest body in bytes; what Discord sends is far smaller.
const MOST_BYTES: usize = 2 * 1024 * 1024;

#[derive(Clone)]
struct Door {
    desk: Arc<Desk>,
    checker: Checker,
    clock: Arc<dyn Clock>,
}

/// The door; closed where there is no public key.
pub fn router(desk: Arc<Desk>, checker: Option<Checker>, clock: Arc<dyn Clock>) -> Router {
    let Some(checker) = checker else { return Router::new() };
    let door = Door { desk, checker, clock };
    Router::new().route(HTTP_PATH, post(take)).layer(DefaultBodyLimit::max(MOST_BYTES)).with_state(door)
}

async fn take(State(door): State<Door>, headers: HeaderMap, body: Bytes) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (stamp, signature) = (header("x-signature-timestamp"), header("x-signature-ed25519"));
    if let Err(error) = door.checker.verify(stamp, signature, &body, door.clock.now()) {
        tracing::warn!(%error, "not from Discord");
        return Problem::new(StatusCode::UNAUTHORIZED, "wrong_signature", error.to_string()).into_response();
    }
    let Ok(event) = serde_json::from_slice(&body) else {
        tracing::warn!(bytes = body.len(), "Discord sent something that is no JSON");
        return Problem::new(StatusCode::BAD_REQUEST, "malformed", "the body is no JSON".to_owned())
            .into_response();
    };
    Json(door.desk.interact(event).await.given()).into_response()
}
