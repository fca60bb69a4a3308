//! Commands that keep the words behind them: notes, comments, reasons, remarks.

use super::fill::Said;
use super::head::Head;
use super::{further, tone};
use crate::dismiss;
use crate::meaning::{Intent, Meaning};
use crate::note;
use crate::reading::day::{self, Lean};
use crate::reading::due::{Promise, promise};
use crate::reading::words::Words;
use crate::spec::Rest;

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
        Rest::Dismissal => rest.is_blank() || dismiss::reason(rest).is_some(),
        Rest::Remark => {
            let is_remark =
                || rest.is_apart() || (note::promises(rest, said.moment()) && !is_day(rest, said));
            rest.is_blank() || (!further::is_continued(rest) && is_remark())
        }
        Rest::Nothing | Rest::Reason | Rest::Until => rest.is_blank(),
    }
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
    if rest.is_blank() {
        return meaning;
    }
    match head.spec.rest {
        Rest::Note => note(meaning, rest, said),
        Rest::Dismissal => {
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
    match note::remarked(said.words, rest, said.moment()) {
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

/// "Can't fix this by friday" names a day and promises nothing.
fn denies_promise(said: Said<'_>) -> bool {
    let today = said.moment().today();
    crate::reading::clause::clauses(said.words)
        .into_iter()
        .rev()
        .take(note::MOST_CLAUSES)
        .filter(|clause| matches!(promise(*clause, today), Promise::Day(..)))
        .any(|clause| tone::is_denied(clause, said))
}

/// "关了两个词，明天看数据": what was done, and on which day one will see.
fn outlook(said: Said<'_>) -> Option<Meaning> {
    const LONGEST_OUTLOOK: usize = 40;
    let all = crate::reading::clause::clauses(said.words);
    let (last, before) =
        all.split_last().filter(|(last, before)| !before.is_empty() && last.len() <= LONGEST_OUTLOOK)?;
    let begins_word = |at: &usize| {
        let letter = |at: usize| last.chars().get(at).copied().unwrap_or(' ');
        *at == 0 || !(letter(at - 1).is_ascii_alphanumeric() && letter(*at).is_ascii_alphanumeric())
    };
    let today = said.moment().today();
    let day = |at: usize| day::day(last.skip(at), today, Lean::Ahead);
    let (due, _) = (0..last.len()).filter(begins_word).find_map(day)?;
    let action = before.iter().map(Words::said).collect::<Vec<_>>().join("，");
    let mut meaning = Meaning { intent: Some(Intent::Note), proposed: true, ..Meaning::default() };
    meaning.values.action = Some(action);
    meaning.values.due = Some(due);
    Some(meaning)
}

fn proposed(words: Words<'_>, said: Said<'_>) -> Option<Meaning> {
    let mut draft = note::drafted(words, said.moment()).ok()?;
    if draft.action.is_empty() && draft.cause_text.is_empty() {
        // A day alone promises nothing; "周三前搞定" does.
        if is_day(words, said) {
            return None;
        }
        draft.action = words.said();
    }
    // A day that has been promises nothing.
    if draft.due.is_some_and(|due| due < said.moment().today()) {
        return None;
    }
    let meaning = Meaning { intent: Some(Intent::Note), proposed: true, ..Meaning::default() };
    Some(filled(meaning, draft))
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
