//! What Feishu and Lark post over HTTP: events and taps, each encrypted and signed.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::json;
use steward_core::time::Clock;
use steward_platforms::Taken;
use steward_platforms::feishu::app::{Body, BodyError, Desk, Signed};

use super::problem::Problem;

/// Largest body in bytes; what Feishu sends is far smaller.
const MOST_BYTES: usize = 2 * 1024 * 1024;

#[derive(Clone)]
struct Door {
    desk: Arc<Desk>,
    clock: Arc<dyn Clock>,
}

/// A door at `/NAME/events` for every app that has no long connection.
pub fn router(desks: Vec<Arc<Desk>>, clock: &Arc<dyn Clock>) -> Router {
    let hooked = desks.into_iter().filter(|desk| desk.tenant().hook().is_some());
    hooked.fold(Router::new(), |router, desk| {
        let path = format!("/{}/events", desk.tenant().name());
        let door = Door { desk, clock: Arc::clone(clock) };
        let events = post(take).layer(DefaultBodyLimit::max(MOST_BYTES)).with_state(door);
        router.route(&path, events)
    })
}

async fn take(State(door): State<Door>, headers: HeaderMap, body: Bytes) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let signed = Signed {
        stamp: header("x-lark-request-timestamp"),
        nonce: header("x-lark-request-nonce"),
        signature: header("x-lark-signature"),
    };
    let Some(secrets) = door.desk.tenant().hook() else { return StatusCode::NOT_FOUND.into_response() };
    match secrets.read(signed, &body, door.clock.now()) {
        Ok(Body::Challenge(challenge)) => Json(json!({ "challenge": challenge })).into_response(),
        Ok(Body::Event(event)) => match door.desk.take(event).await {
            Taken::Kept(answer) => Json(answer.unwrap_or_else(|| json!({}))).into_response(),
            Taken::NotKept => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        },
        Err(error) => {
            tracing::warn!(%error, bytes = body.len(), "not from Feishu, or not understood");
            let (status, code) = match error {
                BodyError::Malformed => (StatusCode::BAD_REQUEST, "malformed"),
                BodyError::Undecryptable | BodyError::WrongToken | BodyError::Signature(_) => {
                    (StatusCode::UNAUTHORIZED, "wrong_signature")
                }
            };
            Problem::new(status, code, error.to_string()).into_response()
        }
    }
}
