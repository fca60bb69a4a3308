//! The buttons of a card: the likely ones in rows, the others in lists behind "More". What finds no room is to be said.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use steward_core::card::{Button, ButtonStyle, Card, Press};

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

/// Names the list behind "More"; further lists have a number behind it.
const MORE: &str = "more";

/// What can be pressed on a card.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rows {
    /// The rows of components.
    pub(super) rows: Vec<Value>,
    /// What found no room, as a person says it instead.
    pub(super) left_out: Vec<String>,
}

/// A button with what it carries.
type Carrying<'a> = (&'a Button, String);

/// The rows of components of a card. `answer_to` is the event that the card answers.
pub(super) fn rows(card: &Card, chrome: &Chrome, answer_to: Option<&str>) -> Rows {
    let mut taken = BTreeSet::new();
    let (mut buttons, mut options, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for button in &card.buttons {
        let id = value(&button.press, button.confirm.is_some(), answer_to);
        if length(&id) > ID_CHARACTERS {
            left_out.push(said(button));
        } else if taken.insert(id.clone()) {
            let kind = if button.style == ButtonStyle::More { &mut options } else { &mut buttons };
            kind.push((button, id));
        }
    }
    let links = usize::from(card.link.is_some());
    let lists = lists(buttons.len() + links, options.len());
    let shown = ((ROWS - lists) * ROW_BUTTONS).saturating_sub(links).min(buttons.len());
    // The buttons that find no room are likelier than what lies behind "More" anyway.
    let mut listed: Vec<Carrying<'_>> = buttons.split_off(shown);
    listed.extend(options);
    let unlisted = listed.split_off(listed.len().min(lists * OPTIONS));
    left_out.extend(unlisted.iter().map(|(button, _)| said(button)));

    let mut elements: Vec<Value> = buttons.iter().map(|(button, id)| element(button, id)).collect();
    elements.extend(card.link.as_ref().map(|link| {
        let label = cut(&link.label, LABEL_CHARACTERS);
        json!({ "type": BUTTON, "style": LINK, "label": label, "url": link.address })
    }));
    let mut rows: Vec<Value> = elements.chunks(ROW_BUTTONS).map(row).collect();
    let lists = listed.chunks(OPTIONS).enumerate();
    rows.extend(lists.map(|(place, options)| row(&[list(place, options, chrome)])));
    Rows { rows, left_out }
}

/// The fewest lists behind "More" with which so many buttons and options have room; as many as leave a row of buttons where
/// nothing is enough.
fn lists(buttons: usize, options: usize) -> usize {
    let fits = |lists: &usize| {
        let listed = buttons.saturating_sub((ROWS - lists) * ROW_BUTTONS) + options;
        listed <= lists * OPTIONS
    };
    (0..ROWS).find(fits).unwrap_or(ROWS - 1)
}

/// Whether a component is a list behind "More".
pub(super) fn is_more(id: &str) -> bool {
    id.strip_prefix(MORE).is_some_and(|rest| rest.bytes().all(|sign| sign.is_ascii_digit()))
}

fn list(place: usize, options: &[Carrying<'_>], chrome: &Chrome) -> Value {
    let name = if place == 0 { MORE.to_owned() } else { format!("{MORE}{}", place + 1) };
    let option =
        |(button, id): &Carrying<'_>| json!({ "label": cut(&button.label, OPTION_CHARACTERS), "value": id });
    json!({
        "type": SELECT,
        "custom_id": name,
        "placeholder": cut(&chrome.more, OPTION_CHARACTERS),
        "options": options.iter().map(option).collect::<Vec<_>>(),
    })
}

/// What a person says instead of pressing a button.
fn said(button: &Button) -> String {
    match &button.press {
        Press::Say { text } => text.clone(),
        Press::Act { .. } | Press::Form { .. } => button.label.clone(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn card(plain: usize, more: usize) -> Card {
        let button = |number: usize, style: ButtonStyle| Button {
            label: format!("{style:?} {number}"),
            style,
            press: Press::Say { text: format!("{style:?} {number}") },
            confirm: None,
        };
        let plain = (0..plain).map(|number| button(number, ButtonStyle::Plain));
        let more = (0..more).map(|number| button(number, ButtonStyle::More));
        Card { buttons: plain.chain(more).collect(), ..Card::default() }
    }

    /// How many buttons each row has, and how many options each list.
    fn shape(card: &Card) -> (Vec<usize>, Vec<usize>, usize) {
        let Rows { rows, left_out } = rows(card, &Chrome::default(), None);
        assert!(rows.len() <= ROWS);
        let (mut buttons, mut options) = (Vec::new(), Vec::new());
        for row in &rows {
            match row.pointer("/components/0/options").and_then(Value::as_array) {
                Some(list) => options.push(list.len()),
                None => buttons.push(row["components"].as_array().unwrap().len()),
            }
        }
        (buttons, options, left_out.len())
    }

    #[test]
    fn what_finds_no_room_in_the_rows_is_listed_and_what_finds_none_there_is_told() {
        assert_eq!(shape(&card(7, 0)), (vec![5, 2], vec![], 0));
        assert_eq!(shape(&card(2, 3)), (vec![2], vec![3], 0));
        assert_eq!(shape(&card(25, 0)), (vec![5; 5], vec![], 0));
        assert_eq!(shape(&card(26, 0)), (vec![5; 4], vec![6], 0));
        assert_eq!(shape(&card(3, 26)), (vec![3], vec![25, 1], 0));
        assert_eq!(shape(&card(5, 100)), (vec![5], vec![25; 4], 0));
        assert_eq!(shape(&card(5, 102)), (vec![5], vec![25; 4], 2));
        assert_eq!(shape(&card(0, 0)), (vec![], vec![], 0));
    }

    #[test]
    fn a_button_that_carries_too_much_is_told_in_words() {
        let mut card = card(1, 0);
        let text = "迟发率 ".repeat(40);
        card.buttons[0].press = Press::Say { text: text.clone() };
        assert_eq!(rows(&card, &Chrome::default(), None), Rows { rows: vec![], left_out: vec![text] });
    }

    #[test]
    fn every_list_behind_more_is_known_again() {
        let names: Vec<Value> = rows(&card(0, 100), &Chrome::default(), None).rows;
        let names = names.iter().map(|row| row["components"][0]["custom_id"].as_str().unwrap());
        let names: Vec<&str> = names.collect();
        assert_eq!(names, ["more", "more2", "more3", "more4"]);
        assert!(names.into_iter().all(is_more));
        assert!(!is_more("more|x") && !is_more("say|more") && !is_more(""));
    }
}
