//! The bot as a platform: posts, edits and finds messages again by the address in their embed.

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use serenity::http::Route;
use serenity::model::id::ChannelId;
use steward_core::card::Card;
use steward_core::id::OutboxId;
use steward_core::moment::in_words;
use steward_core::pace::Limits;
use steward_core::platform::{Address, Capabilities, Platform, PlatformError};
use tokio::time::Instant;

use super::NAME;
use super::api::snowflake;
use super::bot::{Bot, id};
use super::card::{Part, Showing, parts, whole};
use super::codes::{HAS_THREAD, UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, is, is_without_thread};
use super::inbound::{first_id, made_at};
use super::limits::{NONCE_CHARACTERS, PACE, THREAD_NAME_CHARACTERS, cut};
use super::picture::{Said, Spot};
use super::words::Chrome;
use crate::pause::persistently;

/// For how long Discord gives back the message of a nonce; its reference says "the past few minutes".
const IDEMPOTENT_FOR: std::time::Duration = std::time::Duration::from_mins(2);
/// What the address of a message of ours begins with. It leads nowhere.
const MARK: &str = "https://steward.invalid/";
/// Messages in one answer when they are read back.
const PAGE: usize = 100;
/// Most answers that are read to find a message.
const MOST_PAGES: usize = 10;
/// How much earlier than its marker a message is looked for: clocks differ.
const CLOCK_DIFFERENCE: SignedDuration = SignedDuration::from_mins(5);

#[async_trait]
impl Platform for Bot {
    fn name(&self) -> &str {
        NAME
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            idempotent_for: Some(IDEMPOTENT_FOR),
            can_find: true,
            can_edit: true,
            can_thread: true,
            can_press: true,
            can_translate: false,
            can_tell_time: true,
        }
    }

    fn limits(&self) -> Limits {
        PACE
    }

    async fn post(&self, to: &Address, marker: OutboxId, card: &Card) -> Result<String, PlatformError> {
        let began = Instant::now();
        let channel = self.channel(to).await?;
        let parts = self.parts(to, card, Some(made(marker)));
        let mut bodies = parts.into_iter().enumerate().map(|(place, part)| marked(part, marker, place));
        let Some(first) = bodies.next() else {
            return Err(PlatformError::Rejected { reason: "the card says nothing".to_owned() });
        };
        let (message, spot) = self.post_below(to, &channel, &first, &card.title).await?;
        let rest: Vec<Value> = bodies.collect();
        let said = |channel: &str, message: &str, body: Value| {
            let (channel, message) = (channel.to_owned(), message.to_owned());
            Said { spot: Spot::Channel { channel, message }, body }
        };
        let mut last = said(&spot, &message, first);
        if !rest.is_empty() {
            let spot = self.spot_of_rest(to, &spot, &message, &card.title).await;
            for body in rest {
                if !is_once(began, Instant::now()) {
                    tracing::warn!(outbox = %marker, "the rest of a message is left to whoever took it over");
                    return Ok(message);
                }
                // The message is there: an error here must not have it posted again.
                match persistently(|| self.send(&spot, &body)).await {
                    Ok(message) => last = said(&spot, &message, body),
                    Err(error) => {
                        tracing::warn!(outbox = %marker, %error, "the rest of a message is missing");
                        return Ok(message);
                    }
                }
            }
        }
        self.illustrate(card, &last).await;
        Ok(message)
    }

    async fn edit(&self, to: &Address, message: &str, card: &Card) -> Result<(), PlatformError> {
        let channel = self.channel(to).await?;
        let chrome = Chrome::of(self.words.as_ref(), &card.lang);
        let whole = whole(card, showing(to, &chrome, made_at(message)));
        let body = whole.as_ref().map(Part::body).unwrap_or_default();
        if let Some(thread) = to.thread.as_deref().filter(|_| !to.direct) {
            match self.replace(thread, message, &body).await {
                Err(error) if is(&error, UNKNOWN_CHANNEL) || is(&error, UNKNOWN_MESSAGE) => {}
                outcome => return outcome,
            }
        }
        self.replace(&channel, message, &body).await
    }

    async fn find(&self, to: &Address, marker: OutboxId) -> Result<Option<String>, PlatformError> {
        let channel = self.channel(to).await?;
        if let Some(thread) = to.thread.as_deref().filter(|_| !to.direct) {
            match self.found_in(thread, marker).await {
                Ok(None) => {}
                Err(error) if is(&error, UNKNOWN_CHANNEL) => {}
                outcome => return outcome,
            }
        }
        self.found_in(&channel, marker).await
    }
}

impl Bot {
    async fn channel(&self, to: &Address) -> Result<String, PlatformError> {
        if to.direct { self.direct(&to.target).await } else { Ok(to.target.clone()) }
    }

    fn parts(&self, to: &Address, card: &Card, at: Option<Timestamp>) -> Vec<Part> {
        let chrome = Chrome::of(self.words.as_ref(), &card.lang);
        parts(card, showing(to, &chrome, at))
    }

    /// Posts a message in its thread, which is begun where there is none, or in its channel; answers where it is.
    async fn post_below(
        &self,
        to: &Address,
        channel: &str,
        body: &Value,
        title: &str,
    ) -> Result<(String, String), PlatformError> {
        let Some(above) = to.thread.as_deref() else {
            return Ok((self.send(channel, body).await?, channel.to_owned()));
        };
        if !to.direct {
            let is_shut = match self.send(above, body).await {
                Err(error) if is_without_thread(&error) => !is(&error, UNKNOWN_CHANNEL),
                outcome => return Ok((outcome?, above.to_owned())),
            };
            if !is_shut && self.has_thread(channel, above, title).await? {
                return Ok((self.send(above, body).await?, above.to_owned()));
            }
        }
        // Without a thread it is a reply.
        let mut body = body.clone();
        if let Some(fields) = body.as_object_mut() {
            let reference = json!({ "message_id": above, "fail_if_not_exists": false });
            fields.insert("message_reference".to_owned(), reference);
        }
        Ok((self.send(channel, &body).await?, channel.to_owned()))
    }

    /// Begins the thread of a message; false where there can be none.
    async fn has_thread(&self, channel: &str, message: &str, title: &str) -> Result<bool, PlatformError> {
        let name = cut(&in_words(title), THREAD_NAME_CHARACTERS);
        match persistently(|| self.begin_thread(channel, message, &name)).await {
            Ok(()) => Ok(true),
            Err(error) if is(&error, HAS_THREAD) => Ok(true),
            Err(error @ (PlatformError::Dead { .. } | PlatformError::Rejected { .. })) => {
                tracing::info!(channel, %error, "a message has no thread");
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    /// Where the rest of a message goes on.
    async fn spot_of_rest(&self, to: &Address, spot: &str, message: &str, title: &str) -> String {
        if to.direct || to.thread.is_some() {
            return spot.to_owned();
        }
        match self.has_thread(spot, message, title).await {
            Ok(true) => message.to_owned(),
            Ok(false) | Err(_) => spot.to_owned(),
        }
    }

    async fn found_in(&self, channel: &str, marker: OutboxId) -> Result<Option<String>, PlatformError> {
        let channel_id: ChannelId = snowflake(channel)?;
        let me = self.identity().await?.user.clone();
        let oldest = made(marker).checked_sub(CLOCK_DIFFERENCE).unwrap_or(Timestamp::UNIX_EPOCH);
        let mut after = first_id(oldest);
        for _ in 0..MOST_PAGES {
            let parameters = vec![("after", after.to_string()), ("limit", PAGE.to_string())];
            let answer = self.api.list(Route::ChannelMessages { channel_id }, parameters).await?;
            let messages = answer.as_array().map(Vec::as_slice).unwrap_or_default();
            if let Some(found) = messages.iter().find(|message| carries(message, marker, &me)) {
                return Ok(id(found));
            }
            let newest = messages.iter().filter_map(|message| id(message)?.parse::<u64>().ok()).max();
            match newest.filter(|_| messages.len() >= PAGE) {
                Some(newest) => after = newest,
                None => return Ok(None),
            }
        }
        // More was said since than can be read: nobody knows.
        Err(PlatformError::Retry { reason: "the conversation is too long to look through".to_owned() })
    }
}

fn showing<'a>(to: &Address, chrome: &'a Chrome, at: Option<Timestamp>) -> Showing<'a> {
    Showing { chrome, mentions: !to.direct, summary: to.direct, answer_to: None, at }
}

/// Whether Discord still keeps doubles away of what was begun then. A process that was stopped for longer may have been stood in
/// for by another replica.
fn is_once(began: Instant, now: Instant) -> bool {
    now.duration_since(began) < IDEMPOTENT_FOR
}

/// A message with what keeps it from being posted twice, and what it is found again by.
fn marked(part: Part, marker: OutboxId, place: usize) -> Value {
    let mut nonce = URL_SAFE_NO_PAD.encode(marker.uuid().as_bytes());
    if place > 0 {
        nonce = format!("{nonce}.{place}");
    }
    let mut body = part.marked(&format!("{MARK}{nonce}")).body();
    if let Some(fields) = body.as_object_mut().filter(|_| nonce.len() <= NONCE_CHARACTERS) {
        fields.insert("nonce".to_owned(), json!(nonce));
        fields.insert("enforce_nonce".to_owned(), json!(true));
    }
    body
}

/// Whether a message of ours begins under the marker.
fn carries(message: &Value, marker: OutboxId, me: &str) -> bool {
    let wanted = format!("{MARK}{}", URL_SAFE_NO_PAD.encode(marker.uuid().as_bytes()));
    let is_mine = message.pointer("/author/id").and_then(Value::as_str) == Some(me);
    is_mine && message.pointer("/embeds/0/url").and_then(Value::as_str) == Some(&wanted)
}

/// When a marker was made, which it holds.
fn made(marker: OutboxId) -> Timestamp {
    let seconds = marker.uuid().get_timestamp().map_or(0, |at| at.to_unix().0);
    i64::try_from(seconds)
        .ok()
        .and_then(|at| Timestamp::from_second(at).ok())
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_found_again_by_what_it_was_posted_with() {
        let marker: OutboxId = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        let part = Part {
            content: String::new(),
            embed: json!({ "description": "x" }),
            components: Vec::new(),
            pings: Vec::new(),
        };
        let body = marked(part.clone(), marker, 0);
        assert_eq!(body["nonce"].as_str().unwrap().len(), 22);
        assert_eq!(body["enforce_nonce"], true);
        let posted = json!({ "author": { "id": "8" }, "embeds": body["embeds"] });
        assert!(carries(&posted, marker, "8") && !carries(&posted, marker, "9"));
        let second = json!({ "author": { "id": "8" }, "embeds": marked(part, marker, 1)["embeds"] });
        assert!(!carries(&second, marker, "8"));
        assert_eq!(made(marker).as_second(), 1_688_096_058);
    }

    #[test]
    fn whoever_was_stopped_for_long_leaves_the_rest_to_others() {
        let began = Instant::now();
        let after = |seconds| began + std::time::Duration::from_secs(seconds);
        assert!(is_once(began, after(119)) && !is_once(began, after(120)));
    }
}
