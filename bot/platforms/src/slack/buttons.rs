//! The buttons of a card: the likely ones in a row, the others behind "More".

use serde_json::{Value, json};
use steward_core::card::{Button, ButtonStyle, Card, Press};

use super::limits::{
    ACTIONS, BLOCK_ID_CHARACTERS, CONFIRM_BUTTON_CHARACTERS, CONFIRM_CHARACTERS, CONFIRM_TITLE_CHARACTERS,
    LABEL_CHARACTERS, OPTION_CHARACTERS, OVERFLOW_OPTIONS, VALUE_CHARACTERS, cut, length,
};
use super::mrkdwn::plain;
use super::words::Chrome;
use crate::press::value;

/// What the id of a row begins with whose card answers an event.
const ANSWER_TO: &str = "re:";

/// The rows of buttons of a card. `answer_to` is the event that the card answers.
pub(super) fn rows(card: &Card, chrome: &Chrome, answer_to: Option<&str>) -> Vec<Value> {
    let mut elements: Vec<Value> = Vec::new();
    let mut behind_more: Vec<Value> = Vec::new();
    for (place, button) in card.buttons.iter().enumerate() {
        match option(button) {
            Some(option) => behind_more.push(option),
            None => elements.extend(element(button, place, chrome)),
        }
    }
    for (place, options) in behind_more.chunks(OVERFLOW_OPTIONS).enumerate() {
        elements
            .push(json!({ "type": "overflow", "action_id": format!("more-{place}"), "options": options }));
    }
    elements.extend(card.link.as_ref().map(|link| {
        json!({ "type": "button", "action_id": "link", "text": label(&link.label), "url": link.address })
    }));
    let id = answer_to.map(|event| format!("{ANSWER_TO}{event}"));
    let id = id.filter(|id| length(id) <= BLOCK_ID_CHARACTERS - 2);
    elements
        .chunks(ACTIONS)
        .enumerate()
        .map(|(row, elements)| match &id {
            Some(id) => json!({ "type": "actions", "block_id": format!("{id}#{row}"), "elements": elements }),
            None => json!({ "type": "actions", "elements": elements }),
        })
        .collect()
}

/// The event whose answer a row of buttons stood on.
pub(super) fn answer_to(block_id: &str) -> Option<&str> {
    block_id.strip_prefix(ANSWER_TO)?.rsplit_once('#').map(|(event, _)| event)
}

/// Whether what a button carries fits on it, and whether also behind "More".
fn fits(value: &str) -> (bool, bool) {
    let length = length(value);
    (length <= VALUE_CHARACTERS, length <= OPTION_CHARACTERS)
}

/// A button behind "More". An option cannot ask by itself, so the adapter asks after the press.
fn option(button: &Button) -> Option<Value> {
    if button.style != ButtonStyle::More {
        return None;
    }
    let value = value(&button.press, button.confirm.is_some());
    let (_, as_option) = fits(&value);
    as_option.then(|| json!({ "text": label(&button.label), "value": value }))
}

/// A button in the row. One that carries more than Slack takes is left out; what it does can be said.
fn element(button: &Button, place: usize, chrome: &Chrome) -> Option<Value> {
    // In the row Slack asks by itself; the form of a press is a question of its own.
    let value = value(&button.press, false);
    let (as_button, _) = fits(&value);
    let mut element = json!({
        "type": "button",
        "action_id": format!("press-{place}"),
        "text": label(&button.label),
        "value": value,
    });
    let fields = element.as_object_mut().filter(|_| as_button)?;
    match button.style {
        ButtonStyle::Primary => fields.insert("style".to_owned(), json!("primary")),
        ButtonStyle::Danger => fields.insert("style".to_owned(), json!("danger")),
        ButtonStyle::Plain | ButtonStyle::More => None,
    };
    if let (Some(question), Press::Act { .. } | Press::Say { .. }) = (&button.confirm, &button.press) {
        fields.insert("confirm".to_owned(), confirm(question, &button.label, chrome));
    }
    Some(element)
}

fn confirm(question: &str, yes: &str, chrome: &Chrome) -> Value {
    json!({
        "title": plain(&cut(yes, CONFIRM_TITLE_CHARACTERS)),
        "text": plain(&cut(question, CONFIRM_CHARACTERS)),
        "confirm": plain(&cut(yes, CONFIRM_BUTTON_CHARACTERS)),
        "deny": plain(&cut(&chrome.cancel, CONFIRM_BUTTON_CHARACTERS)),
    })
}

fn label(text: &str) -> Value {
    plain(&cut(text, LABEL_CHARACTERS))
}

#[cfg(test)]
mod tests {
    use steward_core::card::Act;

    use super::*;

    #[test]
    fn an_act_fits_behind_more() {
        let alert = Some("00000000-0000-0000-0000-000000000007".parse().unwrap());
        let value = Some("tomorrow".to_owned());
        let act = Act { command: "bad_data".into(), alert, episode: 2, version: 31, value };
        assert_eq!(fits(&crate::press::value(&Press::Act { act }, true)), (true, true));
    }

    #[test]
    fn an_event_is_found_again_in_the_id_of_a_row() {
        assert_eq!(answer_to("re:message:C1:17.2#0"), Some("message:C1:17.2"));
        assert_eq!(answer_to("xyz"), None);
    }
}
