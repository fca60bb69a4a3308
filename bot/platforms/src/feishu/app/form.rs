//! A form as a card of its own, since Feishu has no dialogs: what has to be filled in or confirmed before an act.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use steward_core::card::{self, Field, Press, Tone};

use super::limits::{
    INPUT_CHARACTERS, LABEL_CHARACTERS, OPTIONS, SUMMARY_CHARACTERS, TEXT_CHARACTERS, TITLE_CHARACTERS,
};
use super::press::Pressed;
use super::words::Chrome;
use crate::cut::cut;
use crate::feishu::elements::{
    Behavior, Button, Choice, Colour, DatePicker, Document, Element, Input, Look, Select, Size, Text,
};

/// The name of the form and of its button.
const FORM: &str = "form";
const SUBMIT: &str = "submit";
/// Characters of a day, `YYYY-MM-DD`; Feishu writes the zone behind it.
const DAY: usize = 10;

/// The form behind a button, filled with what was `typed`; none for a button that asks nothing. `problem` is what was wrong
/// with it.
pub(super) fn form(
    button: &card::Button,
    chrome: &Chrome,
    typed: &BTreeMap<String, String>,
    problem: Option<&str>,
    answer_to: Option<&str>,
) -> Option<Document> {
    let (act, title, submit, fields) = match &button.press {
        Press::Form { act, form } => (act, &form.title, &form.submit, form.fields.as_slice()),
        Press::Act { act } if button.confirm.is_some() => (act, &button.label, &button.label, &[][..]),
        Press::Act { .. } | Press::Say { .. } => return None,
    };
    let mut elements = Vec::new();
    elements.extend(problem.map(|text| Element::text(&cut(text, TEXT_CHARACTERS), Size::Heading)));
    let question = button.confirm.as_deref();
    elements.extend(question.map(|text| Element::text(&cut(text, TEXT_CHARACTERS), Size::Normal)));
    let answer_to = answer_to.map(str::to_owned);
    let (pressed, kind) = if fields.is_empty() {
        (Pressed::Act { act: act.clone() }, None)
    } else {
        (Pressed::Fill { act: act.clone(), answer_to }, Some("submit"))
    };
    let send = Element::Button(Button {
        text: Text::plain(&cut(submit, LABEL_CHARACTERS)),
        look: Look::Primary,
        name: kind.map(|_| SUBMIT.to_owned()),
        form_action_type: kind,
        confirm: None,
        behaviors: vec![Behavior::Callback { value: pressed.value() }],
    });
    if fields.is_empty() {
        elements.push(send);
    } else {
        let fields = fields.iter().filter_map(|field| shown(field, typed.get(&field.name), chrome)).flatten();
        elements.push(Element::Form { name: FORM.to_owned(), elements: fields.chain([send]).collect() });
    }
    let colour = if problem.is_some() { Colour::Orange } else { Tone::Neutral.into() };
    let summary = cut(problem.unwrap_or(title), SUMMARY_CHARACTERS);
    Some(Document::new(Text::plain(&cut(title, TITLE_CHARACTERS)), colour, Text::plain(&summary), elements))
}

/// What was filled in, by the names of the fields. What was left empty is not there.
pub(super) fn filled(values: &Map<String, Value>) -> BTreeMap<String, String> {
    let read = |(name, value): (&String, &Value)| {
        let text = value.as_str()?.trim();
        (!text.is_empty()).then(|| (name.clone(), day_of(text).unwrap_or(text).to_owned()))
    };
    values.iter().filter_map(read).collect()
}

/// The day in what a date picker says, such as `2026-11-27 +0800`.
fn day_of(text: &str) -> Option<&str> {
    let (day, zone) = text.split_once(' ')?;
    let is_zone = zone.len() == 5
        && zone.starts_with(['+', '-'])
        && zone.chars().skip(1).all(|digit| digit.is_ascii_digit());
    (day.len() == DAY && is_zone && day.parse::<jiff::civil::Date>().is_ok()).then_some(day)
}

/// A field with its name and its help above it; none for a choice of nothing.
fn shown(field: &Field, typed: Option<&String>, chrome: &Chrome) -> Option<Vec<Element>> {
    let mark = if field.required { " *" } else { "" };
    let name = format!("{}{mark}", cut(&field.label, TITLE_CHARACTERS));
    let mut elements = vec![Element::text(&name, Size::Normal)];
    let hint = field.hint.as_deref();
    elements.extend(hint.map(|hint| Element::text(&cut(hint, TITLE_CHARACTERS), Size::Notation)));
    let initial = typed.or(field.initial.as_ref()).map(String::as_str);
    elements.push(input(field, initial, chrome)?);
    Some(elements)
}

fn input(field: &Field, initial: Option<&str>, chrome: &Chrome) -> Option<Element> {
    let (name, required) = (field.name.clone(), field.required);
    Some(match &field.input {
        card::Input::Text { most, multiline } => {
            let max_length = (*most).clamp(1, INPUT_CHARACTERS);
            let most = usize::try_from(max_length).unwrap_or(usize::MAX);
            Element::Input(Input {
                name,
                required,
                kind: if *multiline { "multiline_text" } else { "text" },
                max_length,
                default_value: initial.map(|text| cut(text, most)),
            })
        }
        card::Input::Day { .. } => {
            let is_day = |day: &&str| day.parse::<jiff::civil::Date>().is_ok();
            let initial_date = initial.filter(is_day).map(str::to_owned);
            Element::DatePicker(DatePicker { name, required, initial_date })
        }
        card::Input::Select { options } => {
            let choice = |(value, label): &(String, String)| Choice {
                text: Text::plain(&cut(label, LABEL_CHARACTERS)),
                value: value.clone(),
            };
            let options: Vec<Choice> = options.iter().take(OPTIONS).map(choice).collect();
            if options.is_empty() {
                return None;
            }
            let is_there = |wanted: &&str| options.iter().any(|option| option.value == *wanted);
            let initial_option = initial.filter(is_there).map(str::to_owned);
            Element::SelectStatic(Select {
                name,
                required: Some(required),
                placeholder: Text::plain(&chrome.choose),
                options,
                initial_option,
                behaviors: Vec::new(),
            })
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_day_loses_the_zone_behind_it_and_nothing_else_does() {
        let values =
            json!({ "due": "2026-11-27 +0800", "action": " 2026-11-27 carrier ", "cause": "", "n": 7 });
        let filled = filled(values.as_object().unwrap());
        let wanted = [("action", "2026-11-27 carrier"), ("due", "2026-11-27")];
        assert_eq!(filled, wanted.map(|(name, text)| (name.to_owned(), text.to_owned())).into());
    }

    #[test]
    fn a_day_is_not_looked_for_inside_a_character() {
        for text in ["二零二六年十一月 +0800", "2026-13-99 +0800", "2026-11-27 +08é", " "] {
            assert_eq!(day_of(text), None, "{text}");
        }
    }
}
