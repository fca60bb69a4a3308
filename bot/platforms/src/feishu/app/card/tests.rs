//! Whatever a card holds, its messages keep Feishu's limits, lose no line, and mark up nothing that a person wrote.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;
use steward_core::card::{Act, Button, ButtonStyle, Fact, Press};

use super::*;
use crate::feishu::app::limits::VALUE_CHARACTERS;

fn chrome() -> Chrome {
    Chrome { more: "More".into(), choose: "Choose".into(), more_below: "Continued below.".into() }
}

fn shown(card: &Card) -> Vec<Document> {
    let chrome = chrome();
    parts(card, Showing { chrome: &chrome, second: None, mentions: true, answer_to: Some("ev_1") })
}

/// Every text of a card's body, in order.
fn texts_of(value: &Value) -> Vec<String> {
    let body = value["body"]["elements"].as_array().unwrap();
    let text = |element: &Value| element["text"]["content"].as_str().map(str::to_owned);
    body.iter().filter_map(text).collect()
}

/// How deep elements lie in each other.
fn depth(value: &Value) -> usize {
    match value {
        Value::Object(fields) => {
            let own = usize::from(fields.contains_key("tag") && fields["tag"] != "plain_text");
            own + fields.values().map(depth).max().unwrap_or(0)
        }
        Value::Array(items) => items.iter().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

/// A few characters, repeated up to so many times: long texts are made fast.
fn any_text(most: usize) -> impl Strategy<Value = String> {
    let few = prop_oneof![
        "[a-z*_&<>\" \n]{1,6}",
        Just("迟发率 ".to_owned()),
        Just("👨‍👩‍👧".to_owned()),
        Just("<at id=all></at>".to_owned())
    ];
    (few, 1..most.max(3) / 2).prop_map(|(few, times)| few.repeat(times))
}

fn any_block() -> impl Strategy<Value = Block> {
    let fact = (any_text(20), any_text(200)).prop_map(|(name, value)| Fact { name, value });
    let line = (any_text(400), proptest::option::of(any_text(400))).prop_map(|(text, detail)| Line {
        tone: Tone::Critical,
        text,
        detail,
    });
    prop_oneof![
        any_text(8_000).prop_map(|text| Block::Text { text }),
        any_text(500).prop_map(|text| Block::Lead { text }),
        vec(fact, 0..12).prop_map(|facts| Block::Facts { facts }),
        (any_text(30), vec(line, 0..60)).prop_map(|(heading, lines)| Block::Section { heading, lines }),
        (any_text(3_000), any_text(40)).prop_map(|(text, by)| Block::Quote { text, by }),
    ]
}

fn any_button() -> impl Strategy<Value = Button> {
    let style = prop_oneof![Just(ButtonStyle::Plain), Just(ButtonStyle::Primary), Just(ButtonStyle::More)];
    let press = any_text(2_500).prop_map(|text| Press::Say { text });
    (any_text(120), style, press, proptest::option::of(any_text(500)))
        .prop_map(|(label, style, press, confirm)| Button { label, style, press, confirm })
}

fn any_card() -> impl Strategy<Value = Card> {
    (any_text(400), any_text(5_000), vec(any_block(), 0..8), vec(any_button(), 0..8)).prop_map(
        |(title, summary, blocks, buttons)| Card { title, summary, blocks, buttons, ..Card::default() },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_limits_are_kept(card in any_card()) {
        for part in shown(&card) {
            prop_assert!(bytes(&part) <= CARD_BYTES, "{} bytes", bytes(&part));
            let value = part.value();
            prop_assert!(value.to_string().matches("\"tag\":").count() <= ELEMENTS);
            prop_assert_eq!(&value["config"]["update_multi"], &Value::Bool(true));
            prop_assert!(depth(&value) <= 5);
            prop_assert!(!value.to_string().contains("\"markdown\""), "a person's text is markup");
        }
    }

    #[test]
    fn nothing_of_a_text_is_lost(text in any_text(20_000)) {
        let card = Card { blocks: vec![Block::Text { text: text.clone() }], ..Card::default() };
        let said: String = shown(&card).iter().flat_map(|part| texts_of(&part.value())).collect();
        let said = said.replace("Continued below.", "");
        let bare = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
        prop_assert_eq!(bare(&said), bare(&text));
    }
}

#[test]
fn a_line_is_never_torn_that_fits() {
    let line = "x".repeat(999);
    let elements = texts(&[line.as_str(); 5].join("\n"), Size::Normal);
    assert_eq!(elements.len(), 3);
    for element in &elements {
        let value = serde_json::to_value(element).unwrap();
        assert!(value["text"]["content"].as_str().unwrap().split('\n').all(|part| part == line));
    }
}

#[test]
fn a_button_that_carries_too_much_is_left_away() {
    let say = |text: String| Button {
        label: "Say".into(),
        style: ButtonStyle::Plain,
        press: Press::Say { text },
        confirm: None,
    };
    let card =
        Card { buttons: vec![say("x".repeat(VALUE_CHARACTERS)), say("mine".into())], ..Card::default() };
    let value = shown(&card)[0].value().to_string();
    assert_eq!(value.matches("\"button\"").count(), 1);
}

#[test]
fn people_are_pinged_by_their_id_and_named_without_one() {
    let mention = |name: &str, id: Option<&str>| Mention {
        person: "mei".parse().unwrap(),
        name: name.into(),
        id: id.map(str::to_owned),
    };
    let mentions = vec![mention("Mei", Some("ou_1></at><at id=all")), mention("<at id=all></at>", None)];
    let value = shown(&Card { mentions, ..Card::default() })[0].value();
    let elements = &value["body"]["elements"];
    assert_eq!(elements[0]["content"], "<at id=ou_1atatidall></at>", "nothing but an id is taken over");
    assert_eq!(elements[1]["text"]["tag"], "plain_text");
}

#[test]
fn a_card_with_everything_looks_like_this() {
    let act = Act { command: "ack".into(), alert: None, episode: 1, version: 3, value: None };
    let button = |label: &str, style, confirm: Option<&str>| Button {
        label: label.into(),
        style,
        press: Press::Act { act: act.clone() },
        confirm: confirm.map(str::to_owned),
    };
    let card = Card {
        title: "🔴 严重：迟发率".into(),
        tone: Tone::Critical,
        lang: "zh-CN".into(),
        summary: "迟发率 6% · 上限 4%".into(),
        blocks: vec![
            Block::Lead { text: "6% · 上限 4%".into() },
            Block::Facts { facts: vec![Fact { name: "责任人".into(), value: "小梅".into() }] },
            Block::Spark {
                points: vec![100, 200, 900],
                limit: Some(700),
                alt: "近 3 天上升".into(),
                legend: None,
            },
            Block::Quote {
                text: "已联系 **承运商** <at id=all></at>".into(), by: "小梅，今天".into()
            },
        ],
        buttons: vec![
            button("确认", ButtonStyle::Primary, None),
            button("忽略", ButtonStyle::Danger, Some("确定忽略？")),
            button("升级", ButtonStyle::More, Some("确定升级？")),
        ],
        ..Card::default()
    };
    let values: Vec<Value> = shown(&card).iter().map(Document::value).collect();
    insta::assert_json_snapshot!(values);
}
