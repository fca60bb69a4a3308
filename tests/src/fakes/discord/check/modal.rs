//! What Discord refuses in a modal, whether its fields stand in rows or below labels.

use serde_json::Value;

use super::super::refusal::Refusal;
use super::Problems;
use super::component::{LABEL, ROW, STRING_SELECT, TEXT_INPUT, select};

/// A modal that is to be shown.
pub(in crate::fakes::discord) fn check(modal: &Value) -> Result<(), Refusal> {
    let mut problems = Problems::default();
    problems.needed("data.title", &modal["title"], 45);
    problems.needed("data.custom_id", &modal["custom_id"], 100);
    let parts = problems.list("data.components", &modal["components"], 5);
    if parts.is_empty() {
        problems.add("data.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
    }
    for (at, part) in parts.iter().enumerate() {
        let path = format!("data.components.{at}");
        match part["type"].as_u64() {
            Some(ROW) => {
                let inside = part["components"].as_array().map(Vec::as_slice).unwrap_or_default();
                match inside {
                    [field] if field["type"] == TEXT_INPUT => {
                        problems.needed(&format!("{path}.components.0.label"), &field["label"], 45);
                        input(&mut problems, &format!("{path}.components.0"), field);
                    }
                    _ => {
                        problems.add(&path, "BASE_TYPE_BAD_LENGTH", "A row of a modal holds one text input.");
                    }
                }
            }
            Some(LABEL) => {
                problems.needed(&format!("{path}.label"), &part["label"], 45);
                problems.text(&format!("{path}.description"), &part["description"], 100);
                let (field, path) = (&part["component"], format!("{path}.component"));
                match field["type"].as_u64() {
                    Some(TEXT_INPUT) => input(&mut problems, &path, field),
                    Some(STRING_SELECT) => select(&mut problems, &path, field),
                    _ => problems.add(&path, "UNION_TYPE_CHOICES", "No such component in a label."),
                }
            }
            _ => problems.add(
                &path,
                "UNION_TYPE_CHOICES",
                "Value of field \"type\" must be one of (1, 10, 18).",
            ),
        }
    }
    problems.verdict()
}

fn input(problems: &mut Problems, path: &str, input: &Value) {
    problems.needed(&format!("{path}.custom_id"), &input["custom_id"], 100);
    problems.text(&format!("{path}.placeholder"), &input["placeholder"], 100);
    problems.text(&format!("{path}.value"), &input["value"], 4_000);
    if !matches!(input["style"].as_u64(), Some(1 | 2)) {
        problems.add(&format!("{path}.style"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2).");
    }
    for (name, least) in [("min_length", 0), ("max_length", 1)] {
        let value = &input[name];
        if !value.is_null() && value.as_u64().is_none_or(|length| !(least..=4_000).contains(&length)) {
            let message = format!("int value should be between {least} and 4000.");
            problems.add(&format!("{path}.{name}"), "NUMBER_TYPE_MAX", message);
        }
    }
}
