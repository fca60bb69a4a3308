//! What a call is answered when Discord refuses it.

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

/// A refusal: status, code and words, and what is wrong with each field.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) body: Value,
    headers: Vec<(HeaderName, String)>,
}

/// Something wrong with a field of a body.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    /// Such as `embeds.0.description`.
    pub(super) path: String,
    /// Such as `BASE_TYPE_MAX_LENGTH`.
    pub(super) code: &'static str,
    pub(super) message: String,
}

/// Whose limit a call went beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    User,
    Global,
    Shared,
}

impl Refusal {
    pub(super) fn of(status: StatusCode, code: u64, message: &str) -> Self {
        Self { status, body: json!({ "message": message, "code": code }), headers: Vec::new() }
    }

    pub(super) fn bad_request(code: u64, message: &str) -> Self {
        Self::of(StatusCode::BAD_REQUEST, code, message)
    }

    pub(super) fn forbidden(code: u64, message: &str) -> Self {
        Self::of(StatusCode::FORBIDDEN, code, message)
    }

    /// The bot does not see it.
    pub(super) fn missing_access() -> Self {
        Self::forbidden(50_001, "Missing Access")
    }

    /// The bot sees it, and may not do this.
    pub(super) fn missing_permissions() -> Self {
        Self::forbidden(50_013, "Missing Permissions")
    }

    /// There is no such thing; `code` says what.
    pub(super) fn unknown(code: u64, what: &str) -> Self {
        Self::of(StatusCode::NOT_FOUND, code, &format!("Unknown {what}"))
    }

    /// The token is none.
    pub(super) fn unauthorized() -> Self {
        Self::of(StatusCode::UNAUTHORIZED, 0, "401: Unauthorized")
    }

    /// What is wrong with a body, told field by field as Discord tells it.
    pub(super) fn invalid_form(problems: &[Problem]) -> Self {
        let mut errors = Value::Object(Map::new());
        for problem in problems {
            let mut at = &mut errors;
            for step in problem.path.split('.') {
                at = &mut at[step];
            }
            let told = json!({ "code": problem.code, "message": problem.message });
            match at["_errors"].as_array_mut() {
                Some(list) => list.push(told),
                None => at["_errors"] = json!([told]),
            }
        }
        let mut refusal = Self::bad_request(50_035, "Invalid Form Body");
        refusal.body["errors"] = errors;
        refusal
    }

    /// Too many calls.
    pub(super) fn rate(seconds: f64, scope: Scope) -> Self {
        let global = scope == Scope::Global;
        let message = if scope == Scope::Shared {
            "The resource is being rate limited."
        } else {
            "You are being rate limited."
        };
        let body = json!({ "message": message, "retry_after": seconds, "global": global });
        let name = match scope {
            Scope::User => "user",
            Scope::Global => "global",
            Scope::Shared => "shared",
        };
        let mut headers = vec![
            (header::RETRY_AFTER, seconds.ceil().to_string()),
            (HeaderName::from_static("x-ratelimit-scope"), name.to_owned()),
        ];
        if global {
            headers.push((HeaderName::from_static("x-ratelimit-global"), "true".into()));
        }
        Self { status: StatusCode::TOO_MANY_REQUESTS, body, headers }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        for (name, value) in self.headers {
            response.headers_mut().insert(name, HeaderValue::from_str(&value).expect("a header"));
        }
        response
    }
}
