//! A form as a modal of Slack, and what comes back from it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use steward_core::card::{Act, Button, Card, Field, Form, Input, Press};

use super::blocks::{paragraph, pieces};
use super::limits::{
    FIELD_CHARACTERS, INPUT_CHARACTERS, LABEL_CHARACTERS, METADATA_CHARACTERS, OPTION_CHARACTERS,
    SELECT_OPTIONS, TITLE_CHARACTERS, VIEW_BLOCKS, cut, length,
};
use super::mrkdwn::plain;
use super::words::Chrome;
use crate::press;

/// Names our modals among those of other apps.
pub(super) const CALLBACK: &str = "steward-form";
/// The one action inside each field.
const ACTION: &str = "value";
/// What the id of a field begins with.
const FIELD: &str = "field:";
/// Most characters of a sentence below a field.
const ERROR_CHARACTERS: usize = 300;

/// What a modal remembers: which act it is for and where it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seal {
    /// The act, as buttons carry it.
    act: String,
    /// The channel; none from the home tab.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) channel: Option<String>,
    /// The message whose thread it was in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) thread: Option<String>,
    /// The message whose button was pressed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<String>,
}

impl Seal {
    pub(super) fn new(
        act: &Act,
        channel: Option<String>,
        thread: Option<String>,
        message: Option<String>,
    ) -> Self {
        Self { act: press::written(act), channel, thread, message }
    }

    /// The act, where it can be read.
    pub(super) fn act(&self) -> Option<Act> {
        press::act(&self.act)
    }

    /// The seal of a view that was sent; none where the view is not ours.
    pub(super) fn read(view: &Value) -> Option<Self> {
        let text = view.get("private_metadata")?.as_str()?;
        serde_json::from_str(text).ok()
    }

    fn text(&self) -> Option<String> {
        serde_json::to_string(self).ok().filter(|text| length(text) <= METADATA_CHARACTERS)
    }
}

/// The modal that a button asks for; none for one that acts at once.
pub(super) fn view(button: &Button, seal: &Seal, chrome: &Chrome) -> Option<Value> {
    let metadata = seal.text()?;
    let question = button.confirm.iter().flat_map(|text| paragraph(text)).map(|piece| piece.block);
    let (title, submit, fields) = match &button.press {
        Press::Form { form, .. } => (&form.title, &form.submit, fields(form)),
        Press::Act { .. } if button.confirm.is_some() => (&button.label, &button.label, Vec::new()),
        Press::Act { .. } | Press::Say { .. } => return None,
    };
    let blocks: Vec<Value> = question.chain(fields).take(VIEW_BLOCKS).collect();
    Some(json!({
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": metadata,
        "title": plain(&cut(title, TITLE_CHARACTERS)),
        "submit": plain(&cut(submit, TITLE_CHARACTERS)),
        "close": plain(&cut(&chrome.cancel, TITLE_CHARACTERS)),
        "blocks": blocks,
    }))
}

/// A modal that only tells, in place of one without fields.
pub(super) fn told(card: &Card, chrome: &Chrome) -> Value {
    let blocks: Vec<Value> =
        pieces(card, false).into_iter().map(|piece| piece.block).take(VIEW_BLOCKS).collect();
    json!({
        "type": "modal",
        "title": plain("Steward"),
        "close": plain(&cut(&chrome.cancel, TITLE_CHARACTERS)),
        "blocks": blocks,
    })
}

/// What was filled in, by the names of the fields. What was left empty is not there.
pub(super) fn filled(view: &Value) -> BTreeMap<String, String> {
    let values = view.pointer("/state/values").and_then(Value::as_object);
    let read = |(block, actions): (&String, &Value)| {
        let name = block.strip_prefix(FIELD)?;
        let value = actions.get(ACTION)?;
        let text = ["value", "selected_date"].iter().find_map(|key| value.get(key)?.as_str());
        let text = text.or_else(|| value.pointer("/selected_option/value")?.as_str())?;
        Some((name.to_owned(), text.to_owned()))
    };
    values.into_iter().flatten().filter_map(read).collect()
}

/// What was written into text fields. What was chosen from a list is nobody's own words.
pub(super) fn written(view: &Value) -> Vec<String> {
    let values = view.pointer("/state/values").and_then(Value::as_object);
    let read = |actions: &Value| Some(actions.get(ACTION)?.get("value")?.as_str()?.to_owned());
    values.into_iter().flat_map(|values| values.values()).filter_map(read).collect()
}

/// The answer that keeps a modal open and says below a field what is wrong with it; none where it has no field.
pub(super) fn errors(view: &Value, field: Option<&str>, text: &str) -> Option<Value> {
    let ids: Vec<&str> = view
        .get("blocks")?
        .as_array()?
        .iter()
        .filter_map(|block| block.get("block_id")?.as_str())
        .filter(|id| id.starts_with(FIELD))
        .collect();
    let meant = field.map(|name| format!("{FIELD}{name}"));
    let id = ids.iter().find(|id| meant.as_deref() == Some(**id)).or(ids.first())?;
    Some(json!({ "response_action": "errors", "errors": { *id: cut(text, ERROR_CHARACTERS) } }))
}

fn fields(form: &Form) -> Vec<Value> {
    form.fields.iter().filter_map(block).collect()
}

/// A field with its name, its help and what it holds at first; none for a choice of nothing, which Slack refuses.
fn block(field: &Field) -> Option<Value> {
    let mut block = json!({
        "type": "input",
        "block_id": format!("{FIELD}{}", field.name),
        "label": plain(&cut(&field.label, FIELD_CHARACTERS)),
        "optional": !field.required,
        "element": element(field)?,
    });
    if let (Some(hint), Some(fields)) = (&field.hint, block.as_object_mut()) {
        fields.insert("hint".to_owned(), plain(&cut(hint, FIELD_CHARACTERS)));
    }
    Some(block)
}

fn element(field: &Field) -> Option<Value> {
    let mut element = Map::from_iter([("action_id".to_owned(), json!(ACTION))]);
    let initial = field.initial.as_deref();
    match &field.input {
        Input::Text { most, multiline } => {
            let most = (*most).min(INPUT_CHARACTERS);
            element.insert("type".to_owned(), json!("plain_text_input"));
            element.insert("multiline".to_owned(), json!(multiline));
            element.insert("max_length".to_owned(), json!(most));
            if let Some(text) = initial {
                let most = usize::try_from(most).unwrap_or(usize::MAX);
                element.insert("initial_value".to_owned(), json!(cut(text, most)));
            }
        }
        Input::Day { .. } => {
            element.insert("type".to_owned(), json!("datepicker"));
            if let Some(day) = initial {
                element.insert("initial_date".to_owned(), json!(day));
            }
        }
        Input::Select { options } => {
            let options: Vec<Value> = options
                .iter()
                .filter(|(value, _)| length(value) <= OPTION_CHARACTERS)
                .take(SELECT_OPTIONS)
                .map(|(value, label)| json!({ "text": plain(&cut(label, LABEL_CHARACTERS)), "value": value }))
                .collect();
            if options.is_empty() {
                return None;
            }
            let chosen =
                options.iter().find(|option| initial.is_some() && option["value"].as_str() == initial);
            if let Some(chosen) = chosen {
                element.insert("initial_option".to_owned(), chosen.clone());
            }
            element.insert("type".to_owned(), json!("static_select"));
            element.insert("options".to_owned(), json!(options));
        }
    }
    Some(Value::Object(element))
}
