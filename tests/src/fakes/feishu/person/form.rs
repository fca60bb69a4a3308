//! Filling in the form of a card.

use serde_json::{Map, Value, json};

use super::act::button_action;
use super::answered::Tap;
use super::find::{is_called, offered};
use crate::fakes::feishu::FakeFeishu;
use crate::fakes::feishu::message::{Message, elements, inside};

impl FakeFeishu {
    /// Somebody fills in the form of a card, field by field by its label, its grey words or its name, and sends it.
    pub async fn submit(&self, user: &str, message: &Message, values: &[(&str, &str)]) -> Tap {
        let card = self.card_of(message);
        let all = elements(&card);
        let form = all.into_iter().find(|element| element["tag"] == "form");
        let form = form.unwrap_or_else(|| panic!("no form on {card:#}"));
        let buttons = inside(form);
        let button = buttons.into_iter().find(|element| element["form_action_type"] == "submit");
        let button = button.unwrap_or_else(|| panic!("nothing sends the form {form:#}"));
        self.submit_with(user, message, button, values).await
    }

    /// Sends the form that a button belongs to.
    pub(super) async fn submit_with(
        &self,
        user: &str,
        message: &Message,
        button: &Value,
        values: &[(&str, &str)],
    ) -> Tap {
        let card = self.card_of(message);
        let all = elements(&card);
        let form =
            all.into_iter().find(|element| element["tag"] == "form" && inside(element).contains(&button));
        let fields: Vec<&Value> = form
            .into_iter()
            .flat_map(inside)
            .filter(|element| element["tag"] != "button" && element["name"].is_string())
            .collect();
        for (wanted, _) in values {
            assert!(fields.iter().any(|field| is_called(field, wanted)), "no field {wanted} on {card:#}");
        }
        let mut filled = Map::new();
        let mut incomplete = Vec::new();
        for field in fields {
            let given = values.iter().find(|(wanted, _)| is_called(field, wanted)).map(|(_, given)| *given);
            let value = field_value(field, given);
            let empty = value.as_str().is_none_or(str::is_empty);
            let name = field["name"].as_str().unwrap_or_default();
            if field["required"] == true && empty {
                incomplete.push(name.to_owned());
            }
            if !value.is_null() {
                filled.insert(name.to_owned(), value);
            }
        }
        if !incomplete.is_empty() {
            return Tap::incomplete(incomplete);
        }
        let mut action = button_action(button);
        action["form_value"] = filled.into();
        action["timezone"] = json!("Asia/Shanghai");
        self.act(user, message, action).await
    }
}

/// What a field holds when it is sent: what was given, or what it held from the beginning.
fn field_value(field: &Value, given: Option<&str>) -> Value {
    match (field["tag"].as_str(), given) {
        (Some("input"), Some(text)) => {
            let most = field["max_length"].as_u64().unwrap_or(1000);
            let length = text.chars().count() as u64;
            assert!(length <= most, "the field takes {most} characters, not {length}");
            text.into()
        }
        (Some("input"), None) => field["default_value"].as_str().unwrap_or_default().into(),
        (Some("date_picker"), date) => {
            let date = date.or(field["initial_date"].as_str());
            date.map_or(Value::Null, |date| format!("{date} +0800").into())
        }
        (_, Some(option)) => {
            offered(field, option).unwrap_or_else(|| panic!("{option} is not offered by {field:#}")).into()
        }
        (_, None) => {
            // It names an option by its words.
            let initial = field["initial_option"].as_str().and_then(|words| offered(field, words));
            initial.map_or(Value::Null, Value::from)
        }
    }
}
