//! Pictures as files of Slack: an address to upload to, the bytes, and their place in a conversation.
//!
//! A picture is a message of its own below the card and not a block within it: Slack takes a file for a block only once it
//! has looked through it, some time after the upload, and only with the right to read files.

use std::time::Duration;

use serde_json::{Value, json};
use steward_core::card::Card;
use steward_core::platform::PlatformError;
use tokio::time::timeout;

use super::limits::{ALT_CHARACTERS, cut};
use super::mrkdwn::escape;
use super::workspace::Workspace;
use crate::pause::patiently;
use crate::picture::{Picture, pictures};

/// The name of the files.
const NAME: &str = "kpi.png";
const KIND: &str = "image/png";
/// How long the pictures of a card may take: the message below which they belong was accepted, and whoever waits for that
/// must hear of it in time.
const PICTURES_WITHIN: Duration = Duration::from_secs(4);

impl Workspace {
    /// Posts the pictures of a card where the card is. The card says all of it in words, so that one that cannot be posted
    /// is missed by nobody. `target` is the conversation as addresses name it.
    pub(super) async fn illustrate(
        &self,
        card: &Card,
        target: &str,
        (channel, thread): (&str, Option<&str>),
    ) {
        let illustrated = async {
            for picture in pictures(card) {
                self.beside.note(target);
                if let Err(error) = self.share(&picture, &card.title, channel, thread).await {
                    tracing::warn!(platform = self.name, channel, %error, "a picture was not posted");
                }
            }
        };
        if timeout(PICTURES_WITHIN, illustrated).await.is_err() {
            tracing::warn!(platform = self.name, channel, "pictures took too long");
        }
    }

    async fn share(
        &self,
        picture: &Picture,
        title: &str,
        channel: &str,
        thread: Option<&str>,
    ) -> Result<(), PlatformError> {
        let (length, alt) = (picture.png.len().to_string(), cut(&picture.alt, ALT_CHARACTERS));
        // Slack's reference calls it `alt_txt`, its client for JavaScript `alt_text`.
        let arguments =
            [("filename", NAME), ("length", &length), ("alt_txt", alt.as_str()), ("alt_text", &alt)];
        let place = patiently(|| self.read("files.getUploadURLExternal", &arguments)).await?;
        let (url, id) = (text(&place, "upload_url")?, text(&place, "file_id")?);
        patiently(|| self.api.upload(url, KIND, &picture.png)).await?;
        let mut body = json!({
            "files": [{ "id": id, "title": title }],
            "channel_id": channel,
            "initial_comment": escape(&picture.legend),
        });
        if let (Some(fields), Some(thread)) = (body.as_object_mut(), thread) {
            fields.insert("thread_ts".to_owned(), json!(thread));
        }
        patiently(|| self.write("files.completeUploadExternal", &body)).await.map(drop)
    }
}

fn text<'a>(answer: &'a Value, key: &str) -> Result<&'a str, PlatformError> {
    answer
        .get(key)
        .and_then(Value::as_str)
        .ok_or_else(|| PlatformError::Unknown { reason: format!("Slack gave no {key} for a file") })
}
