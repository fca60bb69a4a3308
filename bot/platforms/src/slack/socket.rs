//! Socket Mode: keeps several connections to Slack open, and opens the next before one is closed.

mod connection;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use slack_morphism::SlackApiToken;
use steward_core::platform::PlatformError;
use tokio::net::TcpStream;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

use super::call::{Api, ApiError};
use super::desk::Desk;
use super::workspace::{Credentials, token};
use crate::pause::pause;

/// Longest wait for a connection.
const CONNECT_LIMIT: Duration = Duration::from_secs(10);
/// Longest wait before a connection is tried again.
const LONGEST_BACK_OFF: Duration = Duration::from_secs(30);
/// Most bytes of one frame; Slack's own payloads are far smaller.
const MOST_BYTES: usize = 4 * 1024 * 1024;

type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Socket Mode of an app.
struct App {
    api: Arc<Api>,
    token: SlackApiToken,
    desk: Arc<Desk>,
    /// The workspaces that come in by it.
    names: Vec<String>,
}

impl App {
    /// Takes note of what somebody has to put right before there is a connection.
    fn note(&self, trouble: Option<&str>) {
        for name in &self.names {
            self.desk.note_connection(name, trouble);
        }
    }
}

/// Keeps `connections` open for every app among the workspaces until told to stop.
///
/// # Errors
/// When Slack cannot be called at all.
pub fn listen(
    all: &BTreeMap<String, Credentials>,
    api_url: &str,
    connections: u32,
    desk: &Arc<Desk>,
    stopped: &watch::Receiver<bool>,
) -> Result<JoinSet<()>, ApiError> {
    // Workspaces that share an app share its connections.
    let mut apps: BTreeMap<&String, Vec<String>> = BTreeMap::new();
    for (name, credentials) in all {
        if let Some(token) = &credentials.app_token {
            apps.entry(token).or_default().push(name.clone());
        }
    }
    let api = Arc::new(Api::at(api_url)?);
    let mut tasks = JoinSet::new();
    for (text, names) in apps {
        let (api, desk) = (Arc::clone(&api), Arc::clone(desk));
        let app = Arc::new(App { api, token: token(text), desk, names });
        for _ in 0..connections.max(1) {
            tasks.spawn(keep_open(Arc::clone(&app), stopped.clone()));
        }
    }
    Ok(tasks)
}

/// Opens one connection after the other. Each goes on by itself until it is closed, so that what is under way on the old
/// one is acknowledged there.
async fn keep_open(app: Arc<App>, mut stopped: watch::Receiver<bool>) {
    let mut serving = JoinSet::new();
    let mut failures: u32 = 0;
    while !*stopped.borrow() {
        let connected = tokio::select! {
            connected = connect(&app) => connected,
            _ = stopped.changed() => break,
        };
        match connected {
            Ok(stream) => {
                app.note(None);
                let (leave, leaving) = oneshot::channel();
                let began = Instant::now();
                let (desk, stop) = (Arc::clone(&app.desk), stopped.clone());
                serving.spawn(connection::serve(stream, desk, leave, stop));
                // The sender is dropped by a connection that breaks.
                let asked_to_leave = leaving.await.is_ok();
                // One that held for a while is no sign of trouble when it breaks.
                let has_held = began.elapsed() > LONGEST_BACK_OFF;
                failures = if asked_to_leave || has_held { 0 } else { failures.saturating_add(1) };
            }
            Err(error) => {
                failures = failures.saturating_add(1);
                tracing::warn!(%error, failures, "no Socket Mode connection");
                // Anything else may mend by itself.
                if let PlatformError::Auth { reason } = &error {
                    app.note(Some(reason));
                }
            }
        }
        while serving.try_join_next().is_some() {}
        if failures > 0 {
            tokio::select! {
                () = pause(back_off(failures)) => {}
                _ = stopped.changed() => {}
            }
        }
    }
    while serving.join_next().await.is_some() {}
}

async fn connect(app: &App) -> Result<Stream, PlatformError> {
    let answer = app.api.write(&app.token, "apps.connections.open", &json!({})).await?;
    let retry = |reason: &str| PlatformError::Retry { reason: reason.to_owned() };
    let url = answer.get("url").and_then(Value::as_str).ok_or_else(|| retry("Slack gave no address"))?;
    let config =
        WebSocketConfig::default().max_message_size(Some(MOST_BYTES)).max_frame_size(Some(MOST_BYTES));
    match timeout(CONNECT_LIMIT, connect_async_with_config(url, Some(config), true)).await {
        // The address is a secret while it is good, and the library's words may hold it.
        Ok(Err(_)) => Err(retry("the WebSocket was refused")),
        Err(_) => Err(retry("the WebSocket was not opened in time")),
        Ok(Ok((stream, _))) => Ok(stream),
    }
}

/// Doubles from half a second up to [`LONGEST_BACK_OFF`].
fn back_off(failures: u32) -> Duration {
    Duration::from_millis(500 << failures.saturating_sub(1).min(6)).min(LONGEST_BACK_OFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_off_doubles_and_ends() {
        assert_eq!(back_off(1), Duration::from_millis(500));
        assert_eq!(back_off(3), Duration::from_secs(2));
        assert_eq!(back_off(50), LONGEST_BACK_OFF);
    }
}
