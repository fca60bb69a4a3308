//! The Open API: finds the method, checks token and permission, carries the call out and keeps it.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, OriginalUri, State};
use axum::http::{HeaderMap, Method as Verb, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

use super::FakeFeishu;
use super::answer::{Answer, Refusal};
use super::arguments::Arguments;
use super::faults::is_about;
use super::methods::{self, Method};
use super::state::{self, Call};
use crate::fakes::line::Cut;

/// A call under way.
pub(super) struct Calling<'a> {
    pub(super) feishu: &'a FakeFeishu,
    pub(super) state: &'a mut state::State,
    pub(super) arguments: &'a Arguments,
    pub(super) now: Timestamp,
}

pub(super) async fn take(
    State(feishu): State<Arc<FakeFeishu>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    verb: Verb,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some((method, ids)) = methods::find(verb.as_str(), uri.path()) else {
        return (axum::http::StatusCode::NOT_FOUND, "404 page not found").into_response();
    };
    let arguments = match Arguments::read(ids, &uri, &headers, &body) {
        Ok(arguments) => arguments,
        Err(refusal) => return refusal.into_response(),
    };
    let fault = feishu.next_fault(method.name, |state, chat| is_about(state, &arguments, chat));
    if let Some(response) = feishu.suffer_before(fault.as_ref(), &cut).await {
        return response;
    }
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let outcome = feishu.carry_out(method, &arguments, bearer);
    feishu.tell_change();
    feishu.suffer_after(fault.as_ref(), &cut).await;
    match outcome {
        Ok(answer) => Json(answer.body()).into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

impl FakeFeishu {
    fn carry_out(
        &self,
        method: &Method,
        arguments: &Arguments,
        bearer: Option<&str>,
    ) -> Result<Answer, Refusal> {
        let now = self.clock.now();
        let mut state = self.state();
        state.call_count += 1;
        if method.with_token {
            check_token(&state, bearer, now)?;
            check_scopes(&state, method.scopes)?;
        }
        let mut call = Calling { feishu: self, state: &mut state, arguments, now };
        let answer = (method.run)(&mut call)?;
        let kept = Call {
            at: now,
            method: method.name.into(),
            arguments: arguments.to_json(),
            answer: answer.body(),
        };
        self.keep("feishu", &kept);
        state.calls.push(kept);
        Ok(answer)
    }
}

fn check_token(state: &state::State, bearer: Option<&str>, now: Timestamp) -> Result<(), Refusal> {
    let Some(given) = bearer.and_then(|bearer| bearer.strip_prefix("Bearer ")) else {
        return Err(Refusal::of(99_991_661, "Missing access token for authorization."));
    };
    if state.tokens.iter().any(|token| token.text == given && token.expires > now) {
        return Ok(());
    }
    Err(Refusal::of(
        99_991_663,
        "Invalid access token for authorization. Please make a request with token attached.",
    ))
}

/// Any one of these is enough.
fn check_scopes(state: &state::State, scopes: &[&str]) -> Result<(), Refusal> {
    if scopes.is_empty() || scopes.iter().any(|scope| state.app.scopes.contains(*scope)) {
        return Ok(());
    }
    let msg = format!("Access denied. One of the following scopes is required: [{}].", scopes.join(", "));
    Err(Refusal::of(99_991_672, msg))
}
