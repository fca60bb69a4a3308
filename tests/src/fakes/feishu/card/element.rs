//! The components of a card: what stands in them, and where they may stand.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Seen, kinds};

/// Containers may stand in each other so deep.
const DEPTH: usize = 5;
/// Longest words on a button, and in a field that is still empty, in characters.
const LABEL: usize = 100;
/// Most characters that an input takes.
const INPUT: u64 = 1000;
/// Longest id of an element in characters.
const ID: usize = 20;
/// What people can use.
const INTERACTIVE: [&str; 4] = ["button", "select_static", "date_picker", "input"];

/// Where a component stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    depth: usize,
    in_form: bool,
}

impl Place {
    /// Directly in the body.
    pub(super) const ROOT: Self = Self { depth: 0, in_form: false };

    fn inside(self, tag: &str) -> Self {
        // A column belongs to its set.
        let deeper = usize::from(tag != "column");
        Self { depth: self.depth + deeper, in_form: self.in_form || tag == "form" }
    }
}

/// Checks a list of components.
pub(super) fn check_all(at: &str, list: &Value, place: Place, seen: &mut Seen) {
    for (index, element) in list.as_array().into_iter().flatten().enumerate() {
        check(&format!("{at}[{index}]"), element, place, seen);
    }
}

fn check(at: &str, element: &Value, place: Place, seen: &mut Seen) {
    seen.elements += 1;
    let tag = element["tag"].as_str().unwrap_or_default();
    if !kinds::is_component(tag) {
        seen.problem(at, format_args!("not support tag: {tag}"));
        return;
    }
    kinds::check(at, tag, element, seen);
    check_place(at, tag, place, seen);
    check_id(at, &element["element_id"], seen);
    if INTERACTIVE.contains(&tag) || tag == "form" {
        check_name(at, element, place.in_form || tag == "form", seen);
    }
    for name in ["text", "placeholder", "label", "alt", "title", "hover_tips", "disabled_tips"] {
        if let Some(text) = element.get(name) {
            check_text(&format!("{at}.{name}"), text, seen);
        }
    }
    for name in ["text", "placeholder"] {
        let length = element[name]["content"].as_str().map_or(0, |text| text.chars().count());
        if tag != "div" && length > LABEL {
            seen.problem(at, format_args!("{name} has {length} characters, more than {LABEL}"));
        }
    }
    if let Some(icon) = element.get("icon") {
        kinds::check(&format!("{at}.icon"), "icon", icon, seen);
    }
    if let Some(confirm) = element.get("confirm") {
        kinds::check(&format!("{at}.confirm"), "confirm", confirm, seen);
        check_text(&format!("{at}.confirm.title"), &confirm["title"], seen);
        check_text(&format!("{at}.confirm.text"), &confirm["text"], seen);
    }
    if element.get("required").is_some() && !place.in_form {
        seen.problem(at, "only a field of a form can be required");
    }
    check_behaviors(at, element, seen);
    check_own(at, tag, element, place, seen);
    check_all(&format!("{at}.elements"), &element["elements"], place.inside(tag), seen);
}

/// What only one kind of component has.
fn check_own(at: &str, tag: &str, element: &Value, place: Place, seen: &mut Seen) {
    match tag {
        "column_set" => {
            for (index, column) in element["columns"].as_array().into_iter().flatten().enumerate() {
                let at = format!("{at}.columns[{index}]");
                if column["tag"] == "column" {
                    check(&at, column, place.inside("column_set"), seen);
                } else {
                    seen.problem(&at, "must be a column");
                }
            }
        }
        "button" if element.get("form_action_type").is_some() && !place.in_form => {
            seen.problem(at, "only a button of a form can submit");
        }
        "select_static" => {
            let mut values = BTreeSet::new();
            for (index, option) in element["options"].as_array().into_iter().flatten().enumerate() {
                let at = format!("{at}.options[{index}]");
                kinds::check(&at, "option", option, seen);
                check_text(&format!("{at}.text"), &option["text"], seen);
                if !values.insert(option["value"].as_str()) {
                    seen.problem(&at, "the value of another option");
                }
            }
        }
        "input" => {
            let most = &element["max_length"];
            if !most.is_null() && most.as_u64().is_none_or(|most| most == 0 || most > INPUT) {
                seen.problem(at, format_args!("max_length cannot be {most}"));
            }
        }
        "date_picker" => {
            let date = &element["initial_date"];
            let is_date = |text: &str| text.parse::<jiff::civil::Date>().is_ok();
            if !date.is_null() && !date.as_str().is_some_and(is_date) {
                seen.problem(at, format_args!("initial_date cannot be {date}"));
            }
        }
        "form" => {
            let submits = |element: &&Value| element["form_action_type"] == "submit";
            if crate::fakes::feishu::message::inside(element).iter().find(|own| submits(own)).is_none() {
                seen.problem(at, "a form needs a button that submits it");
            }
        }
        _ => {}
    }
}

fn check_place(at: &str, tag: &str, place: Place, seen: &mut Seen) {
    if place.depth > DEPTH {
        seen.problem(at, format_args!("nested more than {DEPTH} deep"));
    }
    if tag == "form" && place.depth > 0 {
        seen.problem(at, "a form can only stand at the root");
    }
    if tag == "table" && place.depth > 0 {
        seen.problem(at, "a table can only stand at the root");
    }
    if tag == "chart" && place.in_form {
        seen.problem(at, "a form cannot contain a chart");
    }
}

fn check_id(at: &str, id: &Value, seen: &mut Seen) {
    let Some(id) = id.as_str() else { return };
    let well_formed = id.starts_with(|first: char| first.is_ascii_alphabetic())
        && id.chars().all(|own| own.is_ascii_alphanumeric() || own == '_')
        && id.len() <= ID;
    if !well_formed {
        seen.problem(at, format_args!("element_id cannot be {id}"));
    }
    if !seen.ids.insert(id.to_owned()) {
        seen.problem(at, format_args!("element_id {id} is there twice"));
    }
}

fn check_name(at: &str, element: &Value, needed: bool, seen: &mut Seen) {
    match element["name"].as_str() {
        Some(name) if !seen.names.insert(name.to_owned()) => {
            seen.problem(at, format_args!("name {name} is there twice"));
        }
        None | Some("") if needed => seen.problem(at, "name is missing"),
        _ => {}
    }
}

fn check_behaviors(at: &str, element: &Value, seen: &mut Seen) {
    for (index, behavior) in element["behaviors"].as_array().into_iter().flatten().enumerate() {
        let at = format!("{at}.behaviors[{index}]");
        match behavior["type"].as_str() {
            Some(kind @ ("callback" | "open_url")) => kinds::check(&at, kind, behavior, seen),
            other => seen.problem(&at, format_args!("type cannot be {other:?}")),
        }
    }
}

/// A text in either form.
pub(super) fn check_text(at: &str, text: &Value, seen: &mut Seen) {
    seen.elements += 1;
    match text["tag"].as_str() {
        Some("plain_text" | "lark_md") => kinds::check(at, "plain_text", text, seen),
        other => seen.problem(at, format_args!("tag cannot be {other:?}")),
    }
}
