//! Orders by HTTP, for a stand-in that runs as a process of its own: `POST /_control` with what is to be done.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;

/// Carries an order out and answers it. A panic says what was wrong with the order, as in a test; it ends only this.
pub(in crate::fakes) async fn answer(order: impl Future<Output = Value> + Send + 'static) -> Response {
    match tokio::spawn(order).await {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => {
            let panic = error.into_panic();
            let told = panic.downcast_ref::<String>().cloned();
            let told = told.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            (StatusCode::BAD_REQUEST, told.unwrap_or_default()).into_response()
        }
    }
}

/// What is answered to an order.
pub(in crate::fakes) fn told(answer: &impl Serialize) -> Value {
    serde_json::to_value(answer).expect("an answer in JSON")
}

/// Values of a form, as they are given to whoever fills it in.
pub(in crate::fakes) fn pairs(values: &[(String, String)]) -> Vec<(&str, &str)> {
    values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}
