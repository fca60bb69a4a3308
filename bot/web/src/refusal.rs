//! Refusals: what the page is told when something is not done, with a text for the person.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use steward_core::person::Locale;
use steward_text::Texts;

/// Why a request is not served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// There is no session, or it ended.
    SignedOut,
    /// It does not come from the page itself.
    NotFromPage,
    /// The body is not what the page sends.
    NotUnderstood,
    /// The conversation, message or person does not exist, or not for this person.
    NotFound,
    /// Nothing was written.
    Empty,
    /// More was written than fits.
    TooLong,
    /// It could not be saved or read just now.
    TryAgain,
}

impl Why {
    fn parts(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::SignedOut => (StatusCode::UNAUTHORIZED, "signed_out", "web-refused-signed-out"),
            Self::NotFromPage => (StatusCode::FORBIDDEN, "not_from_page", "web-refused-not-from-page"),
            Self::NotUnderstood => (StatusCode::BAD_REQUEST, "not_understood", "web-refused-not-understood"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found", "web-refused-not-found"),
            Self::Empty => (StatusCode::UNPROCESSABLE_ENTITY, "empty", "web-refused-empty"),
            Self::TooLong => (StatusCode::PAYLOAD_TOO_LARGE, "too_long", "web-refused-too-long"),
            Self::TryAgain => (StatusCode::SERVICE_UNAVAILABLE, "try_again", "web-refused-try-again"),
        }
    }

    /// The refusal in a language.
    pub(crate) fn tell(self, texts: &Texts, locale: &Locale) -> Refusal {
        let (status, code, key) = self.parts();
        let text = texts.phrase(locale, key, &[("most", crate::http::LONGEST_TEXT.into())]);
        Refusal { status, code, text }
    }
}

/// A refusal, ready to be sent: `{"error": {"code", "text"}}`.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    code: &'static str,
    text: String,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({ "error": { "code": self.code, "text": self.text } });
        (self.status, Json(body)).into_response()
    }
}
