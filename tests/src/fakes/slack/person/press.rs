//! Pressing and choosing on messages, in modals and on the home tab.

use serde_json::{Value, json};

use super::choose::{action, find, find_offer};
use crate::fakes::slack::FakeSlack;
use crate::fakes::slack::delivery::{Delivered, Parcel};
use crate::fakes::slack::message::Message;
use crate::fakes::slack::payloads::{base, new_hook, new_trigger, on_message};
use crate::fakes::slack::state::Hook;

/// What is pressed, and what is chosen there.
#[derive(Clone, Copy)]
enum Act<'a> {
    /// A button by its words or its action.
    Press(&'a str),
    /// An option by its words or its value, wherever it is offered.
    Choose(&'a str),
    /// A value for an element by its grey words or its action.
    Set(&'a str, &'a str),
}

impl<'a> Act<'a> {
    fn find<'b>(self, blocks: &'b Value) -> (&'b Value, &'b Value, Option<&'a str>) {
        let ((block, element), given) = match self {
            Self::Press(words) => (find(blocks, words), None),
            Self::Choose(option) => (find_offer(blocks, option), Some(option)),
            Self::Set(element, given) => (find(blocks, element), Some(given)),
        };
        (block, element, given)
    }
}

impl FakeSlack {
    /// Somebody presses a button on a message, by the words on it or its action. A question before it is confirmed.
    pub async fn press(&self, user: &str, message: &Message, button: &str) -> Delivered {
        self.act(user, message, Act::Press(button)).await
    }

    /// Somebody chooses from an overflow menu or a select on a message, by the words of the option or its value.
    pub async fn choose(&self, user: &str, message: &Message, option: &str) -> Delivered {
        self.act(user, message, Act::Choose(option)).await
    }

    /// Somebody gives a select or a picker on a message a value, such as a person by name.
    pub async fn set(&self, user: &str, message: &Message, element: &str, value: &str) -> Delivered {
        self.act(user, message, Act::Set(element, value)).await
    }

    /// Somebody presses a button in their uppermost modal.
    pub async fn press_in_modal(&self, user: &str, button: &str) -> Delivered {
        let view = self.modals(user).pop().unwrap_or_else(|| panic!("{user} has no modal open"));
        self.act_in(user, view, Act::Press(button)).await
    }

    /// Somebody presses a button on their home tab.
    pub async fn press_at_home(&self, user: &str, button: &str) -> Delivered {
        let view = self.home(user).unwrap_or_else(|| panic!("{user} has no home tab"));
        self.act_in(user, view, Act::Press(button)).await
    }

    /// Somebody chooses an option on their home tab.
    pub async fn choose_at_home(&self, user: &str, option: &str) -> Delivered {
        let view = self.home(user).unwrap_or_else(|| panic!("{user} has no home tab"));
        self.act_in(user, view, Act::Choose(option)).await
    }

    async fn act(&self, user: &str, message: &Message, act: Act<'_>) -> Delivered {
        let payload = {
            let mut state = self.state();
            let user = state.user(user).clone();
            let channel = state.channel(&message.channel);
            assert!(channel.members.contains(&user.id), "{} is not in {}", user.name, channel.name);
            let now = self.clock.now();
            let trigger = new_trigger(&mut state, &user.id, now);
            let hook = Hook {
                user: user.id.clone(),
                channel: message.channel.clone(),
                message: Some((message.ts().to_owned(), message.ephemeral)),
                issued: now,
                uses: 0,
            };
            let response_url = new_hook(&mut state, self.address(), hook);
            let ts = state.next_stamp(now);
            let (block, element, given) = act.find(&message.shown["blocks"]);
            let mut payload = base(&state, &user);
            payload["type"] = "block_actions".into();
            payload["trigger_id"] = trigger.into();
            payload["response_url"] = response_url.into();
            on_message(&mut payload, &state, message);
            let action = action(&state, block, element, given, &ts);
            if given.is_some() && element["type"] != "overflow" {
                let (block, id) = (text_of(&action["block_id"]), text_of(&action["action_id"]));
                payload["state"]["values"][block][id] = held(&action);
            }
            payload["actions"] = json!([action]);
            payload
        };
        self.deliver_once(Parcel::Interaction(payload)).await
    }

    async fn act_in(&self, user: &str, view: Value, act: Act<'_>) -> Delivered {
        let payload = {
            let mut state = self.state();
            let user = state.user(user).clone();
            let now = self.clock.now();
            let trigger = new_trigger(&mut state, &user.id, now);
            let ts = state.next_stamp(now);
            let (block, element, given) = act.find(&view["blocks"]);
            let mut payload = base(&state, &user);
            payload["type"] = "block_actions".into();
            payload["trigger_id"] = trigger.into();
            payload["container"] = json!({ "type": "view", "view_id": view["id"] });
            payload["actions"] = json!([action(&state, block, element, given, &ts)]);
            payload["view"] = view;
            payload
        };
        self.deliver_once(Parcel::Interaction(payload)).await
    }
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// What an action leaves in `state.values`.
fn held(action: &Value) -> Value {
    let mut held = action.clone();
    if let Some(map) = held.as_object_mut() {
        map.retain(|name, _| name == "type" || name == "value" || name.starts_with("selected_"));
    }
    held
}
