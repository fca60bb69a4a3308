//! Every card that the product can make, in each language and in both at once, as Feishu gets it: its messages, and the forms
//! behind its buttons.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use steward_core::card::{ButtonStyle, Card, Press};

use super::card::{Showing, parts};
use super::form::form;
use super::limits::CARD_BYTES;
use super::words::Chrome;
use crate::shelf::shelf;

fn chrome(lang: &str) -> Chrome {
    let [more, choose, more_below] = match lang {
        "zh-CN" => ["更多", "请选择", "其余内容见下方回复。"],
        _ => ["More", "Choose", "Continued below."],
    };
    Chrome { more: more.into(), choose: choose.into(), more_below: more_below.into() }
}

/// The messages, an element to a line.
fn messages(card: &Card) -> String {
    let own = chrome(&card.lang);
    let second = card.second.as_ref().map(|second| chrome(&second.lang));
    let showing = Showing { chrome: &own, second: second.as_ref(), mentions: true, answer_to: None };
    let mut drawn = format!("--- {}\n", card.lang);
    for document in parts(card, showing) {
        let value = document.value();
        assert!(value.to_string().len() <= CARD_BYTES);
        writeln!(drawn, "(push) {}\n{}", value["config"]["summary"], value["header"]).unwrap();
        for element in value["body"]["elements"].as_array().unwrap() {
            writeln!(drawn, "{element}").unwrap();
        }
    }
    drawn
}

#[test]
fn every_card_as_feishu_gets_it() {
    let shelf = shelf();
    assert!(shelf.len() > 50, "the shelf has only {} cards", shelf.len());
    for (name, cards) in shelf {
        assert!(cards.len() >= 2, "{name} is not there in every language");
        let drawn: String = cards.iter().map(messages).collect();
        insta::assert_snapshot!(name, drawn);
    }
}

#[test]
fn a_card_in_both_languages_as_feishu_gets_it() {
    let cards: BTreeMap<String, Vec<Card>> = shelf().into_iter().collect();
    for name in ["alert_open_channel", "digest_bad"] {
        let Some([own, other, ..]) = cards.get(name).map(Vec::as_slice) else { panic!("no {name}") };
        let both = Card { second: Some(Box::new(other.clone())), ..own.clone() };
        insta::assert_snapshot!(format!("both_{name}"), messages(&both));
    }
}

#[test]
fn every_form_as_feishu_gets_it() {
    let mut seen = BTreeSet::new();
    for card in shelf().into_iter().flat_map(|(_, cards)| cards) {
        for button in &card.buttons {
            let (Press::Act { act } | Press::Form { act, .. }) = &button.press else { continue };
            // A button beside the card asks by itself.
            if matches!(button.press, Press::Act { .. }) && button.style != ButtonStyle::More {
                continue;
            }
            let Some(form) = form(button, &chrome(&card.lang), &BTreeMap::new(), None, None) else {
                continue;
            };
            // The first of its kind stands for the others; they differ in the alert.
            if seen.insert((card.lang.clone(), act.command.clone())) {
                insta::assert_json_snapshot!(format!("form_{}_{}", act.command, card.lang), form.value());
            }
        }
    }
    assert!(seen.len() >= 12, "{seen:?}");
}
