//! Finding on a card what somebody means.

use serde_json::Value;

use crate::fakes::feishu::message::{elements, says};

/// A button, a select or a picker by its words or its name.
pub(super) fn find<'a>(card: &'a Value, words: &str) -> &'a Value {
    let all = elements(card);
    let is_meant = |element: &&&Value| is_called(element, words) && element["tag"] != "form";
    let found = all.iter().find(is_meant).copied();
    found.unwrap_or_else(|| panic!("nothing is called {words} on {card:#}"))
}

/// Whether an element is called so: by its words, its label, its grey words or its name.
pub(super) fn is_called(element: &Value, words: &str) -> bool {
    let texts = [&element["text"], &element["label"], &element["placeholder"]];
    element["name"] == words
        || element["element_id"] == words
        || (element["tag"] != "div" && texts.into_iter().any(|text| says(text, words)))
}

/// The element that offers an option, and the option's value, by its words or its value.
pub(super) fn find_offer<'a>(card: &'a Value, option: &str) -> (&'a Value, &'a str) {
    let all = elements(card);
    let found = all.iter().find_map(|element| Some((*element, offered(element, option)?)));
    found.unwrap_or_else(|| panic!("nothing offers {option} on {card:#}"))
}

/// The value of an option by its words or its value.
pub(super) fn offered<'a>(element: &'a Value, option: &str) -> Option<&'a str> {
    let mut options = element["options"].as_array().into_iter().flatten();
    let found = options.find(|own| says(&own["text"], option) || own["value"] == option)?;
    found["value"].as_str()
}
