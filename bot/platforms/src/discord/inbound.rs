//! What Discord sends, from the gateway or the interactions endpoint alike, in words of our own. Reads only the fields it
//! needs, so that what is new or unknown in an event never loses it.

mod interaction;
mod message;
mod typed;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;
use steward_core::card::Act;

use super::channels::Whereabouts;
use crate::press::Pressed;

pub(super) use interaction::read as interaction;
pub(super) use message::{message, reaction};

/// Before the name of a reaction.
const REACTION: &str = "reaction:";

/// Something that came in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Arrival {
    /// Names it; the same name twice is the same thing.
    pub(super) id: String,
    /// When Discord says it happened.
    pub(super) at: Option<Timestamp>,
    /// Where.
    pub(super) place: Place,
    pub(super) what: What,
}

impl Arrival {
    /// What every replica calls it. A reaction has no id of its own, and every session has another number for it.
    pub(super) fn common_name(&self) -> String {
        match &self.place.message {
            Some(message) if self.id.starts_with(REACTION) => {
                format!("{REACTION}{message}:{}", self.place.user)
            }
            _ => self.id.clone(),
        }
    }
}

/// Where something happened, and how to answer there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Place {
    /// Who did it.
    pub(super) user: String,
    /// The channel; of a thread the one that it hangs in.
    pub(super) channel: Option<String>,
    /// Whether the channel is the person's own conversation with the bot.
    pub(super) direct: bool,
    /// The thread, which has the id of the message it hangs below, or the message that is replied to.
    pub(super) thread: Option<String>,
    /// The channel or thread in which an answer is posted.
    pub(super) spot: Option<String>,
    /// The message itself, or the one whose button it is. None for one that only the person sees.
    pub(super) message: Option<String>,
    /// How an interaction is answered for fifteen minutes.
    pub(super) token: Option<String>,
    /// The person's language as Discord knows it; it says so with interactions only.
    pub(super) locale: Option<String>,
    /// The preferred language of the server.
    pub(super) server_locale: Option<String>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    /// A text.
    Said { text: String, addressed: bool },
    /// A button, or something from the list behind "More"; `answer_to` is the event whose answer it stood on.
    Pressed { pressed: Pressed, answer_to: Option<String> },
    /// A modal was sent: what is in its fields by their names, and what of it the person wrote.
    Submitted { act: Act, fields: BTreeMap<String, String>, written: Vec<String> },
    /// A command is being typed: what stands there so far, and what of it is not part of the choice.
    Typing { typed: String, before: String },
    /// Discord tries whether we are there.
    Ping,
    /// Nothing for us, and why.
    Nothing(&'static str),
}

/// A text of an event that is not empty.
fn text(event: &Value, path: &str) -> Option<String> {
    event.pointer(path)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Milliseconds since 1970 at which Discord's ids begin (its reference, "Snowflakes").
const EPOCH_MILLISECONDS: i64 = 1_420_070_400_000;
/// Bits of an id below its time.
const BELOW_TIME: u32 = 22;

/// When something with this id came to be.
pub(super) fn made_at(id: &str) -> Option<Timestamp> {
    let milliseconds = i64::try_from(id.parse::<u64>().ok()? >> BELOW_TIME).ok()?;
    Timestamp::from_millisecond(milliseconds.checked_add(EPOCH_MILLISECONDS)?).ok()
}

/// The first id of that instant.
pub(super) fn first_id(at: Timestamp) -> u64 {
    let milliseconds = at.as_millisecond().saturating_sub(EPOCH_MILLISECONDS);
    u64::try_from(milliseconds).unwrap_or_default() << BELOW_TIME
}

/// Channel, thread and directness of a place.
fn placed(channel: &str, whereabouts: &Whereabouts, place: Place) -> Place {
    let spot = Some(channel.to_owned());
    match whereabouts {
        Whereabouts::Direct => Place { channel: Some(channel.to_owned()), direct: true, spot, ..place },
        Whereabouts::Channel => Place { channel: Some(channel.to_owned()), spot, ..place },
        Whereabouts::Thread { parent } => {
            Place { channel: Some(parent.clone()), thread: Some(channel.to_owned()), spot, ..place }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_says_when_it_was_made() {
        // The example of Discord's reference.
        let at = made_at("175928847299117063").unwrap();
        assert_eq!(at.to_string(), "2016-04-30T11:18:25.796Z");
        assert_eq!(made_at(&first_id(at).to_string()), Some(at));
        for wrong in ["", "x", "-1", "99999999999999999999"] {
            assert_eq!(made_at(wrong), None, "{wrong}");
        }
    }
}
