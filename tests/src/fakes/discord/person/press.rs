//! Pressing buttons and choosing from selects.

use serde_json::{Value, json};

use crate::fakes::discord::FakeDiscord;
use crate::fakes::discord::interaction::{Delivered, ask};
use crate::fakes::discord::message::{Message, elements};

impl FakeDiscord {
    /// Somebody presses a button on a message, by the words on it or its id.
    pub async fn press(&self, user: &str, message: &Message, button: &str) -> Delivered {
        let shown = self.again(message).shown;
        let is_it = |element: &&Value| {
            element["type"] == 2 && (element["label"] == button || element["custom_id"] == button)
        };
        let all = elements(&shown);
        let pressed = all.iter().copied().find(is_it).unwrap_or_else(|| panic!("no {button} in {all:#?}"));
        assert!(pressed["disabled"] != true, "{button} is switched off");
        self.use_component(user, &message.channel, &shown, pressed, None).await
    }

    /// Somebody presses a button that they still see, although it is not there any more.
    pub async fn press_old(&self, user: &str, message: &Message, button: &str) -> Delivered {
        let all = elements(&message.shown);
        let is_it = |element: &&Value| element["label"] == button || element["custom_id"] == button;
        let pressed = all.iter().copied().find(is_it).unwrap_or_else(|| panic!("no {button} in {all:#?}"));
        self.use_component(user, &message.channel, &message.shown, pressed, None).await
    }

    /// Somebody chooses from a select on a message, by the words of the option or its value.
    pub async fn choose(&self, user: &str, message: &Message, option: &str) -> Delivered {
        let shown = self.again(message).shown;
        let all = elements(&shown);
        let found = all.iter().find_map(|element| {
            let mut options = element["options"].as_array()?.iter();
            let chosen = options.find(|own| own["label"] == option || own["value"] == option)?;
            Some((*element, &chosen["value"]))
        });
        let (select, value) = found.unwrap_or_else(|| panic!("no {option} in {all:#?}"));
        self.use_component(user, &message.channel, &shown, select, Some(value)).await
    }

    async fn use_component(
        &self,
        user: &str,
        channel: &str,
        shown: &Value,
        component: &Value,
        value: Option<&Value>,
    ) -> Delivered {
        let mut data = json!({ "component_type": component["type"], "custom_id": component["custom_id"],
                               "id": component["id"] });
        if let Some(value) = value {
            data["values"] = json!([value]);
        }
        let interaction = self.begin(user, channel, ask::COMPONENT, &data, Some(shown));
        self.deliver(interaction).await
    }
}
