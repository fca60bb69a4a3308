//! The HTTP API: finds the method, checks token and pace, carries the call out and keeps it.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, OriginalUri, State as Given};
use axum::http::{HeaderMap, Method as Verb, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde_json::Value;

use super::FakeDiscord;
use super::description;
use super::files::File;
use super::methods::{self, Method};
use super::refusal::Refusal;
use super::state::{Call, State};
use crate::fakes::line::Cut;
use crate::fakes::multipart;

/// A call under way.
pub(super) struct Calling<'a> {
    pub(super) state: &'a mut State,
    /// What stands in the path where the pattern has `{}`, in its order.
    pub(super) ids: &'a [String],
    pub(super) query: &'a [(String, String)],
    pub(super) body: &'a Value,
    pub(super) files: Vec<File>,
    pub(super) now: Timestamp,
    /// Where the gateway of this caller is.
    pub(super) gateway: String,
}

impl Calling<'_> {
    /// One of the ids in the path.
    pub(super) fn id(&self, at: usize) -> &str {
        self.ids.get(at).map(String::as_str).unwrap_or_default()
    }

    /// A parameter of the query.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// What a call gives.
#[derive(Debug)]
pub(super) struct Answer {
    status: StatusCode,
    body: Value,
}

impl Answer {
    pub(super) fn with(body: impl Into<Value>) -> Self {
        Self { status: StatusCode::OK, body: body.into() }
    }

    pub(super) fn created(body: Value) -> Self {
        Self { status: StatusCode::CREATED, body }
    }

    pub(super) fn nothing() -> Self {
        Self { status: StatusCode::NO_CONTENT, body: Value::Null }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        if self.body.is_null() {
            return self.status.into_response();
        }
        (self.status, Json(self.body)).into_response()
    }
}

pub(super) async fn take(
    Given(discord): Given<Arc<FakeDiscord>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    verb: Verb,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    bytes: Bytes,
) -> Response {
    let Some(path) = uri.path().strip_prefix("/api/v10/").map(|path| format!("/{path}")) else {
        return Refusal::of(StatusCode::NOT_FOUND, 0, "404: Not Found").into_response();
    };
    let Some((method, ids)) = methods::find(verb.as_str(), &path) else {
        return Refusal::of(StatusCode::NOT_FOUND, 0, "404: Not Found").into_response();
    };
    let (body, files) = match read(&headers, &bytes) {
        Ok(read) => read,
        Err(refusal) => return refusal.into_response(),
    };
    let fault = discord.next_fault(method.name, |state, place| is_about(state, &ids, &body, place));
    let now = discord.clock.now();
    if let Some(response) = discord.suffer_before(fault.as_ref(), &cut).await {
        // What others have used up is not held against the bot.
        if response.headers().get("x-ratelimit-scope").is_none_or(|scope| scope != "shared") {
            discord.state().buckets.note(response.status(), now);
        }
        return response;
    }
    if discord.state().buckets.is_banned(now) {
        // This comes from the wall before Discord, which speaks no JSON.
        let page = "<html>error code: 1015</html>";
        return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "600")], page).into_response();
    }
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let response = discord.carry_out(method, &path, (&ids, uri.query()), (body, files), bearer, host);
    discord.tell_change();
    discord.suffer_after(fault.as_ref(), &cut).await;
    response
}

impl FakeDiscord {
    fn carry_out(
        &self,
        method: &Method,
        path: &str,
        (ids, query): (&[String], Option<&str>),
        (body, files): (Value, Vec<File>),
        bearer: &str,
        host: &str,
    ) -> Response {
        let now = self.clock.now();
        let gateway = self.gateway_for(host);
        let mut url = reqwest::Url::parse("http://discord").expect("an address");
        url.set_query(query);
        let query: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        let bucket = method.bucket(ids);
        let lengths = files.iter().map(|file| (file.name.clone(), file.bytes.len())).collect();
        let mut state = self.state();
        let is_known = !method.with_token || bearer.strip_prefix("Bot ") == Some(state.app.token.as_str());
        let outcome = if is_known { Ok(()) } else { Err(Refusal::unauthorized()) };
        let outcome =
            outcome.and_then(|()| if method.is_limited { state.buckets.take(&bucket, now) } else { Ok(()) });
        let outcome = outcome.and_then(|()| {
            let mut call =
                Calling { state: &mut state, ids, query: &query, body: &body, files, now, gateway };
            (method.run)(&mut call)
        });
        let (status, answer) = match &outcome {
            Ok(answer) => (answer.status, answer.body.clone()),
            Err(refusal) => (refusal.status, refusal.body.clone()),
        };
        state.buckets.note(status, now);
        let kept = Call {
            at: now,
            method: method.name.into(),
            path: path.into(),
            body,
            files: lengths,
            status: status.as_u16(),
            answer,
        };
        if status.is_success() {
            self.keep("discord", &kept);
        }
        state.unlike.extend(description::differs(&kept));
        state.calls.push(kept);
        let mut response = match outcome {
            Ok(answer) => answer.into_response(),
            Err(refusal) => refusal.into_response(),
        };
        if method.is_limited {
            state.buckets.tell(&bucket, now, response.headers_mut());
        }
        response
    }
}

/// The body, and the files that came with it.
fn read(headers: &HeaderMap, bytes: &[u8]) -> Result<(Value, Vec<File>), Refusal> {
    let bad = |_| Refusal::bad_request(50_109, "The request body contains invalid JSON.");
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let Some(boundary) = multipart::boundary(kind) else {
        let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(bytes).map_err(bad)? };
        return Ok((body, Vec::new()));
    };
    let (mut body, mut files) = (Value::Null, Vec::new());
    for part in multipart::parts(bytes, boundary) {
        match part.file_name {
            Some(name) => files.push(File::of(&part.name, &name, part.content)),
            None if part.name == "payload_json" => {
                body = serde_json::from_slice(&part.content).map_err(bad)?;
            }
            None => {}
        }
    }
    Ok((body, files))
}

/// Whether a call is about a channel, given by name, by id, or as `@mei`.
fn is_about(state: &State, ids: &[String], body: &Value, place: &str) -> bool {
    let person = place.strip_prefix('@').map(|name| state.user(name).id.as_str());
    let channel = state.find_channel(place).map(|channel| channel.id.as_str());
    let given = ids.iter().map(String::as_str).chain(body["recipient_id"].as_str());
    given.into_iter().any(|id| Some(id) == channel || Some(id) == person)
}
