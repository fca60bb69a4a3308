//! Files of messages: which Discord takes, how it calls them, and where an embed shows them.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State as Given};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::sync::Arc;

use super::FakeDiscord;
use super::check::Problems;
use super::refusal::Refusal;
use super::state::State;

/// Largest file, in bytes.
const MOST_BYTES: usize = 10 * 1024 * 1024;
/// What an embed calls a file of its message by.
const SCHEME: &str = "attachment://";
/// What an embed shows by its address.
const SHOWN: [&str; 2] = ["image", "thumbnail"];

/// A file of a call.
#[derive(Debug)]
pub(super) struct File {
    /// The number behind `files`; none for a part of another name.
    pub(super) number: Option<u64>,
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl File {
    /// A part of a form.
    pub(super) fn of(part: &str, name: &str, bytes: Vec<u8>) -> Self {
        let number = part.strip_prefix("files[").and_then(|rest| rest.strip_suffix(']')?.parse().ok());
        Self { number, name: clean(name), bytes }
    }

    /// What the body says of it.
    fn entry<'a>(&self, body: &'a Value) -> Option<&'a Value> {
        let number = self.number?;
        entries(body).find(|entry| number_of(&entry["id"]) == Some(number))
    }
}

/// A file's name as Discord keeps it: without what is no letter, digit, `-`, `_` or `.`, and without marks before it.
fn clean(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join("_");
    let kept = name.chars().filter(|sign| sign.is_ascii_alphanumeric() || "-_.".contains(*sign));
    let name: String = kept.collect();
    let name = name.trim_matches(['.', '_']);
    if name.is_empty() { "unknown".into() } else { name.into() }
}

fn entries(body: &Value) -> impl Iterator<Item = &Value> {
    body["attachments"].as_array().into_iter().flatten()
}

fn number_of(id: &Value) -> Option<u64> {
    id.as_u64().or_else(|| id.as_str()?.parse().ok())
}

/// Refuses files that are too large, entries without a file, and embeds that show what is not there. `kept` is what the message
/// carries already.
pub(super) fn check(body: &Value, files: &[File], kept: &[Value]) -> Result<(), Refusal> {
    if files.iter().any(|file| file.bytes.len() > MOST_BYTES) {
        return Err(Refusal::of(StatusCode::PAYLOAD_TOO_LARGE, 40_005, "Request entity too large"));
    }
    let mut problems = Problems::default();
    for (at, entry) in entries(body).enumerate() {
        let path = |name: &str| format!("attachments.{at}{name}");
        let id = number_of(&entry["id"]);
        let is_new = files.iter().any(|file| file.number.is_some() && file.number == id);
        let is_kept = kept.iter().any(|own| id.is_some() && number_of(&own["id"]) == id);
        if !is_new && !is_kept {
            problems.add(&path(""), "ATTACHMENT_NOT_FOUND", "Attachment data not found");
        }
        problems.text(&path(".description"), &entry["description"], 1_024);
    }
    let is_there = |name: &str| {
        let is_kept = kept.iter().any(|own| own["filename"] == name && is_listed(body, own));
        is_kept || files.iter().any(|file| file.name == name)
    };
    for (at, embed) in body["embeds"].as_array().into_iter().flatten().enumerate() {
        for part in SHOWN {
            let Some(url) = embed[part]["url"].as_str() else { continue };
            let path = format!("embeds.{at}.{part}.url");
            match url.strip_prefix(SCHEME) {
                Some(name) if is_there(name) => {}
                Some(_) => {
                    let message = format!("The referenced attachment (\"{url}\") was not found");
                    problems.add(&path, "REFERENCED_ATTACHMENT_NOT_FOUND", message);
                }
                None if url.starts_with("https://") || url.starts_with("http://") => {}
                None => problems.add(&path, "URL_TYPE_INVALID_URL", "Not a well formed URL."),
            }
        }
    }
    problems.verdict()
}

/// Whether a body leaves a file of its message there: it names it, or says nothing of files.
fn is_listed(body: &Value, own: &Value) -> bool {
    body.get("attachments").is_none_or(Value::is_null) || entries(body).any(|entry| entry["id"] == own["id"])
}

/// Keeps the files of a call; everything that its message carries from then on.
pub(super) fn keep(
    state: &mut State,
    body: &Value,
    files: Vec<File>,
    kept: &[Value],
    now: Timestamp,
) -> Vec<Value> {
    let mut all: Vec<Value> = kept.iter().filter(|own| is_listed(body, own)).cloned().collect();
    for file in files {
        let id = state.next_id(now);
        let url = format!("{}/attachments/{id}/{}", state.address, file.name);
        let description = file.entry(body).map_or(Value::Null, |entry| entry["description"].clone());
        let (size, description) = (file.bytes.len(), description.as_str().unwrap_or_default());
        all.push(json!({ "id": id, "filename": file.name, "size": size, "url": url, "proxy_url": url,
                         "description": description, "flags": 0 }));
        state.files.insert(id, file.bytes);
    }
    all
}

/// Puts files into the embeds that show them, and the others beside the text.
pub(super) fn show(shown: &mut Value, files: &[Value]) {
    let mut beside: Vec<Value> = files.to_vec();
    for embed in shown["embeds"].as_array_mut().into_iter().flatten() {
        for part in SHOWN {
            let Some(url) = embed[part]["url"].as_str().map(str::to_owned) else { continue };
            let is_it = |own: &&Value| {
                own["url"] == url.as_str()
                    || url.strip_prefix(SCHEME).is_some_and(|name| own["filename"] == name)
            };
            let Some(file) = files.iter().rev().find(is_it) else { continue };
            for name in ["url", "proxy_url"] {
                embed[part][name] = file[name].clone();
            }
            beside.retain(|own| own["id"] != file["id"]);
        }
    }
    shown["attachments"] = beside.into();
}

/// Gives a file to whoever has its address.
pub(super) async fn fetch(
    Given(discord): Given<Arc<FakeDiscord>>,
    Path((attachment, _)): Path<(String, String)>,
) -> Result<Bytes, (StatusCode, Json<Value>)> {
    let file = discord.file(&attachment).map(Bytes::from);
    file.ok_or_else(|| (StatusCode::NOT_FOUND, Json(json!({ "message": "404: Not Found", "code": 0 }))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cleaned_as_discord_cleans_it() {
        for (given, kept) in [
            ("kpi.png", "kpi.png"),
            ("image two.png", "image_two.png"),
            ("_VnitHEEnz2LbpDa.mp4", "VnitHEEnz2LbpDa.mp4"),
            ("画像.png", "png"),
            ("迟发率", "unknown"),
        ] {
            assert_eq!(clean(given), kept);
        }
    }
}
