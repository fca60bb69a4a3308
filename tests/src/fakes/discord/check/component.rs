//! What Discord refuses in the rows of buttons and selects below a message.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Problems;

/// Types of components, as Discord numbers them.
pub(in crate::fakes::discord) const ROW: u64 = 1;
pub(in crate::fakes::discord) const BUTTON: u64 = 2;
pub(in crate::fakes::discord) const STRING_SELECT: u64 = 3;
pub(in crate::fakes::discord) const TEXT_INPUT: u64 = 4;
pub(in crate::fakes::discord) const LABEL: u64 = 18;
/// Selects of people, roles, both, and channels.
const OTHER_SELECTS: std::ops::RangeInclusive<u64> = 5..=8;
/// A button that opens an address.
const LINK: u64 = 5;

/// The rows of a message.
pub(super) fn rows(problems: &mut Problems, rows: &Value) {
    let mut ids = BTreeSet::new();
    for (at, row) in problems.list("components", rows, 5).iter().enumerate() {
        let path = format!("components.{at}");
        if row["type"] != ROW {
            problems.add(
                &format!("{path}.type"),
                "UNION_TYPE_CHOICES",
                "Value of field \"type\" must be one of (1,).",
            );
            continue;
        }
        let inside = format!("{path}.components");
        let elements = problems.list(&inside, &row["components"], 5);
        if elements.is_empty() {
            problems.add(&inside, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
        }
        let selects = elements.iter().filter(|element| element["type"] != BUTTON).count();
        if selects > 0 && elements.len() > 1 {
            problems.add(
                &path,
                "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
                "The specified component exceeds the maximum width",
            );
        }
        for (number, element) in elements.iter().enumerate() {
            let path = format!("{inside}.{number}");
            if let Some(id) = element["custom_id"].as_str().filter(|id| !ids.insert(String::from(*id))) {
                let message = format!("Component custom id cannot be duplicated: {id}");
                problems.add(&format!("{path}.custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message);
            }
            match element["type"].as_u64() {
                Some(BUTTON) => button(problems, &path, element),
                Some(STRING_SELECT) => select(problems, &path, element),
                Some(kind) if OTHER_SELECTS.contains(&kind) => {
                    problems.needed(&format!("{path}.custom_id"), &element["custom_id"], 100);
                }
                _ => problems.add(
                    &format!("{path}.type"),
                    "UNION_TYPE_CHOICES",
                    "Value of field \"type\" must be one of (2, 3, 5, 6, 7, 8).",
                ),
            }
        }
    }
}

fn button(problems: &mut Problems, path: &str, button: &Value) {
    problems.text(&format!("{path}.label"), &button["label"], 80);
    if button["label"].as_str().is_none_or(str::is_empty) && button["emoji"].is_null() {
        problems.add(path, "BUTTON_COMPONENT_INVALID_LABEL_EMOJI", "A button must have a label or an emoji");
    }
    match button["style"].as_u64() {
        Some(LINK) => {
            problems.needed(&format!("{path}.url"), &button["url"], 512);
            if !button["custom_id"].is_null() {
                let message = "A custom id and url cannot both be specified";
                problems.add(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message);
            }
        }
        Some(1..=4) => {
            problems.needed(&format!("{path}.custom_id"), &button["custom_id"], 100);
        }
        _ => problems.add(
            &format!("{path}.style"),
            "BASE_TYPE_CHOICES",
            "Value must be one of (1, 2, 3, 4, 5, 6).",
        ),
    }
}

/// A select of given options, in a message or a modal.
pub(super) fn select(problems: &mut Problems, path: &str, select: &Value) {
    problems.needed(&format!("{path}.custom_id"), &select["custom_id"], 100);
    problems.text(&format!("{path}.placeholder"), &select["placeholder"], 150);
    let inside = format!("{path}.options");
    let options = problems.list(&inside, &select["options"], 25);
    if options.is_empty() {
        problems.add(&inside, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 25 in length.");
    }
    let mut values = BTreeSet::new();
    for (number, option) in options.iter().enumerate() {
        problems.needed(&format!("{inside}.{number}.label"), &option["label"], 100);
        problems.needed(&format!("{inside}.{number}.value"), &option["value"], 100);
        problems.text(&format!("{inside}.{number}.description"), &option["description"], 100);
        if !values.insert(option["value"].to_string()) {
            let message = "The specified option value is already used";
            problems.add(
                &format!("{inside}.{number}.value"),
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                message,
            );
        }
    }
    if options.iter().filter(|option| option["default"] == true).count() > 1 && select["max_values"].is_null()
    {
        problems.add(&inside, "SELECT_COMPONENT_TOO_MANY_DEFAULT_OPTIONS", "Too many options are chosen");
    }
}
