//! What Feishu sends, over the long connection or HTTP alike, in words of our own. Reads only the fields it needs, so that
//! what is new or unknown in an event never loses it.

mod happened;
mod message;
mod pressed;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;
use steward_core::host::News;

use super::press::Pressed;

/// Something that came in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Arrival {
    /// Names it; the same name twice is the same thing.
    pub(super) id: String,
    /// When Feishu says it happened.
    pub(super) at: Option<Timestamp>,
    /// Where.
    pub(super) place: Place,
    pub(super) what: What,
}

/// Where something happened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Place {
    /// Who did it, by `open_id`.
    pub(super) user: String,
    /// The conversation; none where Feishu does not tell it.
    pub(super) chat: Option<String>,
    /// Whether the conversation is the person's own with Steward; none where Feishu does not tell it.
    pub(super) direct: Option<bool>,
    /// The message that the thread hangs below, within one.
    pub(super) root: Option<String>,
    /// The message itself, or the one whose button it is.
    pub(super) message: Option<String>,
    /// The right to replace the card that was pressed, once the press was answered: for half an hour, twice.
    pub(super) card_token: Option<String>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    /// A text.
    Said { text: String, addressed: bool },
    /// A button, with the fields of the form around it.
    Pressed { pressed: Pressed, fields: BTreeMap<String, String> },
    /// Steward was added to a group.
    Added,
    /// Something happened to a group or an account.
    News(News),
    /// Nothing for us, and why.
    Nothing(&'static str),
}

/// Reads an event. `bot` is our own `open_id`.
pub(super) fn read(event: &Value, bot: &str) -> Arrival {
    let kind = text(event, "/header/event_type").unwrap_or_default();
    let (place, what) = match kind.as_str() {
        "im.message.receive_v1" => message::read(event, bot),
        "card.action.trigger" => pressed::read(event),
        _ => happened::read(&kind, event),
    };
    // Whoever is nobody did nothing.
    let what = match what {
        What::Said { .. } | What::Pressed { .. } if place.user.is_empty() => What::Nothing("nobody did it"),
        what => what,
    };
    Arrival { id: text(event, "/header/event_id").unwrap_or_default(), at: at(event), place, what }
}

/// Whether something was pressed, so that an answer is shown at once.
pub(super) fn is_press(event: &Value) -> bool {
    event.pointer("/header/event_type").and_then(Value::as_str) == Some("card.action.trigger")
}

/// When it happened. Feishu writes milliseconds, and microseconds for presses.
fn at(event: &Value) -> Option<Timestamp> {
    let written = text(event, "/header/create_time")?;
    let number: i64 = written.parse().ok()?;
    match written.len() {
        ..=13 => Timestamp::from_millisecond(number).ok(),
        _ => Timestamp::from_microsecond(number).ok(),
    }
}

/// A text of the event that is not empty.
fn text(event: &Value, path: &str) -> Option<String> {
    event.pointer(path)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_instant_is_read_in_milliseconds_and_in_microseconds() {
        let of = |written: Value| at(&json!({ "header": { "create_time": written } }));
        assert_eq!(of(json!("1700000000123")).unwrap().as_millisecond(), 1_700_000_000_123);
        assert_eq!(of(json!("1700000000123456")).unwrap().as_microsecond(), 1_700_000_000_123_456);
        for broken in [json!("soon"), json!(""), json!(null), json!("99999999999999999999")] {
            assert_eq!(of(broken.clone()), None, "{broken}");
        }
    }

    #[test]
    fn what_is_no_event_is_left_alone() {
        for event in [
            json!(null),
            json!([]),
            json!({ "header": 7 }),
            json!({ "header": { "event_type": "im.message.receive_v1" } }),
            json!({ "header": { "event_type": "card.action.trigger" }, "event": { "action": "x" } }),
            json!({ "header": { "event_type": "news_of_2027" }, "event": {} }),
        ] {
            assert!(matches!(read(&event, "ou_bot").what, What::Nothing(_)), "{event}");
        }
    }
}
