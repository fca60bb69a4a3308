//! The page itself, its files, and the door: how a person comes in.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use steward_core::id::PersonKey;
use steward_core::org::Org;
use steward_core::person::{Locale, Person, Role};

use crate::access::{Visitor, asked_locale, present};
use crate::assets;
use crate::refusal::Why;
use crate::session::{BadLink, SESSION_LIFETIME, SessionSecret, read_link};
use crate::{Mode, WebState};

/// A year: the address of a file changes with its contents.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// The page for whoever has a session; the door for everybody else.
pub(super) async fn page(State(state): State<WebState>, headers: HeaderMap) -> Response {
    let visitor = match Visitor::of(&state, &headers).await {
        Ok(visitor) => visitor,
        Err(why) => return why.tell(&state.texts, &asked_locale(&headers)).into_response(),
    };
    match (visitor, &state.mode) {
        (Some(visitor), _) => Html(page_for(&state, &visitor.org, &visitor.person)).into_response(),
        (None, Mode::Demo { first }) => first_visit(&state, first, &headers).await,
        (None, Mode::Signed { .. }) => {
            door(&state, &headers, StatusCode::UNAUTHORIZED, "web-door-title", "web-door-text")
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Link {
    #[serde(default)]
    t: String,
}

/// Opens a session by a personal link.
pub(super) async fn enter(
    State(state): State<WebState>,
    headers: HeaderMap,
    Query(link): Query<Link>,
) -> Response {
    let Mode::Signed { secret } = &state.mode else { return Redirect::to("/").into_response() };
    let now = state.clock.now();
    let person = match read_link(secret, &link.t, now) {
        Ok(person) => person,
        Err(BadLink::Expired) => {
            return door(
                &state,
                &headers,
                StatusCode::UNAUTHORIZED,
                "web-door-expired-title",
                "web-door-text",
            );
        }
        Err(BadLink::Forged) => {
            return door(&state, &headers, StatusCode::UNAUTHORIZED, "web-door-bad-title", "web-door-text");
        }
    };
    match open_session(&state, &person).await {
        Ok(Some(cookie)) => ([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response(),
        Ok(None) => {
            door(&state, &headers, StatusCode::FORBIDDEN, "web-door-left-title", "web-door-left-text")
        }
        Err(why) => why.tell(&state.texts, &asked_locale(&headers)).into_response(),
    }
}

/// A file of the page.
pub(super) async fn asset(Path((version, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let Some(asset) = assets::find(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let tag = format!("\"{}\"", assets::version());
    let is_known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    // A page of another build may still be open somewhere; what it gets is not to be kept under its old address.
    let cache = if version == assets::version() { FOREVER } else { "no-cache" };
    let about = [
        (header::CONTENT_TYPE, asset.kind.to_owned()),
        (header::ETAG, tag),
        (header::CACHE_CONTROL, cache.to_owned()),
    ];
    if is_known {
        (StatusCode::NOT_MODIFIED, about).into_response()
    } else {
        (about, asset.text).into_response()
    }
}

/// Lets a visitor of the demo in, first as somebody who has KPIs to answer for.
async fn first_visit(state: &WebState, locale: &Locale, headers: &HeaderMap) -> Response {
    let come_in = async {
        let org = state.platform.history().org().await?;
        let mut people = org.people.values().filter(|person| present(&org, &person.key).is_some());
        let owner = |spoken: bool| {
            people.clone().find(|person| person.role == Role::Owner && (!spoken || person.locale == *locale))
        };
        let Some(person) = owner(true).or_else(|| owner(false)).or_else(|| people.next()) else {
            return Ok(None);
        };
        let cookie = open_session(state, &person.key).await?;
        Ok(cookie.map(|cookie| (cookie, page_for(state, &org, person))))
    };
    match come_in.await {
        Ok(Some((cookie, page))) => ([(header::SET_COOKIE, cookie)], Html(page)).into_response(),
        Ok(None) => {
            door(state, headers, StatusCode::NOT_FOUND, "web-door-empty-title", "web-door-empty-text")
        }
        Err(why) => Why::tell(why, &state.texts, &asked_locale(headers)).into_response(),
    }
}

/// Opens a session for a person; answers its cookie, or nothing when the person is unknown or has left.
async fn open_session(state: &WebState, person: &PersonKey) -> Result<Option<String>, Why> {
    let history = state.platform.history();
    if present(&*history.org().await?, person).is_none() {
        return Ok(None);
    }
    let secret = SessionSecret::fresh(state.secrets.as_ref());
    history.open_session(&secret.stored(), person, SESSION_LIFETIME).await?;
    Ok(Some(secret.cookie(state.is_secure())))
}

fn page_for(state: &WebState, org: &Org, person: &Person) -> String {
    let phrase = |key| state.texts.phrase(&person.locale, key, &[]);
    let name = phrase("web-steward");
    assets::fill(
        assets::PAGE,
        &[
            ("lang", person.locale.tag()),
            ("title", if org.name.is_empty() { &name } else { &org.name }),
            ("assets", &format!("/assets/{}", assets::version())),
            ("skip", &phrase("web-skip")),
            ("conversations", &phrase("web-conversations")),
            ("noscript", &phrase("web-noscript")),
        ],
    )
}

/// A page that says in both languages why one does not come in, and how one does.
fn door(state: &WebState, headers: &HeaderMap, status: StatusCode, title: &str, text: &str) -> Response {
    let first = asked_locale(headers);
    let second = if first.is_chinese() { Locale::EN_US } else { Locale::ZH_CN };
    let phrase = |locale: &Locale, key: &str| state.texts.phrase(locale, key, &[]);
    let page = assets::fill(
        assets::DOOR,
        &[
            ("lang", first.tag()),
            ("title", &phrase(&first, "web-steward")),
            ("assets", &format!("/assets/{}", assets::version())),
            ("first_lang", first.tag()),
            ("first_title", &phrase(&first, title)),
            ("first_text", &phrase(&first, text)),
            ("second_lang", second.tag()),
            ("second_title", &phrase(&second, title)),
            ("second_text", &phrase(&second, text)),
        ],
    );
    (status, Html(page)).into_response()
}
