//! What a button carries: its act in a few characters, so that it also fits where platforms allow a hundred.

use steward_core::card::{Act, Press};

/// Between the parts; occurs in no command's name.
const SEPARATOR: char = '|';

/// What a button does once it is pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Pressed {
    /// Sends the act.
    Act(Act),
    /// Asks for a form or a confirmation first.
    Ask(Act),
    /// Says the text as the person's own.
    Say(String),
}

/// What a button carries. `asks` is whether something has to be answered before its act is sent.
pub(crate) fn value(press: &Press, asks: bool) -> String {
    match press {
        Press::Act { act } if asks => format!("ask{SEPARATOR}{}", written(act)),
        Press::Act { act } => format!("act{SEPARATOR}{}", written(act)),
        Press::Form { act, .. } => format!("ask{SEPARATOR}{}", written(act)),
        Press::Say { text } => format!("say{SEPARATOR}{text}"),
    }
}

/// What a pressed button carries; none for a value that is not ours.
pub(crate) fn read(value: &str) -> Option<Pressed> {
    let (kind, rest) = value.split_once(SEPARATOR)?;
    match kind {
        "act" => act(rest).map(Pressed::Act),
        "ask" => act(rest).map(Pressed::Ask),
        "say" => Some(Pressed::Say(rest.to_owned())),
        _ => None,
    }
}

/// An act as text: command, alert, episode, version, value; what is not there is empty.
pub(crate) fn written(act: &Act) -> String {
    let alert = act.alert.map(|alert| alert.to_string()).unwrap_or_default();
    let head = format!("{}|{alert}|{}|{}", act.command, act.episode, act.version);
    match &act.value {
        Some(value) => format!("{head}|{value}"),
        None => head,
    }
}

/// An act that was written.
pub(crate) fn act(text: &str) -> Option<Act> {
    let mut parts = text.splitn(5, SEPARATOR);
    let command = parts.next().filter(|command| !command.is_empty())?.to_owned();
    let alert = match parts.next()? {
        "" => None,
        id => Some(id.parse().ok()?),
    };
    let episode = parts.next()?.parse().ok()?;
    let version = parts.next()?.parse().ok()?;
    Some(Act { command, alert, episode, version, value: parts.next().map(str::to_owned) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(value: Option<&str>) -> Act {
        let alert = Some("00000000-0000-0000-0000-000000000007".parse().unwrap());
        Act { command: "bad_data".into(), alert, episode: 2, version: 31, value: value.map(str::to_owned) }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for wanted in [some(None), some(Some("4h")), some(Some("a|b")), Act { alert: None, ..some(Some("")) }]
        {
            assert_eq!(act(&written(&wanted)), Some(wanted.clone()));
            assert_eq!(read(&value(&Press::Act { act: wanted.clone() }, true)), Some(Pressed::Ask(wanted)));
        }
        let say = Press::Say { text: "ack 12 | now".into() };
        assert_eq!(read(&value(&say, false)), Some(Pressed::Say("ack 12 | now".into())));
    }

    #[test]
    fn what_is_not_ours_is_left_alone() {
        for other in [
            "",
            "act",
            "act|",
            "act|ack|x|1|1",
            "act|ack||one|1",
            "open|x",
            "act|ack|00000000000000000000000000000007|1",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
