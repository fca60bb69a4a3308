//! What stands behind an action and is no remark: a condition, or a further order. Then nothing is done before it is asked.

use super::fill::Said;
use super::readings::Readings;
use crate::meaning::{Meaning, Understanding};
use crate::reading::clause::clauses;
use crate::reading::words::Words;

/// What a condition begins with.
const CONDITIONS: &[&str] = &[
    "if",
    "only if",
    "unless",
    "in case",
    "provided",
    "but only",
    "except",
    "assuming",
    "如果",
    "要是",
    "假如",
    "假设",
    "若",
    "倘若",
    "除非",
    "除了",
    "只要",
    "前提是",
    "万一",
];

/// What joins a further order to the first.
const JOINTS: &[&str] = &[
    "and then", "and", "then", "also", "&", "+", "并且", "并", "然后", "再", "顺便", "同时", "另外", "还有",
];

/// Longer clauses, in characters, tell a story.
const LONGEST_ORDER: usize = 60;

/// More clauses are a story, too.
const MOST_CLAUSES: usize = 4;

/// Whether an action is made to depend on something: "确认42，除非恢复了".
pub(super) fn is_conditional(said: Said<'_>) -> bool {
    let is_condition = |clause: &Words<'_>| clause.after_any(CONDITIONS).is_some();
    clauses(said.words).iter().skip(1).take(MOST_CLAUSES).any(is_condition)
        || has_condition_inside(said.words)
}

/// Whether words begin with a condition: "if it is green".
pub(super) fn begins_condition(words: Words<'_>) -> bool {
    words.after_any(CONDITIONS).is_some()
}

/// Whether a short sentence goes on with a condition, without a comma: "dismiss 42 if nobody objects".
fn has_condition_inside(words: Words<'_>) -> bool {
    const INSIDE: &[&str] =
        &["if", "unless", "in case", "provided", "assuming", "除非", "如果", "要是", "假如", "的话"];
    let chars = words.chars();
    let begins_word = |at: usize| {
        let joins = |at: usize| chars.get(at).is_some_and(char::is_ascii_alphanumeric);
        !(joins(at) && at.checked_sub(1).is_some_and(joins))
    };
    words.len() <= LONGEST_ORDER
        && (1..words.len()).filter(|&at| begins_word(at)).any(|at| words.skip(at).after_any(INSIDE).is_some())
}

/// Whether words continue a sentence with a further order rather than with a remark: "… and snooze 43".
pub(super) fn is_continued(rest: Words<'_>) -> bool {
    rest.after_any(JOINTS).is_some_and(|behind| !behind.is_blank())
}

/// Whether a further clause orders something of another alert: "ack 42, snooze 43 until tomorrow".
pub(super) fn orders_more(meaning: &Meaning, said: Said<'_>) -> bool {
    let is_other = |clause: &Words<'_>| {
        let alone = Said { words: clause.after_any(JOINTS).unwrap_or(*clause), is_question: false, ..said };
        let has_digit = alone.words.chars().iter().any(char::is_ascii_digit);
        if !has_digit || alone.words.len() > LONGEST_ORDER {
            return false;
        }
        match Readings::of(alone).decided(alone) {
            Some(Understanding::Understood { meaning: other }) => {
                let is_action = other.intent.is_some_and(|intent| !intent.is_question());
                is_action && other.alerts.iter().any(|alert| !meaning.alerts.contains(alert))
            }
            _ => false,
        }
    };
    clauses(said.words).iter().skip(1).take(MOST_CLAUSES).any(is_other)
}
