//! Every card that the product can make, in each language, as Discord gets it: its messages and the modals behind its
//! buttons. `twilight-validate` judges that Discord takes them.

use std::fmt::Write;

use serde_json::{Value, json};
use steward_core::card::{Block, Button, ButtonStyle, Card, Fact, Form, Line, Mention, Press, Tone};
use twilight_model::channel::message::Embed;
use twilight_validate::component::component_v1;
use twilight_validate::embed::embed as validate_embed;

use super::card::{Part, Showing, parts};
use super::limits::{
    CONTENT_CHARACTERS, ID_CHARACTERS, MESSAGE_CHARACTERS, MODAL_FIELDS, OPTION_CHARACTERS, OPTIONS,
    TITLE_CHARACTERS, length,
};
use super::modal;
use super::words::Chrome;
use crate::shelf::shelf;

fn chrome(lang: &str) -> Chrome {
    let all = match lang {
        "zh-CN" => {
            ["更多…", "请选择", "其余内容见子区。", "回复“历史”可查看全部。", "请直接发送：", "用文字说明"]
        }
        _ => [
            "More…",
            "Choose",
            "Continued in the thread.",
            "Reply “history” to read all of it.",
            "Say them:",
            "Say it",
        ],
    };
    let [more, choose, more_in_thread, cut_short, say_instead, not_listed] = all.map(str::to_owned);
    Chrome { more, choose, more_in_thread, cut_short, say_instead, not_listed }
}

fn messages(card: &Card) -> Vec<Part> {
    let chrome = chrome(&card.lang);
    let at = "2026-11-28T16:00:00Z".parse().ok();
    parts(card, Showing { chrome: &chrome, mentions: true, summary: true, answer_to: None, at })
}

/// What Discord would refuse, judged by somebody else's reading of its rules.
fn judge(part: &Part) {
    assert!(length(&part.content) <= CONTENT_CHARACTERS);
    let mut whole = part.embed.clone();
    whole["type"] = json!("rich");
    // It reads only the longer form in which Discord answers.
    if let Some(at) = whole.as_object_mut().unwrap().remove("timestamp") {
        at.as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    }
    if let Some(fields) = whole.get_mut("fields").and_then(Value::as_array_mut) {
        for field in fields {
            assert!(!field["value"].as_str().unwrap().trim().is_empty(), "{field}");
        }
    }
    let embed: Embed = serde_json::from_value(whole).unwrap();
    validate_embed(&embed).unwrap_or_else(|error| panic!("{error}: {}", part.embed));
    assert!(part.components.len() <= 5);
    for row in &part.components {
        let row = serde_json::from_value(row.clone()).unwrap();
        component_v1(&row).unwrap_or_else(|error| panic!("{error}: {row:?}"));
    }
}

fn drawn(card: &Card) -> String {
    let mut drawn = format!("--- {}\n", card.lang);
    for part in messages(card) {
        judge(&part);
        writeln!(drawn, "(above) {}", part.content).unwrap();
        let mut embed = part.embed.clone();
        let description = embed.as_object_mut().unwrap().remove("description");
        writeln!(drawn, "{}", description.as_ref().and_then(Value::as_str).unwrap_or_default()).unwrap();
        let fields = embed.as_object_mut().unwrap().remove("fields").unwrap_or_default();
        for field in fields.as_array().into_iter().flatten() {
            writeln!(drawn, "{field}").unwrap();
        }
        writeln!(drawn, "{embed}").unwrap();
        for component in part.components.iter().flat_map(|row| row["components"].as_array().unwrap()) {
            writeln!(drawn, "{component}").unwrap();
        }
    }
    drawn
}

#[test]
fn every_card_as_discord_gets_it() {
    let shelf = shelf();
    assert!(shelf.len() > 50, "the shelf has only {} cards", shelf.len());
    for (name, cards) in shelf {
        assert!(cards.len() >= 2, "{name} is not there in every language");
        let drawn: String = cards.iter().map(drawn).collect();
        insta::assert_snapshot!(name, drawn);
    }
}

#[test]
fn every_modal_as_discord_gets_it() {
    let mut seen = std::collections::BTreeSet::new();
    for card in shelf().into_iter().flat_map(|(_, cards)| cards) {
        for button in &card.buttons {
            let Press::Form { act, form } = &button.press else { continue };
            let modal = modal::modal(button, &chrome(&card.lang)).unwrap();
            check(&modal, form);
            // The first of its kind stands for the others; they differ in the alert.
            if seen.insert((card.lang.clone(), act.command.clone())) {
                insta::assert_json_snapshot!(format!("modal_{}_{}", act.command, card.lang), modal);
            }
        }
    }
    assert!(seen.len() >= 8, "{seen:?}");
}

fn check(modal: &Value, form: &Form) {
    assert!(length(modal["title"].as_str().unwrap()) <= TITLE_CHARACTERS);
    assert!(length(modal["custom_id"].as_str().unwrap()) <= ID_CHARACTERS);
    let labels = modal["components"].as_array().unwrap();
    assert!((1..=MODAL_FIELDS).contains(&labels.len()));
    assert_eq!(labels.len(), form.fields.len(), "a field of {} is missing", form.title);
    for label in labels {
        assert!(length(label["label"].as_str().unwrap()) <= TITLE_CHARACTERS, "{label}");
        assert!(label["description"].as_str().is_none_or(|text| length(text) <= OPTION_CHARACTERS));
        let options = label["component"]["options"].as_array().map_or(1, Vec::len);
        assert!((1..=OPTIONS).contains(&options));
    }
}

#[test]
fn what_is_far_too_long_is_split_and_loses_nothing() {
    let line = |number: usize| Line {
        tone: Tone::Critical,
        text: format!("行{number} {}", "迟发率*".repeat(40)),
        detail: Some("_".repeat(700)),
    };
    let fact = |number: usize| Fact { name: format!("F{number}"), value: "值".repeat(200) };
    let button = |number: usize| Button {
        label: "确认".repeat(60),
        style: if number.is_multiple_of(2) { ButtonStyle::More } else { ButtonStyle::Plain },
        press: Press::Say { text: format!("ack {number}") },
        confirm: None,
    };
    let card = Card {
        title: "标题".repeat(300),
        summary: "摘要".repeat(2_000),
        lang: "zh-CN".to_owned(),
        blocks: vec![
            Block::Facts { facts: (0..40).map(fact).collect() },
            Block::Section { heading: "x".repeat(900), lines: (0..60).map(line).collect() },
            Block::Text { text: "@everyone <@&1> ".repeat(600) },
        ],
        buttons: (0..80).map(button).collect(),
        mentions: vec![Mention { person: "mei".parse().unwrap(), name: "Mei".into(), id: Some("33".into()) }],
        ..Card::default()
    };
    let parts = messages(&card);
    assert!(parts.len() > 3);
    for part in &parts {
        judge(part);
        let said: usize = part.embed.to_string().chars().count();
        assert!(said < MESSAGE_CHARACTERS * 2);
    }
    let whole: String = parts.iter().map(|part| part.embed.to_string()).collect();
    for number in 0..60 {
        assert!(whole.contains(&format!("行{number} ")), "line {number} is lost");
    }
    assert_eq!(
        parts[0].body()["allowed_mentions"],
        json!({ "parse": [], "users": ["33"], "replied_user": false })
    );
    assert_eq!(parts[1].body()["allowed_mentions"]["users"], json!([]));
}
