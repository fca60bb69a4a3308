//! Calls of Slack's Web API: in limited time, with errors that say what to do.

use std::time::Duration;

use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;
use slack_morphism::errors::SlackClientError;
use slack_morphism::hyper_tokio::SlackClientHyperConnector;
use slack_morphism::{
    ClientResult, SlackApiToken, SlackClient, SlackClientApiCallContext, SlackClientHttpConnector,
};
use steward_core::platform::PlatformError;
use tokio::time::timeout;

use super::codes;

/// Longest wait for an answer. The client itself waits for ever.
const CALL_LIMIT: Duration = Duration::from_secs(10);
/// Longest wait for a connection.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);
/// Where Slack takes answers to commands and presses.
const HOOKS: &str = "https://hooks.slack.com/";
/// Where Slack takes the bytes of files.
const FILES: &str = "https://files.slack.com/";
/// Most characters of what Slack adds to a code.
const DETAIL_CHARACTERS: usize = 200;

type Connector = SlackClientHyperConnector<HttpsConnector<HttpConnector>>;

/// Why Slack cannot be called at all.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// The address is neither HTTPS nor on this machine.
    #[error("the address of Slack's Web API, {0}, must begin with https://")]
    NotHttps(String),
    /// The machine's certificates cannot be read.
    #[error("the certificates of this machine cannot be read (is ca-certificates installed?): {0}")]
    Certificates(std::io::Error),
}

/// Slack's Web API.
pub(super) struct Api {
    client: SlackClient<Connector>,
    /// Where else than at Slack answers and files may be posted: the server that stands in for it.
    own_hooks: String,
}

impl Api {
    /// The Web API at an address such as `https://slack.com/api`.
    pub(super) fn at(url: &str) -> Result<Self, ApiError> {
        let url = url.trim_end_matches('/');
        let is_local = ["http://127.0.0.1:", "http://localhost:"].iter().any(|local| url.starts_with(local));
        if !url.starts_with("https://") && !is_local {
            return Err(ApiError::NotHttps(url.to_owned()));
        }
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_connect_timeout(Some(CONNECT_LIMIT));
        http.set_nodelay(true);
        let builder = hyper_rustls::HttpsConnectorBuilder::new().with_native_roots();
        let https = builder
            .map_err(ApiError::Certificates)?
            .https_or_http()
            .enable_http1()
            .enable_http2()
            .wrap_connector(http);
        let connector = SlackClientHyperConnector::with_connector(https).with_slack_api_url(url);
        let own_hooks = url.strip_suffix("api").unwrap_or(url).to_owned();
        Ok(Self { client: SlackClient::new(connector), own_hooks })
    }

    /// Calls a method that changes something.
    pub(super) async fn write(
        &self,
        token: &SlackApiToken,
        method: &str,
        body: &Value,
    ) -> Result<Value, PlatformError> {
        let session = self.client.open_session(token);
        answered(session.http_session_api.http_post(method, body, None)).await
    }

    /// Calls a method that only reads; such methods take no JSON.
    pub(super) async fn read(
        &self,
        token: &SlackApiToken,
        method: &str,
        arguments: &[(&str, &str)],
    ) -> Result<Value, PlatformError> {
        let session = self.client.open_session(token);
        let arguments: Vec<(&str, Option<&str>)> =
            arguments.iter().map(|(name, value)| (*name, Some(*value))).collect();
        answered(session.http_session_api.http_get(method, &arguments, None)).await
    }

    /// Posts to the address that came with a command or a press. Without a token: the address is all it needs.
    pub(super) async fn respond(&self, url: &str, body: &Value) -> Result<(), PlatformError> {
        let is_slack_s = url.starts_with(HOOKS) || url.starts_with(&self.own_hooks);
        let refused =
            || PlatformError::Rejected { reason: "not an address of Slack's to answer to".to_owned() };
        let address = url.parse().ok().filter(|_| is_slack_s).ok_or_else(refused)?;
        let span = tracing::Span::none();
        let connector = &self.client.http_api.connector;
        answered(connector.http_post_uri::<_, Value>(address, body, without_token(&span))).await.map(drop)
    }

    /// Sends the bytes of a file to the address that Slack gave for them, which is all they need.
    pub(super) async fn upload(&self, url: &str, kind: &str, bytes: &[u8]) -> Result<(), PlatformError> {
        let is_slack_s = url.starts_with(FILES) || url.starts_with(&self.own_hooks);
        let refused = || PlatformError::Rejected { reason: "not an address of Slack's for files".to_owned() };
        let address = url.parse().ok().filter(|_| is_slack_s).ok_or_else(refused)?;
        let span = tracing::Span::none();
        let connector = &self.client.http_api.connector;
        let call =
            connector.http_post_uri_binary::<Value>(address, kind.to_owned(), bytes, without_token(&span));
        answered(call).await.map(drop)
    }
}

/// For an address that is a secret by itself.
fn without_token(span: &tracing::Span) -> SlackClientApiCallContext<'_> {
    SlackClientApiCallContext {
        rate_control_params: None,
        token: None,
        tracing_span: span,
        is_sensitive_url: true,
    }
}

async fn answered(call: impl Future<Output = ClientResult<Value>>) -> Result<Value, PlatformError> {
    let Ok(answer) = timeout(CALL_LIMIT, call).await else {
        let reason = format!("no answer within {} s", CALL_LIMIT.as_secs());
        return Err(PlatformError::Unknown { reason });
    };
    answer.map_err(|error| meaning(&error))
}

/// What to do about an error. The client's own words hold the whole answer, which may quote a message.
fn meaning(error: &SlackClientError) -> PlatformError {
    let reason = |words: &str| words.to_owned();
    match error {
        SlackClientError::ApiError(error) => {
            let detail = error.http_response_body.as_deref().and_then(detail);
            codes::refused(&error.code, detail.as_deref())
        }
        SlackClientError::RateLimitError(error) => {
            codes::limited(error.retry_after.map(|wait| wait.as_secs()))
        }
        SlackClientError::HttpError(error) => codes::status(error.status_code.as_u16()),
        SlackClientError::HttpProtocolError(error) => {
            let cause = error.cause.as_deref();
            let cause = cause.and_then(|cause| cause.downcast_ref::<hyper_util::client::legacy::Error>());
            if cause.is_some_and(hyper_util::client::legacy::Error::is_connect) {
                return PlatformError::Retry { reason: reason("no connection to Slack") };
            }
            PlatformError::Unknown { reason: reason("the connection to Slack broke") }
        }
        SlackClientError::ProtocolError(_) => {
            PlatformError::Unknown { reason: reason("Slack's answer is not understood") }
        }
        _ => PlatformError::Unknown { reason: reason("the call did not end") },
    }
}

/// What Slack adds to a code: the scope that is needed, or what is wrong with the blocks.
fn detail(body: &str) -> Option<String> {
    let body: Value = serde_json::from_str(body).ok()?;
    if let Some(needed) = body.get("needed").and_then(Value::as_str) {
        return Some(format!("needs {needed}"));
    }
    let messages = body.pointer("/response_metadata/messages")?.as_array()?;
    let first = messages.first()?.as_str()?;
    Some(first.chars().take(DETAIL_CHARACTERS).collect())
}
