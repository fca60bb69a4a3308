//! `views.*`: modals and home tabs.

use serde_json::{Value, json};

use crate::fakes::slack::answer::Refusal;
use crate::fakes::slack::state::{State, View};
use crate::fakes::slack::views::{self, finish};
use crate::fakes::slack::web_api::Calling;

/// How long a trigger lives, in milliseconds.
const TRIGGER_MILLISECONDS: i64 = 3000;
/// How many modals may lie on each other.
const STACK: usize = 3;

pub(in crate::fakes::slack) fn open(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let (user, view) = triggered(call)?;
    // A second `views.open` takes the place of what is open.
    call.state.modals.retain(|modal| modal.user != user);
    put_modal(call, &user, view)
}

pub(in crate::fakes::slack) fn push(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let (user, view) = triggered(call)?;
    let height = call.state.modals.iter().filter(|modal| modal.user == user).count();
    match height {
        0 => Err(Refusal::of("not_found")),
        STACK.. => Err(Refusal::of("push_limit_reached")),
        _ => put_modal(call, &user, view),
    }
}

pub(in crate::fakes::slack) fn update(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let view = given_view(call, &["modal", "home"])?;
    let id = call.arguments.text("view_id");
    let external = call.arguments.text("external_id");
    let is_it = |open: &&mut View| {
        id.as_ref().is_some_and(|id| open.shown["id"] == id.as_str())
            || external.as_ref().is_some_and(|external| open.shown["external_id"] == external.as_str())
    };
    let hash = call.arguments.text("hash");
    let next_hash = views::next_hash(call.state, call.now);
    let State { modals, homes, .. } = &mut *call.state;
    let open = modals.iter_mut().chain(homes.values_mut()).find(is_it);
    let open = open.ok_or_else(|| Refusal::of("not_found"))?;
    if hash.is_some_and(|hash| open.shown["hash"] != hash.as_str()) {
        return Err(Refusal::of("hash_conflict"));
    }
    views::replace(open, view, next_hash);
    Ok(json!({ "view": open.shown }))
}

pub(in crate::fakes::slack) fn publish(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let user = call.arguments.needed("user_id")?;
    let view = given_view(call, &["home"])?;
    if call.state.users.get(&user).is_none_or(|person| person.team != call.team) {
        return Err(Refusal::of("user_not_found"));
    }
    let hash = call.arguments.text("hash");
    let current = call.state.homes.get(&user);
    if hash.is_some_and(|hash| current.is_none_or(|current| current.shown["hash"] != hash.as_str())) {
        return Err(Refusal::of("hash_conflict"));
    }
    let id = current.map(|current| current.shown["id"].clone());
    let mut shown = finish(call.state, &call.team, view, call.now);
    if let Some(id) = id {
        shown["id"] = id.clone();
        shown["root_view_id"] = id;
    }
    call.state.homes.insert(user.clone(), View { user, shown: shown.clone() });
    Ok(json!({ "view": shown }))
}

/// The person whose trigger is given, and the view. A trigger is used up by a view that is refused, too.
fn triggered(call: &mut Calling<'_>) -> Result<(String, Value), Refusal> {
    let id = call.arguments.text("trigger_id").or_else(|| call.arguments.text("interactivity_pointer"));
    let id = id.ok_or_else(|| missing("trigger_id"))?;
    let now = call.now;
    let trigger = call.state.triggers.get_mut(&id).ok_or_else(|| Refusal::of("invalid_trigger_id"))?;
    if trigger.used {
        return Err(Refusal::of("exchanged_trigger_id"));
    }
    if now.as_millisecond() - trigger.issued.as_millisecond() >= TRIGGER_MILLISECONDS {
        return Err(Refusal::of("expired_trigger_id"));
    }
    trigger.used = true;
    let user = trigger.user.clone();
    Ok((user, given_view(call, &["modal"])?))
}

fn given_view(call: &Calling<'_>, kinds: &[&str]) -> Result<Value, Refusal> {
    let view = call.arguments.structure("view", "invalid_arguments")?;
    let view = view.ok_or_else(|| missing("view"))?;
    let problems = views::check(&view, kinds);
    if !problems.is_empty() {
        return Err(Refusal::problems("invalid_arguments", &problems));
    }
    let external = view["external_id"].as_str().filter(|id| !id.is_empty());
    let is_taken =
        |external: &str| call.state.modals.iter().any(|modal| modal.shown["external_id"] == external);
    if external.is_some_and(is_taken) && call.arguments.text("external_id").is_none() {
        return Err(Refusal::of("duplicate_external_id"));
    }
    Ok(view)
}

fn missing(name: &str) -> Refusal {
    Refusal::problems("invalid_arguments", &[format!("missing required field: {name}")])
}

#[expect(clippy::unnecessary_wraps, reason = "what `views.open` and `views.push` end with")]
fn put_modal(call: &mut Calling<'_>, user: &str, view: Value) -> Result<Value, Refusal> {
    let shown = views::stack(call.state, &call.team, user, view, call.now);
    Ok(json!({ "view": shown }))
}
