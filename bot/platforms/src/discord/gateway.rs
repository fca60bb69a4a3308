//! The gateway: keeps a connection to Discord open, goes on where the one before ended, and says what to fix where Discord
//! lets nobody in.

mod connection;
mod frame;
mod session;

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use serenity::http::Route;
use steward_core::platform::PlatformError;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{Connector, MaybeTlsStream, WebSocketStream, connect_async_tls_with_config};

use super::bot::Bot;
use super::commands::SlashCommand;
use super::desk::Desk;
use crate::pause::pause;
use session::{End, Session, WRONG_TOKEN};

/// Longest wait for a connection.
const CONNECT_LIMIT: Duration = Duration::from_secs(10);
/// Longest wait before a connection is tried again.
const LONGEST_BACK_OFF: Duration = Duration::from_mins(1);
/// How long nothing is tried after Discord refused for a reason that somebody has to put right.
const REFUSED_WAIT: Duration = Duration::from_mins(10);
/// How long what is under way may take when the service ends.
const DRAIN: Duration = Duration::from_secs(3);
/// Most bytes of one frame; a large server's description is some megabytes.
const MOST_BYTES: usize = 32 * 1024 * 1024;

type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Registers the commands and keeps a connection open until told to stop.
pub fn listen(
    desk: &Arc<Desk>,
    commands: Vec<SlashCommand>,
    with_gateway: bool,
    stopped: &watch::Receiver<bool>,
) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    tasks.spawn(register(Arc::clone(desk.bot()), commands, stopped.clone()));
    if with_gateway {
        tasks.spawn(keep_open(Arc::clone(desk), stopped.clone()));
    }
    tasks
}

/// Registers the commands, as often as it takes.
async fn register(bot: Arc<Bot>, commands: Vec<SlashCommand>, mut stopped: watch::Receiver<bool>) {
    let mut failures = 0;
    while !*stopped.borrow() {
        let wait = match bot.register(&commands).await {
            Ok(()) => return tracing::info!(commands = commands.len(), "the slash commands are registered"),
            Err(PlatformError::Wait { milliseconds }) => Duration::from_millis(milliseconds),
            Err(error) => {
                failures += 1;
                tracing::warn!(%error, "the slash commands are not registered");
                wait_after(&error, failures)
            }
        };
        rest(wait, &mut stopped).await;
    }
}

async fn keep_open(desk: Arc<Desk>, mut stopped: watch::Receiver<bool>) {
    let mut session: Option<Session> = None;
    let mut taking = JoinSet::new();
    let mut failures = 0;
    while !*stopped.borrow() {
        let connected = tokio::select! {
            connected = connect(desk.bot(), session.as_ref()) => connected,
            _ = stopped.changed() => break,
        };
        let wait = match connected {
            Err(error) => {
                failures += 1;
                // The address of a session that is over leads nowhere.
                session = session.filter(|_| failures < 3);
                tracing::warn!(%error, failures, "no connection to Discord's gateway");
                if matches!(error, PlatformError::Auth { .. }) {
                    desk.note_connection(Some(WRONG_TOKEN));
                }
                wait_after(&error, failures)
            }
            Ok(stream) => {
                let began = Instant::now();
                let end = connection::serve(stream, &desk, &mut session, &mut taking, stopped.clone()).await;
                // One that held for a while is no sign of trouble when it ends.
                failures = if began.elapsed() > LONGEST_BACK_OFF { 0 } else { failures + 1 };
                match end {
                    End::Stopped => break,
                    // Discord asks for another connection now and then: the first comes at once.
                    End::Resume if failures <= 1 => Duration::ZERO,
                    End::Resume => back_off(failures),
                    End::Anew => {
                        session = None;
                        back_off(failures.max(2))
                    }
                    End::Refused { code, what_to_do } => {
                        session = None;
                        tracing::error!(code, "Discord refuses the connection: {what_to_do}");
                        desk.note_connection(Some(what_to_do));
                        REFUSED_WAIT
                    }
                }
            }
        };
        rest(wait, &mut stopped).await;
    }
    let _ = timeout(DRAIN, async { while taking.join_next().await.is_some() {} }).await;
}

async fn rest(wait: Duration, stopped: &mut watch::Receiver<bool>) {
    if !wait.is_zero() {
        tokio::select! {
            () = pause(wait) => {}
            _ = stopped.changed() => {}
        }
    }
}

fn wait_after(error: &PlatformError, failures: u32) -> Duration {
    match error {
        PlatformError::Auth { .. } => REFUSED_WAIT,
        PlatformError::Wait { milliseconds } => Duration::from_millis(*milliseconds),
        _ => back_off(failures),
    }
}

/// Doubles from a second up to [`LONGEST_BACK_OFF`].
fn back_off(failures: u32) -> Duration {
    Duration::from_secs(1 << failures.saturating_sub(1).min(6)).min(LONGEST_BACK_OFF)
}

async fn connect(bot: &Bot, session: Option<&Session>) -> Result<Stream, PlatformError> {
    let url = match session {
        Some(session) => session.url.clone(),
        None => gateway(&bot.api.get(Route::GatewayBot).await?)?,
    };
    let rejected = |reason: String| PlatformError::Rejected { reason };
    let is_local = bot.site.api_url.starts_with("https://127.0.0.1:")
        && ["ws://127.0.0.1:", "ws://localhost:"].iter().any(|local| url.starts_with(local));
    if !url.starts_with("wss://") && !is_local {
        return Err(rejected("the address of the gateway is not encrypted".to_owned()));
    }
    let url = format!("{}/?v=10&encoding=json", url.trim_end_matches('/'));
    let config =
        WebSocketConfig::default().max_message_size(Some(MOST_BYTES)).max_frame_size(Some(MOST_BYTES));
    let tls = bot.trust.config().map_err(|error| rejected(error.to_string()))?;
    let connecting = connect_async_tls_with_config(url, Some(config), true, Some(Connector::Rustls(tls)));
    let retry = |reason: String| PlatformError::Retry { reason };
    match timeout(CONNECT_LIMIT, connecting).await {
        Ok(Ok((stream, _))) => Ok(stream),
        Ok(Err(error)) => Err(retry(format!("the WebSocket was refused: {error}"))),
        Err(_) => Err(retry("the WebSocket was not opened in time".to_owned())),
    }
}

/// Where the gateway is, unless so many sessions were begun today that Discord takes no more.
fn gateway(answer: &Value) -> Result<String, PlatformError> {
    let limit = |key: &str| answer.pointer(&format!("/session_start_limit/{key}")).and_then(Value::as_u64);
    if let (Some(0), Some(milliseconds)) = (limit("remaining"), limit("reset_after")) {
        return Err(PlatformError::Wait { milliseconds });
    }
    let url = answer.get("url").and_then(Value::as_str);
    url.map(str::to_owned)
        .ok_or_else(|| PlatformError::Retry { reason: "Discord gave no address".to_owned() })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn back_off_doubles_and_ends() {
        assert_eq!(back_off(1), Duration::from_secs(1));
        assert_eq!(back_off(3), Duration::from_secs(4));
        assert_eq!(back_off(50), LONGEST_BACK_OFF);
    }

    #[test]
    fn nothing_is_begun_beyond_the_day_s_limit() {
        let answer = |remaining: u64| json!({ "url": "wss://gateway.discord.gg", "session_start_limit": { "remaining": remaining, "reset_after": 60_000 } });
        assert_eq!(gateway(&answer(1)).unwrap(), "wss://gateway.discord.gg");
        assert_eq!(gateway(&answer(0)), Err(PlatformError::Wait { milliseconds: 60_000 }));
        assert!(matches!(gateway(&json!({})), Err(PlatformError::Retry { .. })));
    }
}
