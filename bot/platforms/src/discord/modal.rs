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
/// And how long that is.
const DAY_CHARACTERS: u32 = 10;
/// Between the name of a field and the number of a further list that it takes.
const LIST: char = '#';

/// The value and the label of a choice.
type Choice<'a> = (&'a str, &'a str);

/// The modal behind a button; none for one without a form.
pub(super) fn modal(button: &Button, chrome: &Chrome) -> Option<Value> {
    let Press::Form { act, form } = &button.press else { return None };
    let mut spare = MODAL_FIELDS.saturating_sub(form.fields.len());
    let mut fields = Vec::new();
    for field in form.fields.iter().take(MODAL_FIELDS) {
        let shown = labelled(field, spare, chrome);
        spare = spare.saturating_sub(shown.len().saturating_sub(1));
        fields.extend(shown);
    }
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
    let mut filled: BTreeMap<String, Vec<String>> = BTreeMap::new();
    fields(components, &mut |field| {
        if let Some(name) = field.get("custom_id").and_then(Value::as_str) {
            let value = field.get("value").or_else(|| field.pointer("/values/0"));
            let text = value.and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
            if let Some(text) = text {
                let name = name.split(LIST).next().unwrap_or(name);
                filled.entry(name.to_owned()).or_default().push(text.to_owned());
            }
        }
    });
    // Whoever chose in two lists of one field is asked back, because nothing is called like both.
    filled.into_iter().map(|(name, texts)| (name, texts.join(", "))).collect()
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

/// A field below its name and help. A choice of more than one list holds takes up to so many `spare` fields of the modal
/// more.
fn labelled(field: &Field, spare: usize, chrome: &Chrome) -> Vec<Value> {
    let alone = |input| vec![label(&field.label, field.hint.as_deref(), input)];
    match &field.input {
        Input::Text { most, multiline } => {
            let style = if *multiline { SEVERAL_LINES } else { ONE_LINE };
            alone(text_input(field, style, *most))
        }
        Input::Day { .. } => alone(day_input(field)),
        Input::Select { options } => lists(field, options, spare, chrome),
    }
}

/// The lists of a choice; none for a choice of nothing, which Discord refuses.
fn lists(field: &Field, options: &[(String, String)], spare: usize, chrome: &Chrome) -> Vec<Value> {
    let choices: Vec<Choice<'_>> = options
        .iter()
        .filter(|(value, _)| length(value) <= OPTION_CHARACTERS)
        .map(|(value, label)| (value.as_str(), label.as_str()))
        .collect();
    let lists: Vec<&[Choice<'_>]> = choices.chunks(OPTIONS).take(1 + spare).collect();
    let is_whole = lists.iter().map(|list| list.len()).sum::<usize>() == options.len();
    let count = lists.len();
    let list = |(place, choices): (usize, &&[Choice<'_>])| {
        let number = place + 1;
        let name = if count > 1 { numbered(&field.label, number, count) } else { field.label.clone() };
        let hint = match field.hint.as_deref().filter(|_| place == 0) {
            _ if number == count && !is_whole => Some(chrome.not_listed.as_str()),
            hint => hint,
        };
        // Of several any one will do, which Discord cannot be told.
        label(&name, hint, select(field, place, choices, field.required && count == 1, chrome))
    };
    lists.iter().enumerate().map(list).collect()
}

/// A label with its place among several, such as `To whom (2/4)`.
fn numbered(label: &str, number: usize, count: usize) -> String {
    let place = format!(" ({number}/{count})");
    format!("{}{place}", cut(label, TITLE_CHARACTERS - length(&place)))
}

fn label(name: &str, hint: Option<&str>, component: Value) -> Value {
    let mut label = Map::from_iter([
        ("type".to_owned(), json!(LABEL)),
        ("label".to_owned(), json!(cut(name, TITLE_CHARACTERS))),
        ("component".to_owned(), component),
    ]);
    if let Some(hint) = hint.filter(|hint| !hint.is_empty()) {
        label.insert("description".to_owned(), json!(cut(hint, OPTION_CHARACTERS)));
    }
    Value::Object(label)
}

/// One list of a choice.
fn select(field: &Field, place: usize, choices: &[Choice<'_>], required: bool, chrome: &Chrome) -> Value {
    let option = |(value, label): &Choice<'_>| {
        let is_chosen = field.initial.as_deref() == Some(*value);
        json!({ "label": cut(label, OPTION_CHARACTERS), "value": value, "default": is_chosen })
    };
    let name = if place == 0 { field.name.clone() } else { format!("{}{LIST}{}", field.name, place + 1) };
    json!({
        "type": SELECT,
        "custom_id": name,
        "placeholder": cut(&chrome.choose, OPTION_CHARACTERS),
        "options": choices.iter().map(option).collect::<Vec<_>>(),
        "min_values": u8::from(required),
        "max_values": 1,
        "required": required,
    })
}

fn day_input(field: &Field) -> Value {
    let mut input = text_input(field, ONE_LINE, DAY_CHARACTERS);
    if let Some(input) = input.as_object_mut() {
        input.insert("placeholder".to_owned(), json!(DAY));
    }
    input
}

fn text_input(field: &Field, style: u8, most: u32) -> Value {
    let most = most.clamp(1, INPUT_CHARACTERS);
    let mut input = json!({
        "type": TEXT_INPUT,
        "custom_id": field.name,
        "style": style,
        "max_length": most,
        "required": field.required,
    });
    let initial = field.initial.as_deref().filter(|initial| !initial.is_empty());
    if let (Some(input), Some(initial)) = (input.as_object_mut(), initial) {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        input.insert("value".to_owned(), json!(cut(initial, most)));
    }
    input
}

#[cfg(test)]
mod tests {
    use steward_core::card::ButtonStyle;

    use super::*;
    use crate::press;

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

    fn choice(people: usize, others: usize) -> Vec<Value> {
        let field = |name: String, input| Field {
            name,
            label: "To whom".into(),
            input,
            required: true,
            initial: Some("p30".into()),
            hint: Some("They are told".into()),
        };
        let options = (0..people).map(|number| (format!("p{number}"), format!("P {number}"))).collect();
        let other = |number: usize| field(format!("f{number}"), Input::Text { most: 5, multiline: false });
        let choice = field("to".into(), Input::Select { options });
        let fields = std::iter::once(choice).chain((0..others).map(other)).collect();
        let form = steward_core::card::Form { title: "Assign".into(), submit: "Send".into(), fields };
        let act = press::act("assign||0|0").unwrap();
        let button = Button {
            label: "Assign".into(),
            style: ButtonStyle::Plain,
            press: Press::Form { act, form },
            confirm: None,
        };
        let chrome = Chrome { not_listed: "Say it".into(), ..Chrome::default() };
        modal(&button, &chrome).unwrap()["components"].as_array().unwrap().clone()
    }

    #[test]
    fn a_choice_of_many_takes_the_spare_fields() {
        let shape = |labels: &[Value]| -> Vec<(String, usize, Option<String>)> {
            let options = |label: &Value| label["component"]["options"].as_array().map_or(0, Vec::len);
            let text = |value: &Value| value.as_str().map(str::to_owned);
            let one =
                |label: &Value| (text(&label["label"]).unwrap(), options(label), text(&label["description"]));
            labels.iter().map(one).collect()
        };
        let told = |text: &str| Some(text.to_owned());
        let few = choice(25, 0);
        assert_eq!(shape(&few), [("To whom".into(), 25, told("They are told"))]);
        assert_eq!(few[0]["component"]["required"], true);
        let many = choice(100, 0);
        let name = |number: usize| format!("To whom ({number}/4)");
        assert_eq!(
            shape(&many),
            [
                (name(1), 25, told("They are told")),
                (name(2), 25, None),
                (name(3), 25, None),
                (name(4), 25, None)
            ]
        );
        assert_eq!(many[1]["component"]["custom_id"], "to#2");
        assert_eq!(many[1]["component"]["options"][5]["default"], true, "what it holds at first");
        assert!(many.iter().all(|label| label["component"]["required"] == false));
        let crowded = choice(100, 3);
        assert_eq!(crowded.len(), MODAL_FIELDS);
        assert_eq!(shape(&crowded)[1], ("To whom (2/2)".into(), 25, told("Say it")));
    }

    #[test]
    fn what_is_chosen_in_any_list_is_the_field_s() {
        let list = |name: &str, values: &[&str]| json!({ "type": 18, "component": { "type": 3, "custom_id": name, "values": values } });
        let of = |lists: Value| filled(&lists).remove("to");
        assert_eq!(of(json!([list("to", &[]), list("to#2", &["lin"])])).as_deref(), Some("lin"));
        let both = of(json!([list("to", &["mei"]), list("to#2", &["lin"])]));
        assert_eq!(both.as_deref(), Some("mei, lin"), "nobody is called so");
    }
}
