//! What the page reads: who is here, which conversations there are, and what was said in them.

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use steward_core::person::{Locale, Person};

use crate::access::{Visitor, direct_target, present};
use crate::history::WebMessage;
use crate::refusal::{Refusal, Why};
use crate::{NAME, WebState, chrome, shape};

/// How many messages come at once; a phone shows about five.
const PAGE_LENGTH: u32 = 40;

/// Everything but messages.
pub(super) async fn state(
    State(state): State<WebState>,
    visitor: Visitor,
) -> Result<Json<shape::State>, Refusal> {
    describe(&state, &visitor).await.map(Json).map_err(|why| visitor.refuse(&state, why))
}

async fn describe(state: &WebState, visitor: &Visitor) -> Result<shape::State, Why> {
    let Visitor { person, id, org, secret } = visitor;
    // Read before the rest: an event that comes in between is then heard twice and not missed.
    let seq = state.platform.history().newest_seq().await?;
    let locale = &person.locale;
    let read_to = state.platform.history().last_read(&person.key).await?;
    let mut conversations = Vec::new();
    let channels = org.channels.values().filter(|channel| channel.platform == NAME);
    let mut channels: Vec<_> = channels.filter(|channel| visitor.may_read(&channel.target)).collect();
    // The page opens on the first one: that of the person's own team.
    let team = person.team.as_ref().and_then(|team| org.teams.get(team));
    let own = team.and_then(|team| team.channel.as_ref());
    channels.sort_by_key(|channel| own != Some(&channel.key));
    let mut places: Vec<_> =
        channels.iter().map(|channel| (channel.target.clone(), channel.name.clone(), false)).collect();
    // What is meant for this person alone stays in sight on a phone.
    places.insert(places.len().min(1), (direct_target(id), String::new(), true));
    for (target, name, direct) in places {
        let read = read_to.get(&target).copied().unwrap_or(0);
        let unread = state.platform.history().unread(&person.key, &target, read).await?;
        conversations.push(shape::Conversation { target, name, direct, unread, read });
    }
    let quick = chrome::quick_replies(&state.texts, locale);
    Ok(shape::State {
        company: org.name.clone(),
        me: shape::Me {
            key: person.key.to_string(),
            name: person.name.clone(),
            locale: locale.tag().to_owned(),
            zone: person.zone.name().to_owned(),
        },
        demo: state.is_demo(),
        people: if state.is_demo() { people(state, visitor) } else { Vec::new() },
        conversations,
        chrome: chrome::words(&state.texts, locale),
        quick: quick.into_iter().map(|(label, text)| shape::Quick { label, text }).collect(),
        most: super::LONGEST_TEXT,
        token: secret.token(),
        seq,
    })
}

/// Everybody one may be in the demo, by team.
fn people(state: &WebState, visitor: &Visitor) -> Vec<shape::Someone> {
    let locale = &visitor.person.locale;
    let team_of = |person: &Person| {
        let team = person.team.as_ref().and_then(|team| visitor.org.teams.get(team));
        team.map_or_else(
            || state.texts.phrase(locale, "web-no-team", &[]),
            |team| if locale.is_chinese() { team.name_zh.clone() } else { team.name_en.clone() },
        )
    };
    let language_of = |spoken: &Locale| state.texts.phrase(spoken, "web-language", &[]);
    let mut people: Vec<shape::Someone> = visitor
        .org
        .people
        .values()
        .filter(|person| present(&visitor.org, &person.key).is_some())
        .map(|person| shape::Someone {
            key: person.key.to_string(),
            name: person.name.clone(),
            team: team_of(person),
            role: chrome::role(&state.texts, locale, person.role),
            language: language_of(&person.locale),
        })
        .collect();
    people.sort_by(|one, other| (&one.team, &one.key).cmp(&(&other.team, &other.key)));
    people
}

#[derive(Deserialize)]
pub(super) struct Place {
    target: String,
    before: Option<String>,
}

/// The newest messages of a conversation, or those before one; no replies.
pub(super) async fn messages(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(place): Query<Place>,
) -> Result<Json<shape::Messages>, Refusal> {
    let refuse = |why| visitor.refuse(&state, why);
    let before = place.before.map(|id| id.parse::<i64>()).transpose().map_err(|_| refuse(Why::NotFound))?;
    if !visitor.may_read(&place.target) {
        return Err(refuse(Why::NotFound));
    }
    let page = state.platform.history().page(&place.target, before, PAGE_LENGTH).await;
    let page = page.map_err(|error| refuse(error.into()))?;
    let more = u32::try_from(page.len()).is_ok_and(|length| length >= PAGE_LENGTH);
    Ok(Json(shape::Messages { messages: shapes(&state, &visitor, page), more }))
}

#[derive(Deserialize)]
pub(super) struct Root {
    root: String,
}

/// A message with all its replies.
pub(super) async fn thread(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(Root { root }): Query<Root>,
) -> Result<Json<shape::Messages>, Refusal> {
    let refuse = |why| visitor.refuse(&state, why);
    let root: i64 = root.parse().map_err(|_| refuse(Why::NotFound))?;
    let thread = state.platform.history().thread(root).await.map_err(|error| refuse(error.into()))?;
    let is_readable =
        thread.first().is_some_and(|first| first.thread.is_none() && visitor.may_read(&first.target));
    if !is_readable {
        return Err(refuse(Why::NotFound));
    }
    Ok(Json(shape::Messages { messages: shapes(&state, &visitor, thread), more: false }))
}

fn shapes(state: &WebState, visitor: &Visitor, messages: Vec<WebMessage>) -> Vec<shape::Message> {
    messages.into_iter().map(|message| shape::Message::of(message, visitor, state)).collect()
}
