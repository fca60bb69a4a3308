//! Commands that keep the words behind them: notes, comments, reasons, remarks.

use steward_core::alert::CauseClass;

use super::fill::Said;
use super::head::Head;
use super::{further, reply, tone};
use crate::dismiss;
use crate::meaning::{Intent, Meaning};
use crate::note;
use crate::reading::clause::clauses;
use crate::reading::day::{self, Lean};
use crate::reading::due::{Promise, is_bare, promise, without_filling};
use crate::reading::words::Words;
use crate::spec::Rest;

/// What points at the alert of a thread: "ignore this".
const POINTERS: &[&str] =
    &["this", "it", "this one", "this alert", "this please", "it please", "这个", "这条", "这条告警", "它"];

/// Whether what stands behind the word of a command can be meant for it. Decides between a command and something that
/// people say to each other.
pub(super) fn fits(head: &Head<'_>, said: Said<'_>) -> bool {
    let rest = head.rest;
    match head.spec.rest {
        // "Note that …" is said to people.
        Rest::Note => {
            rest.is_apart()
                || head.number.is_some()
                || rest.after_any(&["that", "to", "how", "for", "about"]).is_none()
        }
        Rest::Text => !rest.is_blank(),
        Rest::Dismissal => {
            let is_pointed_at = rest.after_any(POINTERS).is_some_and(|rest| rest.is_blank());
            rest.is_blank() || is_pointed_at || dismiss::reason(rest).is_some()
        }
        Rest::Remark => {
            let is_remark =
                || rest.is_apart() || (note::promises(rest, said.moment()) && !is_day(rest, said));
            rest.is_blank() || (!further::is_continued(rest) && is_remark())
        }
        Rest::Nothing | Rest::Reason => {
            rest.is_blank() || rest.after_any(POINTERS).is_some_and(|rest| rest.is_blank())
        }
        Rest::Until => rest.is_blank(),
    }
}

/// Whether a Chinese sentence goes on right behind the word of a command, as in "42忽略不了", "忽略42的话会怎样", "评论区炸了",
/// so that the word is no command.
pub(super) fn runs_on(head: &Head<'_>, said: Said<'_>) -> bool {
    let begin = said.words.len().saturating_sub(head.rest.len());
    let before = begin.checked_sub(1).and_then(|at| said.words.chars().get(at));
    let first = head.rest.chars().first();
    let is_han =
        |letter: Option<&char>| letter.is_some_and(|letter| ('\u{3400}'..='\u{9fff}').contains(letter));
    let is_joined = is_han(first) && (is_han(before) || first == Some(&'的'));
    is_joined
        && match head.spec.rest {
            Rest::Dismissal => {
                dismiss::reason(head.rest).is_none() && head.rest.after_any(POINTERS).is_none()
            }
            Rest::Note => {
                clauses(head.rest).len() < 2
                    && !note::promises(head.rest, said.moment())
                    && !note::is_labelled(head.rest)
            }
            Rest::Text => head.number.is_none(),
            Rest::Nothing | Rest::Reason | Rest::Until | Rest::Remark => false,
        }
}

/// What puts a dismissal off.
const LATER: &[&str] = &[
    "later", "once", "after", "before", "when", "until", "till", "soon", "not yet", "稍后", "晚点", "晚些",
    "等", "之后", "一会", "回头",
];

/// Whether what stands behind a dismissal is no reason, but a time or a further alert: "dismiss 42 later", "dismiss 42 and 43
/// if nobody objects".
fn is_put_off(head: &Head<'_>, said: Said<'_>) -> bool {
    let rest = head.rest;
    let is_further =
        rest.after_any(&["and", "&", "+", ",", "和", "跟", "与", "、"]).unwrap_or(rest).number().is_some();
    let is_dated = || is_day(rest, said) || note::promises(rest, said.moment());
    head.spec.rest == Rest::Dismissal
        && !rest.is_blank()
        && (is_further || further::is_continued(rest) || rest.after_any(LATER).is_some() || is_dated())
}

/// Whether words are a day and nothing else: "ack 42 tomorrow" promises nothing.
fn is_day(words: Words<'_>, said: Said<'_>) -> bool {
    day::whole(words, said.moment().today(), Lean::Ahead).is_some()
}

/// Whether a command is ordered: notes and comments keep whatever is said; of others the words in front of what they
/// keep tell.
pub(super) fn is_order(head: &Head<'_>, meaning: &Meaning, said: Said<'_>) -> bool {
    if matches!(head.spec.rest, Rest::Note) || head.spec.intent == Intent::Comment {
        return true;
    }
    if tone::only_doubts(head.rest, said) || is_put_off(head, said) {
        return false;
    }
    let kept = meaning.values.text.as_ref().map_or(0, |text| text.chars().count());
    let frame = said.words.first(said.words.len().saturating_sub(kept));
    tone::is_order(frame, kept == 0 && said.is_question, said)
}

/// Whether words are nothing but further numbers of alerts: "ack 41, 42 and 43".
pub(super) fn is_list(rest: Words<'_>) -> bool {
    let is_of_list = |c: &char| c.is_ascii_digit() || c.is_whitespace() || ",#&+和跟与、and".contains(*c);
    !rest.is_blank() && rest.chars().iter().all(is_of_list)
}

/// What a command that keeps words means.
pub(super) fn meaning(head: &Head<'_>, said: Said<'_>) -> Meaning {
    let mut meaning = Meaning { intent: Some(head.spec.intent), ..Meaning::default() };
    meaning.alerts.extend(head.number.map(|number| number.value));
    let rest = head.rest;
    let points = || rest.after_any(POINTERS).is_some_and(|rest| rest.is_blank());
    if rest.is_blank() || (matches!(head.spec.rest, Rest::Nothing | Rest::Reason | Rest::Until) && points()) {
        return meaning;
    }
    match head.spec.rest {
        Rest::Note => note(meaning, rest, said),
        Rest::Dismissal => {
            let rest = rest.after_any(POINTERS).filter(Words::is_blank).unwrap_or(rest);
            let (reason, text) =
                dismiss::reason(rest).map_or((None, rest), |(reason, text)| (Some(reason), text));
            meaning.values.dismissal = reason;
            meaning.values.text = Some(text.said()).filter(|text| !text.is_empty());
            meaning
        }
        Rest::Remark if note::promises(rest, said.moment()) => remark(meaning, rest, said),
        _ => {
            meaning.values.text = Some(rest.said());
            meaning
        }
    }
}

fn note(mut meaning: Meaning, rest: Words<'_>, said: Said<'_>) -> Meaning {
    match note::drafted(rest, said.moment()) {
        Ok(draft) => filled(meaning, draft),
        Err(steward_core::message::answer::Refusal::NoSuchDay { text }) => {
            meaning.values.unclear = Some(text);
            meaning
        }
        // Too long: whoever keeps it says so.
        Err(_) => {
            meaning.values.text = Some(rest.said());
            meaning
        }
    }
}

/// "收到，周五前搞定": who says so has it and promises a day. That is a note, to be confirmed.
fn remark(meaning: Meaning, rest: Words<'_>, said: Said<'_>) -> Meaning {
    match note::remarked(rest, said.moment()) {
        Ok(draft) => Meaning { intent: Some(Intent::Note), proposed: true, ..filled(meaning, draft) },
        Err(_) => meaning,
    }
}

/// A sentence in an alert's thread that promises a day, as a note to be confirmed.
pub(super) fn proposal(said: Said<'_>) -> Option<Meaning> {
    if tone::is_of_others(said.words, said) || denies_promise(said) {
        return None;
    }
    if note::promises(said.words, said.moment()) {
        return proposed(said.words, said);
    }
    outlook(said)
}

/// "Can't fix this by friday" names a day and promises nothing; nor does what others are to do.
fn denies_promise(said: Said<'_>) -> bool {
    let today = said.moment().today();
    clauses(said.words)
        .into_iter()
        .rev()
        .take(note::MOST_CLAUSES)
        .filter(|clause| matches!(promise(*clause, today), Promise::Day(..)))
        .any(|clause| tone::is_denied(clause, said) || tone::is_not_own(clause, said))
}

/// What a clause begins with that says a cause.
const SAYS_CAUSE: &[&str] = &[
    "root cause is",
    "root cause was",
    "root cause是",
    "cause is",
    "cause was",
    "the cause is",
    "the cause was",
    "because",
    "due to",
    "原因是",
    "根因是",
    "主要原因是",
    "因为",
    "由于",
];

/// "关了两个词，明天看数据": what was done, and then on which day one will see. The day stands in front, so that what happened
/// on another, or is called by one, promises nothing.
fn outlook(said: Said<'_>) -> Option<Meaning> {
    const LONGEST_OUTLOOK: usize = 40;
    let all = clauses(said.words);
    let (last, before) =
        all.split_last().filter(|(last, before)| !before.is_empty() && last.len() <= LONGEST_OUTLOOK)?;
    let today = said.moment().today();
    let rest = without_filling(*last);
    let rest = rest.after("on").filter(|_| rest.len() < last.len()).unwrap_or(rest);
    let (due, _) = day::day(rest, today, Lean::Ahead).filter(|(due, _)| *due >= today)?;
    let cause = before.first().and_then(|first| first.after_any(SAYS_CAUSE)).filter(|_| before.len() > 1);
    let actions = before.iter().skip(usize::from(cause.is_some()));
    let mut meaning = Meaning { intent: Some(Intent::Note), proposed: true, ..Meaning::default() };
    meaning.values.cause_class = cause.map(|_| CauseClass::Other);
    meaning.values.cause = cause.map(|cause| cause.said());
    meaning.values.action = Some(actions.map(Words::said).collect::<Vec<_>>().join("，"));
    meaning.values.due = Some(due);
    Some(meaning)
}

fn proposed(words: Words<'_>, said: Said<'_>) -> Option<Meaning> {
    let today = said.moment().today();
    // A day alone promises nothing; "收到，周五前" does.
    if is_day(words, said) {
        return None;
    }
    let told = behind_ack(words);
    let mut draft = note::drafted(told, said.moment()).ok()?;
    if draft.action.is_empty() && draft.cause_text.is_empty() && !is_bare(told, today) {
        draft.action = told.said();
    }
    // A day that has been promises nothing.
    if draft.due.is_some_and(|due| due < today) {
        return None;
    }
    let meaning = Meaning { intent: Some(Intent::Note), proposed: true, ..Meaning::default() };
    Some(filled(meaning, draft))
}

/// What is said behind words that only say that somebody has it: "收到，好的，周五前搞定".
fn behind_ack(words: Words<'_>) -> Words<'_> {
    const MOST: usize = 3;
    let mut left = words.trim();
    for _ in 0..MOST {
        let clause = clauses(left).first().map_or(0, Words::len);
        let word = left.chars().iter().take_while(|letter| !letter.is_whitespace()).count();
        let is_ack = |length: &usize| *length < left.len() && reply::is_mere_ack(left.first(*length));
        match [clause, word].into_iter().find(is_ack) {
            Some(length) => left = left.skip(length).trim(),
            None => break,
        }
    }
    left
}

/// "42 竞品降价，已调低竞价，明天前": the number of an alert and what reads as a note, to be confirmed.
pub(super) fn numbered_note(said: Said<'_>) -> Option<Meaning> {
    let (number, rest) = said.words.number()?;
    let rest_alone = Said { words: rest, ..said };
    if said.is_question || tone::is_of_others(rest, said) || denies_promise(rest_alone) {
        return None;
    }
    let is_note = note::promises(rest, said.moment()) || note::is_labelled(rest);
    let is_other = super::head::head(said.words).is_some() && !note::is_labelled(rest);
    if !is_note || is_other || rest.is_blank() {
        return None;
    }
    let meaning = proposed(rest, said)?;
    Some(Meaning { alerts: vec![number], ..meaning })
}

fn filled(mut meaning: Meaning, draft: steward_core::alert::decide::NoteDraft) -> Meaning {
    meaning.values.cause_class = draft.cause;
    meaning.values.cause = Some(draft.cause_text).filter(|text| !text.is_empty());
    meaning.values.action = Some(draft.action).filter(|text| !text.is_empty());
    meaning.values.due = draft.due;
    meaning
}

/// Something said in an alert's thread that is kept as a comment.
pub(super) fn comment(said: Said<'_>) -> Meaning {
    let mut meaning = Meaning { intent: Some(Intent::Comment), ..Meaning::default() };
    meaning.values.text = Some(said.words.said());
    meaning
}
