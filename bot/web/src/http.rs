//! The routes of the web chat, and the headers that every answer carries.

mod events;
mod page;
mod read;
#[cfg(test)]
mod tests;
mod write;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{get, post};

use crate::WebState;

/// Most characters of a text that a person says.
pub(crate) const LONGEST_TEXT: usize = 4000;
/// Most bytes of a request: the longest text in four-byte characters, escaped, with a form around it.
const LARGEST_BODY_BYTES: usize = 64 * 1024;

/// Everything comes from here and nothing is inline, so a text that slips through as markup still does nothing.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The chat page with everything below it.
pub fn router(state: WebState) -> Router {
    Router::new()
        .route("/", get(page::page))
        .route("/in", get(page::enter))
        .route("/assets/{version}/{name}", get(page::asset))
        .route("/chat/state", get(read::state))
        .route("/chat/messages", get(read::messages))
        .route("/chat/thread", get(read::thread))
        .route("/chat/events", get(events::events))
        .route("/chat/say", post(write::say))
        .route("/chat/act", post(write::act))
        .route("/chat/read", post(write::read))
        .route("/chat/be", post(write::be))
        .route("/chat/leave", post(write::leave))
        .layer(DefaultBodyLimit::max(LARGEST_BODY_BYTES))
        .layer(from_fn(add_headers))
        .with_state(state)
}

async fn add_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name, value| headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "no-referrer");
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
