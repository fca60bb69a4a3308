//! A workspace as a platform: posts, edits and finds messages again by the marker in their metadata.

use std::sync::PoisonError;

use async_trait::async_trait;
use serde_json::{Value, json};
use steward_core::card::Card;
use steward_core::id::OutboxId;
use steward_core::pace::Limits;
use steward_core::platform::{Address, Capabilities, Platform, PlatformError};
use tokio::time::Instant;

use super::card::{Part, Showing, parts};
use super::limits::PACE;
use super::words::Chrome;
use super::workspace::Workspace;
use crate::pause::patiently;

/// Names our metadata among those of other apps.
const EVENT_TYPE: &str = "steward_message";
/// Messages in one answer when they are read back.
const PAGE: &str = "200";
/// Most answers that are read to find a message.
const MOST_PAGES: usize = 10;
/// How much earlier than its marker a message is looked for, in seconds: clocks differ.
const CLOCK_DIFFERENCE_SECONDS: u64 = 300;

#[async_trait]
impl Platform for Workspace {
    fn name(&self) -> &str {
        &self.name
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            idempotent_for: None,
            can_find: true,
            can_edit: true,
            can_thread: true,
            can_press: true,
            can_translate: false,
            can_tell_time: false,
        }
    }

    fn limits(&self) -> Limits {
        PACE
    }

    fn sent_beside(&self) -> Vec<String> {
        self.beside.take()
    }

    async fn post(&self, to: &Address, marker: OutboxId, card: &Card) -> Result<String, PlatformError> {
        let channel = self.channel(to).await?;
        let mut parts = self.parts(to, card).into_iter();
        let first = parts.next().map(|part| part.body()).unwrap_or_default();
        let answer = self
            .write("chat.postMessage", &addressed(first, &channel, to.thread.as_deref(), marker, 0))
            .await?;
        let message = answer.get("ts").and_then(Value::as_str).map(str::to_owned).ok_or_else(|| {
            PlatformError::Unknown { reason: "Slack took a message without saying its id".to_owned() }
        })?;
        let thread = to.thread.as_deref().unwrap_or(&message);
        for (place, part) in parts.enumerate() {
            self.beside.note(&to.target);
            let body = addressed(part.body(), &channel, Some(thread), marker, place + 1);
            // The message is there: an error here must not have it posted again.
            if let Err(error) = patiently(|| self.write("chat.postMessage", &body)).await {
                tracing::warn!(outbox = %marker, place, %error, "the rest of a message is missing in its thread");
                break;
            }
        }
        self.illustrate(card, &to.target, (&channel, Some(thread))).await;
        Ok(message)
    }

    async fn edit(&self, to: &Address, message: &str, card: &Card) -> Result<(), PlatformError> {
        let channel = self.channel(to).await?;
        let mut body = self.parts(to, card).first().map(Part::body).unwrap_or_default();
        set(&mut body, "channel", json!(channel));
        set(&mut body, "ts", json!(message));
        self.write("chat.update", &body).await.map(drop)
    }

    async fn find(&self, to: &Address, marker: OutboxId) -> Result<Option<String>, PlatformError> {
        let channel = self.channel(to).await?;
        let oldest = oldest(marker).to_string();
        let mut cursor = String::new();
        for _ in 0..MOST_PAGES {
            let mut arguments = vec![
                ("channel", channel.as_str()),
                ("oldest", oldest.as_str()),
                ("include_all_metadata", "true"),
                ("limit", PAGE),
            ];
            if !cursor.is_empty() {
                arguments.push(("cursor", &cursor));
            }
            let method = match to.thread.as_deref() {
                Some(thread) => {
                    arguments.push(("ts", thread));
                    "conversations.replies"
                }
                None => "conversations.history",
            };
            let turn = self.searches.lock().unwrap_or_else(PoisonError::into_inner).take(Instant::now());
            turn.map_err(|wait| PlatformError::Wait {
                milliseconds: u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
            })?;
            let answer = self.read(method, &arguments).await?;
            if let Some(found) = carrying(&answer, marker) {
                return Ok(Some(found));
            }
            let next = answer.pointer("/response_metadata/next_cursor").and_then(Value::as_str);
            match next.filter(|next| !next.is_empty()) {
                Some(next) => next.clone_into(&mut cursor),
                None => return Ok(None),
            }
        }
        // More was said since than can be read: nobody knows.
        Err(PlatformError::Retry { reason: "the conversation is too long to look through".to_owned() })
    }
}

impl Workspace {
    async fn channel(&self, to: &Address) -> Result<String, PlatformError> {
        if to.direct { self.direct(&to.target).await } else { Ok(to.target.clone()) }
    }

    fn parts(&self, to: &Address, card: &Card) -> Vec<Part> {
        let chrome = Chrome::of(self.words.as_ref(), &card.lang);
        parts(card, Showing { chrome: &chrome, mentions: !to.direct, answer_to: None })
    }
}

fn addressed(mut body: Value, channel: &str, thread: Option<&str>, marker: OutboxId, part: usize) -> Value {
    set(&mut body, "channel", json!(channel));
    if let Some(thread) = thread {
        set(&mut body, "thread_ts", json!(thread));
    }
    let payload = json!({ "marker": marker.to_string(), "part": part });
    set(&mut body, "metadata", json!({ "event_type": EVENT_TYPE, "event_payload": payload }));
    body
}

fn set(body: &mut Value, key: &str, value: Value) {
    if let Some(fields) = body.as_object_mut() {
        fields.insert(key.to_owned(), value);
    }
}

/// The message that begins under the marker.
fn carrying(answer: &Value, marker: OutboxId) -> Option<String> {
    let wanted = marker.to_string();
    let is_it = |message: &&Value| {
        let payload = |key: &str| message.pointer(&format!("/metadata/event_payload/{key}"));
        payload("marker").and_then(Value::as_str) == Some(&wanted) && payload("part") == Some(&json!(0))
    };
    let message = answer.get("messages")?.as_array()?.iter().find(is_it)?;
    message.get("ts")?.as_str().map(str::to_owned)
}

/// From when on a message can carry the marker, in seconds since 1970: a marker holds the time at which it was made.
fn oldest(marker: OutboxId) -> u64 {
    let made = marker.uuid().get_timestamp().map_or(0, |at| at.to_unix().0);
    made.saturating_sub(CLOCK_DIFFERENCE_SECONDS)
}
