//! Filling in a modal.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::fakes::discord::FakeDiscord;
use crate::fakes::discord::check::component::{LABEL, STRING_SELECT};
use crate::fakes::discord::interaction::{Delivered, ask};

/// What became of a modal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Submitted {
    /// These fields lack something, by their names; the modal stays open.
    Incomplete(Vec<String>),
    /// It was closed and sent.
    Sent(Box<Delivered>),
}

/// A field of a modal with its name.
fn fields(modal: &Value) -> Vec<(&Value, String, &Value)> {
    let parts = modal["components"].as_array().into_iter().flatten();
    let field = |part| {
        let part: &Value = part;
        let field = if part["type"] == LABEL { &part["component"] } else { &part["components"][0] };
        let label = part["label"].as_str().or(field["label"].as_str()).unwrap_or_default();
        (part, label.to_owned(), field)
    };
    parts.map(field).collect()
}

impl FakeDiscord {
    /// Somebody fills fields in by their names, leaves the others as they are, and submits.
    pub async fn submit(&self, user: &str, values: &[(&str, &str)]) -> Submitted {
        let modal = {
            let state = self.state();
            let user = &state.user(user).id;
            let open = state.modals.iter().rev().find(|modal| modal.user == *user);
            open.unwrap_or_else(|| panic!("{user} has no modal open")).clone()
        };
        let all = fields(&modal.shown);
        for (name, _) in values {
            assert!(all.iter().any(|(_, label, _)| label == name), "no field {name} in {:#?}", modal.shown);
        }
        let (mut filled, mut incomplete) = (Vec::new(), Vec::new());
        for (part, label, field) in all {
            let given = values.iter().find(|(name, _)| *name == label).map(|(_, value)| *value);
            let (value, fits) = fill(field, given);
            if !fits {
                incomplete.push(label);
            }
            let named = json!({ "type": field["type"], "custom_id": field["custom_id"], "id": 2 });
            let named = with(named, value);
            filled.push(if part["type"] == LABEL {
                json!({ "type": part["type"], "id": 1, "component": named })
            } else {
                json!({ "type": part["type"], "id": 1, "components": [named] })
            });
        }
        if !incomplete.is_empty() {
            return Submitted::Incomplete(incomplete);
        }
        self.state().modals.retain(|open| open.shown != modal.shown || open.user != modal.user);
        let data = json!({ "custom_id": modal.shown["custom_id"], "components": filled });
        let interaction = self.begin(user, &modal.channel, ask::MODAL_SUBMIT, &data, modal.message.as_ref());
        Submitted::Sent(Box::new(self.deliver(interaction).await))
    }

    /// Somebody closes their modal, of which Discord tells nobody.
    pub fn close(&self, user: &str) {
        let mut state = self.state();
        let user = state.user(user).id.clone();
        state.modals.retain(|open| open.user != user);
    }
}

fn with(mut field: Value, (name, value): (&str, Value)) -> Value {
    field[name] = value;
    field
}

/// What a field carries, and whether the client lets it through.
fn fill(field: &Value, given: Option<&str>) -> ((&'static str, Value), bool) {
    let required = field["required"] != false;
    if field["type"] == STRING_SELECT {
        let options = || field["options"].as_array().into_iter().flatten();
        let chosen = given.map_or_else(
            || options().find(|option| option["default"] == true),
            |given| options().find(|option| option["label"] == given || option["value"] == given),
        );
        let values: Vec<Value> = chosen.into_iter().map(|option| option["value"].clone()).collect();
        let fits = !values.is_empty() || !required;
        return (("values", values.into()), fits);
    }
    let text = given.or(field["value"].as_str()).unwrap_or_default();
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    let least = field["min_length"].as_u64().unwrap_or_default().max(u64::from(required));
    let most = field["max_length"].as_u64().unwrap_or(4_000);
    let fits = (least..=most).contains(&length) || (length == 0 && !required);
    (("value", text.into()), fits)
}
