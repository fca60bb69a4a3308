//! What the components of a message and a modal are called: the act that they carry, and the event whose answer they are on.

use steward_core::card::{Act, Press};

use super::limits::{ID_CHARACTERS, length};
use crate::press::{self, Pressed, act, written};

/// Before the event on whose answer a component stands that asks for something first.
const ANSWER: &str = "re|";
/// Before the act of a modal.
const FORM: &str = "form|";

/// What a component carries. `asks` is whether something has to be answered before its act is sent.
pub(super) fn value(press: &Press, asks: bool, answer_to: Option<&str>) -> String {
    let plain = press::value(press, asks);
    let with_answer = answer_to.filter(|event| !event.contains('|')).and_then(|event| {
        let act = plain.strip_prefix("ask|")?;
        Some(format!("{ANSWER}{event}|{act}")).filter(|id| length(id) <= ID_CHARACTERS)
    });
    with_answer.unwrap_or(plain)
}

/// What a pressed component carries, and the event whose answer it stood on; none for one that is not ours.
pub(super) fn read(id: &str) -> Option<(Pressed, Option<String>)> {
    match id.strip_prefix(ANSWER) {
        Some(rest) => {
            let (event, written) = rest.split_once('|')?;
            Some((Pressed::Ask(act(written)?), Some(event.to_owned())))
        }
        None => press::read(id).map(|pressed| (pressed, None)),
    }
}

/// What a modal is called.
pub(super) fn sealed(act: &Act) -> String {
    format!("{FORM}{}", written(act))
}

/// The act of a modal; none for one that is not ours.
pub(super) fn unsealed(id: &str) -> Option<Act> {
    act(id.strip_prefix(FORM)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let alert = Some("00000000-0000-0000-0000-000000000007".parse().unwrap());
        let act = Act { command: "bad_data".into(), alert, episode: 2, version: 31, value: None };
        let press = Press::Act { act: act.clone() };
        let event = "interaction:1444444444444444444";
        assert_eq!(read(&value(&press, false, Some(event))), Some((Pressed::Act(act.clone()), None)));
        let asking = value(&press, true, Some(event));
        assert!(asking.len() <= ID_CHARACTERS, "{asking}");
        assert_eq!(read(&asking), Some((Pressed::Ask(act.clone()), Some(event.to_owned()))));
        assert_eq!(unsealed(&sealed(&act)), Some(act));
        for other in ["", "re|", "re|x", "re|x|ack", "form|ack|x|1|1", "more"] {
            assert_eq!((read(other), unsealed(other)), (None, None), "{other}");
        }
    }
}
