//! Pressing and choosing on cards.

use serde_json::{Value, json};

use super::answered::Tap;
use super::find::{find, find_offer, offered};
use crate::fakes::feishu::FakeFeishu;
use crate::fakes::feishu::message::{Message, elements, inside};
use crate::fakes::feishu::state::{CardToken, TENANT};

impl FakeFeishu {
    /// Somebody presses a button on a card, by the words on it or its name. A question before it is confirmed.
    pub async fn press(&self, user: &str, message: &Message, button: &str) -> Tap {
        let card = self.card_of(message);
        let element = find(&card, button);
        assert_eq!(element["tag"], "button", "{button} is no button");
        assert_ne!(element["disabled"], true, "{button} cannot be pressed");
        let form = elements(&card).into_iter().find(|form| {
            form["tag"] == "form" && inside(form).into_iter().any(|own| std::ptr::eq(own, element))
        });
        if form.is_some() && element["form_action_type"] == "submit" {
            return self.submit_with(user, message, element, &[]).await;
        }
        self.act(user, message, button_action(element)).await
    }

    /// Somebody chooses an option of a select or an overflow menu outside a form, by its words or its value.
    pub async fn choose(&self, user: &str, message: &Message, option: &str) -> Tap {
        let card = self.card_of(message);
        let (element, value) = find_offer(&card, option);
        let mut action = json!({ "tag": element["tag"], "option": value, "value": callback_value(element) });
        name(&mut action, element);
        self.act(user, message, action).await
    }

    /// Somebody gives a select, a picker or an input outside a form a value, such as the date `2026-11-30`.
    pub async fn set(&self, user: &str, message: &Message, wanted: &str, given: &str) -> Tap {
        let card = self.card_of(message);
        let element = find(&card, wanted);
        let mut action = json!({ "tag": element["tag"], "value": callback_value(element) });
        match element["tag"].as_str() {
            Some("date_picker") => {
                action["option"] = format!("{given} +0800").into();
                action["timezone"] = "Asia/Shanghai".into();
            }
            Some("input") => action["input_value"] = given.into(),
            _ => {
                let value =
                    offered(element, given).unwrap_or_else(|| panic!("{wanted} does not offer {given}"));
                action["option"] = value.into();
            }
        }
        name(&mut action, element);
        self.act(user, message, action).await
    }

    /// The card of a message as it is now.
    pub(super) fn card_of(&self, message: &Message) -> Value {
        self.again(message).content
    }

    /// Sends what somebody did on a card, and shows them what comes back.
    pub(super) async fn act(&self, user: &str, message: &Message, action: Value) -> Tap {
        let (event, token, person) = {
            let mut state = self.state();
            let user = state.user(user).clone();
            let chat = state.chat(&message.chat);
            assert!(chat.members.contains(&user.open_id), "{} is not in {}", user.name, chat.name);
            let token = state.next_id("c");
            let kept =
                CardToken { message: message.id.clone(), issued: self.clock.now(), uses: 0, answered: false };
            state.card_tokens.insert(token.clone(), kept);
            let event = json!({
                "operator": { "tenant_key": TENANT, "user_id": user.user_id, "open_id": user.open_id,
                              "union_id": user.union_id },
                "token": token, "action": action, "host": "im_message",
                "context": { "open_message_id": message.id, "open_chat_id": message.chat },
            });
            (event, token, user)
        };
        let delivered = self.deliver_callback("card.action.trigger", event).await;
        self.show_answer(&person, message, &token, delivered)
    }
}

/// What a button sends.
pub(super) fn button_action(element: &Value) -> Value {
    let mut action = json!({ "tag": "button", "value": callback_value(element) });
    name(&mut action, element);
    action
}

fn name(action: &mut Value, element: &Value) {
    if element["name"].is_string() {
        action["name"] = element["name"].clone();
    }
}

/// The value that an element calls back with.
fn callback_value(element: &Value) -> Value {
    let mut behaviors = element["behaviors"].as_array().into_iter().flatten();
    let callback = behaviors.find(|behavior| behavior["type"] == "callback");
    callback.map_or_else(|| json!({}), |callback| callback["value"].clone())
}
