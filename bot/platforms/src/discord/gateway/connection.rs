//! One connection of the gateway: says who we are, gives signs of life, and hands on what Discord tells.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::Stream;
use super::frame::{Frame, heartbeat, identify, read, resume};
use super::session::{End, Session, closed};
use crate::discord::desk::Desk;

/// Longest wait for the first frame.
const HELLO_WITHIN: Duration = Duration::from_secs(10);
/// How long the end of a connection may take.
const FAREWELL: Duration = Duration::from_secs(1);
/// Closes a connection whose session goes on: any code but 1000 and 1001.
const GO_ON: u16 = 4000;

/// Serves a connection to its end. What it hands on goes on in `taking` after it: the session does not tell it again.
pub(super) async fn serve(
    mut stream: Stream,
    desk: &Arc<Desk>,
    session: &mut Option<Session>,
    taking: &mut JoinSet<()>,
    mut stopped: watch::Receiver<bool>,
) -> End {
    let Some(every) = hello(&mut stream).await else { return End::Resume };
    let bot = desk.bot();
    let first = match &*session {
        Some(session) => resume(&bot.token, session),
        None => identify(&bot.token, bot.site.message_content),
    };
    if stream.send(Message::text(first)).await.is_err() {
        return End::Resume;
    }
    // Half of the first interval spreads clients that all connect at once, as Discord asks for.
    let mut beat_at = Instant::now() + every / 2;
    let mut is_kept = true;
    let end = loop {
        tokio::select! {
            message = stream.next() => {
                let text = match message {
                    Some(Ok(Message::Text(text))) => text,
                    Some(Ok(Message::Close(Some(frame)))) => break closed(frame.code),
                    Some(Ok(Message::Close(None)) | Err(_)) | None => break End::Resume,
                    Some(Ok(_)) => continue,
                };
                match read(&text) {
                    Frame::Event { kind, sequence, event } => {
                        if matches!(kind.as_str(), "READY" | "RESUMED") {
                            desk.note_connection(None);
                        }
                        take_note(session, &kind, sequence, &event);
                        let stamp = session.as_ref().map_or_else(String::new, |session| format!("{}:{sequence}", session.id));
                        let desk = Arc::clone(desk);
                        taking.spawn(async move { desk.hear(&kind, &event, &stamp).await });
                    }
                    // Who asks is there, whether our last sign of life arrived or not.
                    Frame::Heartbeat => (is_kept, beat_at) = (true, Instant::now()),
                    Frame::HeartbeatKept => is_kept = true,
                    Frame::Reconnect | Frame::InvalidSession { resumable: true } => break End::Resume,
                    Frame::InvalidSession { resumable: false } => break End::Anew,
                    Frame::Hello { .. } => {}
                    Frame::Other => tracing::warn!("a frame that is not understood"),
                }
            }
            () = sleep_until(beat_at) => {
                if !is_kept {
                    tracing::warn!("Discord's gateway fell silent");
                    break End::Resume;
                }
                is_kept = false;
                beat_at = Instant::now() + every;
                let sequence = session.as_ref().map(|session| session.sequence);
                if stream.send(Message::text(heartbeat(sequence))).await.is_err() {
                    break End::Resume;
                }
            }
            Some(_) = taking.join_next() => {}
            _ = stopped.changed() => break End::Stopped,
        }
    };
    let code = if end == End::Stopped { CloseCode::Normal } else { GO_ON.into() };
    let _ = timeout(FAREWELL, stream.close(Some(CloseFrame { code, reason: "".into() }))).await;
    end
}

/// Waits for the first frame, which says how often a sign of life is due.
async fn hello(stream: &mut Stream) -> Option<Duration> {
    let first = async {
        while let Some(Ok(message)) = stream.next().await {
            if let Message::Text(text) = message
                && let Frame::Hello { heartbeat } = read(&text)
            {
                return Some(heartbeat);
            }
        }
        None
    };
    timeout(HELLO_WITHIN, first).await.ok().flatten()
}

/// Keeps what the session is gone on with by.
fn take_note(session: &mut Option<Session>, kind: &str, sequence: u64, event: &Value) {
    if kind == "READY" {
        let text = |key: &str| event.get(key).and_then(Value::as_str).map(str::to_owned);
        *session =
            text("session_id").zip(text("resume_gateway_url")).map(|(id, url)| Session { id, url, sequence });
        tracing::info!("Discord's gateway is up");
    } else if let Some(session) = session {
        session.sequence = sequence;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_session_remembers_its_last_event() {
        let mut session = None;
        take_note(&mut session, "GUILD_CREATE", 1, &Value::Null);
        assert_eq!(session, None);
        let ready = json!({ "session_id": "s", "resume_gateway_url": "wss://x" });
        take_note(&mut session, "READY", 1, &ready);
        take_note(&mut session, "MESSAGE_CREATE", 7, &Value::Null);
        assert_eq!(session, Some(Session { id: "s".into(), url: "wss://x".into(), sequence: 7 }));
    }
}
