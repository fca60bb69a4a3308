//! A message as a person sees it, and what can be pressed on it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A message in a chat, or a card that only one person sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Such as `om_…`.
    pub id: String,
    /// The id of the chat.
    pub chat: String,
    /// The first message of the replies it belongs to.
    pub root: Option<String>,
    /// What it answers.
    pub parent: Option<String>,
    /// The thread it stands in, such as `omt_…`.
    pub thread: Option<String>,
    /// Such as `interactive` or `text`.
    pub kind: String,
    /// As it was given.
    pub content: Value,
    /// The person who wrote it; none for the bot.
    pub author: Option<String>,
    /// When it was sent.
    pub created: Timestamp,
    /// When it was last changed.
    pub updated: Timestamp,
    /// How often its text was edited, or its card updated.
    pub edits: u32,
    /// Whether it was recalled.
    pub recalled: bool,
    /// Whom it was buzzed to.
    pub urgent: BTreeSet<String>,
    /// The signs of people under it: open id and emoji.
    pub reactions: Vec<(String, String)>,
    /// The only person who sees it.
    pub only_for: Option<String>,
}

impl Message {
    /// The words of a text message.
    pub fn text(&self) -> &str {
        self.content["text"].as_str().unwrap_or_default()
    }

    /// The title of its card.
    pub fn title(&self) -> &str {
        self.content["header"]["title"]["content"].as_str().unwrap_or_default()
    }

    /// The words on its buttons, in their order.
    pub fn buttons(&self) -> Vec<String> {
        let elements = elements(&self.content);
        let buttons = elements.iter().filter(|element| element["tag"] == "button");
        buttons.filter_map(|button| button["text"]["content"].as_str().map(String::from)).collect()
    }

    /// Everything that can be read on it, a line for each text; the plain text where it is no card.
    pub fn lines(&self) -> Vec<String> {
        self.lines_in("")
    }

    /// The same for a person of this language, such as `en_us`.
    pub fn lines_in(&self, locale: &str) -> Vec<String> {
        if self.kind != "interactive" {
            return self.text().lines().map(String::from).collect();
        }
        let mut lines = Vec::new();
        collect(&self.content["header"], locale, &mut lines);
        collect(&self.content["body"], locale, &mut lines);
        lines
    }
}

/// Every element of a card that can be pressed, chosen or filled in, and every container, in their order.
pub(super) fn elements(card: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    walk(&card["body"]["elements"], &mut found);
    found
}

/// The elements inside an element.
pub(super) fn inside(element: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    walk(&element["elements"], &mut found);
    found
}

fn walk<'a>(list: &'a Value, found: &mut Vec<&'a Value>) {
    for element in list.as_array().into_iter().flatten() {
        found.push(element);
        walk(&element["elements"], found);
        walk(&element["columns"], found);
    }
}

/// Whether a text object says these words, in any of its languages.
pub(super) fn says(text: &Value, words: &str) -> bool {
    let translated = text["i18n_content"].as_object().into_iter().flatten().map(|(_, text)| text);
    text["content"].as_str() == Some(words) || translated.into_iter().any(|text| text == words)
}

fn collect(value: &Value, locale: &str, lines: &mut Vec<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|member| collect(member, locale, lines)),
        Value::Object(map) => {
            let translated = map.get("i18n_content").and_then(|texts| texts[locale].as_str());
            if let Some(text) = translated.or(map.get("content").and_then(Value::as_str)) {
                lines.extend(text.lines().map(String::from));
                return;
            }
            let first = ["title", "subtitle", "label", "text", "placeholder"];
            let (before, after): (Vec<_>, Vec<_>) =
                map.iter().partition(|(name, _)| first.contains(&name.as_str()));
            for (name, member) in before.into_iter().chain(after) {
                if !["value", "chart_spec", "config", "behaviors"].contains(&name.as_str()) {
                    collect(member, locale, lines);
                }
            }
        }
        _ => {}
    }
}
