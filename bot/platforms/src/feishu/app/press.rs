//! What a button carries: an object with the act, its alert, episode and version.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use steward_core::card::{Act, Press};
use steward_core::id::AlertId;

/// What a button does once it is pressed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Pressed {
    /// Sends the act.
    Act { act: Act },
    /// Asks for a form or a confirmation first. `answer_to` is the event whose answer the button stands on.
    Ask {
        act: Act,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer_to: Option<String>,
    },
    /// Sends the act with the fields of the form around the button.
    Fill {
        act: Act,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer_to: Option<String>,
    },
    /// Says the text as the person's own.
    Say { text: String },
}

impl Pressed {
    /// What a press does. `asks` is whether a question has to be answered before its act is sent.
    pub(super) fn of(press: &Press, asks: bool, answer_to: Option<&str>) -> Self {
        let answer_to = answer_to.map(str::to_owned);
        match press {
            Press::Act { act } if !asks => Self::Act { act: act.clone() },
            Press::Act { act } | Press::Form { act, .. } => Self::Ask { act: act.clone(), answer_to },
            Press::Say { text } => Self::Say { text: text.clone() },
        }
    }

    /// As a button carries it.
    pub(super) fn value(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// As an option of a list carries it.
    pub(super) fn text(&self) -> String {
        self.value().to_string()
    }

    /// The alert that it is about.
    fn alert(&self) -> Option<AlertId> {
        match self {
            Self::Act { act } | Self::Ask { act, .. } | Self::Fill { act, .. } => act.alert,
            Self::Say { .. } => None,
        }
    }

    /// What a pressed button carries; none for a value that is not ours.
    pub(super) fn read(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => serde_json::from_str(text).ok(),
            other => serde_json::from_value(other.clone()).ok(),
        }
    }
}

/// The alert that the buttons and lists of a card are about.
pub(super) fn alert_on(card: &Value) -> Option<AlertId> {
    match card {
        Value::Object(fields) => {
            let own = fields.get("value").and_then(Pressed::read).and_then(|pressed| pressed.alert());
            own.or_else(|| fields.values().find_map(alert_on))
        }
        Value::Array(elements) => elements.iter().find_map(alert_on),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn snooze() -> Act {
        let alert = Some("00000000-0000-0000-0000-000000000007".parse().unwrap());
        Act { command: "snooze".into(), alert, episode: 2, version: 31, value: Some("4h".into()) }
    }

    #[test]
    fn what_is_written_is_read_back_from_a_button_and_from_a_list() {
        let asked = Pressed::of(&Press::Act { act: snooze() }, true, Some("ev1"));
        let wanted = Pressed::Ask { act: snooze(), answer_to: Some("ev1".into()) };
        assert_eq!(asked, wanted);
        assert_eq!(Pressed::read(&asked.value()), Some(wanted.clone()));
        assert_eq!(Pressed::read(&json!(asked.text())), Some(wanted));
    }

    #[test]
    fn a_value_is_an_object_that_names_alert_episode_and_version() {
        let value = Pressed::of(&Press::Act { act: snooze() }, false, None).value();
        assert_eq!(value["do"], "act");
        assert_eq!((&value["act"]["episode"], &value["act"]["version"]), (&json!(2), &json!(31)));
        assert_eq!(value["act"]["alert"], json!(snooze().alert));
    }

    #[test]
    fn a_card_s_alert_is_found_on_its_buttons_and_in_its_lists() {
        let pressed = Pressed::of(&Press::Act { act: snooze() }, true, None);
        let button =
            json!({ "tag": "button", "behaviors": [{ "type": "callback", "value": pressed.value() }] });
        let list = json!({ "tag": "select_static", "options": [{ "text": {}, "value": pressed.text() }] });
        for element in [button, list] {
            let card = json!({ "body": { "elements": [{ "tag": "div" }, { "columns": [element] }] } });
            assert_eq!(alert_on(&card), snooze().alert);
        }
        let says = Pressed::Say { text: "mine".into() };
        assert_eq!(alert_on(&json!({ "elements": [{ "value": says.value() }, { "value": "x" }] })), None);
    }

    #[test]
    fn what_is_not_ours_is_left_alone() {
        for other in [
            json!(null),
            json!({}),
            json!("{"),
            json!(7),
            json!({ "do": "launch" }),
            json!({ "do": "act", "act": { "command": "ack", "alert": "x" } }),
        ] {
            assert_eq!(Pressed::read(&other), None, "{other}");
        }
    }
}
