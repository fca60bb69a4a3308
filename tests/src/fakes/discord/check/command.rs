//! What Discord refuses in commands and in the completions of their options.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::refusal::Refusal;
use super::Problems;

/// The languages of Discord's clients.
const LOCALES: &[&str] = &[
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl",
    "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja",
    "zh-TW", "ko",
];
/// Most characters of all names, descriptions and values of a command.
const COMMAND_TOTAL: usize = 8_000;
/// Options that hold options.
const SUBCOMMANDS: std::ops::RangeInclusive<u64> = 1..=2;

/// All commands of a server, or of all servers.
pub(in crate::fakes::discord) fn all(commands: &Value) -> Result<(), Refusal> {
    let mut problems = Problems::default();
    let mut names = BTreeSet::new();
    let list = commands.as_array().map(Vec::as_slice).unwrap_or_default();
    if list.len() > 100 {
        return Err(Refusal::bad_request(30_032, "Maximum number of application commands reached (100)."));
    }
    for (at, command) in list.iter().enumerate() {
        let path = at.to_string();
        let total = named(&mut problems, &path, command) + options(&mut problems, &path, command, 0);
        if total > COMMAND_TOTAL {
            problems.add(&path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)");
        }
        if !names.insert((command["name"].to_string(), command["type"].as_u64().unwrap_or(1))) {
            let message = "Application command names must be unique";
            problems.add(&path, "APPLICATION_COMMANDS_DUPLICATE_NAME", message);
        }
    }
    problems.verdict()
}

/// Name and description in every language; their length in the longest.
fn named(problems: &mut Problems, path: &str, what: &Value) -> usize {
    let mut longest = 0;
    for (name, most) in [("name", 32), ("description", 100)] {
        let mut length = problems.needed(&format!("{path}.{name}"), &what[name], most);
        check_name(problems, path, name, &what[name]);
        for (locale, text) in what[format!("{name}_localizations")].as_object().into_iter().flatten() {
            let path = format!("{path}.{name}_localizations.{locale}");
            if !LOCALES.contains(&locale.as_str()) {
                problems.add(&path, "BASE_TYPE_CHOICES", format!("No such locale: {locale}"));
            }
            length = length.max(problems.needed(&path, text, most));
            check_name(problems, &path, name, text);
        }
        longest += length;
    }
    longest
}

fn check_name(problems: &mut Problems, path: &str, what: &str, value: &Value) {
    let Some(text) = value.as_str().filter(|_| what == "name") else { return };
    let is_fine = |character: char| {
        matches!(character, '-' | '_' | '\'') || (character.is_alphanumeric() && !character.is_uppercase())
    };
    if !text.chars().all(is_fine) {
        let message = format!("Command name is invalid: {text}");
        problems.add(&format!("{path}.name"), "APPLICATION_COMMAND_INVALID_NAME", message);
    }
}

/// The options of a command or of an option; the length of all their texts.
fn options(problems: &mut Problems, path: &str, of: &Value, depth: usize) -> usize {
    let inside = format!("{path}.options");
    let (mut total, mut names, mut optional) = (0, BTreeSet::new(), false);
    for (at, option) in problems.list(&inside, &of["options"], 25).iter().enumerate() {
        let path = format!("{inside}.{at}");
        total += named(problems, &path, option);
        if !names.insert(option["name"].to_string()) {
            problems.add(&path, "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option names must be unique");
        }
        let kind = option["type"].as_u64().unwrap_or_default();
        if !(1..=11).contains(&kind) || (SUBCOMMANDS.contains(&kind) && depth > 1) {
            problems.add(&format!("{path}.type"), "BASE_TYPE_CHOICES", "No such type of an option here.");
        }
        let required = option["required"] == true;
        if required && optional {
            let message = "Required options must be placed before non-required options";
            problems.add(&path, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
        }
        optional |= !required;
        let choices = format!("{path}.choices");
        for (number, choice) in problems.list(&choices, &option["choices"], 25).iter().enumerate() {
            total += problems.needed(&format!("{choices}.{number}.name"), &choice["name"], 100);
            total += problems.text(&format!("{choices}.{number}.value"), &choice["value"], 100);
        }
        if option["autocomplete"] == true && !option["choices"].is_null() {
            problems.add(
                &path,
                "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES",
                "Choices and autocomplete exclude each other",
            );
        }
        total += options(problems, &path, option, depth + 1);
    }
    total
}

/// The completions of an option.
pub(in crate::fakes::discord) fn choices(data: &Value) -> Result<(), Refusal> {
    let mut problems = Problems::default();
    for (at, choice) in problems.list("data.choices", &data["choices"], 25).iter().enumerate() {
        problems.needed(&format!("data.choices.{at}.name"), &choice["name"], 100);
        if choice["value"].is_string() {
            problems.text(&format!("data.choices.{at}.value"), &choice["value"], 100);
        }
    }
    problems.verdict()
}
