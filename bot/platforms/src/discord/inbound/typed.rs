//! Slash commands as the text that a person could have said instead.

use serde_json::Value;

use super::{What, text};
use crate::discord::commands::{LAST, TALK};

/// An option of a command, as it was filled in.
struct Filled {
    name: String,
    value: String,
    is_focused: bool,
}

/// What a command says.
pub(super) fn said(data: &Value) -> What {
    match text(data, "/name") {
        Some(name) => What::Said { text: words(&name, &options(data)), addressed: true },
        None => What::Nothing("a command without a name"),
    }
}

/// What is typed so far: the words before the option that is being filled in, and the option.
pub(super) fn typing(data: &Value) -> What {
    let Some(name) = text(data, "/name") else { return What::Nothing("a command without a name") };
    let (focused, filled): (Vec<_>, Vec<_>) = options(data).into_iter().partition(|option| option.is_focused);
    let Some(focused) = focused.first() else { return What::Nothing("nothing is being typed") };
    let before = words(&name, &filled);
    let before = if before.is_empty() { before } else { format!("{before} ") };
    What::Typing { typed: format!("{before}{}", focused.value), before }
}

/// The command's word and what was filled in; texts last, as in a sentence.
fn words(name: &str, options: &[Filled]) -> String {
    let (texts, values): (Vec<&Filled>, Vec<&Filled>) =
        options.iter().partition(|option| LAST.contains(&option.name.as_str()));
    let word = (name != TALK).then(|| name.replace('-', " "));
    let values = values.into_iter().chain(texts).map(|option| option.value.clone());
    word.into_iter().chain(values).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn options(data: &Value) -> Vec<Filled> {
    let all = data.get("options").and_then(Value::as_array);
    let option = |option: &Value| {
        let value = match option.get("value")? {
            Value::String(text) => text.trim_start().to_owned(),
            other => other.to_string(),
        };
        let is_focused = option.get("focused") == Some(&Value::Bool(true));
        Some(Filled { name: text(option, "/name")?, value, is_focused })
    };
    all.into_iter().flatten().filter_map(option).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_command_is_a_sentence() {
        let data = json!({ "name": "bad-data", "options": [
            { "name": "text", "type": 3, "value": "wrong file" }, { "name": "alert", "type": 3, "value": "12" },
        ] });
        assert_eq!(said(&data), What::Said { text: "bad data 12 wrong file".into(), addressed: true });
        let talk =
            json!({ "name": "kpi", "options": [{ "name": "text", "type": 3, "value": "迟发率 本周" }] });
        assert_eq!(said(&talk), What::Said { text: "迟发率 本周".into(), addressed: true });
        assert!(matches!(said(&json!({ "options": 7 })), What::Nothing(_)));
    }

    #[test]
    fn what_is_being_typed_stands_behind_what_is_there() {
        let data = json!({ "name": "assign", "options": [
            { "name": "alert", "type": 3, "value": "12" }, { "name": "person", "type": 3, "value": "m", "focused": true },
        ] });
        assert_eq!(typing(&data), What::Typing { typed: "assign 12 m".into(), before: "assign 12 ".into() });
        let talk = json!({ "name": "kpi", "options": [{ "name": "text", "type": 3, "value": "", "focused": true }] });
        assert_eq!(typing(&talk), What::Typing { typed: String::new(), before: String::new() });
        assert!(matches!(typing(&json!({ "name": "kpi" })), What::Nothing(_)));
    }
}
