//! The buttons of a card: the likely ones in rows, the others in a list behind "More".

use std::collections::BTreeSet;

use serde_json::{Value, json};
use steward_core::card::{Button, ButtonStyle, Card};

use super::limits::{
    ID_CHARACTERS, LABEL_CHARACTERS, OPTION_CHARACTERS, OPTIONS, ROW_BUTTONS, ROWS, cut, length,
};
use super::press::value;
use super::words::Chrome;

/// Kinds of component in Discord's reference.
const ROW: u8 = 1;
const BUTTON: u8 = 2;
const SELECT: u8 = 3;
/// Looks of a button in Discord's reference.
const PRIMARY: u8 = 1;
const SECONDARY: u8 = 2;
const DANGER: u8 = 4;
const LINK: u8 = 5;

/// Names the list behind "More".
pub(super) const MORE: &str = "more";

/// The rows of components of a card. `answer_to` is the event that the card answers.
pub(super) fn rows(card: &Card, chrome: &Chrome, answer_to: Option<&str>) -> Vec<Value> {
    let mut taken = BTreeSet::new();
    let (mut buttons, mut options) = (Vec::new(), Vec::new());
    for button in &card.buttons {
        // One that carries more than Discord takes is left out; what it does can be said.
        let id = value(&button.press, button.confirm.is_some(), answer_to);
        if length(&id) > ID_CHARACTERS || !taken.insert(id.clone()) {
            continue;
        }
        if button.style == ButtonStyle::More {
            options.push(json!({ "label": cut(&button.label, OPTION_CHARACTERS), "value": id }));
        } else {
            buttons.push(element(button, &id));
        }
    }
    buttons.extend(card.link.as_ref().map(|link| {
        let label = cut(&link.label, LABEL_CHARACTERS);
        json!({ "type": BUTTON, "style": LINK, "label": label, "url": link.address })
    }));
    options.truncate(OPTIONS);
    let most = if options.is_empty() { ROWS } else { ROWS - 1 };
    let mut rows: Vec<Value> = buttons.chunks(ROW_BUTTONS).take(most).map(row).collect();
    if !options.is_empty() {
        let placeholder = cut(&chrome.more, OPTION_CHARACTERS);
        rows.push(row(&[json!({
            "type": SELECT, "custom_id": MORE, "placeholder": placeholder, "options": options,
        })]));
    }
    rows
}

fn element(button: &Button, id: &str) -> Value {
    let style = match button.style {
        ButtonStyle::Primary => PRIMARY,
        ButtonStyle::Danger => DANGER,
        ButtonStyle::Plain | ButtonStyle::More => SECONDARY,
    };
    json!({ "type": BUTTON, "style": style, "label": cut(&button.label, LABEL_CHARACTERS), "custom_id": id })
}

fn row(components: &[Value]) -> Value {
    json!({ "type": ROW, "components": components })
}
