//! The Web API: finds the method, checks token and scope, carries the call out and keeps it.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, OriginalUri, Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde_json::Value;

use super::FakeSlack;
use super::answer::Refusal;
use super::arguments::Arguments;
use super::faults::is_about;
use super::methods::{self, Method, TokenKind};
use super::state::{self, Call};
use crate::fakes::line::Cut;

/// A call under way.
pub(super) struct Calling<'a> {
    pub(super) slack: &'a FakeSlack,
    pub(super) state: &'a mut state::State,
    /// The workspace of the token; empty for the app's own token.
    pub(super) team: String,
    pub(super) arguments: &'a Arguments,
    pub(super) now: Timestamp,
}

impl Calling<'_> {
    /// The workspace of the token.
    pub(super) fn own_team(&self) -> &state::Team {
        self.state.team(&self.team)
    }

    /// Refuses what the token has no scope for.
    pub(super) fn need_scope(&self, scope: &str) -> Result<(), Refusal> {
        let scopes = &self.own_team().scopes;
        if scopes.contains(scope) {
            return Ok(());
        }
        let provided: Vec<&str> = scopes.iter().map(String::as_str).collect();
        Err(Refusal::of("missing_scope").beside("needed", scope).beside("provided", provided.join(",")))
    }

    /// Whether the token has this scope.
    pub(super) fn has_scope(&self, scope: &str) -> bool {
        self.own_team().scopes.contains(scope)
    }
}

pub(super) async fn take(
    State(slack): State<Arc<FakeSlack>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    Path(method): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (arguments, token) = match Arguments::read(&uri, &headers, &body) {
        Ok(read) => read,
        Err(refusal) => return refusal.into_response(),
    };
    if methods::is_form_only(&method) && is_json(&headers) {
        let problem = "this method takes a form, not JSON".to_owned();
        return Refusal::problems("invalid_arguments", &[problem]).into_response();
    }
    let fault = slack.next_fault(&method, |state, channel| is_about(state, &arguments, channel));
    if let Some(response) = slack.suffer_before(fault.as_ref(), &cut).await {
        return response;
    }
    let (outcome, scopes) = slack.carry_out(&method, &arguments, token.as_deref());
    let events = std::mem::take(&mut slack.state().outgoing);
    slack.tell_change();
    slack.suffer_after(fault.as_ref(), &cut).await;
    slack.send_later(events);
    let mut response = match outcome {
        Ok(answer) => Json(answer).into_response(),
        Err(refusal) => refusal.into_response(),
    };
    if let Some(scopes) = scopes.and_then(|scopes| HeaderValue::from_str(&scopes).ok()) {
        response.headers_mut().insert("x-oauth-scopes", scopes);
    }
    response
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/json"))
}

impl FakeSlack {
    /// Carries a call out; with the scopes of its token, where it has any.
    fn carry_out(
        &self,
        name: &str,
        arguments: &Arguments,
        token: Option<&str>,
    ) -> (Result<Value, Refusal>, Option<String>) {
        let Some(method) = methods::find(name) else {
            return (Err(Refusal::of("unknown_method").beside("req_method", name)), None);
        };
        let now = self.clock.now();
        let mut state = self.state();
        let team = match authenticate(&state, method, token) {
            Ok(team) => team,
            Err(refusal) => return (Err(refusal), None),
        };
        let scopes = match method.token {
            TokenKind::Bot => &state.team(&team).scopes,
            TokenKind::App => &state.app.scopes,
        };
        let scopes = scopes.iter().map(String::as_str).collect::<Vec<_>>().join(",");
        let mut call = Calling { slack: self, state: &mut state, team, arguments, now };
        let outcome = method
            .scope
            .map_or(Ok(()), |scope| call.need_scope(scope))
            .and_then(|()| (method.run)(&mut call))
            .map(|mut answer| {
                answer["ok"] = true.into();
                answer
            });
        if let Ok(answer) = &outcome {
            let (team, arguments) = (call.team, arguments.to_json());
            let kept = Call { at: now, method: name.into(), team, arguments, answer: answer.clone() };
            self.keep("slack", &kept);
            state.calls.push(kept);
        }
        (outcome, Some(scopes))
    }
}

/// The workspace whose token this is.
fn authenticate(state: &state::State, method: &Method, token: Option<&str>) -> Result<String, Refusal> {
    let token = token.ok_or_else(|| Refusal::of("not_authed"))?;
    match method.token {
        TokenKind::App if token != state.app.token => {
            let is_bot = state.teams.values().any(|team| team.bot_token == token);
            Err(Refusal::of(if is_bot { "not_allowed_token_type" } else { "invalid_auth" }))
        }
        TokenKind::App if state.app.scopes.contains("connections:write") => Ok(String::new()),
        TokenKind::App => {
            Err(Refusal::of("missing_scope").beside("needed", "connections:write").beside("provided", ""))
        }
        TokenKind::Bot if token == state.app.token => Err(Refusal::of("not_allowed_token_type")),
        TokenKind::Bot => {
            let mut teams = state.teams.iter();
            let (id, team) =
                teams.find(|(_, team)| team.bot_token == token).ok_or_else(|| Refusal::of("invalid_auth"))?;
            team.token_refused.as_deref().map_or_else(|| Ok(id.clone()), |error| Err(Refusal::of(error)))
        }
    }
}
