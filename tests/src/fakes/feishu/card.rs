//! The strict check of card JSON 2.0: what Feishu refuses as 230099.

mod element;
mod kinds;
#[cfg(test)]
mod known_bad;

use std::collections::BTreeSet;

use serde_json::Value;

/// Most elements of a card.
const ELEMENTS: usize = 200;
/// Largest card in bytes.
const LIMIT: usize = 30 * 1024;

/// What has been seen of a card so far.
#[derive(Default)]
struct Seen {
    problems: Vec<String>,
    /// Everything with a `tag`, texts too.
    elements: usize,
    ids: BTreeSet<String>,
    names: BTreeSet<String>,
}

impl Seen {
    fn problem(&mut self, at: &str, what: impl std::fmt::Display) {
        self.problems.push(format!("{at}: {what}"));
    }
}

/// What is wrong with a card.
pub fn check(card: &Value) -> Vec<String> {
    let mut seen = Seen::default();
    if card["schema"] != "2.0" {
        seen.problem("schema", "must be 2.0");
    }
    let size = card.to_string().len();
    if size > LIMIT {
        seen.problem("card", format_args!("{size} bytes are more than {LIMIT}"));
    }
    kinds::check("card", "card", card, &mut seen);
    check_config(&card["config"], &mut seen);
    if let Some(header) = card.get("header") {
        check_header(header, &mut seen);
    }
    kinds::check("body", "body", &card["body"], &mut seen);
    element::check_all("body.elements", &card["body"]["elements"], element::Place::ROOT, &mut seen);
    if seen.elements > ELEMENTS {
        let count = seen.elements;
        seen.problem("card", format_args!("{count} elements are more than {ELEMENTS}"));
    }
    seen.problems
}

/// Without a word about it a card is shared, but to update it the word is needed.
fn check_config(config: &Value, seen: &mut Seen) {
    if config.is_null() {
        return;
    }
    kinds::check("config", "config", config, seen);
    if config.get("update_multi").is_some_and(|shared| shared != true) {
        seen.problem("config.update_multi", "can only be true");
    }
    if let Some(summary) = config.get("summary") {
        kinds::check("config.summary", "summary", summary, seen);
    }
}

fn check_header(header: &Value, seen: &mut Seen) {
    kinds::check("header", "header", header, seen);
    for name in ["title", "subtitle"] {
        if let Some(text) = header.get(name) {
            element::check_text(&format!("header.{name}"), text, seen);
        }
    }
    for (index, tag) in header["text_tag_list"].as_array().into_iter().flatten().enumerate() {
        let at = format!("header.text_tag_list[{index}]");
        kinds::check(&at, "text_tag", tag, seen);
        element::check_text(&format!("{at}.text"), &tag["text"], seen);
    }
}

/// The keys of all pictures on a card.
pub(super) fn images(card: &Value) -> Vec<&Value> {
    match card {
        Value::Array(list) => list.iter().flat_map(images).collect(),
        Value::Object(map) => {
            let own = map.get("img_key").into_iter();
            own.chain(map.values().flat_map(images)).collect()
        }
        _ => Vec::new(),
    }
}
