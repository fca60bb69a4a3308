//! The buttons of a card: the likely ones in rows, the others in a list.

use std::collections::BTreeSet;

use steward_core::card::{self, ButtonStyle, Card, Press};

use super::limits::{
    BUTTON_BYTES, BUTTONS, CONFIRM_CHARACTERS, LABEL_CHARACTERS, OPTIONS, ROW_BUTTONS, VALUE_CHARACTERS,
};
use super::press::Pressed;
use super::words::Chrome;
use crate::cut::{cut, length};
use crate::feishu::elements::{Behavior, Button, Choice, Confirm, Element, Look, Select, Text, bytes};

/// The name of the list.
const MORE: &str = "more";

/// The buttons. `answer_to` is the event that the card answers.
pub(super) fn buttons(card: &Card, chrome: &Chrome, answer_to: Option<&str>) -> Vec<Element> {
    let (listed, shown): (Vec<_>, Vec<_>) =
        card.buttons.iter().partition(|button| button.style == ButtonStyle::More);
    let mut room = BUTTON_BYTES;
    let row = shown.into_iter().filter_map(|button| element(button, answer_to)).take(BUTTONS);
    let mut row: Vec<Element> = row.filter(|button| fits(&mut room, button.bytes())).collect();
    row.extend(card.link.as_ref().map(|link| {
        let open = Behavior::OpenUrl { default_url: link.address.clone() };
        Element::Button(plain(&link.label, Look::Default, open))
    }));
    let mut elements: Vec<Element> =
        row.chunks(ROW_BUTTONS).map(|elements| Element::row(elements.to_vec())).collect();
    // Feishu refuses a card on which two options do the same.
    let mut known = BTreeSet::new();
    let options = listed.into_iter().filter_map(|button| option(button, answer_to));
    let options = options.filter(|option| known.insert(option.value.clone()));
    let mut room = BUTTON_BYTES;
    let options: Vec<Choice> =
        options.take(OPTIONS).filter(|option| fits(&mut room, bytes(option))).collect();
    if !options.is_empty() {
        elements.push(Element::SelectStatic(Select {
            name: MORE.to_owned(),
            required: None,
            placeholder: Text::plain(&chrome.more),
            options,
            initial_option: None,
            behaviors: vec![Behavior::Callback { value: serde_json::json!({}) }],
        }));
    }
    elements
}

/// Whether there is room for so many bytes, which then are taken.
fn fits(room: &mut usize, bytes: usize) -> bool {
    let left = room.checked_sub(bytes);
    *room = left.unwrap_or(*room);
    left.is_some()
}

/// A button in the row. One that carries more than is sensible is left out; what it does can be said.
fn element(button: &card::Button, answer_to: Option<&str>) -> Option<Element> {
    let pressed = Pressed::of(&button.press, false, answer_to);
    if length(&pressed.text()) > VALUE_CHARACTERS {
        return None;
    }
    let look = match button.style {
        ButtonStyle::Primary => Look::Primary,
        ButtonStyle::Danger => Look::Danger,
        ButtonStyle::Plain | ButtonStyle::More => Look::Default,
    };
    // The form of a press is a question of its own.
    let question = button.confirm.as_deref().filter(|_| !matches!(button.press, Press::Form { .. }));
    let confirm = question.map(|question| Confirm {
        title: label(&button.label),
        text: Text::plain(&cut(question, CONFIRM_CHARACTERS)),
    });
    let press = Behavior::Callback { value: pressed.value() };
    Some(Element::Button(Button { confirm, ..plain(&button.label, look, press) }))
}

/// A button in the list, which cannot ask by itself, so that the adapter asks after the press.
fn option(button: &card::Button, answer_to: Option<&str>) -> Option<Choice> {
    let value = Pressed::of(&button.press, button.confirm.is_some(), answer_to).text();
    (length(&value) <= VALUE_CHARACTERS).then(|| Choice { text: label(&button.label), value })
}

fn plain(words: &str, look: Look, behavior: Behavior) -> Button {
    let behaviors = vec![behavior];
    Button { text: label(words), look, name: None, form_action_type: None, confirm: None, behaviors }
}

fn label(text: &str) -> Text {
    Text::plain(&cut(text, LABEL_CHARACTERS))
}
