//! One long connection: reads frames, acknowledges each event in time, and ends when the far side falls silent.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use prost::Message as _;
use serde_json::Value;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_tungstenite::tungstenite::Message;

use super::fragments::{Fragments, Piece};
use super::frame::{Frame, Kind};
use super::pace::Pace;
use super::{Open, Stream};
use crate::feishu::app::desk::Desk;
use crate::taken::Taken;

/// How long acknowledgements may take to go out at the end.
const DRAIN: Duration = Duration::from_secs(3);

/// Serves a connection to its end.
pub(super) async fn serve(open: Open, desk: &Arc<Desk>, pace: &mut Pace, mut stopped: watch::Receiver<bool>) {
    let Open { mut stream, service } = open;
    let (acknowledge, mut acknowledgements) = mpsc::unbounded_channel();
    let mut taking = JoinSet::new();
    let mut fragments = Fragments::default();
    let mut heard = Instant::now();
    let mut ping_at = Instant::now();
    tracing::debug!(platform = desk.tenant().name(), "the long connection is up");
    loop {
        tokio::select! {
            message = stream.next() => {
                heard = Instant::now();
                let bytes = match message {
                    Some(Ok(Message::Binary(bytes))) => bytes,
                    Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                    Some(Ok(_)) => continue,
                };
                let Ok(frame) = Frame::decode(bytes) else {
                    tracing::warn!("a frame that is not understood");
                    continue;
                };
                match frame.kind() {
                    Kind::Pong => adopt(&frame, pace),
                    Kind::Ping => {
                        let _ = acknowledge.send(Frame::pong(service));
                    }
                    Kind::Event => match fragments.take(&frame, heard) {
                        Piece::Whole(payload) => {
                            let (desk, acknowledge) = (Arc::clone(desk), acknowledge.clone());
                            taking.spawn(async move {
                                let _ = acknowledge.send(taken(&desk, frame, &payload).await);
                            });
                        }
                        Piece::Waiting => {}
                        Piece::Wrong => tracing::warn!("a frame whose place in its event is wrong"),
                    },
                    Kind::Other => tracing::debug!("a frame of a kind unknown to us"),
                }
            }
            Some(frame) = acknowledgements.recv() => {
                if !sent(&mut stream, &frame).await {
                    break;
                }
            }
            Some(_) = taking.join_next() => {}
            () = sleep_until(ping_at) => {
                if heard.elapsed() > pace.silence() {
                    tracing::warn!(platform = desk.tenant().name(), "the long connection fell silent");
                    break;
                }
                if !sent(&mut stream, &Frame::ping(service)).await {
                    break;
                }
                ping_at = Instant::now() + pace.ping;
            }
            _ = stopped.changed() => break,
        }
    }
    // What is under way is acknowledged where it came from.
    let last = async {
        while taking.join_next().await.is_some() {}
        drop(acknowledge);
        while let Some(frame) = acknowledgements.recv().await {
            if !sent(&mut stream, &frame).await {
                break;
            }
        }
        let _ = stream.close(None).await;
    };
    let _ = timeout(DRAIN, last).await;
}

/// Deals with an event; its last frame goes back and tells whether it is kept.
async fn taken(desk: &Arc<Desk>, frame: Frame, payload: &[u8]) -> Frame {
    let begun = Instant::now();
    let taken = if let Ok(event) = serde_json::from_slice::<Value>(payload) {
        desk.take(event).await
    } else {
        // Sent again it would be no better, so it is acknowledged.
        tracing::warn!(bytes = payload.len(), "an event that is no JSON");
        Taken::Kept(None)
    };
    frame.answered(&taken, begun.elapsed().as_millis())
}

/// Takes over the pace that comes with a sign of life.
fn adopt(frame: &Frame, pace: &mut Pace) {
    let payload = frame.payload.as_deref().unwrap_or_default();
    if let Ok(config) = serde_json::from_slice::<Value>(payload) {
        pace.adopt(&config);
    }
}

async fn sent(stream: &mut Stream, frame: &Frame) -> bool {
    stream.send(Message::binary(frame.encode_to_vec())).await.is_ok()
}
