//! The strict check of Block Kit: kinds, properties, lengths and counts, with the places of what is wrong.

mod element;
mod kinds;

use std::collections::BTreeSet;

use serde_json::Value;

use kinds::{BLOCKS, Kind};

/// Where blocks stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Message,
    Modal,
    Home,
}

impl Place {
    fn most_blocks(self) -> usize {
        if self == Self::Message { 50 } else { 100 }
    }

    fn pointer(self) -> &'static str {
        if self == Self::Message { "/blocks" } else { "/view/blocks" }
    }
}

/// Longest id of a block or an action, in characters.
const ID_LIMIT: usize = 255;
const SECTION_LIMIT: usize = 3000;
const HEADER_LIMIT: usize = 150;
const MARKDOWN_LIMIT: usize = 12_000;
const FIELDS: usize = 10;
const FIELD_LIMIT: usize = 2000;
const CONTEXT_ELEMENTS: usize = 10;
const CONTEXT_LIMIT: usize = 2000;
const ACTION_ELEMENTS: usize = 25;
const LABEL_LIMIT: usize = 2000;
const ALT_LIMIT: usize = 2000;
const ADDRESS_LIMIT: usize = 3000;

/// What is wrong with a list of blocks.
pub(super) fn check(blocks: &Value, place: Place) -> Vec<String> {
    let at = place.pointer();
    let Some(list) = blocks.as_array() else {
        return vec![format!("must be an array [json-pointer:{at}]")];
    };
    let mut problems = Vec::new();
    if list.len() > place.most_blocks() {
        problems.push(format!("no more than {} items allowed [json-pointer:{at}]", place.most_blocks()));
    }
    let mut ids = BTreeSet::new();
    for (index, block) in list.iter().enumerate() {
        let at = format!("{at}/{index}");
        check_block(&at, block, place, &mut problems);
        if block["block_id"].as_str().is_some_and(|id| !ids.insert(id)) {
            problems.push(format!("`block_id` already exists [json-pointer:{at}/block_id]"));
        }
    }
    problems
}

fn check_block(at: &str, block: &Value, place: Place, problems: &mut Vec<String>) {
    let Some(kind) = known(at, block, BLOCKS, problems) else { return };
    check_properties(at, block, kind.properties, problems);
    check_length(&format!("{at}/block_id"), &block["block_id"], ID_LIMIT, problems);
    match kind.name {
        "section" => check_section(at, block, problems),
        "header" => check_plain(&format!("{at}/text"), &block["text"], HEADER_LIMIT, problems),
        "context" => {
            for (at, element) in listed(at, block, "elements", CONTEXT_ELEMENTS, problems) {
                if element["type"] == "image" {
                    check_image(&at, element, problems);
                } else {
                    check_text(&at, element, CONTEXT_LIMIT, problems);
                }
            }
        }
        "actions" => {
            let elements = listed(at, block, "elements", ACTION_ELEMENTS, problems);
            element::check_all("actions", &elements, problems);
        }
        "input" => {
            check_plain(&format!("{at}/label"), &block["label"], LABEL_LIMIT, problems);
            if let Some(hint) = block.get("hint") {
                check_plain(&format!("{at}/hint"), hint, LABEL_LIMIT, problems);
            }
            element::check_all("input", &[(format!("{at}/element"), &block["element"])], problems);
        }
        "image" => check_image(at, block, problems),
        "markdown" if place != Place::Message => {
            problems.push(format!("unsupported type: markdown [json-pointer:{at}/type]"));
        }
        "markdown" => check_length(&format!("{at}/text"), &block["text"], MARKDOWN_LIMIT, problems),
        _ => {}
    }
}

fn check_section(at: &str, block: &Value, problems: &mut Vec<String>) {
    if block.get("text").is_none() && block.get("fields").is_none() {
        problems.push(format!("missing required field: text or fields [json-pointer:{at}]"));
    }
    if let Some(text) = block.get("text") {
        check_text(&format!("{at}/text"), text, SECTION_LIMIT, problems);
    }
    if block.get("fields").is_some() {
        for (at, field) in listed(at, block, "fields", FIELDS, problems) {
            check_text(&at, field, FIELD_LIMIT, problems);
        }
    }
    if let Some(accessory) = block.get("accessory") {
        element::check_all("section", &[(format!("{at}/accessory"), accessory)], problems);
    }
}

fn check_image(at: &str, image: &Value, problems: &mut Vec<String>) {
    if image.get("image_url").is_none() && image.get("slack_file").is_none() {
        problems.push(format!("missing required field: image_url or slack_file [json-pointer:{at}]"));
    }
    check_length(&format!("{at}/image_url"), &image["image_url"], ADDRESS_LIMIT, problems);
    check_length(&format!("{at}/alt_text"), &image["alt_text"], ALT_LIMIT, problems);
}

/// The members of a list that must have between one and so many.
fn listed<'a>(
    at: &str,
    object: &'a Value,
    name: &str,
    most: usize,
    problems: &mut Vec<String>,
) -> Vec<(String, &'a Value)> {
    let list = object[name].as_array().map(Vec::as_slice).unwrap_or_default();
    if list.is_empty() {
        problems.push(format!("no fewer than 1 item required [json-pointer:{at}/{name}]"));
    } else if list.len() > most {
        problems.push(format!("no more than {most} items allowed [json-pointer:{at}/{name}]"));
    }
    list.iter().enumerate().map(|(index, member)| (format!("{at}/{name}/{index}"), member)).collect()
}

/// The kind of an object, when it is one of these.
fn known<'a>(at: &str, object: &Value, kinds: &'a [Kind], problems: &mut Vec<String>) -> Option<&'a Kind> {
    let name = object["type"].as_str().unwrap_or_default();
    let kind = kinds.iter().find(|kind| kind.name == name);
    if kind.is_none() {
        problems.push(format!("unsupported type: {name} [json-pointer:{at}/type]"));
    }
    kind
}

/// A property that is not listed is an error, as is one that is missing and marked with `*`.
pub(super) fn check_properties(at: &str, object: &Value, properties: &[&str], problems: &mut Vec<String>) {
    let given = object.as_object().cloned().unwrap_or_default();
    for name in given.keys() {
        if !properties.iter().any(|own| own.trim_start_matches('*') == name) {
            problems.push(format!("invalid additional property: {name} [json-pointer:{at}]"));
        }
    }
    for needed in properties.iter().filter_map(|own| own.strip_prefix('*')) {
        if given.get(needed).is_none_or(Value::is_null) {
            problems.push(format!("missing required field: {needed} [json-pointer:{at}]"));
        }
    }
}

/// A text in either form.
fn check_text(at: &str, text: &Value, limit: usize, problems: &mut Vec<String>) {
    match text["type"].as_str() {
        Some("plain_text") => check_plain(at, text, limit, problems),
        Some("mrkdwn") => {
            check_properties(at, text, &["*type", "*text", "verbatim"], problems);
            check_filled(at, text, limit, problems);
        }
        _ => problems.push(format!("must be a text object [json-pointer:{at}]")),
    }
}

/// A text without markup.
pub(super) fn check_plain(at: &str, text: &Value, limit: usize, problems: &mut Vec<String>) {
    if text["type"] != "plain_text" {
        problems.push(format!("must be a plain_text object [json-pointer:{at}]"));
        return;
    }
    check_properties(at, text, &["*type", "*text", "emoji"], problems);
    check_filled(at, text, limit, problems);
}

fn check_filled(at: &str, text: &Value, limit: usize, problems: &mut Vec<String>) {
    if text["text"].as_str().is_some_and(str::is_empty) {
        problems.push(format!("must be more than 0 characters [json-pointer:{at}/text]"));
    }
    check_length(&format!("{at}/text"), &text["text"], limit, problems);
}

/// A string of at most so many characters, where it is given.
pub(super) fn check_length(at: &str, value: &Value, limit: usize, problems: &mut Vec<String>) {
    match value {
        Value::String(text) if text.chars().count() > limit => {
            problems.push(format!("must be less than {} characters [json-pointer:{at}]", limit + 1));
        }
        Value::Null | Value::String(_) => {}
        _ => problems.push(format!("must be a string [json-pointer:{at}]")),
    }
}

/// Blocks with an id each, as Slack keeps them.
pub(super) fn with_ids(mut blocks: Value) -> Value {
    for (index, block) in blocks.as_array_mut().into_iter().flatten().enumerate() {
        if block["block_id"].as_str().is_none_or(str::is_empty) {
            block["block_id"] = format!("own{index}").into();
        }
    }
    blocks
}
