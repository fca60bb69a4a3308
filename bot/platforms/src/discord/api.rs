//! Calls of Discord's HTTP API through serenity and its rate limiter: in limited time, with errors that say what to do.

use std::net::SocketAddr;
use std::num::NonZeroU64;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use reqwest_for_discord as reqwest;
use serde_json::Value;
use serenity::builder::CreateAttachment;
use serenity::http::{
    Http, HttpBuilder, HttpError, LightMethod, Multipart, MultipartUpload, Ratelimiter, Request, Route,
};
use steward_core::platform::PlatformError;
use tokio::time::{Instant, timeout};

use super::codes;
use super::pace::Pace;
use super::trust::Trust;

/// Longest wait for an answer.
const CALL_LIMIT: Duration = Duration::from_secs(10);
/// Longest wait for a connection.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);
/// What the limiter may wait by itself: so short a wait can be over before it is noticed, and the call be under way.
const SHORT_WAIT: Duration = Duration::from_millis(100);
/// The status of a call that was one too many.
const TOO_MANY: u16 = 429;
/// Where Discord is. Serenity knows no other place.
const HOST: &str = "discord.com";
/// Most characters of what Discord adds to a code.
const DETAIL_CHARACTERS: usize = 200;

tokio::task_local! {
    /// What the rate limiter says while it lets the call of this task wait.
    static HELD: Arc<Mutex<Option<PlatformError>>>;
}

/// Why Discord cannot be called at all.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// The address is neither Discord's nor one that stands in for it.
    #[error("the address of Discord's API, {0}, must be https://discord.com or https://ADDRESS:PORT")]
    Address(String),
    /// The token cannot be sent.
    #[error("the token of the bot holds what no token does: copy it again from the developer portal")]
    Token,
    /// A certificate cannot be read.
    #[error("{0}")]
    Certificates(String),
    /// There is no client.
    #[error("no HTTPS client can be made: {0}")]
    Client(reqwest::Error),
}

/// Discord's HTTP API.
pub(super) struct Api {
    http: Http,
    pace: Arc<Mutex<Pace>>,
}

impl Api {
    /// The API at an address such as `https://discord.com`, called with a bot's token. At any other address the server must
    /// prove that it is discord.com, as a test's stand-in and a proxy that terminates TLS do.
    /// After so many refusals in ten minutes nothing is called.
    pub(super) fn at(url: &str, token: &str, trust: &Trust, most_refusals: usize) -> Result<Self, ApiError> {
        if token.is_empty() || !token.chars().all(|sign| sign.is_ascii_graphic()) {
            return Err(ApiError::Token);
        }
        let mut builder = reqwest::Client::builder()
            .use_rustls_tls()
            .https_only(true)
            .connect_timeout(CONNECT_LIMIT)
            .timeout(CALL_LIMIT);
        for certificate in trust.further() {
            let certificate = reqwest::Certificate::from_der(certificate).map_err(ApiError::Client)?;
            builder = builder.add_root_certificate(certificate);
        }
        if let Some(address) = elsewhere(url)? {
            builder = builder.resolve(HOST, address);
        }
        let client = builder.build().map_err(ApiError::Client)?;
        let pace = Arc::new(Mutex::new(Pace::new(most_refusals)));
        let mut limiter = Ratelimiter::new(client.clone(), format!("Bot {token}"));
        let held = Arc::clone(&pace);
        limiter.set_ratelimit_callback(Box::new(move |info| {
            let (mut pace, now) = (held.lock().unwrap_or_else(PoisonError::into_inner), Instant::now());
            if info.global {
                pace.hold(info.timeout, now);
            }
            if is_asked_for(info.timeout) {
                pace.answered(TOO_MANY, now);
            }
            if info.timeout >= SHORT_WAIT {
                let error = if info.global { app_wait(info.timeout) } else { wait(info.timeout) };
                let _ = HELD.try_with(|held| {
                    *held.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                });
            }
        }));
        Ok(Self { http: HttpBuilder::new(token).client(client).ratelimiter(limiter).build(), pace })
    }

    pub(super) async fn get(&self, route: Route<'_>) -> Result<Value, PlatformError> {
        self.call(Request::new(route, LightMethod::Get)).await
    }

    /// Reads with parameters, whose values need no encoding.
    pub(super) async fn list(
        &self,
        route: Route<'_>,
        parameters: Vec<(&'static str, String)>,
    ) -> Result<Value, PlatformError> {
        self.call(Request::new(route, LightMethod::Get).params(Some(parameters))).await
    }

    pub(super) async fn post(&self, route: Route<'_>, body: &Value) -> Result<Value, PlatformError> {
        self.call(Request::new(route, LightMethod::Post).body(Some(body.to_string().into_bytes()))).await
    }

    pub(super) async fn patch(&self, route: Route<'_>, body: &Value) -> Result<Value, PlatformError> {
        self.call(Request::new(route, LightMethod::Patch).body(Some(body.to_string().into_bytes()))).await
    }

    /// As [`Api::patch`], with a file.
    pub(super) async fn patch_with_file(
        &self,
        route: Route<'_>,
        body: &Value,
        file: CreateAttachment,
    ) -> Result<Value, PlatformError> {
        let upload = MultipartUpload::Attachments(vec![file]);
        let form = Multipart { upload, fields: Vec::new(), payload_json: Some(body.to_string()) };
        self.call(Request::new(route, LightMethod::Patch).multipart(Some(form))).await
    }

    pub(super) async fn put(&self, route: Route<'_>, body: &Value) -> Result<Value, PlatformError> {
        self.call(Request::new(route, LightMethod::Put).body(Some(body.to_string().into_bytes()))).await
    }

    pub(super) async fn delete(&self, route: Route<'_>) -> Result<Value, PlatformError> {
        self.call(Request::new(route, LightMethod::Delete)).await
    }

    async fn call(&self, request: Request<'_>) -> Result<Value, PlatformError> {
        let now = Instant::now();
        let turn = if counts(request.route_ref()) { self.pace().turn(now) } else { self.pace().look(now) };
        turn.map_err(app_wait)?;
        let held = Arc::new(Mutex::new(None));
        let answered = HELD.scope(Arc::clone(&held), self.answered(request));
        let mut answered = pin!(timeout(CALL_LIMIT, answered));
        // The limiter waits inside the call before it sends, or sends again. Whoever called has a better use for the time.
        std::future::poll_fn(|context| match answered.as_mut().poll(context) {
            Poll::Ready(Ok(outcome)) => Poll::Ready(outcome),
            Poll::Ready(Err(_)) => {
                let reason = format!("no answer within {} s", CALL_LIMIT.as_secs());
                Poll::Ready(Err(PlatformError::Unknown { reason }))
            }
            Poll::Pending => match held.lock().unwrap_or_else(PoisonError::into_inner).take() {
                Some(error) => Poll::Ready(Err(error)),
                None => Poll::Pending,
            },
        })
        .await
    }

    async fn answered(&self, request: Request<'_>) -> Result<Value, PlatformError> {
        let answer = self.http.request(request).await.map_err(|error| self.meaning(&error))?;
        let unread = |_| PlatformError::Unknown { reason: "Discord's answer broke off".to_owned() };
        let bytes = answer.bytes().await.map_err(unread)?;
        if bytes.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(&bytes)
            .map_err(|_| PlatformError::Unknown { reason: "Discord's answer is not understood".to_owned() })
    }

    fn meaning(&self, error: &serenity::Error) -> PlatformError {
        let unknown = |reason: &str| PlatformError::Unknown { reason: reason.to_owned() };
        match error {
            serenity::Error::Http(HttpError::UnsuccessfulRequest(refusal)) => {
                let status = refusal.status_code.as_u16();
                self.pace().answered(status, Instant::now());
                let code = i64::try_from(refusal.error.code).unwrap_or_default();
                codes::refused(status, code, detail(&refusal.error).as_deref())
            }
            serenity::Error::Http(HttpError::Request(error)) if error.is_connect() => {
                PlatformError::Retry { reason: "no connection to Discord".to_owned() }
            }
            serenity::Error::Http(HttpError::Request(error)) if error.is_timeout() => {
                unknown("Discord did not answer in time")
            }
            serenity::Error::Http(HttpError::Request(_)) => unknown("the connection to Discord broke"),
            _ => unknown("the call of Discord did not end"),
        }
    }

    fn pace(&self) -> std::sync::MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a call counts against what Discord allows all calls of an app together; refusals of every call count. Answers to interactions do not ("Global
/// Rate Limit" in its reference), and nobody waits for one that comes later.
fn counts(route: &Route<'_>) -> bool {
    !matches!(
        route,
        Route::InteractionResponse { .. }
            | Route::WebhookOriginalInteractionResponse { .. }
            | Route::WebhookFollowupMessage { .. }
            | Route::WebhookFollowupMessages { .. }
    )
}

/// Where else than at Discord the API is.
fn elsewhere(url: &str) -> Result<Option<SocketAddr>, ApiError> {
    let wrong = || ApiError::Address(url.to_owned());
    let place = url.trim_end_matches('/').strip_prefix("https://").ok_or_else(wrong)?;
    if place == HOST {
        return Ok(None);
    }
    place.parse().map(Some).map_err(|_| wrong())
}

/// The calls of one route wait.
fn wait(long: Duration) -> PlatformError {
    PlatformError::Wait { milliseconds: milliseconds(long) }
}

/// Every call waits.
fn app_wait(long: Duration) -> PlatformError {
    PlatformError::AppWait { milliseconds: milliseconds(long) }
}

/// A wait of nothing would be no wait.
fn milliseconds(long: Duration) -> u64 {
    u64::try_from(long.as_millis()).unwrap_or(u64::MAX).max(1)
}

/// Whether Discord refused a call and asks for this wait, in whole seconds; what serenity reckons ahead has parts of one.
fn is_asked_for(wait: Duration) -> bool {
    wait.subsec_nanos() == 0
}

/// What Discord adds to a code: the fields that are wrong, and why.
fn detail(error: &serenity::http::DiscordJsonError) -> Option<String> {
    let first = error.errors.first().map(|one| format!("{}: {}", one.path, one.message));
    // What serenity itself says of an answer that is no JSON helps nobody.
    let message = Some(error.message.clone()).filter(|text| error.code > 0 && !text.is_empty());
    first.or(message).map(|text| text.chars().take(DETAIL_CHARACTERS).collect())
}

/// An id of Discord's.
pub(super) fn snowflake<T: From<NonZeroU64>>(id: &str) -> Result<T, PlatformError> {
    let wrong =
        || PlatformError::Dead { reason: format!("`{id}` is no id of Discord's: it is a long number") };
    id.trim().parse::<NonZeroU64>().map(T::from).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use serenity::model::id::{ApplicationId, ChannelId, InteractionId};

    use super::*;

    #[test]
    fn discord_is_reached_at_home_or_at_an_address_that_proves_to_be_it() {
        assert_eq!(elsewhere("https://discord.com/").unwrap(), None);
        assert_eq!(elsewhere("https://127.0.0.1:9443").unwrap(), Some("127.0.0.1:9443".parse().unwrap()));
        for wrong in ["http://discord.com", "https://example.com", "127.0.0.1:1", ""] {
            assert!(elsewhere(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_answer_never_waits_for_the_turn_of_messages() {
        let (interaction_id, application_id) = (InteractionId::new(1), ApplicationId::new(2));
        let answers = [
            Route::InteractionResponse { interaction_id, token: "t" },
            Route::WebhookOriginalInteractionResponse { application_id, token: "t" },
            Route::WebhookFollowupMessages { application_id, token: "t" },
        ];
        assert!(answers.iter().all(|route| !counts(route)));
        let channel_id = ChannelId::new(3);
        assert!(counts(&Route::ChannelMessages { channel_id }) && counts(&Route::UserMeDmChannels));
    }

    #[test]
    fn what_is_no_id_leads_nowhere() {
        assert_eq!(snowflake::<ChannelId>("1444444444444444444").unwrap().get(), 1_444_444_444_444_444_444);
        for wrong in ["0", "", "#ops", "18446744073709551616", "-1"] {
            assert!(matches!(snowflake::<ChannelId>(wrong), Err(PlatformError::Dead { .. })), "{wrong}");
        }
    }
}
