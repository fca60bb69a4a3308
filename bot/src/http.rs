//! HTTP: the push endpoint, health and metrics, beside the web chat.

mod health;
mod metrics;
mod problem;
pub mod push;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use tower_http::limit::RequestBodyLimitLayer;

use crate::app::App;

/// Everything the service answers over HTTP.
pub fn router(app: &Arc<App>) -> Router {
    let push = Router::new()
        .route("/api/v1/samples", post(push::samples))
        .layer(RequestBodyLimitLayer::new(app.config.push.max_body_bytes))
        .layer(axum::extract::DefaultBodyLimit::disable())
        .with_state(Arc::clone(app));
    let watch = Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::metrics))
        .with_state(Arc::clone(app));
    let router = Router::new().merge(push).merge(watch);
    match app.web() {
        Some(chat) => router.merge(chat),
        None => router,
    }
}
