//! Short replies, word by word: "ok, 我看看", "working on it, thanks" say that somebody has it, "搞定了哈" that it is done.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::vocabulary;
use crate::meaning::Intent;
use crate::reading::words::{Words, starts_with};

/// Longer replies, in characters, report more than that.
const LONGEST_REPLY: usize = 40;

/// What a word does in a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It says that somebody has it: "looking", "收到".
    Holds,
    /// It says that it is done: "fixed", "搞定".
    Ends,
    /// It acts: "handle", "处理". Alone it may be said to others.
    Acts,
    /// It looks: "check", "看". Alone it may be said to others.
    Looks,
    /// The speaker.
    Own,
    /// It goes on: "正在".
    Going,
    /// It is yet to come: "will", "马上".
    Ahead,
    /// It has been: "already", "了".
    Past,
    /// It is as it was: "still", "还在".
    Same,
    /// It says nothing.
    Nothing,
}

const KINDS: &[(&str, Kind)] = &[
    ("holds", Kind::Holds),
    ("ends", Kind::Ends),
    ("acts", Kind::Acts),
    ("looks", Kind::Looks),
    ("own", Kind::Own),
    ("going", Kind::Going),
    ("ahead", Kind::Ahead),
    ("past", Kind::Past),
    ("same", Kind::Same),
    ("nothing", Kind::Nothing),
];

/// What a reply reports: that somebody has the alert, or that it is done. None when a word says anything else.
pub(super) fn reported(words: Words<'_>) -> Option<Intent> {
    if words.len() > LONGEST_REPLY {
        return None;
    }
    let kinds = kinds(words)?;
    let has = |kind: Kind| kinds.contains(&kind);
    if has(Kind::Same) {
        return None;
    }
    let is_of_speaker = has(Kind::Own) || has(Kind::Going) || has(Kind::Ahead);
    if has(Kind::Ends) {
        Some(if has(Kind::Ahead) { Intent::Ack } else { Intent::Done })
    } else if has(Kind::Acts) && has(Kind::Past) && !has(Kind::Going) && !has(Kind::Ahead) {
        Some(Intent::Done)
    } else if has(Kind::Holds) || (is_of_speaker && (has(Kind::Acts) || has(Kind::Looks))) {
        Some(Intent::Ack)
    } else {
        None
    }
}

/// Whether words say that somebody has it and nothing of what they do: "收到", "ok got it".
pub(super) fn is_mere_ack(words: Words<'_>) -> bool {
    let is_mere = |kind: &Kind| matches!(kind, Kind::Holds | Kind::Own | Kind::Past | Kind::Nothing);
    words.len() <= LONGEST_REPLY && kinds(words).is_some_and(|kinds| kinds.iter().all(is_mere))
}

/// Whether a reply says that nothing is new: "still looking", "还在查".
pub(super) fn is_no_news(words: Words<'_>) -> bool {
    words.len() <= LONGEST_REPLY && kinds(words).is_some_and(|kinds| kinds.contains(&Kind::Same))
}

/// The kind of each word, the longest word first; none when a word is not known.
fn kinds(words: Words<'_>) -> Option<Vec<Kind>> {
    let mut kinds = Vec::new();
    let mut rest = words.trim();
    while !rest.is_blank() {
        let first = rest.chars().first()?;
        let (length, kind) =
            lexicon().get(first)?.iter().find_map(|(word, kind)| Some((begins(rest, word)?, *kind)))?;
        kinds.push(kind);
        rest = rest.skip(length).trim();
    }
    Some(kinds)
}

/// How many characters a word takes with which the stretch begins. A Latin word must end there.
fn begins(words: Words<'_>, word: &str) -> Option<usize> {
    let length = starts_with(words.chars(), word)?;
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let is_cut = joins(word.chars().last()) && joins(words.chars().get(length).copied());
    (!is_cut).then_some(length)
}

/// The words by their first letter, the longest first.
fn lexicon() -> &'static BTreeMap<char, Vec<(&'static str, Kind)>> {
    static LEXICON: OnceLock<BTreeMap<char, Vec<(&'static str, Kind)>>> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut all: BTreeMap<char, Vec<(&'static str, Kind)>> = BTreeMap::new();
        for (word, kind) in vocabulary::read(WORDS, KINDS) {
            if let Some(first) = word.chars().next() {
                all.entry(first).or_default().push((word, kind));
            }
        }
        for words in all.values_mut() {
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.chars().count()));
        }
        all
    })
}

const WORDS: &str = include_str!("vocabulary/replies.txt");

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::reading::text::Text;

    fn read(said: &str) -> Option<Intent> {
        reported(Text::of(said).words())
    }

    #[rstest]
    #[case("我这边正在排查原因")]
    #[case("好的，这就去看")]
    #[case("马上搞定")]
    #[case("Yes, I'm checking it now, thanks")]
    #[case("let me follow up on this")]
    #[case("ya I'm on it")]
    #[case("好，我安排")]
    fn somebody_has_it(#[case] said: &str) {
        assert_eq!(read(said), Some(Intent::Ack));
    }

    #[rstest]
    #[case("已经处理了")]
    #[case("刚刚恢复正常了哈")]
    #[case("ok this is sorted now, thanks all")]
    #[case("already handled")]
    fn it_is_done(#[case] said: &str) {
        assert_eq!(read(said), Some(Intent::Done));
    }

    #[rstest]
    #[case("处理一下")]
    #[case("please check")]
    #[case("看下")]
    #[case("还没处理")]
    #[case("not fixed yet")]
    #[case("小林在看")]
    #[case("fixed the listing")]
    #[case("好的")]
    #[case("still looking")]
    #[case("I'm still on it")]
    #[case("我还在查")]
    #[case("")]
    fn it_says_something_else(#[case] said: &str) {
        assert_eq!(read(said), None);
    }

    #[test]
    fn every_kind_of_the_file_is_known_and_has_words() {
        for line in WORDS.lines().filter_map(|line| line.strip_prefix("= ")) {
            assert!(KINDS.iter().any(|(known, _)| *known == line), "{line}");
        }
        for (name, kind) in KINDS {
            assert!(vocabulary::read(WORDS, KINDS).any(|(_, known)| known == *kind), "{name}");
        }
    }
}
