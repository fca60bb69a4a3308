//! Judges what became of a text.

use serde_json::Value;

use crate::case::{Case, Expected};
use crate::compare::differences;
use crate::scene::Company;

/// What became of a text, beside what should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// As expected.
    Exact,
    /// Asked back or not understood though clear, or without the choices that should be offered.
    AskedBack,
    /// Understood as something else.
    WrongGuess,
    /// Answered though it was not for Steward.
    Spoke,
    /// Left alone though it was for Steward.
    Silent,
}

const UNCLEAR: &str = "unclear";

/// Most choices a card has room for.
const MOST_CHOICES: usize = 4;

/// The verdict on a case, with what differs from what was hoped for.
pub fn judge(case: &Case, company: &Company) -> (Verdict, Vec<String>) {
    let got = company.understand(case, &case.text, case.addressed);
    let mut first = None;
    for expected in &case.expected {
        let differences = wrongs(expected, &got, case, company);
        if differences.is_empty() {
            return (Verdict::Exact, differences);
        }
        first.get_or_insert(differences);
    }
    let expects_silence = case.expected.first().is_some_and(|expected| expected.left_alone);
    let verdict = match outcome(&got) {
        "understood" => Verdict::WrongGuess,
        "not_for_steward" => Verdict::Silent,
        _ if expects_silence => Verdict::Spoke,
        _ => Verdict::AskedBack,
    };
    (verdict, first.unwrap_or_default())
}

/// The outcome by name. A meaning with a part that is unclear does nothing: the command asks for that part.
fn outcome(got: &Value) -> &str {
    let is_unclear = !got["meaning"]["values"]["unclear"].is_null();
    got["outcome"].as_str().filter(|_| !is_unclear).unwrap_or(UNCLEAR)
}

fn wrongs(expected: &Expected, got: &Value, case: &Case, company: &Company) -> Vec<String> {
    let outcome = outcome(got);
    let asked = matches!(outcome, "choose" | "not_understood" | UNCLEAR);
    let is_right_kind = if expected.left_alone {
        outcome == "not_for_steward"
    } else if expected.not_understood || expected.ask_back.is_some() {
        asked
    } else {
        outcome == "understood"
    };
    if !is_right_kind {
        return vec![told(got)];
    }
    if outcome == "understood" {
        return differences(expected, &got["meaning"], case.thread, &company.zone_of(&case.by), &company.org);
    }
    let offered = if outcome == "choose" { &got["choices"] } else { &got["nearest"] };
    let offered: Vec<&Value> = offered.as_array().into_iter().flatten().collect();
    let mut wrong = Vec::new();
    if offered.len() > MOST_CHOICES || (outcome == "choose" && offered.len() < 2) {
        wrong.push(format!("{} choices", offered.len()));
    }
    let says = |choice: &Value| choice["says"].as_str().unwrap_or_default().to_owned();
    let readings: Vec<Value> =
        offered.iter().map(|choice| company.understand(case, &says(choice), true)).collect();
    for (choice, meaning) in offered.iter().zip(&readings) {
        if self::outcome(meaning) != "understood" {
            wrong.push(format!("offers {:?}, which it does not understand", says(choice)));
        }
    }
    for token in expected.ask_back.iter().flatten() {
        let named =
            |part: &Value| part.as_array().into_iter().flatten().any(|part| part.as_str() == Some(token));
        let means = |meaning: &Value| {
            ["kpis", "people", "scopes"].iter().any(|part| named(&meaning["meaning"][part]))
        };
        if !readings.iter().any(means) {
            wrong.push(format!("does not offer {token}"));
        }
    }
    wrong
}

/// What became of the text, in short.
fn told(got: &Value) -> String {
    let part = |name: &str| match &got[name] {
        Value::Null => String::new(),
        part => format!(" {name} {part}"),
    };
    format!("{}{}{}{}", outcome(got), part("meaning"), part("choices"), part("nearest"))
}
