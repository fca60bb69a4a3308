//! What kind each channel is, and the language of its server: a message says only where it is, and a thread is a channel of
//! its own.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;
use serenity::http::Route;
use serenity::model::id::ChannelId;
use steward_core::platform::PlatformError;

use super::api::snowflake;
use super::bot::Bot;

/// Kinds of channel in Discord's reference: direct conversations, and threads.
const DIRECT: [u64; 2] = [1, 3];
const THREADS: std::ops::RangeInclusive<u64> = 10..=12;

/// Where a message is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Whereabouts {
    /// In a channel of a server.
    Channel,
    /// In a person's own conversation with the bot.
    Direct,
    /// In a thread below a message of the channel `parent`. The thread has the message's id.
    Thread {
        /// The channel.
        parent: String,
    },
}

impl Whereabouts {
    /// What a channel is, as Discord describes it; none where it does not.
    pub(super) fn of(channel: &Value) -> Option<Self> {
        let kind = channel.get("type").and_then(Value::as_u64)?;
        if DIRECT.contains(&kind) {
            return Some(Self::Direct);
        }
        if !THREADS.contains(&kind) {
            return Some(Self::Channel);
        }
        let parent = channel.get("parent_id").and_then(Value::as_str)?.to_owned();
        Some(Self::Thread { parent })
    }
}

/// A channel that was met.
#[derive(Debug, Clone)]
struct Known {
    whereabouts: Whereabouts,
    name: Option<String>,
    server: Option<String>,
}

/// The channels that were met so far.
#[derive(Debug, Default)]
pub(super) struct Channels {
    known: Mutex<HashMap<String, Known>>,
    /// The preferred language of each server.
    languages: Mutex<HashMap<String, String>>,
}

impl Channels {
    /// Takes note of a channel; whether it was known under another name.
    pub(super) fn learn(&self, channel: &Value, server: Option<&str>) -> bool {
        let text = |key: &str| channel.get(key).and_then(Value::as_str).map(str::to_owned);
        let (Some(id), Some(whereabouts)) = (text("id"), Whereabouts::of(channel)) else { return false };
        let name = text("name");
        let known =
            Known { whereabouts, name: name.clone(), server: text("guild_id").or(server.map(str::to_owned)) };
        let before = self.known().insert(id, known);
        before.is_some_and(|before| before.name != name)
    }

    /// Forgets a channel.
    pub(super) fn forget(&self, id: &str) {
        self.known().remove(id);
    }

    /// Forgets a server; its channels, threads aside.
    pub(super) fn forget_server(&self, server: &str) -> Vec<String> {
        let mut all = self.known();
        let is_of = |known: &Known| known.server.as_deref() == Some(server);
        let gone = all.iter().filter(|(_, known)| is_of(known) && known.whereabouts == Whereabouts::Channel);
        let gone = gone.map(|(id, _)| id.clone()).collect();
        all.retain(|_, known| !is_of(known));
        gone
    }

    /// Takes note of the language that a server prefers, as an event describes the server.
    pub(super) fn learn_language(&self, server: &str, event: &Value) {
        if let Some(language) = event.get("preferred_locale").and_then(Value::as_str) {
            self.languages().insert(server.to_owned(), language.to_owned());
        }
    }

    /// The language that a server prefers, where it is known.
    pub(super) fn language(&self, server: &str) -> Option<String> {
        self.languages().get(server).cloned()
    }

    fn get(&self, id: &str) -> Option<Whereabouts> {
        self.known().get(id).map(|known| known.whereabouts.clone())
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<String, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn languages(&self) -> std::sync::MutexGuard<'_, HashMap<String, String>> {
        self.languages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Bot {
    /// What a channel is; asked where it was not met before.
    pub(super) async fn whereabouts(&self, channel: &str) -> Result<Whereabouts, PlatformError> {
        if let Some(known) = self.channels.get(channel) {
            return Ok(known);
        }
        let channel_id: ChannelId = snowflake(channel)?;
        let answer = self.api.get(Route::Channel { channel_id }).await?;
        self.channels.learn(&answer, None);
        Whereabouts::of(&answer).ok_or_else(|| PlatformError::Retry {
            reason: "Discord does not say what kind of channel it is".to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_thread_knows_its_channel() {
        let thread = json!({ "id": "7", "type": 11, "parent_id": "5", "name": "#12" });
        assert_eq!(Whereabouts::of(&thread), Some(Whereabouts::Thread { parent: "5".into() }));
        assert_eq!(Whereabouts::of(&json!({ "id": "7", "type": 11 })), None);
        assert_eq!(Whereabouts::of(&json!({ "id": "7", "type": 1 })), Some(Whereabouts::Direct));
        assert_eq!(Whereabouts::of(&json!({ "id": "7", "type": 5 })), Some(Whereabouts::Channel));
        assert_eq!(Whereabouts::of(&json!({ "id": "7" })), None);
    }

    #[test]
    fn a_server_that_is_left_takes_its_channels_along() {
        let channels = Channels::default();
        let ops = |name: &str| json!({ "id": "5", "type": 0, "name": name, "guild_id": "1" });
        assert!(!channels.learn(&ops("ops"), None));
        assert!(!channels.learn(&ops("ops"), None));
        assert!(channels.learn(&ops("ops-us"), None));
        channels.learn(&json!({ "id": "7", "type": 11, "parent_id": "5" }), Some("1"));
        channels.learn(&json!({ "id": "9", "type": 0, "guild_id": "2" }), None);
        assert_eq!(channels.forget_server("1"), ["5"]);
        assert_eq!((channels.get("7"), channels.get("9")), (None, Some(Whereabouts::Channel)));
    }
}
