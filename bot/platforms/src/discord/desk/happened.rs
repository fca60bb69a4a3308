//! What the gateway tells: messages, reactions, and what happens to channels and servers.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use steward_core::host::News;
use steward_core::platform::PlatformError;

use super::Desk;
use crate::discord::NAME;
use crate::discord::channels::Whereabouts;
use crate::discord::codes::{ANSWERED, is};
use crate::discord::inbound::{self, What};
use crate::discord::reply::{Fate, First, Reply};
use crate::pause::patiently;

/// What the address begins with by which our answers are told from those of other replicas. It leads nowhere.
const MARK: &str = "https://steward.invalid/answer/";
/// Where it stands in a message; Discord keeps it and shows it nowhere.
const MARKED: &str = "/embeds/0/url";

impl Desk {
    /// Deals with an event of the gateway. `stamp` names it, and is the same when it is sent again.
    pub(in crate::discord) async fn hear(self: &Arc<Self>, kind: &str, event: &Value, stamp: &str) {
        let text = |key: &str| event.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let channels = &self.bot().channels;
        match kind {
            "INTERACTION_CREATE" => {
                let (id, token) = (text("id"), text("token"));
                let answer = self.interact(event.clone()).await;
                let fate = self.answer(&id, &token, answer.body(), stamp).await;
                answer.told(fate);
            }
            "MESSAGE_CREATE" | "MESSAGE_REACTION_ADD" => self.hear_person(kind, event, stamp).await,
            "GUILD_CREATE" => {
                let server = text("id");
                channels.learn_language(&server, event);
                for list in ["channels", "threads"] {
                    self.learn_all(event.get(list), Some(&server));
                }
            }
            "GUILD_UPDATE" => channels.learn_language(&text("id"), event),
            "THREAD_LIST_SYNC" => self.learn_all(event.get("threads"), Some(&text("guild_id"))),
            "CHANNEL_CREATE" | "THREAD_CREATE" | "THREAD_UPDATE" => {
                channels.learn(event, None);
            }
            "CHANNEL_UPDATE" => {
                if channels.learn(event, None) {
                    let news =
                        News::ChannelRenamed { target: text("id"), name: format!("#{}", text("name")) };
                    self.host.hear(NAME, news).await;
                }
            }
            "CHANNEL_DELETE" => {
                channels.forget(&text("id"));
                self.host.hear(NAME, News::ChannelClosed { target: text("id") }).await;
            }
            "THREAD_DELETE" => channels.forget(&text("id")),
            // A server that is not available for a while comes back.
            "GUILD_DELETE" if event.get("unavailable") != Some(&Value::Bool(true)) => {
                for target in channels.forget_server(&text("id")) {
                    self.host.hear(NAME, News::ChannelClosed { target }).await;
                }
            }
            _ => tracing::trace!(kind, "an event of no use to us"),
        }
    }

    /// Answers an interaction; once more where nobody knows whether Discord took it. `stamp` is how our session calls the
    /// event, and no other does.
    async fn answer(&self, id: &str, token: &str, answer: &Value, stamp: &str) -> Fate {
        let mark = mark(stamp);
        let answer = marked(answer.clone(), &mark);
        let error = match self.bot().answer(id, token, &answer).await {
            Ok(()) => return Fate::Taken,
            Err(error) if is(&error, ANSWERED) => {
                tracing::debug!(event = id, "another replica has answered");
                return Fate::Overtaken;
            }
            Err(error) => error,
        };
        let error = match error {
            PlatformError::Unknown { .. } | PlatformError::Retry { .. } => {
                match self.bot().answer(id, token, &answer).await {
                    Ok(()) => return Fate::Taken,
                    Err(error) => error,
                }
            }
            error => error,
        };
        let fate = self.settled(token, &mark, &error).await;
        tracing::warn!(event = id, %error, ?fate, "an interaction was not answered at once");
        fate
    }

    /// What became of an answer after an error: the answer that the interaction has may be ours, or another replica's. One
    /// without anybody's mark is taken for ours, lest nobody say what follows it.
    async fn settled(&self, token: &str, mark: &str, error: &PlatformError) -> Fate {
        let is_answered = is(error, ANSWERED);
        if !is_answered && !error.is_passing() {
            return Fate::Lost;
        }
        let found = patiently(|| self.bot().first_answer(token)).await;
        let found = found.as_ref().map(|answer| answer.pointer(MARKED).and_then(Value::as_str));
        match found {
            Ok(Some(other)) if other.starts_with(MARK) && other != mark => Fate::Overtaken,
            Ok(_) => Fate::Taken,
            Err(_) if is_answered => Fate::Taken,
            Err(_) => Fate::Lost,
        }
    }

    fn learn_all(&self, list: Option<&Value>, server: Option<&str>) {
        for channel in list.and_then(Value::as_array).into_iter().flatten() {
            self.bot().channels.learn(channel, server);
        }
    }

    async fn hear_person(&self, kind: &str, event: &Value, stamp: &str) {
        let channel = event.get("channel_id").and_then(Value::as_str).unwrap_or_default();
        let is_of_server = event.get("guild_id").is_some_and(Value::is_string);
        let whereabouts = if is_of_server {
            match patiently(|| self.bot().whereabouts(channel)).await {
                Ok(whereabouts) => whereabouts,
                Err(error) => return tracing::warn!(channel, %error, "a channel cannot be asked about"),
            }
        } else {
            Whereabouts::Direct
        };
        let bot = match self.bot().identity().await {
            Ok(me) => &me.user,
            Err(error) => return tracing::warn!(%error, "cannot ask who we are"),
        };
        let mut arrival = match kind {
            "MESSAGE_CREATE" => inbound::message(event, bot, &whereabouts),
            _ => inbound::reaction(event, bot, &whereabouts, stamp),
        };
        let server = event.get("guild_id").and_then(Value::as_str);
        arrival.place.server_locale = server.and_then(|server| self.bot().channels.language(server));
        match &arrival.what {
            What::Said { text, addressed } => {
                let (host, place, event) = (self.host.as_ref(), &arrival.place, arrival.common_name());
                let (event, late, at) = (event.as_str(), First::Nothing, arrival.at);
                let reply = Reply { bot: self.bot(), host, place, event, at, fate: None, late };
                self.said(&arrival, &reply, text, *addressed, None).await;
            }
            What::Nothing(why) => tracing::debug!(event = arrival.id, why, "left alone"),
            _ => {}
        }
    }
}

/// What marks the answer of a session to an event.
fn mark(stamp: &str) -> String {
    format!("{MARK}{}", URL_SAFE_NO_PAD.encode(Sha256::digest(stamp)))
}

/// An answer with a mark, where it is a message.
fn marked(mut answer: Value, mark: &str) -> Value {
    if let Some(embed) = answer.pointer_mut("/data/embeds/0").and_then(Value::as_object_mut) {
        embed.insert("url".to_owned(), json!(mark));
    }
    answer
}
