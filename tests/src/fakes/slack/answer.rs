//! What a call is answered when Slack refuses it.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

/// A refusal: the code, and what is said beside it.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    error: String,
    beside: Map<String, Value>,
    status: StatusCode,
    retry_after_seconds: Option<u64>,
}

impl Refusal {
    pub(super) fn of(error: &str) -> Self {
        Self { error: error.into(), beside: Map::new(), status: StatusCode::OK, retry_after_seconds: None }
    }

    /// Too many calls.
    pub(super) fn rate(retry_after_seconds: u64) -> Self {
        Self {
            status: StatusCode::TOO_MANY_REQUESTS,
            retry_after_seconds: Some(retry_after_seconds),
            ..Self::of("ratelimited")
        }
    }

    pub(super) fn beside(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.beside.insert(name.into(), value.into());
        self
    }

    /// What is wrong with blocks or a view, told as Slack tells it.
    pub(super) fn problems(error: &str, problems: &[String]) -> Self {
        let told: Vec<String> = problems.iter().map(|problem| format!("[ERROR] {problem}")).collect();
        let refusal = Self::of(error).beside("response_metadata", json!({ "messages": told }));
        if error == "invalid_blocks" { refusal.beside("errors", problems.to_vec()) } else { refusal }
    }

    pub(super) fn body(&self) -> Value {
        let mut body = self.beside.clone();
        body.insert("ok".into(), false.into());
        body.insert("error".into(), self.error.clone().into());
        body.into()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body())).into_response();
        if let Some(seconds) = self.retry_after_seconds {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
