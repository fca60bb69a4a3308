//! Who is asking, what they may see, and whether the request comes from the page itself.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use steward_core::id::PersonKey;
use steward_core::org::Org;
use steward_core::person::{Locale, Person};

use crate::refusal::{Refusal, Why};
use crate::session::{SessionSecret, is_equal};
use crate::{NAME, WebState};

/// The header that carries the session's token.
const TOKEN_HEADER: &str = "x-steward-token";

/// A person with a session.
pub(crate) struct Visitor {
    pub(crate) person: Person,
    /// Their id on this platform.
    pub(crate) id: String,
    pub(crate) org: Arc<Org>,
    pub(crate) secret: SessionSecret,
}

impl Visitor {
    /// The session behind the request's cookie, unless it ended or the person has left.
    pub(crate) async fn of(state: &WebState, headers: &HeaderMap) -> Result<Option<Self>, Why> {
        let cookies = headers.get(header::COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let Some(secret) = SessionSecret::from_cookies(cookies, state.is_secure()) else { return Ok(None) };
        let Some(person) = state.platform.history().session(&secret.stored()).await? else {
            return Ok(None);
        };
        let org = state.platform.history().org().await?;
        Ok(present(&org, &person)
            .map(|(person, id)| (person.clone(), id.to_owned()))
            .map(|(person, id)| Self { person, id, org, secret }))
    }

    /// Whether this person may read and write there: the channels of the web chat and their own conversation.
    pub(crate) fn may_read(&self, target: &str) -> bool {
        may_read(&self.org, &self.id, target)
    }

    /// The refusal in the person's language.
    pub(crate) fn refuse(&self, state: &WebState, why: Why) -> Refusal {
        why.tell(&state.texts, &self.person.locale)
    }
}

/// The person with their id on this platform, unless they are unknown, have left or have none. Nothing stands in for the
/// id: it may be another person's.
pub(crate) fn present<'a>(org: &'a Org, person: &PersonKey) -> Option<(&'a Person, &'a str)> {
    let person = org.people.get(person).filter(|person| !person.left)?;
    Some((person, person.identities.get(NAME)?))
}

/// Whether the person with this id may read a conversation. What begins like a person's own is no channel.
pub(crate) fn may_read(org: &Org, id: &str, target: &str) -> bool {
    target == direct_target(id) || (!target.starts_with('@') && org.channel_on(NAME, target).is_some())
}

/// The conversation of the person with this id with Steward, as messages are kept under it: apart from every channel.
pub(crate) fn direct_target(id: &str) -> String {
    format!("@{id}")
}

/// The language to answer in where nobody is known.
pub(crate) fn asked_locale(headers: &HeaderMap) -> Locale {
    let value = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Locale::best_for(value.unwrap_or_default())
}

impl FromRequestParts<WebState> for Visitor {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Refusal> {
        let refuse = |why: Why| why.tell(&state.texts, &asked_locale(&parts.headers));
        Self::of(state, &parts.headers).await.map_err(refuse)?.ok_or_else(|| refuse(Why::SignedOut))
    }
}

/// A change that a person asks for through the page.
pub(crate) struct Change<T> {
    pub(crate) visitor: Visitor,
    pub(crate) body: T,
}

impl<T: DeserializeOwned> FromRequest<WebState> for Change<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &WebState) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, state).await?;
        if !is_from_page(&parts.headers, &visitor.secret.token(), &state.base_url) {
            return Err(visitor.refuse(state, Why::NotFromPage));
        }
        let kind = text_of(&parts.headers, header::CONTENT_TYPE.as_str());
        let is_json = kind.split(';').next().is_some_and(|kind| kind.trim() == "application/json");
        let bytes = Bytes::from_request(Request::from_parts(parts, body), state).await;
        match bytes {
            Ok(bytes) if is_json => match serde_json::from_slice(&bytes) {
                Ok(body) => Ok(Self { visitor, body }),
                Err(_) => Err(visitor.refuse(state, Why::NotUnderstood)),
            },
            Ok(_) => Err(visitor.refuse(state, Why::NotUnderstood)),
            Err(_) => Err(visitor.refuse(state, Why::TooLong)),
        }
    }
}

/// Whether a change comes from the page: it carries the session's token, and the browser does not say otherwise.
fn is_from_page(headers: &HeaderMap, token: &str, base_url: &str) -> bool {
    let site = text_of(headers, "sec-fetch-site");
    let origin = text_of(headers, header::ORIGIN.as_str());
    let host = text_of(headers, header::HOST.as_str());
    let is_own_origin = origin == base_url.trim_end_matches('/')
        || origin.split_once("://").is_some_and(|(_, authority)| !host.is_empty() && authority == host);
    is_equal(text_of(headers, TOKEN_HEADER).as_bytes(), token.as_bytes())
        && (site.is_empty() || site == "same-origin")
        && (origin.is_empty() || is_own_origin)
}

fn text_of<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
