//! The grammar of a note: cause, action and due day, with labels or clause by clause.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use steward_core::alert::CauseClass;
use steward_core::alert::decide::NoteDraft;
use steward_core::message::answer::Refusal;

use crate::command::field;
use crate::meaning::Values;
use crate::reading::clause::clauses;
use crate::reading::due::{Promise, is_bare, promise};
use crate::reading::moment::Moment;
use crate::reading::text::{kept, shortened};
use crate::reading::words::Words;

/// What a labelled part says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Cause,
    Action,
    Due,
}

const LABELS: &[(Part, &[&str])] = &[
    (Part::Cause, &["cause:", "reason:", "root cause:", "原因:", "根因:"]),
    (Part::Action, &["action:", "actions:", "fix:", "措施:", "行动:", "整改措施:", "整改:", "处理:"]),
    (
        Part::Due,
        &["due:", "due date:", "by:", "eta:", "deadline:", "期限:", "截止:", "截止日期:", "完成时间:"],
    ),
];

/// A promise stands among so many last clauses; a longer text tells a story before it.
pub(crate) const MOST_CLAUSES: usize = 12;

/// Reads `carrier strike, moved to UPS, due fri`: the first clause is the cause, the last may promise a day, what lies
/// between is the action. One clause alone is the action.
pub(crate) fn draft(words: Words<'_>, moment: Moment<'_>) -> Result<NoteDraft, Refusal> {
    if let Some(draft) = labelled(words, moment)? {
        return Ok(draft);
    }
    let (mut parts, due) = without_promise(words, moment)?;
    if parts.len() < 2 {
        let action = parts.pop().unwrap_or_default();
        return Ok(NoteDraft { action: kept(&action)?, due, ..NoteDraft::default() });
    }
    let cause = parts.remove(0);
    Ok(NoteDraft { due, ..with_cause(kept(&cause)?, kept(&joined(&parts))?) })
}

/// Reads what was said beside another command: everything but the promise is the action, or the promise itself where it
/// says more than a day.
pub(crate) fn remark(rest: Words<'_>, moment: Moment<'_>) -> Result<NoteDraft, Refusal> {
    let (parts, due) = without_promise(rest, moment)?;
    let action = match parts.as_slice() {
        [] if is_bare(rest, moment.today()) => String::new(),
        [] => rest.said(),
        parts => joined(parts),
    };
    Ok(NoteDraft { action: kept(&action)?, due, ..NoteDraft::default() })
}

/// Keeps words as the action of a note.
pub(crate) fn action_alone(text: &str) -> Result<NoteDraft, Refusal> {
    Ok(NoteDraft { action: kept(text)?, ..NoteDraft::default() })
}

/// The note that a text means.
pub(crate) fn of(values: &Values) -> Result<NoteDraft, Refusal> {
    if let Some(text) = &values.unclear {
        return Err(Refusal::NoSuchDay { text: text.clone() });
    }
    if let Some(text) = &values.text {
        return action_alone(text);
    }
    let part = |text: &Option<String>| kept(text.as_deref().unwrap_or_default());
    let cause_text = part(&values.cause)?;
    Ok(NoteDraft { cause: values.cause_class, cause_text, action: part(&values.action)?, due: values.due })
}

/// Whether the words carry labels of a note.
pub(crate) fn is_labelled(words: Words<'_>) -> bool {
    (0..words.len()).filter_map(|at| label_at(words, at)).any(|(.., part)| part != Part::Due)
}

/// Whether the words promise a day.
pub(crate) fn promises(words: Words<'_>, moment: Moment<'_>) -> bool {
    let last = clauses(words).into_iter().rev().take(MOST_CLAUSES);
    last.into_iter().any(|clause| matches!(promise(clause, moment.today()), Promise::Day(..)))
}

/// Reads the fields of the form.
pub(crate) fn from_form(fields: &BTreeMap<String, String>) -> Result<NoteDraft, Refusal> {
    let due = match field(fields, "due") {
        "" => None,
        text => Some(text.parse().map_err(|_| Refusal::NoSuchDay { text: shortened(text) })?),
    };
    let cause_text = kept(field(fields, "cause_text"))?;
    let cause = cause_class(field(fields, "cause")).or((!cause_text.is_empty()).then_some(CauseClass::Other));
    Ok(NoteDraft { cause, cause_text, action: kept(field(fields, "action"))?, due })
}

/// The class of a cause by the name it is sent under.
fn cause_class(name: &str) -> Option<CauseClass> {
    let name: StrDeserializer<'_, Error> = name.into_deserializer();
    CauseClass::deserialize(name).ok()
}

fn with_cause(cause_text: String, action: String) -> NoteDraft {
    let cause = (!cause_text.is_empty()).then_some(CauseClass::Other);
    NoteDraft { cause, cause_text, action, due: None }
}

/// The clauses without the promise, and the promised day: the last one, should there be several.
fn without_promise(
    words: Words<'_>,
    moment: Moment<'_>,
) -> Result<(Vec<String>, Option<jiff::civil::Date>), Refusal> {
    let mut due = None;
    let mut parts: Vec<String> = Vec::new();
    let all = clauses(words);
    let first = all.len().saturating_sub(MOST_CLAUSES);
    for (at, clause) in all.into_iter().enumerate() {
        let found = if at < first { Promise::None } else { promise(clause, moment.today()) };
        match found {
            Promise::Day(date, rest) => {
                due = Some(date);
                // "Rolled back the bids, acos should normalize by monday": what is expected belongs to what was done.
                match parts.pop() {
                    Some(before) if is_outlook(rest) => parts.push(joined(&[before, rest.said()])),
                    before => parts.extend(before.into_iter().chain([rest.said()])),
                }
            }
            Promise::NoDay(text) => return Err(Refusal::NoSuchDay { text: shortened(&text.said()) }),
            Promise::None => parts.push(clause.said()),
        }
    }
    parts.retain(|part| !part.is_empty());
    Ok((parts, due))
}

/// Whether a clause expects something rather than doing it.
fn is_outlook(clause: Words<'_>) -> bool {
    const EXPECTS: [&str; 7] = ["should", "expected", "expect", "hopefully", "应该", "预计", "有望"];
    let plain = clause.plain();
    let mut words = plain.split(|letter: char| !letter.is_ascii_alphabetic());
    words.any(|word| EXPECTS.contains(&word))
        || EXPECTS.iter().any(|word| !word.is_ascii() && plain.contains(word))
}

fn joined(parts: &[String]) -> String {
    let chinese = parts.iter().any(|part| part.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)));
    parts.join(if chinese { "，" } else { ", " })
}

/// Reads `cause: … action: … due: …`, in any order; none where neither cause nor action is labelled.
fn labelled(words: Words<'_>, moment: Moment<'_>) -> Result<Option<NoteDraft>, Refusal> {
    let mut marks: Vec<(usize, usize, Part)> =
        (0..words.len()).filter_map(|at| label_at(words, at)).collect();
    // "整改措施:" ends like "措施:"; the label that begins first has it.
    let mut end = 0;
    marks.retain(|(at, length, _)| {
        let apart = *at >= end;
        if apart {
            end = at + length;
        }
        apart
    });
    if marks.iter().all(|(.., part)| *part == Part::Due) {
        return Ok(None);
    }
    let mut draft = NoteDraft::default();
    let (mut cause, mut action) = (String::new(), String::new());
    let has_due = marks.iter().any(|(.., part)| *part == Part::Due);
    let ends = marks.iter().skip(1).map(|(at, ..)| *at).chain([words.len()]).collect::<Vec<_>>();
    for ((at, length, part), end) in marks.into_iter().zip(ends) {
        let begin = at + length;
        let text = words.skip(begin).first(end.saturating_sub(begin)).trim();
        match part {
            Part::Cause => cause = text.said(),
            // "action: second carrier booked, due Friday" promises a day without a label of its own.
            Part::Action => match without_promise(text, moment) {
                Ok((parts, Some(day))) if !has_due => (action, draft.due) = (joined(&parts), Some(day)),
                _ => action = text.said(),
            },
            Part::Due => {
                let day = crate::reading::day::whole(text, moment.today(), crate::reading::day::Lean::Ahead);
                draft.due = Some(match (day, promise(text, moment.today())) {
                    (Some(day), _) | (None, Promise::Day(day, _)) => day,
                    _ => return Err(Refusal::NoSuchDay { text: shortened(&text.said()) }),
                });
            }
        }
    }
    Ok(Some(NoteDraft { due: draft.due, ..with_cause(kept(&cause)?, kept(&action)?) }))
}

/// The label that begins at a place, with its length.
fn label_at(words: Words<'_>, at: usize) -> Option<(usize, usize, Part)> {
    let joins = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    if joins(at.checked_sub(1).and_then(|before| words.chars().get(before))) && joins(words.chars().get(at)) {
        return None;
    }
    let here = words.skip(at);
    LABELS.iter().find_map(|(part, labels)| {
        let fits = |label: &&&str| label.chars().eq(here.chars().iter().copied().take(label.chars().count()));
        let longest = labels.iter().filter(fits).map(|label| label.chars().count()).max()?;
        Some((at, longest, *part))
    })
}

#[cfg(test)]
mod tests;
