//! Whatever a card holds, its messages keep Slack's limits and lose no line.

use proptest::collection::vec;
use proptest::prelude::*;
use steward_core::card::{Act, Block, Button, ButtonStyle, Fact, Line, Press, Tone};

use super::*;
use crate::slack::limits::{
    ACTIONS, CONTEXT_CHARACTERS, LABEL_CHARACTERS, OPTION_CHARACTERS, OVERFLOW_OPTIONS, SECTION_CHARACTERS,
    VALUE_CHARACTERS, length,
};

fn chrome() -> Chrome {
    Chrome { cancel: "Cancel".into(), more_in_thread: "Continued in the thread.".into() }
}

/// A few characters, repeated up to so many times: long texts are made fast.
fn any_text(most: usize) -> impl Strategy<Value = String> {
    let few = prop_oneof!["[a-z*_&<> \n]{1,6}", Just("迟发率 ".to_owned()), Just("👨‍👩‍👧".to_owned())];
    (few, 1..most.max(3) / 2).prop_map(|(few, times)| few.repeat(times))
}

fn any_tone() -> impl Strategy<Value = Tone> {
    prop_oneof![Just(Tone::Neutral), Just(Tone::Critical), Just(Tone::Unknown)]
}

fn any_line() -> impl Strategy<Value = Line> {
    (any_tone(), any_text(400), proptest::option::of(any_text(400))).prop_map(|(tone, text, detail)| Line {
        tone,
        text,
        detail,
    })
}

fn any_block() -> impl Strategy<Value = Block> {
    let fact = (any_text(20), any_text(200)).prop_map(|(name, value)| Fact { name, value });
    prop_oneof![
        any_text(5_000).prop_map(|text| Block::Text { text }),
        any_text(500).prop_map(|text| Block::Lead { text }),
        vec(fact, 0..12).prop_map(|facts| Block::Facts { facts }),
        (any_text(30), vec(any_line(), 0..60)).prop_map(|(heading, lines)| Block::Section { heading, lines }),
        (any_text(3_000), any_text(40)).prop_map(|(text, by)| Block::Quote { text, by }),
        any_text(3_000).prop_map(|text| Block::Context { text }),
    ]
}

fn any_button() -> impl Strategy<Value = Button> {
    let style = prop_oneof![Just(ButtonStyle::Plain), Just(ButtonStyle::Primary), Just(ButtonStyle::More)];
    let say = any_text(2_500).prop_map(|text| Press::Say { text });
    let act = any_text(200).prop_map(|value| Press::Act {
        act: Act { command: "snooze".into(), alert: None, episode: 1, version: 1, value: Some(value) },
    });
    (any_text(120), style, prop_oneof![say, act], proptest::option::of(any_text(500)))
        .prop_map(|(label, style, press, confirm)| Button { label, style, press, confirm })
}

fn any_card() -> impl Strategy<Value = Card> {
    (any_text(400), any_text(5_000), vec(any_block(), 0..12), vec(any_button(), 0..40)).prop_map(
        |(title, summary, blocks, buttons)| Card { title, summary, blocks, buttons, ..Card::default() },
    )
}

fn text_of(text: &Value) -> &str {
    text["text"].as_str().unwrap()
}

fn check(part: &Part) {
    assert!(length(&part.text) <= FALLBACK_CHARACTERS);
    assert!((0..=MESSAGE_BLOCKS).contains(&part.blocks.len()), "{} blocks", part.blocks.len());
    for block in &part.blocks {
        match block["type"].as_str().unwrap() {
            "section" => assert!((1..=SECTION_CHARACTERS).contains(&length(text_of(&block["text"])))),
            "context" => assert!((1..=CONTEXT_CHARACTERS).contains(&length(text_of(&block["elements"][0])))),
            "actions" => check_buttons(block["elements"].as_array().unwrap()),
            other => panic!("{other}"),
        }
    }
}

fn check_buttons(elements: &[Value]) {
    assert!((1..=ACTIONS).contains(&elements.len()));
    for element in elements {
        for option in element["options"].as_array().into_iter().flatten() {
            assert!(length(text_of(&option["text"])) <= LABEL_CHARACTERS);
            assert!(length(option["value"].as_str().unwrap()) <= OPTION_CHARACTERS);
        }
        assert!(element["options"].as_array().is_none_or(|options| options.len() <= OVERFLOW_OPTIONS));
        if element["type"] == "button" {
            assert!(length(text_of(&element["text"])) <= LABEL_CHARACTERS);
            assert!(length(element["value"].as_str().unwrap()) <= VALUE_CHARACTERS);
        }
    }
}

#[test]
fn a_card_with_two_long_notes_stays_in_one_piece() {
    let note = || Block::Quote { text: "长".repeat(2_300), by: "Mei".into() };
    let card = Card { title: "迟发率".into(), blocks: vec![note(), note()], ..Card::default() };
    let chrome = chrome();
    assert_eq!(parts(&card, Showing { chrome: &chrome, mentions: true, answer_to: None }).len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_limits_are_kept(card in any_card()) {
        let chrome = chrome();
        let parts = parts(&card, Showing { chrome: &chrome, mentions: true, answer_to: Some("message:C1:1.2") });
        parts.iter().for_each(check);
    }
}
