//! A command's word in front, the number of an alert, and the words behind: for commands that keep words.

use crate::reading::words::Words;
use crate::registry::specs;
use crate::spec::{Rest, Spec};

/// A command found in front of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head<'a> {
    /// Its spec.
    pub(super) spec: &'static Spec,
    /// The number of an alert, where the command takes one and one stands there.
    pub(super) number: Option<Number<'a>>,
    /// What stands behind the command's word, without the number.
    pub(super) rest: Words<'a>,
}

/// The number of an alert in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number<'a> {
    /// The number.
    pub(super) value: i64,
    /// Whether a sign before it says that it names an alert.
    pub(super) signed: bool,
    /// What stands behind the command's word when the number is taken for a part of it; none when it stands before the
    /// word.
    pub(super) with_rest: Option<Words<'a>>,
}

impl Head<'_> {
    /// In a thread a bare number is part of the sentence, unless it is the number of the thread's own alert. With such a
    /// number in front, as in "3 done, 2 left", the sentence is no command.
    pub(super) fn in_thread(self, thread: Option<i64>) -> Option<Self> {
        match (thread, self.number) {
            (Some(own), Some(number)) if !number.signed && number.value != own => {
                number.with_rest.map(|rest| Self { number: None, rest, ..self })
            }
            _ => Some(self),
        }
    }
}

/// Prefixes by which Steward is called on platforms with slash commands.
const CALLS: &[&str] = &["/kpi", "/steward", "/指标"];

/// The text without the slash command by which Steward was called.
pub(super) fn without_call(words: Words<'_>) -> Words<'_> {
    let words = words.trim();
    words.after_any(CALLS).or_else(|| words.after("/")).unwrap_or(words)
}

/// The command that a text begins with, if it begins with one.
pub(super) fn head(words: Words<'_>) -> Option<Head<'_>> {
    let words = words.trim();
    let found = at_head(words).or_else(|| at_head(words.without_leading_padding()))?;
    if matches!(found.spec.rest, Rest::Text | Rest::Note | Rest::Dismissal | Rest::Reason) {
        return Some(found);
    }
    let tidy = at_head(words.without_padding()).filter(|tidy| tidy.spec.name == found.spec.name);
    Some(tidy.unwrap_or(found))
}

/// "ack 42", "确认42" or "42 确认".
fn at_head(words: Words<'_>) -> Option<Head<'_>> {
    if let Some((spec, rest)) = command_word(words) {
        let number = spec.on_alert.then(|| rest.number()).flatten();
        return Some(match number {
            Some((number, behind)) => Head {
                spec,
                number: Some(Number { value: number, signed: rest.has_number_sign(), with_rest: Some(rest) }),
                rest: behind,
            },
            None => match about(rest).filter(|_| spec.on_alert) {
                Some((number, behind)) => Head {
                    spec,
                    number: Some(Number { value: number, signed: true, with_rest: Some(rest) }),
                    rest: behind,
                },
                None => Head { spec, number: None, rest },
            },
        });
    }
    let (number, behind) = words.number()?;
    let named = behind.after_any(&["告警", "alert"]).unwrap_or(behind);
    let (spec, rest) = command_word(named).filter(|(spec, _)| spec.on_alert)?;
    let number = Number { value: number, signed: words.has_number_sign(), with_rest: None };
    Some(Head { spec, number: Some(number), rest })
}

/// "on 42: …".
fn about(rest: Words<'_>) -> Option<(i64, Words<'_>)> {
    rest.after_any(&["on", "about", "for", "to"])?
        .number()
        .filter(|(_, behind)| behind.is_apart() || behind.is_blank())
}

/// The command whose word begins the stretch, the longest word first, and what stands behind it.
fn command_word(words: Words<'_>) -> Option<(&'static Spec, Words<'_>)> {
    let mut best: Option<(&'static Spec, Words<'_>)> = None;
    for spec in specs() {
        for rest in spec.words().filter_map(|word| words.after(word)) {
            if best.as_ref().is_none_or(|(_, shortest)| rest.len() < shortest.len()) {
                best = Some((spec, rest));
            }
        }
    }
    best
}
