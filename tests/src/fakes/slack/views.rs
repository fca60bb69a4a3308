//! Modals and home tabs: what they must be like, and how they are kept.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::blocks::{self, Place};
use super::state::{State, View};

/// What each kind of view may have; `*` marks what must be there.
const MODAL: &[&str] = &[
    "*type",
    "*title",
    "*blocks",
    "submit",
    "close",
    "private_metadata",
    "callback_id",
    "clear_on_close",
    "notify_on_close",
    "external_id",
    "submit_disabled",
];
const HOME: &[&str] = &["*type", "*blocks", "private_metadata", "callback_id", "external_id"];
/// Longest title and words on the buttons of a modal, in characters.
const TITLE_LIMIT: usize = 24;
const METADATA_LIMIT: usize = 3000;
const ID_LIMIT: usize = 255;

/// What is wrong with a view.
pub(super) fn check(view: &Value, kinds: &[&str]) -> Vec<String> {
    let kind = view["type"].as_str().unwrap_or_default();
    if !kinds.contains(&kind) {
        return vec![format!("must be one of {kinds:?} [json-pointer:/view/type]")];
    }
    let (properties, place) = if kind == "home" { (HOME, Place::Home) } else { (MODAL, Place::Modal) };
    let mut problems = blocks::check(&view["blocks"], place);
    blocks::check_properties("/view", view, properties, &mut problems);
    for name in ["title", "submit", "close"] {
        if let Some(text) = view.get(name).filter(|_| kind == "modal") {
            blocks::check_plain(&format!("/view/{name}"), text, TITLE_LIMIT, &mut problems);
        }
    }
    for (name, limit) in
        [("private_metadata", METADATA_LIMIT), ("callback_id", ID_LIMIT), ("external_id", ID_LIMIT)]
    {
        blocks::check_length(&format!("/view/{name}"), &view[name], limit, &mut problems);
    }
    let has_input = |block: &Value| block["type"] == "input";
    if kind == "modal"
        && view.get("submit").is_none()
        && view["blocks"].as_array().is_some_and(|blocks| blocks.iter().any(has_input))
    {
        problems.push("missing required field: submit [json-pointer:/view]".into());
    }
    problems
}

/// A view as Slack shows it: with everything it adds.
pub(super) fn finish(state: &mut State, team: &str, mut view: Value, now: Timestamp) -> Value {
    let id = state.next_id("V");
    let hash = next_hash(state, now);
    let bot_id = state.team(team).bot_id.clone();
    let given = view["blocks"].take();
    let standard = json!({
        "id": id, "team_id": team, "app_id": state.app.id, "app_installed_team_id": team, "bot_id": bot_id,
        "hash": hash, "state": { "values": {} }, "private_metadata": "", "callback_id": "", "external_id": "",
        "clear_on_close": false, "notify_on_close": false, "close": null, "submit": null, "title": null,
        "previous_view_id": null, "root_view_id": id, "blocks": blocks::with_ids(given),
    });
    let mut shown = standard.as_object().cloned().unwrap_or_default();
    merge(&mut shown, &view);
    shown.into()
}

/// Lays a modal on what its person has open.
pub(super) fn stack(state: &mut State, team: &str, user: &str, view: Value, now: Timestamp) -> Value {
    let below = state.modals.iter().filter(|modal| modal.user == user);
    let ids: Vec<Value> = below.map(|modal| modal.shown["id"].clone()).collect();
    let mut shown = finish(state, team, view, now);
    if let (Some(root), Some(previous)) = (ids.first(), ids.last()) {
        shown["root_view_id"] = root.clone();
        shown["previous_view_id"] = previous.clone();
    }
    state.modals.push(View { user: user.to_owned(), shown: shown.clone() });
    shown
}

/// Puts new content into an open view. What was typed stays where block and action keep their ids.
pub(super) fn replace(open: &mut View, mut view: Value, hash: String) {
    let given = view["blocks"].take();
    let blocks = blocks::with_ids(given);
    let kept = kept_values(&open.shown["state"]["values"], &blocks);
    if let Some(shown) = open.shown.as_object_mut() {
        merge(shown, &view);
        shown.insert("blocks".into(), blocks);
        shown.insert("hash".into(), hash.into());
        shown.insert("state".into(), json!({ "values": kept }));
    }
}

fn kept_values(values: &Value, blocks: &Value) -> Map<String, Value> {
    let ids: BTreeSet<&str> =
        blocks.as_array().into_iter().flatten().filter_map(|block| block["block_id"].as_str()).collect();
    let values = values.as_object().cloned().unwrap_or_default();
    values.into_iter().filter(|(block, _)| ids.contains(block.as_str())).collect()
}

fn merge(shown: &mut Map<String, Value>, view: &Value) {
    for (name, value) in view.as_object().into_iter().flatten() {
        if name != "blocks" {
            shown.insert(name.clone(), value.clone());
        }
    }
}

/// Changes with every change of a view.
pub(super) fn next_hash(state: &mut State, now: Timestamp) -> String {
    format!("{}.h{}", now.as_second(), state.next_number())
}
