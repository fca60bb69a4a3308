//! What the page changes: a person says something, presses something, has read something, becomes somebody.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use steward_core::card::Act;
use steward_core::id::{OutboxId, PersonKey};
use steward_core::inbound::{Immediate, Inbound, Languages, Said};

use crate::access::{Change, Visitor, direct_target, present};
use crate::history::{Body, NewMessage, WebMessage};
use crate::refusal::{Refusal, Why};
use crate::session::{SESSION_LIFETIME, SessionSecret, digest};
use crate::{NAME, WebState, shape};

/// Ways to say that a text in a channel is for Steward; left away before it is read.
const CALLS: &[&str] = &["/kpi", "/steward", "@steward"];
/// Most characters of an id that the page makes for one thing a person does.
const LONGEST_EVENT_ID: usize = 64;

#[derive(Deserialize)]
pub(super) struct Saying {
    target: String,
    thread: Option<String>,
    text: String,
    id: String,
}

/// A person says something: it is kept as their message and then received.
pub(super) async fn say(
    State(state): State<WebState>,
    Change { visitor, body }: Change<Saying>,
) -> Result<Json<shape::Outcome>, Refusal> {
    said(&state, &visitor, body).await.map(Json).map_err(|why| visitor.refuse(&state, why))
}

async fn said(state: &WebState, visitor: &Visitor, body: Saying) -> Result<shape::Outcome, Why> {
    let text = body.text.trim();
    if text.is_empty() {
        return Err(Why::Empty);
    }
    if text.chars().count() > super::LONGEST_TEXT {
        return Err(Why::TooLong);
    }
    let place = Place::of(state, visitor, &body.target, body.thread.as_deref()).await?;
    let event_id = event_id(visitor, "say", &body.id)?;
    let own = NewMessage {
        marker: Some(marker(&event_id)?),
        target: place.target.clone(),
        thread: place.thread,
        author: Some(visitor.person.key.clone()),
        body: Body::Text { text: text.to_owned() },
    };
    let own = state.platform.history().put(own).await?;
    let (text, called) = without_call(text);
    // Below the page's composer everybody speaks to Steward, but for words to a colleague and within threads.
    let addressed = called || place.direct || (place.thread.is_none() && !text.starts_with('@'));
    let what = Said::Text { text: text.to_owned(), addressed };
    let immediate = place.receive(state, visitor, &event_id, Some(own.id), what).await;
    let public = place.show(state, &event_id, place.thread, &immediate).await?;
    outcome(state, visitor, Some(own), &immediate, public).await
}

#[derive(Deserialize)]
pub(super) struct Pressing {
    /// The message whose button was pressed; none for a card that only this person saw.
    message: Option<String>,
    /// Where it was pressed, for such a card.
    target: Option<String>,
    thread: Option<String>,
    act: Act,
    #[serde(default)]
    fields: BTreeMap<String, String>,
    id: String,
}

/// A person presses a button.
pub(super) async fn act(
    State(state): State<WebState>,
    Change { visitor, body }: Change<Pressing>,
) -> Result<Json<shape::Outcome>, Refusal> {
    pressed(&state, &visitor, body).await.map(Json).map_err(|why| visitor.refuse(&state, why))
}

async fn pressed(state: &WebState, visitor: &Visitor, body: Pressing) -> Result<shape::Outcome, Why> {
    if body.fields.values().any(|value| value.chars().count() > super::LONGEST_TEXT) {
        return Err(Why::TooLong);
    }
    let event_id = event_id(visitor, "act", &body.id)?;
    let (place, message) = if let Some(id) = body.message {
        let message = readable(state, visitor, &id).await?;
        (Place::of_message(visitor, &message), Some(message.id))
    } else {
        let target = body.target.ok_or(Why::NotUnderstood)?;
        (Place::of(state, visitor, &target, body.thread.as_deref()).await?, None)
    };
    let what = Said::Act { act: body.act, fields: body.fields };
    let immediate = place.receive(state, visitor, &event_id, message, what).await;
    let public = place.show(state, &event_id, place.thread.or(message), &immediate).await?;
    outcome(state, visitor, None, &immediate, public).await
}

#[derive(Deserialize)]
pub(super) struct Reading {
    target: String,
    message: String,
}

/// A person has seen a conversation up to a message.
pub(super) async fn read(
    State(state): State<WebState>,
    Change { visitor, body }: Change<Reading>,
) -> Result<Json<Value>, Refusal> {
    let refuse = |why| visitor.refuse(&state, why);
    let message: i64 = body.message.parse().map_err(|_| refuse(Why::NotFound))?;
    if !visitor.may_read(&body.target) {
        return Err(refuse(Why::NotFound));
    }
    let history = state.platform.history();
    history
        .mark_read(&visitor.person.key, &body.target, message)
        .await
        .map_err(|error| refuse(error.into()))?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
pub(super) struct Being {
    person: PersonKey,
}

/// A visitor of the demo becomes somebody else.
pub(super) async fn be(
    State(state): State<WebState>,
    Change { visitor, body }: Change<Being>,
) -> Result<Json<Value>, Refusal> {
    let refuse = |why| visitor.refuse(&state, why);
    if !state.is_demo() || present(&visitor.org, &body.person).is_none() {
        return Err(refuse(Why::NotFound));
    }
    let stored = visitor.secret.stored();
    let opened = state.platform.history().open_session(&stored, &body.person, SESSION_LIFETIME).await;
    opened.map_err(|error| refuse(error.into()))?;
    Ok(Json(json!({})))
}

/// A person signs out.
pub(super) async fn leave(
    State(state): State<WebState>,
    Change { visitor, body: _ }: Change<Value>,
) -> Result<Response, Refusal> {
    let closed = state.platform.history().close_session(&visitor.secret.stored()).await;
    closed.map_err(|error| visitor.refuse(&state, error.into()))?;
    let cookie = SessionSecret::no_cookie(state.is_secure());
    Ok(([(header::SET_COOKIE, cookie)], Json(json!({}))).into_response())
}

async fn outcome(
    state: &WebState,
    visitor: &Visitor,
    own: Option<WebMessage>,
    immediate: &Immediate,
    public: Option<WebMessage>,
) -> Result<shape::Outcome, Why> {
    let mut outcome = shape::Outcome { message: None, private: shape::Private::of(immediate), public: None };
    if let Some(message) = own {
        outcome.message = Some(shape::arriving(state, visitor, message).await?);
    }
    if let Some(message) = public {
        outcome.public = Some(shape::arriving(state, visitor, message).await?);
    }
    Ok(outcome)
}

/// Where something happens.
struct Place {
    target: String,
    direct: bool,
    thread: Option<i64>,
}

impl Place {
    /// A conversation the visitor may read, and a thread in it. A reply to a reply belongs to the same thread.
    async fn of(
        state: &WebState,
        visitor: &Visitor,
        target: &str,
        thread: Option<&str>,
    ) -> Result<Self, Why> {
        if !visitor.may_read(target) {
            return Err(Why::NotFound);
        }
        let thread = match thread {
            Some(id) => {
                let root = readable(state, visitor, id).await?;
                if root.target != target {
                    return Err(Why::NotFound);
                }
                Some(root.thread.unwrap_or(root.id))
            }
            None => None,
        };
        let direct = target == direct_target(&visitor.id);
        Ok(Self { target: target.to_owned(), direct, thread })
    }

    fn of_message(visitor: &Visitor, message: &WebMessage) -> Self {
        let direct = message.target == direct_target(&visitor.id);
        Self { target: message.target.clone(), direct, thread: message.thread }
    }

    async fn receive(
        &self,
        state: &WebState,
        visitor: &Visitor,
        event_id: &str,
        message: Option<i64>,
        what: Said,
    ) -> Immediate {
        // As addresses name them: a channel by its id, a person's own conversation by the person's.
        let conversation = if self.direct { &visitor.id } else { &self.target };
        let inbound = Inbound {
            platform: NAME.to_owned(),
            event_id: event_id.to_owned(),
            person: visitor.id.clone(),
            conversation: conversation.clone(),
            direct: self.direct,
            thread: self.thread.map(|root| root.to_string()),
            message: message.map(|id| id.to_string()),
            at: state.clock.now(),
            languages: Languages::default(),
            what,
        };
        state.receiver.receive(inbound).await.unwrap_or_else(Immediate::from)
    }

    /// Posts the part of an answer that is for all. The marker follows from the event: answered twice, shown once.
    async fn show(
        &self,
        state: &WebState,
        event_id: &str,
        thread: Option<i64>,
        immediate: &Immediate,
    ) -> Result<Option<WebMessage>, Why> {
        let Immediate::Public { card } = immediate else { return Ok(None) };
        let answer = NewMessage {
            marker: Some(marker(&format!("answer to {event_id}"))?),
            target: self.target.clone(),
            thread,
            author: None,
            body: Body::Card { card: card.clone() },
        };
        Ok(Some(state.platform.history().put(answer).await?))
    }
}

/// A message that the visitor may read.
async fn readable(state: &WebState, visitor: &Visitor, id: &str) -> Result<WebMessage, Why> {
    let id = id.parse().map_err(|_| Why::NotFound)?;
    let message = state.platform.history().one(id).await?;
    message.filter(|message| visitor.may_read(&message.target)).ok_or(Why::NotFound)
}

/// The id of an event: what the page sent, apart for every person and kind.
fn event_id(visitor: &Visitor, kind: &str, id: &str) -> Result<String, Why> {
    let is_plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if id.is_empty() || id.len() > LONGEST_EVENT_ID || !is_plain {
        return Err(Why::NotUnderstood);
    }
    Ok(format!("{kind}:{}:{id}", visitor.person.key))
}

/// The marker of the message that belongs to an event: always the same one.
fn marker(event_id: &str) -> Result<OutboxId, Why> {
    let digits: String = digest(&["marker", event_id]).chars().take(32).collect();
    digits.parse().map_err(|_| Why::NotUnderstood)
}

/// The text without the words that call Steward, and whether there were any.
fn without_call(text: &str) -> (&str, bool) {
    for call in CALLS {
        let head = text.get(..call.len()).filter(|head| head.eq_ignore_ascii_case(call));
        if let Some(rest) = head.and_then(|head| text.get(head.len()..)) {
            let ends = rest.chars().next().is_none_or(|next| !next.is_alphanumeric() || !next.is_ascii());
            if ends {
                return (rest.trim_start_matches([' ', ',', ':', '，', '：', '\u{3000}']), true);
            }
        }
    }
    (text, false)
}

#[cfg(test)]
mod tests {
    use super::without_call;

    #[test]
    fn the_call_of_steward_is_left_away() {
        assert_eq!(without_call("/kpi mine"), ("mine", true));
        assert_eq!(without_call("@Steward, help"), ("help", true));
        assert_eq!(without_call("@steward 我的"), ("我的", true));
        assert_eq!(without_call("/kpi"), ("", true));
        assert_eq!(without_call("/kpis"), ("/kpis", false));
        assert_eq!(without_call("@mei can you look?"), ("@mei can you look?", false));
        assert_eq!(without_call("收到"), ("收到", false));
    }
}
