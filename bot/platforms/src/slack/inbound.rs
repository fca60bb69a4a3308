//! What Slack sends, from Socket Mode or HTTP alike, in words of our own. Reads only the fields it needs, so that what is
//! new or unknown in a message never loses it.

mod event;
mod interaction;

use jiff::Timestamp;
use serde_json::Value;
use steward_core::host::News;

use super::modal::Seal;
use super::mrkdwn::unescape;
use crate::press::Pressed;

/// By which of Slack's doors something came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The Events API.
    Event,
    /// A slash command.
    Command,
    /// A button, a select or a modal.
    Interaction,
}

/// Something that came in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Arrival {
    /// Names it; the same name twice is the same thing.
    pub(super) id: String,
    /// The workspace's id.
    pub(super) team: String,
    /// When Slack says it happened.
    pub(super) at: Option<Timestamp>,
    /// Where.
    pub(super) place: Place,
    pub(super) what: What,
}

/// Where something happened, and how to answer there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Place {
    /// Who did it.
    pub(super) user: String,
    /// The conversation; none on the home tab.
    pub(super) channel: Option<String>,
    /// Whether the conversation is the person's own with Steward.
    pub(super) direct: bool,
    /// The message that the thread hangs below, within one.
    pub(super) thread: Option<String>,
    /// The message itself, or the one whose button it is. None for one that only the person sees.
    pub(super) message: Option<String>,
    /// Where to answer for half an hour.
    pub(super) response_url: Option<String>,
    /// Opens a modal, within three seconds.
    pub(super) trigger: Option<String>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    /// A text.
    Said { text: String, addressed: bool, command: bool },
    /// A button; `answer_to` is the event whose answer it stood on.
    Pressed { pressed: Pressed, answer_to: Option<String> },
    /// A modal was sent; none without its seal.
    Submitted { seal: Seal, view: Value },
    /// Somebody opened the home tab.
    HomeOpened,
    /// Something happened to a channel or an account.
    News(News),
    /// Nothing for us, and why.
    Nothing(&'static str),
}

/// Reads what came. `bot` is our own id as a person of the workspace.
pub(super) fn read(kind: Kind, payload: &Value, bot: &str) -> Arrival {
    match kind {
        Kind::Event => event::read(payload, bot),
        Kind::Command => command(payload, bot),
        Kind::Interaction => interaction::read(payload),
    }
}

/// The workspace that something came from, as far as it says so: the one that the app is installed in, where a channel is
/// shared with another.
pub(super) fn team(payload: &Value) -> Option<&str> {
    ["/authorizations/0/team_id", "/team_id", "/team/id", "/user/team_id", "/view/team_id"]
        .iter()
        .find_map(|path| payload.pointer(path)?.as_str())
}

fn command(payload: &Value, bot: &str) -> Arrival {
    let field = |name: &str| text(payload, &format!("/{name}"));
    let channel = field("channel_id");
    let place = Place {
        user: field("user_id").unwrap_or_default(),
        direct: field("channel_name").as_deref() == Some("directmessage") || is_direct(channel.as_deref()),
        channel,
        thread: field("thread_ts"),
        response_url: field("response_url"),
        trigger: field("trigger_id"),
        ..Place::default()
    };
    let text = without_mention(&field("text").unwrap_or_default(), bot).0;
    Arrival {
        id: format!("command:{}", place.trigger.clone().unwrap_or_default()),
        team: team(payload).unwrap_or_default().to_owned(),
        at: None,
        place,
        what: What::Said { text, addressed: true, command: true },
    }
}

/// A text of the payload that is not empty.
fn text(payload: &Value, path: &str) -> Option<String> {
    payload.pointer(path)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

fn is_direct(channel: Option<&str>) -> bool {
    channel.is_some_and(|channel| channel.starts_with('D'))
}

/// The text as the person wrote it, without the mention of Steward, and whether there was one.
fn without_mention(text: &str, bot: &str) -> (String, bool) {
    let plain = format!("<@{bot}>");
    let is_mentioned = !bot.is_empty() && text.contains(&plain);
    let text = if is_mentioned { text.replacen(&plain, " ", 1) } else { text.to_owned() };
    (unescape(text.trim_matches([' ', '\u{a0}', ',', ':', '，', '：', '\n'])), is_mentioned)
}

/// Slack writes instants as seconds with six decimals, `1700000000.000100`.
fn instant(stamp: &str) -> Option<Timestamp> {
    let (seconds, rest) = stamp.split_once('.').unwrap_or((stamp, "0"));
    let microseconds: i64 = format!("{rest:0<6}").get(..6)?.parse().ok()?;
    Timestamp::from_microsecond(
        seconds.parse::<i64>().ok()?.checked_mul(1_000_000)?.checked_add(microseconds)?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mention_of_steward_is_left_away() {
        assert_eq!(without_mention("<@UBOT> mine", "UBOT"), ("mine".into(), true));
        assert_eq!(without_mention("<@UBOT>，我的", "UBOT"), ("我的".into(), true));
        assert_eq!(without_mention("assign 7 <@U2>", "UBOT"), ("assign 7 <@U2>".into(), false));
        assert_eq!(
            without_mention("ACoS &gt; 30% &amp; rising", "UBOT"),
            ("ACoS > 30% & rising".into(), false)
        );
    }

    #[test]
    fn an_instant_is_read_to_the_microsecond() {
        assert_eq!(instant("1700000000.000100").unwrap().as_microsecond(), 1_700_000_000_000_100);
        assert_eq!(instant("1700000000.5").unwrap().as_microsecond(), 1_700_000_000_500_000);
        for broken in ["", "soon", "1.é", "99999999999999999999.1"] {
            assert_eq!(instant(broken), None, "{broken}");
        }
    }
}
