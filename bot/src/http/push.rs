//! The push endpoint: `POST /api/v1/samples` takes values of KPIs and has them judged at once.

mod body;
mod number;
mod point;
mod token;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use steward_core::judge::settled;
use steward_core::org::Org;
use steward_core::sample::Observation;
use steward_store::sample::{self, Met, Recorded};
use steward_store::{Bundle, Conn, StoreError, in_turn, receipt};

use super::problem::Problem;
use crate::app::App;
use crate::ids::hex;

pub use token::PushToken;

/// Longest idempotency key in bytes.
const KEY_LENGTH: usize = 200;

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
    report: Value,
}

/// Takes up to `push.max_points` points. Answers 200 when all were taken and 207 when some were refused; the good
/// ones are kept in one transaction either way.
pub(super) async fn samples(State(app): State<Arc<App>>, request: Request) -> Response {
    take(&app, request).await.unwrap_or_else(IntoResponse::into_response)
}

/// What every other method gets.
pub(super) async fn other_method() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "wrong_method",
        "samples are sent with POST: a JSON body {\"samples\": [...]} and `Authorization: Bearer TOKEN`",
    )
}

async fn take(app: &App, request: Request) -> Result<Response, Problem> {
    let (head, body) = request.into_parts();
    // Before the body is kept: a stranger's is not worth the memory.
    let key = match authorise(app, &head.headers).and_then(|()| idempotency_key(&head.headers)) {
        Ok(key) => key,
        Err(problem) => {
            body::discard(body).await;
            return Err(problem);
        }
    };
    let body = body::read(body, &head.headers, app.config.push.max_body_bytes).await?;
    let points = read_points(app, &body)?;
    let digest = hex(&Sha256::digest(&body));

    let call = Call { points, key, digest };
    match keep(app, &call).await.map_err(unavailable)? {
        Kept::Now(status, report) => Ok((status, Json(report)).into_response()),
        Kept::Before(receipt) => replay(&receipt, &call.digest),
    }
}

/// A call as it was sent.
struct Call<'a> {
    points: Vec<&'a RawValue>,
    key: Option<String>,
    /// Of its body.
    digest: String,
}

/// What is kept of a call.
enum Kept {
    /// Its good points, with what is answered.
    Now(StatusCode, Value),
    /// The receipt of the same call, or of another with its key.
    Before(String),
}

/// Keeps the good points of a call and its receipt.
async fn keep(app: &App, call: &Call<'_>) -> Result<Kept, StoreError> {
    match keep_at_once(app, call).await {
        Err(StoreError::Conflict { .. }) => in_turn(|| keep_in_turn(app, call)).await,
        outcome => outcome,
    }
}

/// Two round trips, for one who sends what nobody else sends at the same instant.
async fn keep_at_once(app: &App, call: &Call<'_>) -> Result<Kept, StoreError> {
    let mut conn = app.store.reader().await?;
    let (kept, bundle) = decide(app, call, &mut conn).await?;
    app.store.keep(conn, bundle).await?;
    Ok(kept)
}

/// However many send the same, each has its turn.
async fn keep_in_turn(app: &App, call: &Call<'_>) -> Result<Kept, StoreError> {
    let mut tx = app.store.begin().await?;
    let org = app.store.org_in(&mut tx).await?;
    let sorted = point::sort(&call.points, &org, app.clock.now());
    sample::hold(&mut tx, sorted.taken.iter().map(|(_, seen)| &seen.kpi)).await?;
    let (kept, bundle) = decide(app, call, &mut tx).await?;
    tx.keep(bundle).await?;
    Ok(kept)
}

/// What is to be kept of a call, by what the database holds.
async fn decide(app: &App, call: &Call<'_>, conn: &mut Conn) -> Result<(Kept, Bundle), StoreError> {
    let mut bundle = Bundle::default();
    if let Some(key) = &call.key
        && let Some(kept) = receipt::receipt(conn, key).await?
    {
        return Ok((Kept::Before(kept), bundle));
    }
    let now = app.clock.now();
    let Sure { org, sorted, seen, met } = sort(app, &call.points, now, conn).await?;
    let settled = |seen: &Observation| {
        org.kpis.get(&seen.kpi).is_some_and(|kpi| settled::is_settled(kpi, seen, now, now))
    };
    let recorded = met.record(&seen, now, app.ids.as_ref(), &settled, &mut bundle)?;
    let report = report(sorted, &recorded);
    let status = if report.refused == 0 { StatusCode::OK } else { StatusCode::MULTI_STATUS };
    let report = serde_json::to_value(&report).map_err(|error| defect(&error))?;
    if let Some(key) = &call.key {
        let receipt =
            Receipt { digest: call.digest.clone(), status: status.as_u16(), report: report.clone() };
        let text = serde_json::to_string(&receipt).map_err(|error| defect(&error))?;
        receipt::begin_put_receipt(key, &text, now, &mut bundle);
    }
    Ok((Kept::Now(status, report), bundle))
}

/// Points sorted by the standing data, and what the good ones meet.
struct Sure {
    org: Arc<Org>,
    sorted: point::Sorted,
    seen: Vec<Observation>,
    met: Met,
}

/// Sorts by the standing data that were read last, which the database says in the same answer whether they still are;
/// otherwise anew.
async fn sort(app: &App, points: &[&RawValue], now: Timestamp, conn: &mut Conn) -> Result<Sure, StoreError> {
    let mut org = match app.store.last_org() {
        Some(org) => org,
        None => app.store.org_in(conn).await?,
    };
    loop {
        let sorted = point::sort(points, &org, now);
        let seen: Vec<Observation> = sorted.taken.iter().map(|(_, seen)| seen.clone()).collect();
        let met = Met::by(conn, &seen).await?;
        let newest = app.store.org_at(met.standing, conn).await?;
        if Arc::ptr_eq(&org, &newest) {
            return Ok(Sure { org, sorted, seen, met });
        }
        org = newest;
    }
}

fn defect(error: &serde_json::Error) -> StoreError {
    StoreError::Defect { what: error.to_string() }
}

fn authorise(app: &App, headers: &HeaderMap) -> Result<(), Problem> {
    let Some(expected) = &app.push_token else {
        return Err(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "push_is_off",
            "no push token is configured: set STEWARD_PUSH_TOKEN or [push] token_file and restart",
        ));
    };
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = given
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim());
    if token.is_some_and(|token| expected.is(token)) {
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

/// The points as they are written: a number that went through binary fractions would no longer be the one that was sent.
fn read_points<'a>(app: &App, body: &'a [u8]) -> Result<Vec<&'a RawValue>, Problem> {
    let bad = |why: &str| {
        let told = format!("the body is not {{\"samples\": [...]}} in JSON: {why}");
        Problem::new(StatusCode::BAD_REQUEST, "bad_body", told)
    };
    let mut body: BTreeMap<String, &RawValue> =
        serde_json::from_slice(body).map_err(|error| bad(&error.to_string()))?;
    let Some(samples) = body.remove("samples") else { return Err(bad("`samples` is missing")) };
    let Ok(samples) = serde_json::from_str::<Vec<&RawValue>>(samples.get()) else {
        return Err(bad("`samples` is not a list"));
    };
    if let Some(unknown) = body.keys().next() {
        let shown: String = unknown.chars().take(80).collect();
        return Err(bad(&format!("`{shown}` is not known beside `samples`")));
    }
    let most = app.config.push.max_points;
    if samples.len() > most {
        return Err(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_many_points",
            format!("{} points in one call; the limit is {most}: split the call", samples.len()),
        ));
    }
    Ok(samples)
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
fn unavailable(error: StoreError) -> Problem {
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
