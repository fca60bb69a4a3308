//! Pictures as attachments that the embed of a message shows.
//!
//! A picture is put to a message that is there, and is no part of the call that makes it: the words never wait for a picture,
//! and an answer that Discord fetched from the interactions endpoint, which takes no files there, has one as well.

use std::time::Duration;

use serde_json::{Value, json};
use serenity::builder::CreateAttachment;
use serenity::http::Route;
use steward_core::card::Card;
use steward_core::platform::PlatformError;
use tokio::time::timeout;

use super::api::snowflake;
use super::bot::Bot;
use super::limits::{ALT_CHARACTERS, FOOTER_CHARACTERS, cut};
use crate::pause::patiently;
use crate::picture::{Picture, pictures};

/// The name of the file. Discord finds a file by its name only where it holds nothing but letters, digits, `-`, `_` and `.`.
const NAME: &str = "kpi.png";
/// What Discord has to be told of a file: its place among those of the call.
const FIRST_FILE: &str = "0";
/// How long a picture may take: whoever waits for the message to which it belongs must hear of it in time.
const PICTURE_WITHIN: Duration = Duration::from_secs(4);

/// A message that is there.
pub(super) struct Said {
    pub(super) spot: Spot,
    /// As it was sent.
    pub(super) body: Value,
}

/// Where a message is. Never printed: with its token anybody could answer.
pub(super) enum Spot {
    /// In a channel, a thread or a direct conversation.
    Channel { channel: String, message: String },
    /// The first answer to an interaction.
    Answer { token: String },
    /// A further answer to an interaction.
    FollowUp { token: String, message: String },
}

impl Bot {
    /// Puts the picture of a card to a message of it; an embed shows one. The card says all of it in words, so that one that
    /// cannot be put there is missed by nobody.
    pub(super) async fn illustrate(&self, card: &Card, said: &Said) {
        let Some(picture) = pictures(card).next() else { return };
        let body = illustrated(&said.body, &picture);
        let put = patiently(|| self.put_picture(&said.spot, &body, &picture));
        match timeout(PICTURE_WITHIN, put).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "a picture was not posted"),
            Err(_) => tracing::warn!("a picture took too long"),
        }
    }

    async fn put_picture(&self, spot: &Spot, body: &Value, picture: &Picture) -> Result<(), PlatformError> {
        let application_id = self.application().await?;
        let route = match spot {
            Spot::Channel { channel, message } => {
                Route::ChannelMessage { channel_id: snowflake(channel)?, message_id: snowflake(message)? }
            }
            Spot::Answer { token } => Route::WebhookOriginalInteractionResponse { application_id, token },
            Spot::FollowUp { token, message } => {
                Route::WebhookFollowupMessage { application_id, token, message_id: snowflake(message)? }
            }
        };
        let file = CreateAttachment::bytes(picture.png.clone(), NAME);
        self.api.patch_with_file(route, body, file).await.map(drop)
    }
}

/// What is new of a message that shows a picture. Whom it may ping is said as in every message.
fn illustrated(body: &Value, picture: &Picture) -> Value {
    let alt = cut(&picture.alt, ALT_CHARACTERS);
    let mut embeds = body.get("embeds").cloned().unwrap_or_default();
    if let Some(embed) = embeds.pointer_mut("/0").and_then(Value::as_object_mut) {
        embed
            .insert("image".to_owned(), json!({ "url": format!("attachment://{NAME}"), "description": alt }));
        embed.insert("footer".to_owned(), json!({ "text": cut(&picture.legend, FOOTER_CHARACTERS) }));
    }
    json!({
        "embeds": embeds,
        "attachments": [{ "id": FIRST_FILE, "filename": NAME, "description": alt }],
        "allowed_mentions": body.get("allowed_mentions"),
    })
}
