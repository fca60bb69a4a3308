//! From a text to a command: which one is meant, with which alert, and what stands behind it.

use crate::command::Command;
use crate::reading::words::Words;
use crate::registry::COMMANDS;

/// A command found in a text.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    /// The command.
    pub(crate) command: &'static dyn Command,
    /// The number of an alert, where the command takes one and one stands there.
    pub(crate) number: Option<Number<'a>>,
    /// What stands behind the command's word, without the number.
    pub(crate) rest: Words<'a>,
}

/// The number of an alert in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number<'a> {
    /// The number.
    pub(crate) value: i64,
    /// Whether a sign before it says that it names an alert.
    pub(crate) signed: bool,
    /// What stands behind the command's word when the number is taken for a part of it; none when it stands before the
    /// word.
    pub(crate) with_rest: Option<Words<'a>>,
}

/// Prefixes by which Steward is called on platforms with slash commands.
const CALLS: &[&str] = &["/kpi", "/steward", "/指标"];

/// The text without the slash command by which Steward was called.
pub(crate) fn without_call(words: Words<'_>) -> Words<'_> {
    let words = words.trim();
    words.after_any(CALLS).or_else(|| words.after("/")).unwrap_or(words)
}

/// The command that a text means, if it begins with one.
pub(crate) fn read(words: Words<'_>) -> Option<Reading<'_>> {
    let words = words.trim();
    let found = at_head(words).or_else(|| at_head(words.without_leading_padding()))?;
    if found.command.keeps_words() {
        return Some(found);
    }
    let name = found.command.spec().name;
    let tidy = at_head(words.without_padding()).filter(|tidy| tidy.command.spec().name == name);
    Some(tidy.unwrap_or(found))
}

/// "ack 42", "确认42" or "42 确认".
fn at_head(words: Words<'_>) -> Option<Reading<'_>> {
    if let Some((command, rest)) = command_word(words) {
        let number = command.spec().on_alert.then(|| rest.number()).flatten();
        return Some(match number {
            Some((number, behind)) => Reading {
                command,
                number: Some(Number { value: number, signed: rest.has_number_sign(), with_rest: Some(rest) }),
                rest: behind,
            },
            None => Reading { command, number: None, rest },
        });
    }
    let (number, behind) = words.number()?;
    let (command, rest) = command_word(behind).filter(|(command, _)| command.spec().on_alert)?;
    let number = Number { value: number, signed: words.has_number_sign(), with_rest: None };
    Some(Reading { command, number: Some(number), rest })
}

/// The command whose word begins the stretch, the longest word first, and what stands behind it.
fn command_word(words: Words<'_>) -> Option<(&'static dyn Command, Words<'_>)> {
    let mut best: Option<(&'static dyn Command, Words<'_>)> = None;
    for command in COMMANDS {
        for rest in command.spec().words().filter_map(|word| words.after(word)) {
            if best.as_ref().is_none_or(|(_, shortest)| rest.len() < shortest.len()) {
                best = Some((*command, rest));
            }
        }
    }
    best
}

#[cfg(test)]
mod tests;
