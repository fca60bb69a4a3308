//! What a call is answered: a code, a word and data.

use axum::Json;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// A refusal: the code decides, whatever the HTTP status is.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    pub(super) code: i64,
    pub(super) msg: String,
    status: StatusCode,
    reset_seconds: Option<u64>,
}

impl Refusal {
    /// With HTTP 400, as nearly all of them.
    pub(super) fn of(code: i64, msg: impl Into<String>) -> Self {
        Self { code, msg: msg.into(), status: StatusCode::BAD_REQUEST, reset_seconds: None }
    }

    /// With HTTP 200, as the older methods.
    pub(super) fn quiet(code: i64, msg: impl Into<String>) -> Self {
        Self { status: StatusCode::OK, ..Self::of(code, msg) }
    }

    /// Too many calls of the app.
    pub(super) fn rate(reset_seconds: u64) -> Self {
        Self {
            status: StatusCode::TOO_MANY_REQUESTS,
            reset_seconds: Some(reset_seconds),
            ..Self::of(99_991_400, "request trigger frequency limit")
        }
    }

    /// A parameter that cannot be.
    pub(super) fn parameter(ext: &str) -> Self {
        let msg = format!("Your request contains an invalid request parameter, ext={ext}");
        Self::of(230_001, msg)
    }

    /// A message that is not there.
    pub(super) fn no_message() -> Self {
        Self::of(230_050, "The message is invisible to the operator.")
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(json!({ "code": self.code, "msg": self.msg }))).into_response();
        if let Some(seconds) = self.reset_seconds {
            response.headers_mut().insert("x-ogw-ratelimit-reset", HeaderValue::from(seconds));
            response.headers_mut().insert("x-ogw-ratelimit-limit", HeaderValue::from(1000));
        }
        response
    }
}

/// What a method returns: `data` in most, all of the body in the older ones.
#[derive(Debug, Clone)]
pub(super) enum Answer {
    Data(Value),
    Body(Value),
}

impl Answer {
    pub(super) fn body(&self) -> Value {
        match self {
            Self::Data(data) => json!({ "code": 0, "msg": "success", "data": data }),
            Self::Body(body) => {
                let mut body = body.clone();
                body["code"] = 0.into();
                body
            }
        }
    }
}
