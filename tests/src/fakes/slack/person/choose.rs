//! What it means to press or choose something: the action, and what a form then holds.

use serde_json::{Value, json};

use crate::fakes::slack::message::{elements, label, options};
use crate::fakes::slack::state::State;

/// Finds what can be pressed by the words on it or its action.
pub(super) fn find<'a>(blocks: &'a Value, wanted: &str) -> (&'a Value, &'a Value) {
    let all = elements(blocks);
    let is_it = |(_, element): &&(&Value, &Value)| {
        label(element).as_deref() == Some(wanted) || element["action_id"] == wanted
    };
    let there = || all.iter().map(|(_, element)| (label(element), &element["action_id"])).collect::<Vec<_>>();
    *all.iter().find(is_it).unwrap_or_else(|| panic!("nothing says {wanted:?}; there is {:?}", there()))
}

/// Finds the element that offers an option with these words or this value.
pub(super) fn find_offer<'a>(blocks: &'a Value, wanted: &str) -> (&'a Value, &'a Value) {
    let all = elements(blocks);
    let offered = |element: &Value| options(element).into_iter().any(|option| is_option(option, wanted));
    let there = || {
        let offers = all.iter().flat_map(|(_, element)| options(element));
        offers.map(|option| option["text"]["text"].clone()).collect::<Vec<_>>()
    };
    *all.iter()
        .find(|(_, element)| offered(element))
        .unwrap_or_else(|| panic!("nothing offers {wanted:?}; there is {:?}", there()))
}

fn is_option(option: &Value, wanted: &str) -> bool {
    option["text"]["text"] == wanted || option["value"] == wanted
}

/// The entry in `state.values` when somebody gives an element this value.
pub(super) fn value_of(state: &State, element: &Value, given: &str) -> Value {
    let kind = element["type"].as_str().unwrap_or_default();
    let option = |wanted: &str| {
        let found = options(element).into_iter().find(|option| is_option(option, wanted)).cloned();
        found.unwrap_or_else(|| panic!("{} does not offer {wanted:?}", element["action_id"]))
    };
    match kind {
        "static_select" | "radio_buttons" => json!({ "type": kind, "selected_option": option(given) }),
        "checkboxes" | "multi_static_select" => {
            let chosen: Vec<Value> = given.split('|').filter(|part| !part.is_empty()).map(option).collect();
            json!({ "type": kind, "selected_options": chosen })
        }
        "users_select" => json!({ "type": kind, "selected_user": state.user(given).id }),
        "channels_select" => json!({ "type": kind, "selected_channel": state.channel(given).id }),
        "conversations_select" => {
            json!({ "type": kind, "selected_conversation": state.channel(given).id })
        }
        "datepicker" => json!({ "type": kind, "selected_date": given }),
        "timepicker" => json!({ "type": kind, "selected_time": given }),
        "datetimepicker" => {
            let instant: i64 = given.parse().expect("an instant in seconds");
            json!({ "type": kind, "selected_date_time": instant })
        }
        _ => json!({ "type": kind, "value": if given.is_empty() { Value::Null } else { given.into() } }),
    }
}

/// The entry in `state.values` before anybody has touched an element; none for what holds no value.
pub(super) fn initial(element: &Value) -> Option<Value> {
    let kind = element["type"].as_str().unwrap_or_default();
    let (name, initial) = match kind {
        "static_select" | "radio_buttons" => ("selected_option", "initial_option"),
        "checkboxes" | "multi_static_select" => ("selected_options", "initial_options"),
        "users_select" => ("selected_user", "initial_user"),
        "channels_select" => ("selected_channel", "initial_channel"),
        "conversations_select" => ("selected_conversation", "initial_conversation"),
        "datepicker" => ("selected_date", "initial_date"),
        "timepicker" => ("selected_time", "initial_time"),
        "datetimepicker" => ("selected_date_time", "initial_date_time"),
        "button" | "overflow" | "image" => return None,
        _ => ("value", "initial_value"),
    };
    let nothing = if name == "selected_options" { json!([]) } else { Value::Null };
    Some(json!({ "type": kind, name: element.get(initial).cloned().unwrap_or(nothing) }))
}

/// Whether an entry in `state.values` holds something.
pub(super) fn is_filled(value: &Value) -> bool {
    let held = value.as_object().into_iter().flatten().filter(|(name, _)| *name != "type");
    held.into_iter().any(|(_, held)| !held.is_null() && held.as_array().is_none_or(|list| !list.is_empty()))
}

/// The action of a press or a choice.
pub(super) fn action(state: &State, block: &Value, element: &Value, given: Option<&str>, ts: &str) -> Value {
    let mut action = match given {
        Some(given) if element["type"] == "overflow" => {
            let chosen = options(element).into_iter().find(|option| is_option(option, given));
            json!({ "type": "overflow", "selected_option": chosen })
        }
        Some(given) => value_of(state, element, given),
        None => json!({ "type": element["type"], "text": element["text"] }),
    };
    action["block_id"] = block["block_id"].clone();
    action["action_id"] = element.get("action_id").cloned().unwrap_or_else(|| "own".into());
    action["action_ts"] = ts.into();
    for name in ["value", "style", "placeholder", "confirm"] {
        if let Some(value) = element.get(name).filter(|_| action.get(name).is_none()) {
            action[name] = value.clone();
        }
    }
    action
}
