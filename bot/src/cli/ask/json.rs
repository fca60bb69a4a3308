//! What was understood and the answer as one line of JSON. Its shape is a promise to scripts: `bot/docs/ask.md`.

use jiff::Timestamp;
use serde::Serialize;
use steward_commands::meaning::Understanding;
use steward_core::card::Card;
use steward_core::id::{ChannelKey, PersonKey};
use steward_core::message::answer::Answer;

use crate::ask::{Asked, Asker, Told};

#[derive(Serialize)]
struct Shape<'a> {
    text: &'a str,
    at: Timestamp,
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    person: Option<&'a PersonKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<&'a ChannelKey>,
    #[serde(flatten)]
    understanding: &'a Understanding,
    answer: Option<AnswerShape<'a>>,
}

#[derive(Serialize)]
struct AnswerShape<'a> {
    private: bool,
    parts: &'a Answer,
    card: &'a Card,
}

impl<'a> AnswerShape<'a> {
    fn of(told: &'a Told) -> Self {
        Self { private: told.private, parts: &told.answer, card: &told.card }
    }
}

/// The line.
///
/// # Errors
/// When the answer cannot be written as JSON.
pub(super) fn line(asker: &Asker, text: &str, answered: &Asked) -> serde_json::Result<String> {
    serde_json::to_string(&Shape {
        text,
        at: answered.at,
        person: asker.person.as_ref(),
        channel: asker.channel.as_ref(),
        understanding: &answered.understanding,
        answer: answered.told.as_ref().map(AnswerShape::of),
    })
}
