//! What is pressed, chosen or filled in on a card.

use serde_json::Value;

use super::{Place, What, text};
use crate::feishu::app::form::filled;
use crate::feishu::app::press::Pressed;

pub(super) fn read(event: &Value) -> (Place, What) {
    let of = |path: &str| text(event, path);
    let place = Place {
        user: of("/event/operator/open_id").unwrap_or_default(),
        chat: of("/event/context/open_chat_id"),
        direct: None,
        root: None,
        message: of("/event/context/open_message_id"),
        card_token: of("/event/token"),
    };
    let action = event.pointer("/event/action");
    // A list says what was chosen, a button what it carries.
    let chosen = action.and_then(|action| action.get("option")).filter(|option| option.is_string());
    let carried = chosen.or_else(|| action.and_then(|action| action.get("value")));
    let fields = action.and_then(|action| action.get("form_value")).and_then(Value::as_object);
    let what = match carried.and_then(Pressed::read) {
        Some(pressed) => What::Pressed { pressed, fields: fields.map(filled).unwrap_or_default() },
        None => What::Nothing("a button that is not ours"),
    };
    (place, what)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use steward_core::card::Act;

    use super::super::{Arrival, read};
    use super::*;

    fn event(action: &Value) -> Arrival {
        read(
            &json!({
                "schema": "2.0",
                "header": { "event_id": "ev1", "event_type": "card.action.trigger" },
                "event": {
                    "operator": { "open_id": "ou_mei", "union_id": "on_1" },
                    "token": "c-1",
                    "action": action,
                    "host": "im_message",
                    "context": { "open_message_id": "om_1", "open_chat_id": "oc_1" },
                },
            }),
            "ou_bot",
        )
    }

    fn note() -> Act {
        Act { command: "note".into(), alert: None, episode: 1, version: 2, value: None }
    }

    #[test]
    fn a_form_comes_with_its_fields() {
        let fill = Pressed::Fill { act: note(), answer_to: None };
        let values =
            json!({ "due": "2026-11-27 +0800", "action": "联系承运商", "cause": "logistics", "x": null });
        let arrival =
            event(&json!({ "tag": "button", "value": fill.value(), "form_value": values, "name": "submit" }));
        let What::Pressed { pressed, fields } = &arrival.what else { panic!("{arrival:?}") };
        assert_eq!(pressed, &fill);
        assert_eq!((fields["due"].as_str(), fields.len()), ("2026-11-27", 3));
        assert_eq!((arrival.place.user.as_str(), arrival.place.message.as_deref()), ("ou_mei", Some("om_1")));
        assert_eq!(arrival.place.card_token.as_deref(), Some("c-1"));
    }

    #[test]
    fn a_choice_comes_as_what_it_carries() {
        let pressed = Pressed::Act { act: note() };
        let arrival = event(&json!({ "tag": "select_static", "value": {}, "option": pressed.text() }));
        assert_eq!(arrival.what, What::Pressed { pressed, fields: std::collections::BTreeMap::new() });
    }

    #[test]
    fn what_is_not_ours_is_left_alone() {
        for action in
            [json!(null), json!({ "value": "x" }), json!({ "option": "{" }), json!({ "value": { "a": 1 } })]
        {
            assert!(matches!(event(&action).what, What::Nothing(_)), "{action}");
        }
    }
}
