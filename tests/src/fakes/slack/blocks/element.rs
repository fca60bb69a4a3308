//! The check of what a person can press, choose or fill in.

use std::collections::BTreeSet;

use serde_json::Value;

use super::kinds::ELEMENTS;
use super::{
    ADDRESS_LIMIT, ID_LIMIT, check_image, check_length, check_plain, check_properties, check_text, known,
    listed,
};

const LABEL_LIMIT: usize = 75;
const VALUE_LIMIT: usize = 2000;
const PLACEHOLDER_LIMIT: usize = 150;
const OPTION_LIMIT: usize = 75;
const OPTION_VALUE_LIMIT: usize = 150;
const SELECT_OPTIONS: usize = 100;
const SHORT_OPTIONS: usize = 10;
const OVERFLOW_OPTIONS: usize = 5;
const INPUT_LIMIT: u64 = 3000;
/// Title, text and buttons of the question before a deed.
const CONFIRM: [(&str, usize); 4] = [("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)];

/// Checks the elements of one block.
pub(super) fn check_all(place: &str, elements: &[(String, &Value)], problems: &mut Vec<String>) {
    let mut ids = BTreeSet::new();
    for (at, element) in elements {
        check(at, element, place, problems);
        if element["action_id"].as_str().is_some_and(|id| !ids.insert(id)) {
            problems.push(format!("`action_id` already exists [json-pointer:{at}/action_id]"));
        }
    }
}

fn check(at: &str, element: &Value, place: &str, problems: &mut Vec<String>) {
    let Some(kind) = known(at, element, ELEMENTS, problems) else { return };
    if !kind.places.contains(&place) {
        problems.push(format!("unsupported type: {} [json-pointer:{at}/type]", kind.name));
    }
    check_properties(at, element, kind.properties, problems);
    check_length(&format!("{at}/action_id"), &element["action_id"], ID_LIMIT, problems);
    if let Some(placeholder) = element.get("placeholder") {
        check_plain(&format!("{at}/placeholder"), placeholder, PLACEHOLDER_LIMIT, problems);
    }
    if let Some(confirm) = element.get("confirm") {
        check_confirm(&format!("{at}/confirm"), confirm, problems);
    }
    match kind.name {
        "button" => check_button(at, element, problems),
        "image" => check_image(at, element, problems),
        "overflow" => check_options(at, element, OVERFLOW_OPTIONS, problems),
        "radio_buttons" | "checkboxes" => check_options(at, element, SHORT_OPTIONS, problems),
        "static_select" | "multi_static_select" => check_select(at, element, problems),
        "plain_text_input" => check_input(at, element, problems),
        "datepicker" => check_date(at, &element["initial_date"], problems),
        _ => {}
    }
}

fn check_button(at: &str, button: &Value, problems: &mut Vec<String>) {
    check_plain(&format!("{at}/text"), &button["text"], LABEL_LIMIT, problems);
    check_length(&format!("{at}/value"), &button["value"], VALUE_LIMIT, problems);
    check_length(&format!("{at}/url"), &button["url"], ADDRESS_LIMIT, problems);
    check_length(&format!("{at}/accessibility_label"), &button["accessibility_label"], LABEL_LIMIT, problems);
    if button.get("style").is_some_and(|style| style != "primary" && style != "danger") {
        problems.push(format!("must be one of primary, danger [json-pointer:{at}/style]"));
    }
}

fn check_select(at: &str, select: &Value, problems: &mut Vec<String>) {
    match (select.get("options"), select.get("option_groups")) {
        (Some(_), None) => check_options(at, select, SELECT_OPTIONS, problems),
        (None, Some(_)) => {
            for (at, group) in listed(at, select, "option_groups", SELECT_OPTIONS, problems) {
                check_plain(&format!("{at}/label"), &group["label"], OPTION_LIMIT, problems);
                check_options(&at, group, SELECT_OPTIONS, problems);
            }
        }
        _ => problems.push(format!("one of options and option_groups is required [json-pointer:{at}]")),
    }
}

fn check_options(at: &str, element: &Value, most: usize, problems: &mut Vec<String>) {
    let options = listed(at, element, "options", most, problems);
    for (at, option) in &options {
        check_properties(at, option, &["*text", "value", "description", "url"], problems);
        check_text(&format!("{at}/text"), &option["text"], OPTION_LIMIT, problems);
        check_length(&format!("{at}/value"), &option["value"], OPTION_VALUE_LIMIT, problems);
        if let Some(description) = option.get("description") {
            check_text(&format!("{at}/description"), description, OPTION_LIMIT, problems);
        }
    }
    let many = element["initial_options"].as_array().into_iter().flatten();
    for initial in element.get("initial_option").into_iter().chain(many) {
        if !options.iter().any(|(_, option)| *option == initial) {
            problems.push(format!("must match one of the options [json-pointer:{at}/initial_option]"));
        }
    }
}

fn check_confirm(at: &str, confirm: &Value, problems: &mut Vec<String>) {
    check_properties(at, confirm, &["title", "text", "confirm", "deny", "style"], problems);
    for (name, limit) in CONFIRM {
        match confirm.get(name) {
            Some(text) if name == "text" => check_text(&format!("{at}/{name}"), text, limit, problems),
            Some(text) => check_plain(&format!("{at}/{name}"), text, limit, problems),
            None => {}
        }
    }
}

fn check_input(at: &str, input: &Value, problems: &mut Vec<String>) {
    let number = |name: &str| input[name].as_u64();
    let most = number("max_length").unwrap_or(INPUT_LIMIT);
    if most == 0 || most > INPUT_LIMIT {
        problems.push(format!("must be between 1 and {INPUT_LIMIT} [json-pointer:{at}/max_length]"));
    }
    if number("min_length").is_some_and(|least| least > most) {
        problems.push(format!("must not be above max_length [json-pointer:{at}/min_length]"));
    }
    let limit = usize::try_from(most).unwrap_or(usize::MAX);
    check_length(&format!("{at}/initial_value"), &input["initial_value"], limit, problems);
}

fn check_date(at: &str, date: &Value, problems: &mut Vec<String>) {
    let is_date = date.as_str().is_none_or(|text| text.parse::<jiff::civil::Date>().is_ok());
    if !is_date {
        problems.push(format!("must be a date [json-pointer:{at}/initial_date]"));
    }
}
