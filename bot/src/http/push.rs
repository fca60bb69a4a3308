//! The push endpoint: `POST /api/v1/samples` takes values of KPIs and has them judged at once.

mod point;
mod token;

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use steward_core::judge::settled;
use steward_core::sample::Observation;
use steward_store::receipt;
use steward_store::sample::{self, Recorded};

use super::problem::Problem;
use crate::app::App;
use crate::ids::hex;

pub use token::PushToken;

/// Longest idempotency key in bytes.
const KEY_LENGTH: usize = 200;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    samples: Vec<serde_json::Value>,
}

/// What became of one point.
#[derive(Debug, Serialize)]
struct PointResult {
    index: usize,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

/// What became of a call.
#[derive(Debug, Serialize)]
struct Report {
    accepted: usize,
    refused: usize,
    results: Vec<PointResult>,
}

/// The answer to a call, kept under its idempotency key so that the same call gets it again.
#[derive(Debug, Serialize, Deserialize)]
struct Receipt {
    digest: String,
    status: u16,
    report: serde_json::Value,
}

/// Takes up to `push.max_points` points. Answers 200 when all were taken and 207 when some were refused; the good
/// ones are kept in one transaction either way.
pub(super) async fn samples(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    take(&app, &headers, body).await.unwrap_or_else(IntoResponse::into_response)
}

async fn take(
    app: &App,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    authorise(app, headers)?;
    let body = body.map_err(|_| {
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "body_too_large",
            format!("the body is over {} bytes: send fewer points a call", app.config.push.max_body_bytes),
        )
    })?;
    let key = idempotency_key(headers)?;
    let points = read_points(app, &body)?;
    let digest = hex(&Sha256::digest(&body));

    let org = app.store.org().await.map_err(unavailable)?;
    let now = app.clock.now();
    let sorted = point::sort(&points, &org, now);
    let mut tx = app.store.begin().await.map_err(unavailable)?;
    if let Some(key) = &key
        && let Some(kept) = receipt::receipt(&mut tx, key).await.map_err(unavailable)?
    {
        return replay(&kept, &digest);
    }
    let settled = |seen: &Observation| {
        org.kpis.get(&seen.kpi).is_some_and(|kpi| settled::is_settled(kpi, seen, now, now))
    };
    let seen: Vec<Observation> = sorted.taken.iter().map(|(_, seen)| seen.clone()).collect();
    let recorded =
        sample::record(&mut tx, &seen, now, app.ids.as_ref(), &settled).await.map_err(unavailable)?;
    let report = report(sorted, &recorded);
    let status = if report.refused == 0 { StatusCode::OK } else { StatusCode::MULTI_STATUS };
    let report = serde_json::to_value(&report).map_err(|error| broken(&error))?;
    if let Some(key) = &key {
        let receipt = Receipt { digest, status: status.as_u16(), report: report.clone() };
        let text = serde_json::to_string(&receipt).map_err(|error| broken(&error))?;
        receipt::put_receipt(&mut tx, key, &text, now).await.map_err(unavailable)?;
    }
    tx.commit().await.map_err(unavailable)?;
    Ok((status, Json(report)).into_response())
}

fn authorise(app: &App, headers: &HeaderMap) -> Result<(), Problem> {
    let Some(expected) = &app.push_token else {
        return Err(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "push_is_off",
            "no push token is configured: set STEWARD_PUSH_TOKEN or [push] token_file and restart",
        ));
    };
    let given = headers.get("authorization").and_then(|value| value.to_str().ok());
    if given.and_then(|value| value.strip_prefix("Bearer ")).is_some_and(|token| expected.is(token)) {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::UNAUTHORIZED,
        "wrong_token",
        "the bearer token is missing or wrong: send `Authorization: Bearer TOKEN` with the configured push token",
    ))
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    match value.to_str() {
        Ok(key) if !key.is_empty() && key.len() <= KEY_LENGTH => Ok(Some(format!("push:{key}"))),
        _ => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "bad_idempotency_key",
            format!("the Idempotency-Key must be 1 to {KEY_LENGTH} visible ASCII characters"),
        )),
    }
}

fn read_points(app: &App, body: &[u8]) -> Result<Vec<serde_json::Value>, Problem> {
    let body: Body = serde_json::from_slice(body).map_err(|error| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "bad_body",
            format!("the body is not {{\"samples\": [...]}} in JSON: {error}"),
        )
    })?;
    let most = app.config.push.max_points;
    if body.samples.len() > most {
        return Err(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_many_points",
            format!("{} points in one call; the limit is {most}: split the call", body.samples.len()),
        ));
    }
    Ok(body.samples)
}

fn replay(kept: &str, digest: &str) -> Result<Response, Problem> {
    let receipt: Receipt = serde_json::from_str(kept).map_err(|error| broken(&error))?;
    if receipt.digest != digest {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "key_reused",
            "this Idempotency-Key was used with another body: use a new key for new points",
        ));
    }
    let status = StatusCode::from_u16(receipt.status).unwrap_or(StatusCode::OK);
    Ok((status, Json(receipt.report)).into_response())
}

fn report(sorted: point::Sorted, recorded: &[Recorded]) -> Report {
    let taken = sorted.taken.iter().zip(recorded).map(|((index, _), recorded)| {
        let (status, revision) = match recorded {
            Recorded::New { revision } => ("new", *revision),
            Recorded::Unchanged { revision } => ("unchanged", *revision),
            Recorded::Revised { revision, .. } => ("revised", *revision),
        };
        PointResult { index: *index, status, revision: Some(revision), error: None, message: None }
    });
    let (accepted, refused) = (sorted.taken.len(), sorted.refused.len());
    let not_taken = sorted.refused.into_iter().map(|(index, why)| PointResult {
        index,
        status: "refused",
        revision: None,
        error: Some(why.word()),
        message: Some(why.to_string()),
    });
    let mut results: Vec<PointResult> = taken.chain(not_taken).collect();
    results.sort_by_key(|result| result.index);
    Report { accepted, refused, results }
}

#[expect(clippy::needless_pass_by_value, reason = "used as a function in map_err")]
fn unavailable(error: steward_store::StoreError) -> Problem {
    tracing::warn!(%error, "a push could not be kept");
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "not_kept",
        format!("nothing of this call was kept ({error}): send it again with the same Idempotency-Key"),
    )
}

fn broken(error: &serde_json::Error) -> Problem {
    Problem::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "internal",
        format!("the answer cannot be written: {error}"),
    )
}
