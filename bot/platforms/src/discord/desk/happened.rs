//! What the gateway tells: messages, reactions, and what happens to channels and servers.

use std::sync::Arc;

use serde_json::Value;
use steward_core::host::News;
use steward_core::platform::PlatformError;

use super::Desk;
use crate::discord::NAME;
use crate::discord::channels::Whereabouts;
use crate::discord::codes::{ANSWERED, is};
use crate::discord::inbound::{self, What};
use crate::discord::reply::{Fate, First, Reply};
use crate::pause::patiently;

impl Desk {
    /// Deals with an event of the gateway. `stamp` names it, and is the same when it is sent again.
    pub(in crate::discord) async fn hear(self: &Arc<Self>, kind: &str, event: &Value, stamp: &str) {
        let text = |key: &str| event.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let channels = &self.bot().channels;
        match kind {
            "INTERACTION_CREATE" => {
                let (id, token) = (text("id"), text("token"));
                let answer = self.interact(event.clone()).await;
                let outcome = self.answer(&id, &token, answer.body()).await;
                answer.told(match outcome {
                    Ok(()) => Fate::Taken,
                    Err(error) if is(&error, ANSWERED) => {
                        tracing::debug!(event = id, "another replica has answered");
                        Fate::Overtaken
                    }
                    Err(error) => {
                        tracing::warn!(event = id, %error, "an interaction was not answered");
                        Fate::Lost
                    }
                });
            }
            "MESSAGE_CREATE" | "MESSAGE_REACTION_ADD" => self.hear_person(kind, event, stamp).await,
            "GUILD_CREATE" => {
                let server = text("id");
                for list in ["channels", "threads"] {
                    self.learn_all(event.get(list), Some(&server));
                }
            }
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

    /// Answers an interaction; once more where nobody knows whether Discord took it.
    async fn answer(&self, id: &str, token: &str, answer: &Value) -> Result<(), PlatformError> {
        match self.bot().answer(id, token, answer).await {
            Err(PlatformError::Unknown { .. } | PlatformError::Retry { .. }) => {}
            outcome => return outcome,
        }
        match self.bot().answer(id, token, answer).await {
            Err(error) if is(&error, ANSWERED) => Ok(()),
            outcome => outcome,
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
        let arrival = match kind {
            "MESSAGE_CREATE" => inbound::message(event, bot, &whereabouts),
            _ => inbound::reaction(event, bot, &whereabouts, stamp),
        };
        match &arrival.what {
            What::Said { text, addressed } => {
                let (host, place, event) = (self.host.as_ref(), &arrival.place, arrival.common_name());
                let (event, late) = (event.as_str(), First::Nothing);
                let reply = Reply { bot: self.bot(), host, place, event, fate: None, late };
                self.said(&arrival, &reply, text, *addressed, None).await;
            }
            What::Nothing(why) => tracing::debug!(event = arrival.id, why, "left alone"),
            _ => {}
        }
    }
}
