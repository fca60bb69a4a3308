//! The long connection: asked for, opened, and opened again whenever it ends.

mod connection;
mod fragments;
mod frame;
mod pace;

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use steward_core::id::IdGen;
use steward_core::platform::PlatformError;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

use self::pace::Pace;
use super::desk::Desk;
use super::tenant::Tenant;
use crate::pause::pause;

/// Longest wait for a connection.
const CONNECT_LIMIT: Duration = Duration::from_secs(10);
/// Most bytes of one frame; Feishu cuts its events into far smaller ones.
const MOST_BYTES: usize = 4 * 1024 * 1024;

type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A connection that is open.
struct Open {
    stream: Stream,
    service: i32,
}

/// Keeps a long connection open for every organisation that has no other way in, until told to stop. `ids` spreads the
/// connections of several services that lose theirs at the same time.
pub fn listen(desks: &[Arc<Desk>], ids: &Arc<dyn IdGen>, stopped: &watch::Receiver<bool>) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    for desk in desks.iter().filter(|desk| desk.tenant().hook().is_none()) {
        tasks.spawn(keep_open(Arc::clone(desk), Arc::clone(ids), stopped.clone()));
    }
    tasks
}

async fn keep_open(desk: Arc<Desk>, ids: Arc<dyn IdGen>, mut stopped: watch::Receiver<bool>) {
    let mut pace = Pace::default();
    let mut failures: u32 = 0;
    while !*stopped.borrow() {
        let connected = tokio::select! {
            connected = connect(desk.tenant(), &mut pace) => connected,
            _ = stopped.changed() => break,
        };
        match connected {
            Ok(open) => {
                failures = 0;
                desk.note_connection(None);
                connection::serve(open, &desk, &mut pace, stopped.clone()).await;
            }
            Err(error) => {
                failures = failures.saturating_add(1);
                tracing::warn!(platform = desk.tenant().name(), %error, failures, "no long connection");
                // Anything else may mend by itself.
                if let PlatformError::Auth { reason } = &error {
                    desk.note_connection(Some(reason));
                }
            }
        }
        if *stopped.borrow() {
            break;
        }
        // The last digits of an id are drawn at random.
        tokio::select! {
            () = pause(pace.wait(failures, ids.uuid().as_u128())) => {}
            _ = stopped.changed() => {}
        }
    }
}

/// Opens a connection at an address that is good for once.
async fn connect(tenant: &Tenant, pace: &mut Pace) -> Result<Open, PlatformError> {
    let answer = tenant.api.endpoint().await?;
    let retry = |reason: &str| PlatformError::Retry { reason: reason.to_owned() };
    if let Some(config) = answer.pointer("/data/ClientConfig") {
        pace.adopt(config);
    }
    let url = answer.pointer("/data/URL").and_then(Value::as_str);
    let url = url.ok_or_else(|| retry("Feishu gave no address"))?;
    let service = service_of(url).ok_or_else(|| retry("the address names no service"))?;
    let config =
        WebSocketConfig::default().max_message_size(Some(MOST_BYTES)).max_frame_size(Some(MOST_BYTES));
    match timeout(CONNECT_LIMIT, connect_async_with_config(url, Some(config), true)).await {
        // The address is a secret while it is good, and the library's words may hold it.
        Ok(Err(_)) => Err(retry("the WebSocket was refused")),
        Err(_) => Err(retry("the WebSocket was not opened in time")),
        Ok(Ok((stream, _))) => Ok(Open { stream, service }),
    }
}

/// Whether an organisation's app opens a long connection; nothing is opened.
///
/// # Errors
/// Says what is wrong with the credentials.
pub async fn check_long_connection(tenant: &Tenant) -> Result<(), PlatformError> {
    tenant.api.endpoint().await.map(drop)
}

/// The service in an address such as `wss://…/ws/v2?device_id=1&service_id=7`.
fn service_of(url: &str) -> Option<i32> {
    let (_, query) = url.split_once('?')?;
    let (_, id) = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "service_id")?;
    id.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_service_is_named_by_the_address() {
        assert_eq!(service_of("wss://h/ws/v2?device_id=1&service_id=7"), Some(7));
        for other in ["wss://h/ws/v2", "wss://h?service_id=x", ""] {
            assert_eq!(service_of(other), None, "{other}");
        }
    }
}
