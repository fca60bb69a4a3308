//! The body of a push: read up to the limit, whatever length the client announced.

use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use futures_util::StreamExt;

use super::Problem;

/// Most bytes of a refused body that are read on. Many clients listen only when they have sent everything; a line that
/// is cut before tells them nothing.
const READ_ON_BYTES: usize = 64 * 1024 * 1024;
/// Longest time for which a refused body is read on.
const READ_ON: Duration = Duration::from_secs(5);

/// Reads the whole body.
pub(super) async fn read(body: Body, headers: &HeaderMap, most: usize) -> Result<Bytes, Problem> {
    let too_large = || {
        let told = format!("the body is over {most} bytes: send fewer points a call");
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", told)
    };
    let announced = announced(headers);
    if announced.is_some_and(|length| length > most) {
        if announced.is_some_and(|length| length <= READ_ON_BYTES) {
            discard(body).await;
        }
        return Err(too_large());
    }
    let mut stream = body.into_data_stream();
    let mut kept = Vec::with_capacity(announced.unwrap_or_default());
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| {
            let told = "the body ended early: send it again with the same Idempotency-Key";
            Problem::new(StatusCode::BAD_REQUEST, "cut_off", told)
        })?;
        if kept.len() + chunk.len() > most {
            read_on(stream).await;
            return Err(too_large());
        }
        kept.extend_from_slice(&chunk);
    }
    Ok(kept.into())
}

/// Reads a refused body for a while and keeps nothing of it.
pub(super) async fn discard(body: Body) {
    read_on(body.into_data_stream()).await;
}

async fn read_on(mut stream: BodyDataStream) {
    let rest = async {
        let mut bytes = 0;
        while let Some(Ok(chunk)) = stream.next().await {
            bytes += chunk.len();
            if bytes > READ_ON_BYTES {
                return;
            }
        }
    };
    let _ = tokio::time::timeout(READ_ON, rest).await;
}

fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
