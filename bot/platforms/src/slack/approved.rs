//! Every card that the product can make, in each language, as Slack gets it: its messages, the modals behind its buttons,
//! and as a home tab.

use std::fmt::Write;

use serde_json::Value;
use steward_core::card::{Card, Press};

use super::card::{Part, Showing, parts};
use super::home;
use super::limits::{
    BLOCK_ID_CHARACTERS, FALLBACK_CHARACTERS, METADATA_CHARACTERS, TITLE_CHARACTERS, VIEW_BLOCKS, length,
};
use super::modal::{self, Seal};
use super::words::Chrome;
use crate::shelf::shelf;

fn chrome(lang: &str) -> Chrome {
    let (cancel, more_in_thread) = match lang {
        "zh-CN" => ("取消", "其余内容见话题。"),
        _ => ("Cancel", "Continued in the thread."),
    };
    Chrome { cancel: cancel.into(), more_in_thread: more_in_thread.into() }
}

/// The messages, a block to a line.
fn messages(card: &Card) -> String {
    let chrome = chrome(&card.lang);
    let parts = parts(card, Showing { chrome: &chrome, mentions: true, answer_to: None });
    let mut drawn = format!("--- {}\n", card.lang);
    for Part { text, blocks } in parts {
        assert!(length(&text) <= FALLBACK_CHARACTERS && !text.trim().is_empty(), "{text}");
        writeln!(drawn, "(push) {text}").unwrap();
        for block in blocks {
            writeln!(drawn, "{block}").unwrap();
        }
    }
    drawn
}

/// The modals behind the buttons.
fn modals(card: &Card) -> Vec<(String, Value)> {
    let chrome = chrome(&card.lang);
    let views = card.buttons.iter().filter_map(|button| {
        let (Press::Act { act } | Press::Form { act, .. }) = &button.press else { return None };
        let seal = Seal::new(act, Some("C0123456789".into()), None, Some("1700000000.000100".into()));
        Some((act.command.clone(), modal::view(button, &seal, &chrome)?))
    });
    views.collect()
}

#[test]
fn every_card_as_slack_gets_it() {
    let shelf = shelf();
    assert!(shelf.len() > 50, "the shelf has only {} cards", shelf.len());
    for (name, cards) in shelf {
        assert!(cards.len() >= 2, "{name} is not there in every language");
        let drawn: String = cards.iter().map(messages).collect();
        insta::assert_snapshot!(name, drawn);
    }
}

#[test]
fn every_modal_as_slack_gets_it() {
    let mut seen = std::collections::BTreeSet::new();
    for card in shelf().into_iter().flat_map(|(_, cards)| cards) {
        for (command, view) in modals(&card) {
            check(&view);
            // The first of its kind stands for the others; they differ in the alert.
            if seen.insert((card.lang.clone(), command.clone())) {
                insta::assert_json_snapshot!(format!("modal_{command}_{}", card.lang), view);
            }
        }
    }
    assert!(seen.len() >= 12, "{seen:?}");
}

fn check(view: &Value) {
    for words in ["title", "submit", "close"] {
        assert!(length(view[words]["text"].as_str().unwrap()) <= TITLE_CHARACTERS, "{view}");
    }
    assert!(length(view["private_metadata"].as_str().unwrap()) <= METADATA_CHARACTERS);
    let blocks = view["blocks"].as_array().unwrap();
    assert!((1..=VIEW_BLOCKS).contains(&blocks.len()));
    for block in blocks {
        assert!(block["block_id"].as_str().is_none_or(|id| id.len() <= BLOCK_ID_CHARACTERS));
    }
}

#[test]
fn every_card_fits_on_a_home_tab() {
    for (name, cards) in shelf() {
        for card in &cards {
            let view = home::view(card, &chrome(&card.lang));
            let blocks = view["blocks"].as_array().unwrap();
            assert!((1..=VIEW_BLOCKS).contains(&blocks.len()), "{name}");
        }
    }
}
