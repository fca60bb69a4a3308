//! Compares a meaning with the one that is expected.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::Value;
use steward_core::org::Org;
use steward_core::time::Zone;

use crate::case::Expected;
use crate::scene::kpi_of;

/// Anything, also nothing.
const ANYTHING: &str = "*";
/// Before words that have to occur.
const CONTAINS: char = '~';
/// Values that are compared only where they are written.
const FREE_VALUES: [&str; 2] = ["cause_class", "written"];
/// Deeds that keep the words beside them as a comment; these are compared only where they are written.
const WITH_WORDS: [&str; 5] = ["ack", "done", "escalate", "reopen", "undo"];
/// Values that are words of a person.
const WORDS: [&str; 3] = ["text", "cause", "action"];

/// What differs, a line each; empty when the meaning is the expected one. `thread` is the alert in whose thread it was
/// said, `zone` the speaker's, `org` the company.
pub fn differences(
    expected: &Expected,
    meaning: &Value,
    thread: Option<i64>,
    zone: &Zone,
    org: &Org,
) -> Vec<String> {
    let mut found = Vec::new();
    let mut note = |name: &str, right: &dyn std::fmt::Debug, got: &dyn std::fmt::Debug| {
        found.push(format!("{name}: {got:?}, not {right:?}"));
    };
    let from = expected.day.as_ref().or(expected.from.as_ref());
    let to = expected.day.as_ref().or(expected.to.as_ref());
    for (name, right) in [
        ("intent", expected.intent.as_ref()),
        ("from", from),
        ("to", to),
        ("comparison", expected.comparison.as_ref()),
        ("breakdown", expected.breakdown.as_ref()),
        ("channel", expected.channel.as_ref()),
    ] {
        let got = text(&meaning[name]);
        if right.is_none_or(|right| right != ANYTHING) && right != got.as_ref() {
            note(name, &right, &got);
        }
    }
    if let (Some(right), got) = (&expected.zone, text(&meaning["zone"]))
        && got.as_ref() != Some(right)
    {
        note("zone", right, &got);
    }
    let shops: BTreeSet<_> = org
        .kpis
        .values()
        .filter(|kpi| expected.kpis.iter().any(|key| key == kpi.key.as_str()))
        .filter_map(|kpi| kpi.scope.as_deref())
        .collect();
    let is_of_a_kpi = |scope: &str| shops.contains(scope);
    let in_order = expected.intent.as_deref() == Some("cover");
    for (name, right) in [
        ("kpis", &expected.kpis),
        ("scopes", &expected.scopes),
        ("filters", &expected.filters),
        ("people", &expected.people),
        ("teams", &expected.teams),
    ] {
        let mut got = texts(&meaning[name]);
        if name == "filters" && expected.all {
            got.retain(|filter| filter != "mine");
        }
        if name == "kpis" && right.is_empty() {
            got.retain(|kpi| thread.and_then(kpi_of) != Some(kpi.as_str()));
        }
        if name == "scopes" && got.is_empty() && right.iter().all(|scope| is_of_a_kpi(scope)) {
            continue;
        }
        let same = if name == "people" && in_order { got == *right } else { set(&got) == set(right) };
        if !same && right.first().is_none_or(|right| right != ANYTHING) {
            note(name, right, &got);
        }
    }
    let got = texts(&meaning["alerts"]);
    let right: Vec<String> = expected.alerts.iter().map(ToString::to_string).collect();
    let of_thread: Vec<String> = thread.iter().map(ToString::to_string).collect();
    if set(&got) != set(&right) && !(right.is_empty() && got == of_thread) {
        note("alerts", &right, &got);
    }
    let got = meaning["all"].as_bool().unwrap_or_default();
    if got != expected.all {
        note("all", &expected.all, &got);
    }
    let names: BTreeSet<&str> =
        keys(&meaning["values"]).chain(expected.values.keys().map(String::as_str)).collect();
    for name in names {
        let got = text(&meaning["values"][name]);
        let right = expected.values.get(name).map(String::as_str);
        let keeps_words = expected.intent.as_deref().is_some_and(|intent| WITH_WORDS.contains(&intent));
        if right.is_none() && (FREE_VALUES.contains(&name) || (keeps_words && name == "text")) {
            continue;
        }
        if right != Some(ANYTHING) && !same_value(name, right, got.as_deref(), zone) {
            note(name, &right, &got);
        }
    }
    found
}

fn same_value(name: &str, right: Option<&str>, got: Option<&str>, zone: &Zone) -> bool {
    let (Some(right), Some(got)) = (right, got) else { return right == got };
    match name {
        "number" => right.parse::<Decimal>().ok() == got.parse().ok(),
        "until" => match (right.parse::<Timestamp>(), got.parse::<Timestamp>()) {
            (Ok(right), Ok(got)) => right == got,
            (Err(_), Ok(got)) => zone.date_at(got).to_string() == right,
            _ => false,
        },
        name if WORDS.contains(&name) => match right.strip_prefix(CONTAINS) {
            Some(part) => plain(got).contains(&plain(part)),
            None => plain(got) == plain(right),
        },
        _ => right == got,
    }
}

/// Without case, space and punctuation.
fn plain(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A scalar as text; working hours as `09:00-18:00`.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Object(hours) if hours.contains_key("from") => {
            let part = |name: &str| hours.get(name).and_then(Value::as_str).unwrap_or_default();
            Some(format!("{}-{}", part("from"), part("to")))
        }
        other => Some(other.to_string()),
    }
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(text).collect()
}

fn set(words: &[String]) -> BTreeSet<&String> {
    words.iter().collect()
}

fn keys(value: &Value) -> impl Iterator<Item = &str> {
    value.as_object().into_iter().flat_map(|fields| fields.keys().map(String::as_str))
}
