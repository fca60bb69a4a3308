//! Calls of Feishu's API: in limited time, with errors that say what to do.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use reqwest::{Method, Response};
use serde_json::{Value, json};
use steward_core::platform::PlatformError;
use tokio::time::Instant;

use super::codes;
use super::token::{self, Token};

/// Longest wait for an answer.
const CALL_LIMIT: Duration = Duration::from_secs(10);
/// Longest wait for a connection.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);
/// Where tokens are fetched.
const TOKEN: &str = "/open-apis/auth/v3/tenant_access_token/internal";
/// Where long connections are asked for.
const ENDPOINT: &str = "/callback/ws/endpoint";
/// After how many seconds Feishu takes calls again.
const RESET: &str = "x-ogw-ratelimit-reset";

/// Why Feishu cannot be called at all.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// The address is neither HTTPS nor on this machine.
    #[error("the address of Feishu's API, {0}, must begin with https://")]
    NotHttps(String),
    /// The HTTP client cannot be made.
    #[error("the HTTPS client cannot be made: {0}")]
    Client(String),
}

/// The API as an app sees it.
pub(super) struct Api {
    client: reqwest::Client,
    base: String,
    id: String,
    secret: String,
    token: Token,
    calls: AtomicU64,
}

impl Api {
    /// The API at an address such as `https://open.feishu.cn`, for the app of that id and secret.
    pub(super) fn at(base: &str, id: &str, secret: &str) -> Result<Self, ApiError> {
        let base = base.trim_end_matches('/').to_owned();
        let is_local = ["http://127.0.0.1:", "http://localhost:"].iter().any(|local| base.starts_with(local));
        if !base.starts_with("https://") && !is_local {
            return Err(ApiError::NotHttps(base));
        }
        let client = reqwest::Client::builder()
            .timeout(CALL_LIMIT)
            .connect_timeout(CONNECT_LIMIT)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| ApiError::Client(error.to_string()))?;
        let (id, secret) = (id.trim().to_owned(), secret.trim().to_owned());
        Ok(Self { client, base, id, secret, token: Token::default(), calls: AtomicU64::new(0) })
    }

    /// How many calls were made; every one counts, whatever came of it.
    pub(super) fn calls_made(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }

    fn count(&self) {
        self.calls.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) async fn get(&self, path: &str, query: &[(&str, &str)]) -> Result<Value, PlatformError> {
        self.call(Method::GET, path, query, None).await
    }

    pub(super) async fn post(
        &self,
        path: &str,
        query: &[(&str, &str)],
        body: &Value,
    ) -> Result<Value, PlatformError> {
        self.call(Method::POST, path, query, Some(body)).await
    }

    pub(super) async fn patch(
        &self,
        path: &str,
        query: &[(&str, &str)],
        body: &Value,
    ) -> Result<Value, PlatformError> {
        self.call(Method::PATCH, path, query, Some(body)).await
    }

    /// Asks for a long connection; needs no token.
    pub(super) async fn endpoint(&self) -> Result<Value, PlatformError> {
        let body = json!({ "AppID": self.id, "AppSecret": self.secret });
        self.count();
        let call = self.client.post(format!("{}{ENDPOINT}", self.base)).header("locale", "zh").json(&body);
        answered(call.send().await).await?.map_err(|(_, error)| error)
    }

    /// Calls, and once more where Feishu no longer takes the token.
    async fn call(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Result<Value, PlatformError> {
        let mut stale: Option<String> = None;
        loop {
            let token = self.token.get(stale.as_deref(), Instant::now(), || self.fetch()).await?;
            let mut call = self.client.request(method.clone(), self.address(path, query)).bearer_auth(&token);
            if let Some(body) = body {
                call = call.json(body);
            }
            self.count();
            match answered(call.send().await).await? {
                Ok(answer) => return Ok(answer),
                Err((Some(code), _)) if stale.is_none() && codes::is_stale_token(code) => stale = Some(token),
                Err((_, error)) => return Err(error),
            }
        }
    }

    fn address(&self, path: &str, query: &[(&str, &str)]) -> String {
        if query.is_empty() {
            return format!("{}{path}", self.base);
        }
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
        format!("{}{path}?{query}", self.base)
    }

    async fn fetch(&self) -> Result<Value, PlatformError> {
        self.count();
        let call = self.client.post(format!("{}{TOKEN}", self.base));
        answered(call.json(&token::request(&self.id, &self.secret)).send().await)
            .await
            // Nothing was sent for which the token is needed.
            .map_err(|error| match error {
                PlatformError::Unknown { reason } => PlatformError::Retry { reason },
                other => other,
            })?
            .map_err(|(_, error)| error)
    }
}

/// What Feishu answered; the inner error is what it refuses, with its code. HTTP 200 is not success: the code decides.
async fn answered(
    sent: Result<Response, reqwest::Error>,
) -> Result<Result<Value, (Option<i64>, PlatformError)>, PlatformError> {
    let response = sent.map_err(|error| not_answered(&error))?;
    let status = response.status().as_u16();
    let reset = response.headers().get(RESET).or_else(|| response.headers().get("retry-after"));
    let reset = reset.and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let body = response.bytes().await.map_err(|error| not_answered(&error))?;
    let answer: Value = serde_json::from_slice(&body).unwrap_or_default();
    let message = answer.get("msg").and_then(Value::as_str).unwrap_or_default();
    Ok(match answer.get("code").and_then(Value::as_i64) {
        Some(0) if (200..300).contains(&status) => Ok(answer),
        Some(code) if code != 0 => Err((Some(code), codes::refused(code, message, reset))),
        _ => Err((None, codes::status(status, reset))),
    })
}

fn not_answered(error: &reqwest::Error) -> PlatformError {
    if error.is_connect() {
        return PlatformError::Retry { reason: "no connection to Feishu".to_owned() };
    }
    let reason = if error.is_timeout() { "no answer in time" } else { "the connection to Feishu broke" };
    PlatformError::Unknown { reason: reason.to_owned() }
}
