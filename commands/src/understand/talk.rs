//! What people say to each other with the words of commands.

use super::candidate::Candidate;
use super::fill::Said;
use super::flat::Flat;
use super::people;
use super::pieces::Piece;
use super::term::Term;
use crate::meaning::Intent;
use crate::spec::{Rest, Slot};

/// Words beside a report that leave it a report.
const MILD: &[&str] = &[
    "as",
    "mark",
    "ok",
    "noted",
    "roger",
    "please",
    "pls",
    "plz",
    "hi",
    "hey",
    "hello",
    "ok",
    "okay",
    "so",
    "well",
    "just",
    "steward",
    "thanks",
    "thank you",
    "thx",
    "now",
    "and",
    "alert",
    "alerts",
    "ticket",
    "the",
    "that",
    "this",
    "it",
    "with",
    "is",
    "are",
    "all good",
    "team",
    "can you",
    "could you",
    "let me",
    "请",
    "请你",
    "麻烦",
    "麻烦你",
    "帮我",
    "帮忙",
    "好的",
    "好",
    "嗯",
    "那",
    "那就",
    "了",
    "啦",
    "哈",
    "哦",
    "吧",
    "啊",
    "呀",
    "一下",
    "下",
    "谢谢",
    "多谢",
    "辛苦",
    "辛苦了",
    "告警",
    "号",
    "把",
    "将",
    "和",
    "跟",
    "这个",
    "这",
    "那个",
    "都",
    "的",
    "个",
    "现在",
    "老师",
    "、",
    "及",
    "给我",
    "单子",
    "问题",
];

/// Whether a text that a command explains may be meant for it. A report ("done", "收到") says what somebody does, and so
/// do other sentences with its word: beside it only pleas, thanks and alerts may stand.
pub(super) fn may(candidate: &Candidate, pieces: &[Piece], said: Said<'_>) -> bool {
    let spec = candidate.spec();
    if people::is_only_absence(candidate, said) {
        return false;
    }
    if !spec.reports {
        // A phrase that may mean much acts only on what is named: "麻烦小林看下" is said to people.
        let is_about =
            candidate.has(Slot::Alerts) || candidate.has(Slot::Kpis) || said.scene.thread.is_some();
        let is_word = is_command_word(candidate, said);
        // "Never mind" takes the last deed back; "never mind about 42" may mean much.
        if spec.intent == Intent::Undo {
            return is_word || !(candidate.has(Slot::Alerts) || candidate.has(Slot::Kpis));
        }
        return !spec.on_alert || super::only_asks(spec) || is_about || is_word;
    }
    pieces.iter().all(|piece| {
        let is_taken = candidate.taken.iter().any(|taken| taken.begin == piece.begin);
        let plain = said.words.skip(piece.begin).first(piece.end - piece.begin).plain();
        is_taken || is_mild(&plain)
    })
}

/// Whether a stretch is made of mild words: "的告警".
fn is_mild(stretch: &str) -> bool {
    let begins =
        |word: &&str| stretch.strip_prefix(*word).is_some_and(|rest| !word.is_ascii() && is_mild(rest));
    stretch.is_empty() || MILD.contains(&stretch) || MILD.iter().any(begins)
}

/// Whether the whole text is the name of KPIs, which may begin like a command: "ack rate".
pub(super) fn is_name(said: Said<'_>) -> bool {
    let flat = Flat::of(said.words.chars());
    let length = said.words.len();
    said.lexicon.find(&flat).any(|(begin, end, terms)| {
        begin == 0 && end == length && terms.iter().any(|term| matches!(term, Term::Name(_)))
    })
}

/// Whether a candidate is meant by one of its own words to teach, not by a phrase that may mean much.
pub(super) fn is_command_word(candidate: &Candidate, said: Said<'_>) -> bool {
    let spec = candidate.spec();
    candidate.taken.iter().filter(|taken| matches!(taken.term, Term::Sign(_))).any(|taken| {
        let flat = Flat::of(said.words.skip(taken.begin).first(taken.end - taken.begin).chars());
        spec.words().any(|word| Flat::name(word) == flat.as_str())
    }) || spec.rest == Rest::Until
}
