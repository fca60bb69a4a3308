//! What Discord refuses in messages: texts, embeds, files and mentions that are too long, too many or not there.

pub(super) mod command;
pub(super) mod component;
pub(super) mod modal;

use serde_json::Value;

use super::refusal::{Problem, Refusal};

/// Most characters of everything in a message's embeds.
const EMBED_TOTAL: usize = 6_000;

/// What is wrong so far.
#[derive(Debug, Default)]
pub(super) struct Problems(pub(super) Vec<Problem>);

impl Problems {
    pub(super) fn add(&mut self, path: &str, code: &'static str, message: impl Into<String>) {
        self.0.push(Problem { path: path.into(), code, message: message.into() });
    }

    /// A text of at the most so many characters; its length.
    pub(super) fn text(&mut self, path: &str, value: &Value, most: usize) -> usize {
        match value {
            Value::Null => 0,
            Value::String(text) => {
                let length = text.chars().count();
                if length > most {
                    let message = format!("Must be {most} or fewer in length.");
                    self.add(path, "BASE_TYPE_MAX_LENGTH", message);
                }
                length
            }
            _ => {
                self.add(path, "STRING_TYPE_CONVERT", "Could not interpret value as string.");
                0
            }
        }
    }

    /// As [`Problems::text`], where there must be one.
    pub(super) fn needed(&mut self, path: &str, value: &Value, most: usize) -> usize {
        let length = self.text(path, value, most);
        if value.is_null() || value == "" {
            self.add(path, "BASE_TYPE_REQUIRED", "This field is required");
        }
        length
    }

    /// A list of at the most so many entries.
    pub(super) fn list<'a>(&mut self, path: &str, value: &'a Value, most: usize) -> &'a [Value] {
        let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
        if !value.is_null() && !value.is_array() {
            self.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
        }
        if list.len() > most {
            self.add(path, "BASE_TYPE_MAX_LENGTH", format!("Must be {most} or fewer in length."));
        }
        list
    }

    pub(super) fn verdict(self) -> Result<(), Refusal> {
        if self.0.is_empty() { Ok(()) } else { Err(Refusal::invalid_form(&self.0)) }
    }
}

/// A message that is sent, or what an edit leaves of one.
pub(super) fn message(body: &Value, files: usize) -> Result<(), Refusal> {
    let mut problems = Problems::default();
    problems.text("content", &body["content"], 2_000);
    if let Some(nonce) = body["nonce"].as_str().filter(|nonce| nonce.chars().count() > 25) {
        problems.add("nonce", "BASE_TYPE_MAX_LENGTH", format!("Must be 25 or fewer in length, not {nonce}."));
    }
    embeds(&mut problems, &body["embeds"]);
    component::rows(&mut problems, &body["components"]);
    mentions(&mut problems, &body["allowed_mentions"]);
    problems.list("attachments", &body["attachments"], 10);
    problems.verdict()?;
    let is_empty = |name: &str| body[name].as_array().is_none_or(Vec::is_empty);
    let says_nothing = body["content"].as_str().is_none_or(|text| text.trim().is_empty());
    if says_nothing && files == 0 && ["embeds", "components", "attachments"].into_iter().all(is_empty) {
        return Err(Refusal::bad_request(50_006, "Cannot send an empty message"));
    }
    Ok(())
}

fn embeds(problems: &mut Problems, embeds: &Value) {
    let mut total = 0;
    for (at, embed) in problems.list("embeds", embeds, 10).iter().enumerate() {
        let path = |name: &str| format!("embeds.{at}.{name}");
        total += problems.text(&path("title"), &embed["title"], 256);
        total += problems.text(&path("description"), &embed["description"], 4_096);
        total += problems.text(&path("footer.text"), &embed["footer"]["text"], 2_048);
        total += problems.text(&path("author.name"), &embed["author"]["name"], 256);
        for (number, field) in problems.list(&path("fields"), &embed["fields"], 25).iter().enumerate() {
            total += problems.needed(&path(&format!("fields.{number}.name")), &field["name"], 256);
            total += problems.needed(&path(&format!("fields.{number}.value")), &field["value"], 1_024);
        }
        if embed["color"].as_u64().is_some_and(|color| color > 0xFF_FFFF) {
            problems.add(
                &path("color"),
                "NUMBER_TYPE_MAX",
                "int value should be less than or equal to 16777215.",
            );
        }
        let wrong = embed["timestamp"].as_str().is_some_and(|text| text.parse::<jiff::Timestamp>().is_err());
        if wrong {
            problems.add(&path("timestamp"), "DATE_TIME_TYPE_PARSE", "Could not parse as ISO8601.");
        }
    }
    if total > EMBED_TOTAL {
        let message = format!("Embed size exceeds maximum size of {EMBED_TOTAL}");
        problems.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", message);
    }
}

fn mentions(problems: &mut Problems, allowed: &Value) {
    let kinds = problems.list("allowed_mentions.parse", &allowed["parse"], 3);
    for kind in kinds {
        if !["users", "roles", "everyone"].contains(&kind.as_str().unwrap_or_default()) {
            problems.add(
                "allowed_mentions.parse",
                "BASE_TYPE_CHOICES",
                "Value must be one of users, roles, everyone.",
            );
        }
    }
    for kind in ["users", "roles"] {
        let path = format!("allowed_mentions.{kind}");
        let named = problems.list(&path, &allowed[kind], 100);
        if !named.is_empty() && kinds.iter().any(|own| own == kind) {
            let message = format!("parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive.");
            problems.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message);
        }
    }
}
