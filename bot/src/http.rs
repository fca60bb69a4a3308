//! HTTP: the push endpoint, health and metrics, beside the web chat.

pub mod feishu;
mod health;
mod metrics;
mod problem;
pub mod push;
pub mod slack;

use std::sync::Arc;

use axum::Router;
use axum::routing::{any, get, post};

use crate::app::App;

/// Everything the service answers over HTTP.
pub fn router(app: &Arc<App>) -> Router {
    let push = Router::new()
        .route("/api/v1/samples", post(push::samples).fallback(push::other_method))
        .with_state(Arc::clone(app));
    let watch = Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::metrics))
        .route("/api/{*path}", any(problem::no_such_path))
        .with_state(Arc::clone(app));
    let router = Router::new().merge(push).merge(watch);
    match app.web() {
        Some(chat) => router.merge(chat),
        None => router,
    }
}
