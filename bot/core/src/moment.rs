//! Moments inside the texts of a card, marked so that a platform which can shows each reader the time on their own clock.
//! A marked moment holds its words as well, for every place that shows plain text.

use jiff::Timestamp;

/// Before the seconds since 1970, between them and the words, and behind the words. Unicode leaves these signs to private
/// use; nobody sees them, and whoever writes them has at most written a moment.
const BEGIN: char = '\u{e000}';
const MIDDLE: char = '\u{e001}';
const END: char = '\u{e002}';

/// A moment in a text.
pub fn marked(at: Timestamp, words: &str) -> String {
    format!("{BEGIN}{}{MIDDLE}{words}{END}", at.as_second())
}

/// The text with each moment, given in seconds since 1970 and in words, as `write` has it. Of one that was cut in two the
/// words stay.
pub fn written(text: &str, write: impl Fn(i64, &str) -> String) -> String {
    let mut parts = text.split(BEGIN);
    let mut whole = parts.next().unwrap_or_default().replace([MIDDLE, END], "");
    for part in parts {
        // The seconds alone tell nobody anything.
        let (seconds, rest) = part.split_once(MIDDLE).unwrap_or_default();
        match (seconds.parse(), rest.split_once(END)) {
            (Ok(seconds), Some((words, after))) => {
                whole.push_str(&write(seconds, words));
                whole.push_str(&after.replace([MIDDLE, END], ""));
            }
            _ => whole.push_str(&rest.replace([MIDDLE, END], "")),
        }
    }
    whole
}

/// The text with each moment in words.
pub fn in_words(text: &str) -> String {
    written(text, |_, words| words.to_owned())
}

/// The text without its moments.
pub fn without(text: &str) -> String {
    written(text, |_, _| String::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn a_moment_is_written_as_it_is_asked_for() {
        let text = format!("since {}, until {}.", marked(at(5), "today 09:12"), marked(at(-7), "Nov 21"));
        assert_eq!(in_words(&text), "since today 09:12, until Nov 21.");
        assert_eq!(written(&text, |at, _| format!("<{at}>")), "since <5>, until <-7>.");
        assert_eq!(without(&text), "since , until .");
        assert_eq!(in_words("09:12"), "09:12");
    }

    #[test]
    fn what_was_cut_shows_no_sign_of_it() {
        let text = format!("since {}", marked(at(1_700_000_000), "today 09:12"));
        for end in 0..text.chars().count() {
            let cut: String = text.chars().take(end).collect();
            let rest: String = text.chars().skip(end).collect();
            for part in [written(&cut, |_, _| "T".into()), written(&rest, |_, _| "T".into())] {
                assert!(!part.contains([BEGIN, MIDDLE, END]), "{part:?}");
            }
            assert!("since today 09:12".starts_with(&in_words(&cut)), "{}", in_words(&cut));
        }
    }
}
