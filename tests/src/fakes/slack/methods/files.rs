//! `files.*`: pictures, by an address to upload to.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{chat, chat_check};
use crate::fakes::slack::FakeSlack;
use crate::fakes::slack::answer::Refusal;
use crate::fakes::slack::state::File;
use crate::fakes::slack::web_api::Calling;

pub(in crate::fakes::slack) fn get_upload_url(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let name = call.arguments.needed("filename")?;
    let length: usize = call
        .arguments
        .needed("length")?
        .parse()
        .map_err(|_| Refusal::problems("invalid_arguments", &["length is no number".into()]))?;
    if length == 0 {
        return Err(Refusal::problems("invalid_arguments", &["length must be greater than 0".into()]));
    }
    let id = call.state.next_id("F");
    let team = call.team.clone();
    // The official clients do not agree on its name.
    let alt = call.arguments.text("alt_txt").or_else(|| call.arguments.text("alt_text"));
    let file = File { team, name, title: None, alt, length, bytes: None, completed: false };
    call.state.files.insert(id.clone(), file);
    Ok(json!({ "upload_url": format!("{}/upload/{id}", call.slack.address()), "file_id": id }))
}

/// Takes the bytes of a file, as they are or as the one part of a form.
pub(in crate::fakes::slack) async fn upload(
    State(slack): State<Arc<FakeSlack>>,
    Path(file): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let body = kind.split_once("boundary=").map_or(body.as_ref(), |(_, boundary)| only_part(&body, boundary));
    let mut state = slack.state();
    match state.files.get_mut(&file).filter(|file| file.bytes.is_none()) {
        None => (StatusCode::NOT_FOUND, "no such upload").into_response(),
        Some(file) if file.length != body.len() => {
            (StatusCode::BAD_REQUEST, format!("{} bytes instead of {}", body.len(), file.length))
                .into_response()
        }
        Some(file) => {
            file.bytes = Some(body.to_vec());
            format!("OK - {}", body.len()).into_response()
        }
    }
}

/// The content of the one part of a form.
fn only_part<'a>(form: &'a [u8], boundary: &str) -> &'a [u8] {
    let position = |of: &[u8]| form.windows(of.len()).position(|window| window == of).unwrap_or(form.len());
    let end_line = format!("\r\n--{}", boundary.trim_matches('"'));
    let (begin, end) = (position(b"\r\n\r\n") + 4, position(end_line.as_bytes()));
    form.get(begin..end).unwrap_or_default()
}

pub(in crate::fakes::slack) fn complete_upload(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let named = call.arguments.structure("files", "invalid_arguments")?.unwrap_or_default();
    let named = named.as_array().cloned().unwrap_or_default();
    if named.is_empty() {
        return Err(Refusal::problems("invalid_arguments", &["no files are named".into()]));
    }
    let is_uploaded = |wanted: &Value| {
        let file = wanted["id"].as_str().and_then(|id| call.state.files.get(id));
        file.is_some_and(|file| file.team == call.team && file.bytes.is_some() && !file.completed)
    };
    if !named.iter().all(is_uploaded) {
        return Err(Refusal::of("file_not_found"));
    }
    let channel = call.arguments.text("channel_id").or_else(|| call.arguments.text("channels"));
    if let Some(channel) = &channel {
        let found = call.state.channels.get(channel).filter(|channel| channel.team == call.team);
        chat_check::may_post(call, found.ok_or_else(|| Refusal::of("channel_not_found"))?)?;
    }
    let mut told = Vec::new();
    for wanted in &named {
        let id = wanted["id"].as_str().unwrap_or_default();
        if let Some(file) = call.state.files.get_mut(id) {
            file.completed = true;
            file.title = wanted["title"].as_str().map(String::from);
            told.push(describe(id, file));
        }
    }
    if let Some(channel) = channel {
        share(call, &channel, &told)?;
    }
    Ok(json!({ "files": told }))
}

/// Posts the files into a channel.
fn share(call: &mut Calling<'_>, channel: &str, files: &[Value]) -> Result<(), Refusal> {
    let thread = call.arguments.text("thread_ts");
    if let Some(thread) = &thread {
        call.state.channel(channel).message(thread).ok_or_else(|| Refusal::of("thread_not_found"))?;
    }
    let ts = call.state.next_stamp(call.now);
    let team = call.own_team();
    let text = call.arguments.text("initial_comment").unwrap_or_default();
    let mut message = json!({ "type": "message", "ts": ts, "team": call.team, "user": team.bot_user,
                              "bot_id": team.bot_id, "text": text, "files": files, "upload": true });
    let target = call.state.channel_mut(channel);
    if let Some(thread) = thread {
        message["thread_ts"] = thread.clone().into();
        if let Some(parent) = target.message_mut(&thread) {
            chat::count_reply(parent, &ts);
        }
    }
    target.messages.push(message);
    Ok(())
}

pub(in crate::fakes::slack) fn info(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let id = call.arguments.needed("file")?;
    let file = call.state.files.get(&id).filter(|file| file.team == call.team && file.completed);
    let file = file.ok_or_else(|| Refusal::of("file_not_found"))?;
    Ok(json!({ "file": describe(&id, file), "comments": [] }))
}

fn describe(id: &str, file: &File) -> Value {
    let title = file.title.as_ref().unwrap_or(&file.name);
    json!({ "id": id, "name": file.name, "title": title, "alt_txt": file.alt, "size": file.length, "mode": "hosted",
            "is_external": false, "is_public": false, "created": 1_700_000_000, "timestamp": 1_700_000_000 })
}
