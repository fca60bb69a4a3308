//! Every card that the product can make, from the shelf that the tests of texts keep, and a service that shows one of them.

use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use steward_core::card::{
    Act, Block, Button, ButtonStyle, Card, Fact, Field, Form, Input, Line, Link, Mention, Press, Tone,
};
use steward_core::host::{Account, Acquaintance, Asked, Contact, Host, News};
use steward_core::id::{AlertId, PersonKey};
use steward_core::inbound::{Immediate, Inbound, NotKept, Receiver};
use steward_core::person::Locale;
use tokio::sync::RwLock;

/// Every approved card in both languages, then the smallest and the largest that could be.
pub fn cards() -> Vec<Card> {
    let mut cards = approved();
    cards.extend([smallest(), largest("x"), largest("超"), largest("👨‍👩‍👧")]);
    cards
}

/// Every approved card in both languages.
pub fn approved() -> Vec<Card> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../bot/text/tests/cards/shelf");
    let mut files: Vec<_> =
        fs::read_dir(&folder).expect("the shelf").map(|file| file.expect("a file").path()).collect();
    files.sort();
    let mut cards: Vec<Card> = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a file of the shelf");
        let lines = text.lines().filter(|line| line.starts_with('{'));
        cards.extend(lines.map(|line| serde_json::from_str(line).expect("a card")));
    }
    assert!(cards.len() > 100, "the shelf holds {} cards", cards.len());
    cards
}

pub fn smallest() -> Card {
    Card { title: "1".into(), summary: "1".into(), lang: "en-US".into(), ..Card::default() }
}

/// As many of a character as are at least so long in UTF-16 units.
fn long(character: &str, units: usize) -> String {
    character.repeat(units.div_ceil(character.encode_utf16().count()))
}

/// More of everything, and longer, than any platform takes; made of one character.
pub fn largest(character: &str) -> Card {
    let long = |units: usize| long(character, units);
    let act = |value: usize| Act {
        command: "note".into(),
        alert: None,
        episode: u32::MAX,
        version: u32::MAX,
        value: Some(long(value)),
    };
    let button = |value: usize, style| Button {
        label: long(200),
        style,
        press: Press::Act { act: act(value) },
        confirm: Some(long(4_000)),
    };
    let line = |units: usize| Line { tone: Tone::Critical, text: long(units), detail: Some(long(units)) };
    let mut lines = vec![line(4_000); 2];
    lines.extend(vec![line(200); 80]);
    let facts = vec![Fact { name: long(500), value: long(4_000) }; 40];
    let mut buttons = vec![button(1, ButtonStyle::Plain); 60];
    buttons.extend(vec![button(20, ButtonStyle::More); 30]);
    buttons.extend([button(3_000, ButtonStyle::Primary), button(3_000, ButtonStyle::More)]);
    let form = largest_form(character);
    buttons.push(Button {
        label: "Form".into(),
        style: ButtonStyle::Plain,
        press: Press::Form { act: Act { command: "assign".into(), ..act(2) }, form },
        confirm: Some(long(9_000)),
    });
    Card {
        title: long(4_000),
        tone: Tone::Critical,
        lang: "zh-CN".into(),
        summary: long(50_000),
        blocks: vec![
            Block::Lead { text: long(4_000) },
            Block::Text { text: long(9_000) },
            Block::Facts { facts },
            Block::Section { heading: long(4_000), lines },
            Block::Quote { text: long(9_000), by: long(4_000) },
            Block::Spark { points: vec![500; 400], limit: Some(1_000), alt: long(4_000), legend: None },
            Block::Context { text: long(9_000) },
        ],
        buttons,
        mentions: vec![Mention {
            person: PersonKey::parse("mei").expect("a key"),
            name: long(300),
            id: Some("U1".into()),
        }],
        link: Some(Link { label: long(200), address: "https://steward.example.com/".into() }),
        second: None,
    }
}

fn largest_form(character: &str) -> Form {
    let long = |units: usize| long(character, units);
    let field = |name: &str, input, initial: Option<String>| Field {
        name: name.into(),
        label: long(3_000),
        input,
        required: true,
        initial,
        hint: Some(long(3_000)),
    };
    let option = |number: usize| (number.to_string(), long(200));
    let fields = vec![
        field("text", Input::Text { most: 9_000, multiline: true }, Some(long(9_000))),
        field(
            "day",
            Input::Day { first: "2026-11-23".into(), last: "2027-11-23".into() },
            Some("2026-11-27".into()),
        ),
        field("choice", Input::Select { options: (0..300).map(option).collect() }, Some("7".into())),
        field("nothing", Input::Select { options: Vec::new() }, None),
    ];
    Form { title: long(300), submit: long(300), fields }
}

/// A digest with so many lines, as long as a number and a sentence.
pub fn digest(lines: usize) -> Card {
    let line = |number: usize| Line {
        tone: Tone::Critical,
        text: format!("{number}. 迟发率 · Amazon US 👨‍👩‍👧：4.6%（+0.6 个百分点）"),
        detail: Some("严重 · 上限 4% · 11月17日周二起越线 · Mei".into()),
    };
    Card {
        title: "日报 · 11月21日周六".into(),
        lang: "zh-CN".into(),
        summary: "日报".into(),
        blocks: vec![
            Block::Lead { text: format!("{lines} 项越线") },
            Block::Section { heading: "越线".into(), lines: (1..=lines).map(line).collect() },
        ],
        buttons: vec![Button {
            label: "我的告警".into(),
            style: ButtonStyle::Plain,
            press: Press::Say { text: "我的".into() },
            confirm: None,
        }],
        ..Card::default()
    }
}

/// A card with a form behind its one button, as that for a note.
pub fn with_form() -> Card {
    let act = Act { command: "note".into(), alert: None, episode: 0, version: 0, value: None };
    let form = Form {
        title: "Note".into(),
        submit: "Send".into(),
        fields: vec![Field {
            name: "action".into(),
            label: "What is done".into(),
            input: Input::Text { most: 500, multiline: true },
            required: true,
            initial: None,
            hint: None,
        }],
    };
    let button = Button {
        label: "Note".into(),
        style: ButtonStyle::Plain,
        press: Press::Form { act, form },
        confirm: None,
    };
    let blocks = vec![Block::Lead { text: "延迟发货率 4.6%".into() }];
    Card { title: "Late shipment rate".into(), blocks, buttons: vec![button], ..smallest() }
}

/// How a service answers whatever is said to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answering {
    /// Not at all.
    Nothing,
    /// With its card, to the person alone.
    Privately,
    /// With its card, as a refusal.
    Refusing,
    /// With its card, to everybody.
    Publicly,
}

/// A service that has one card to show, whatever is asked.
pub struct OneCard {
    shown: Mutex<(Card, Answering)>,
    /// Nothing is answered while somebody holds it.
    pub door: RwLock<()>,
}

impl OneCard {
    pub fn empty() -> Self {
        Self { shown: Mutex::new((smallest(), Answering::Nothing)), door: RwLock::default() }
    }

    /// Shows a card, and says nothing.
    pub fn show(&self, card: &Card) {
        self.answer(card, Answering::Nothing);
    }

    /// Shows a card, also in answer to what is said.
    pub fn answer(&self, card: &Card, how: Answering) {
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = (card.clone(), how);
    }

    fn now(&self) -> (Card, Answering) {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn shown(&self) -> Card {
        self.now().0
    }
}

#[async_trait]
impl Receiver for OneCard {
    async fn receive(&self, _: Inbound) -> Result<Immediate, NotKept> {
        let _open = self.door.read().await;
        let (card, how) = self.now();
        let card = Box::new(card);
        Ok(match how {
            Answering::Nothing => Immediate::Nothing,
            Answering::Privately => Immediate::Private { card, refused: false, field: None },
            Answering::Refusing => Immediate::Private { card, refused: true, field: None },
            Answering::Publicly => Immediate::Public { card },
        })
    }
}

#[async_trait]
impl Host for OneCard {
    async fn offer(&self, asked: Asked) -> Result<Button, Box<Card>> {
        let _open = self.door.read().await;
        let card = self.shown();
        let is_it = |button: &&Button| match &button.press {
            Press::Act { act } | Press::Form { act, .. } => *act == asked.act,
            Press::Say { .. } => false,
        };
        card.buttons.iter().find(is_it).cloned().ok_or_else(|| panic!("no button does {:?}", asked.act))
    }

    async fn disown(&self, _: &str, _: &str, _: AlertId) -> Option<Box<Card>> {
        None
    }

    async fn home(&self, _: &str, _: &str) -> Card {
        self.shown()
    }

    async fn locale(&self, _: &str, _: &str) -> Locale {
        Locale::best_for(&self.shown().lang)
    }

    async fn knows(&self, _: &str, _: &str) -> bool {
        true
    }

    async fn unlinked(&self, _: &str) -> Vec<Contact> {
        Vec::new()
    }

    async fn meet(&self, _: Account) -> Acquaintance {
        Acquaintance::Stranger
    }

    async fn claim(&self, _: Account, _: &str) -> Acquaintance {
        Acquaintance::Stranger
    }

    async fn complete(&self, _: &str, _: &str, typed: &str) -> Vec<String> {
        (0..60).map(|number| format!("{typed}{}", "迟".repeat(2 * number))).collect()
    }

    async fn hear(&self, _: &str, _: News) -> bool {
        true
    }
}
