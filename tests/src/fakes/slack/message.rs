//! A message as a person sees it, and what can be pressed on it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A message in a channel, or one that only one person sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The id of the channel.
    pub channel: String,
    /// In Slack's own form.
    pub shown: Value,
    /// Whether only one person sees it.
    pub ephemeral: bool,
}

impl Message {
    /// Its time stamp, which names it.
    pub fn ts(&self) -> &str {
        self.shown["ts"].as_str().unwrap_or_default()
    }

    /// The text of a push notification.
    pub fn text(&self) -> &str {
        self.shown["text"].as_str().unwrap_or_default()
    }

    /// The time stamp of the thread it is in.
    pub fn thread(&self) -> Option<&str> {
        self.shown["thread_ts"].as_str()
    }

    /// Its blocks; none for a message of text alone.
    pub fn blocks(&self) -> &[Value] {
        self.shown["blocks"].as_array().map(Vec::as_slice).unwrap_or_default()
    }

    /// The words on its buttons, in their order.
    pub fn buttons(&self) -> Vec<String> {
        let elements = elements(&self.shown["blocks"]);
        let buttons = elements.iter().filter(|(_, element)| element["type"] == "button");
        buttons.filter_map(|(_, element)| label(element)).collect()
    }

    /// Everything that can be read on it, a line for each text; the plain text where it has no blocks.
    pub fn lines(&self) -> Vec<String> {
        if self.blocks().is_empty() {
            return self.text().lines().map(String::from).collect();
        }
        lines_of(&self.shown["blocks"])
    }
}

/// What can be pressed, chosen or filled in, with its block.
pub(super) fn elements(blocks: &Value) -> Vec<(&Value, &Value)> {
    let mut found = Vec::new();
    for block in blocks.as_array().into_iter().flatten() {
        let many = block["elements"].as_array().into_iter().flatten().filter(|_| block["type"] == "actions");
        let single = [block.get("accessory"), block.get("element")].into_iter().flatten();
        found.extend(many.chain(single).map(|element| (block, element)));
    }
    found
}

/// The words on a button, or the grey ones in a select.
pub(super) fn label(element: &Value) -> Option<String> {
    let text = element["text"]["text"].as_str().or(element["placeholder"]["text"].as_str());
    text.map(String::from)
}

/// The options of a select, an overflow menu or a group of boxes.
pub(super) fn options(element: &Value) -> Vec<&Value> {
    let own = element["options"].as_array().into_iter().flatten();
    let groups = element["option_groups"].as_array().into_iter().flatten();
    own.chain(groups.flat_map(|group| group["options"].as_array().into_iter().flatten())).collect()
}

/// Every text of some blocks.
pub(super) fn lines_of(blocks: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    collect(blocks, &mut lines);
    lines
}

fn collect(value: &Value, lines: &mut Vec<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|member| collect(member, lines)),
        Value::Object(map) => match map.get("text") {
            Some(Value::String(text)) => lines.extend(text.lines().map(String::from)),
            _ => map.values().for_each(|member| collect(member, lines)),
        },
        _ => {}
    }
}
