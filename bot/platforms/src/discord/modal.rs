//! A form as a modal of Discord, and what comes back from it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use steward_core::card::{Button, Field, Input, Press};

use super::limits::{
    ID_CHARACTERS, INPUT_CHARACTERS, MODAL_FIELDS, OPTION_CHARACTERS, OPTIONS, TITLE_CHARACTERS, cut, length,
};
use super::press::sealed;
use super::words::Chrome;

/// Kinds of component in Discord's reference.
const SELECT: u8 = 3;
const TEXT_INPUT: u8 = 4;
const LABEL: u8 = 18;
/// Looks of a text field in Discord's reference.
const ONE_LINE: u8 = 1;
const SEVERAL_LINES: u8 = 2;
/// How a day is written.
const DAY: &str = "YYYY-MM-DD";

/// The modal behind a button; none for one without a form.
pub(super) fn modal(button: &Button, chrome: &Chrome) -> Option<Value> {
    let Press::Form { act, form } = &button.press else { return None };
    let fields: Vec<Value> =
        form.fields.iter().filter_map(|field| labelled(field, chrome)).take(MODAL_FIELDS).collect();
    let id = sealed(act);
    (!fields.is_empty() && length(&id) <= ID_CHARACTERS).then(|| {
        json!({
            "custom_id": id,
            "title": cut(&form.title, TITLE_CHARACTERS),
            "components": fields,
        })
    })
}

/// What was filled in, by the names of the fields. What was left empty is not there.
pub(super) fn filled(components: &Value) -> BTreeMap<String, String> {
    let mut filled = BTreeMap::new();
    fields(components, &mut |field| {
        if let Some(name) = field.get("custom_id").and_then(Value::as_str) {
            let value = field.get("value").or_else(|| field.pointer("/values/0"));
            let text = value.and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
            filled.extend(text.map(|text| (name.to_owned(), text.to_owned())));
        }
    });
    filled
}

/// What was written into text fields, in the order of the modal. What was chosen from a list is nobody's own words.
pub(super) fn written(components: &Value) -> Vec<String> {
    let mut all = Vec::new();
    fields(components, &mut |field| {
        let text = field.get("value").and_then(Value::as_str).map(str::trim);
        all.extend(text.filter(|text| !text.is_empty()).map(str::to_owned));
    });
    all
}

/// Looks at every field. They lie below labels, and below rows in modals of the older form.
fn fields(components: &Value, look: &mut dyn FnMut(&Value)) {
    for component in components.as_array().into_iter().flatten() {
        look(component);
        if let Some(inside) = component.get("components") {
            fields(inside, look);
        }
        if let Some(inside) = component.get("component") {
            fields(&json!([inside]), look);
        }
    }
}

/// A field below its name and help; none for a choice of nothing, which Discord refuses.
fn labelled(field: &Field, chrome: &Chrome) -> Option<Value> {
    let mut label = Map::from_iter([
        ("type".to_owned(), json!(LABEL)),
        ("label".to_owned(), json!(cut(&field.label, TITLE_CHARACTERS))),
        ("component".to_owned(), component(field, chrome)?),
    ]);
    if let Some(hint) = field.hint.as_deref().filter(|hint| !hint.is_empty()) {
        label.insert("description".to_owned(), json!(cut(hint, OPTION_CHARACTERS)));
    }
    Some(Value::Object(label))
}

fn component(field: &Field, chrome: &Chrome) -> Option<Value> {
    let initial = field.initial.as_deref().filter(|initial| !initial.is_empty());
    match &field.input {
        Input::Text { most, multiline } => {
            let style = if *multiline { SEVERAL_LINES } else { ONE_LINE };
            Some(text_input(field, style, *most, initial))
        }
        Input::Day { .. } => {
            let mut input = text_input(field, ONE_LINE, 10, initial);
            if let Some(input) = input.as_object_mut() {
                input.insert("placeholder".to_owned(), json!(DAY));
            }
            Some(input)
        }
        Input::Select { options } => {
            let shown: Vec<Value> = options
                .iter()
                .filter(|(value, _)| length(value) <= OPTION_CHARACTERS)
                .take(OPTIONS)
                .map(|(value, label)| {
                    let is_chosen = initial == Some(value.as_str());
                    json!({ "label": cut(label, OPTION_CHARACTERS), "value": value, "default": is_chosen })
                })
                .collect();
            (!shown.is_empty()).then(|| {
                json!({
                    "type": SELECT,
                    "custom_id": field.name,
                    "placeholder": cut(&chrome.choose, OPTION_CHARACTERS),
                    "options": shown,
                    "min_values": u8::from(field.required),
                    "max_values": 1,
                    "required": field.required,
                })
            })
        }
    }
}

fn text_input(field: &Field, style: u8, most: u32, initial: Option<&str>) -> Value {
    let most = most.clamp(1, INPUT_CHARACTERS);
    let mut input = json!({
        "type": TEXT_INPUT,
        "custom_id": field.name,
        "style": style,
        "max_length": most,
        "required": field.required,
    });
    if let (Some(input), Some(initial)) = (input.as_object_mut(), initial) {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        input.insert("value".to_owned(), json!(cut(initial, most)));
    }
    input
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_below_labels_and_below_rows() {
        let labels = json!([
            { "type": 18, "component": { "type": 4, "custom_id": "action", "value": " carrier " } },
            { "type": 18, "component": { "type": 3, "custom_id": "cause", "values": ["supply"] } },
            { "type": 18, "component": { "type": 3, "custom_id": "to", "values": [] } },
            { "type": 77, "new": true },
        ]);
        let rows = json!([
            { "type": 1, "components": [{ "type": 4, "custom_id": "action", "value": "carrier" }] },
            { "type": 1, "components": [{ "type": 4, "custom_id": "cause", "value": "supply" }] },
            { "type": 1, "components": [{ "type": 4, "custom_id": "due", "value": "" }] },
        ]);
        let wanted = [("action", "carrier"), ("cause", "supply")].map(|(k, v)| (k.to_owned(), v.to_owned()));
        assert_eq!(filled(&labels), wanted.clone().into());
        assert_eq!(written(&labels), ["carrier"]);
        assert_eq!(filled(&rows), wanted.into());
        assert_eq!(filled(&Value::Null), BTreeMap::new());
    }
}
