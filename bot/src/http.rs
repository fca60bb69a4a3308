//! HTTP: the push endpoint, health and metrics, beside the web chat.

#[cfg(feature = "discord")]
pub mod discord;
pub mod feishu;
mod health;
mod metrics;
mod problem;
pub mod push;
pub mod server;
pub mod slack;

use std::sync::Arc;

use axum::Router;
use axum::routing::{any, get, post};

use crate::app::App;

/// Everything the service answers over HTTP, where one address serves it all.
pub fn router(app: &Arc<App>) -> Router {
    public(app).merge(watch(app))
}

/// What people and programs with numbers ask for.
pub fn public(app: &Arc<App>) -> Router {
    let push = Router::new()
        .route("/api/v1/samples", post(push::samples).fallback(push::other_method))
        .route("/api/{*path}", any(problem::no_such_path))
        .with_state(Arc::clone(app));
    match app.web() {
        Some(chat) => push.merge(chat),
        None => push,
    }
}

/// What a watcher asks for. It names no KPI and no person, and it asks for no token.
pub fn watch(app: &Arc<App>) -> Router {
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::metrics))
        .with_state(Arc::clone(app))
}
