//! A message as somebody sees it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A message in a channel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// The id of its channel.
    pub channel: String,
    /// In Discord's own form.
    pub shown: Value,
    /// The only person who sees it, by id.
    pub only_for: Option<String>,
}

impl Message {
    /// Its id.
    pub fn id(&self) -> &str {
        self.shown["id"].as_str().unwrap_or_default()
    }

    /// The text beside the embeds.
    pub fn text(&self) -> &str {
        self.shown["content"].as_str().unwrap_or_default()
    }

    /// Every text of the message from top to bottom: fields as `name: value`, without what stands on buttons.
    pub fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.text().lines().map(String::from).collect();
        let mut add = |value: &Value| {
            lines.extend(value.as_str().unwrap_or_default().lines().map(String::from));
        };
        for embed in self.shown["embeds"].as_array().into_iter().flatten() {
            add(&embed["author"]["name"]);
            add(&embed["title"]);
            add(&embed["description"]);
            for field in embed["fields"].as_array().into_iter().flatten() {
                let text = |name: &str| field[name].as_str().unwrap_or_default().to_owned();
                add(&Value::from(format!("{}: {}", text("name"), text("value"))));
            }
            add(&embed["footer"]["text"]);
        }
        lines
    }

    /// The words on its buttons, in their order.
    pub fn buttons(&self) -> Vec<String> {
        let buttons = elements(&self.shown).into_iter().filter(|element| element["type"] == 2);
        buttons.filter_map(|button| button["label"].as_str().map(String::from)).collect()
    }

    /// The options of its selects, in their order.
    pub fn options(&self) -> Vec<String> {
        let options = elements(&self.shown)
            .into_iter()
            .flat_map(|element| element["options"].as_array().map(Vec::as_slice).unwrap_or_default().iter());
        options.filter_map(|option| option["label"].as_str().map(String::from)).collect()
    }

    /// The colour at its edge.
    pub fn color(&self) -> Option<u64> {
        self.shown["embeds"][0]["color"].as_u64()
    }

    /// The ids of those whom it pings.
    pub fn pinged(&self) -> Vec<&str> {
        let mentions = self.shown["mentions"].as_array().into_iter().flatten();
        mentions.filter_map(|user| user["id"].as_str()).collect()
    }
}

/// Buttons and selects, out of their rows.
pub(super) fn elements(shown: &Value) -> Vec<&Value> {
    let rows = shown["components"].as_array().into_iter().flatten();
    rows.flat_map(|row| row["components"].as_array().into_iter().flatten()).collect()
}
