//! A card as text, and the comparison with what was approved. Beside each text the cards themselves are kept on a shelf,
//! from which platforms are tested with everything that can be said.

use std::fmt::Write;

use steward_core::alert::view::AlertView;
use steward_core::card::{Block, Button, ButtonStyle, Card, Field, Input, Press};
use steward_core::message::Message;
use steward_core::moment::in_words;
use steward_core::outbox::Reader;
use steward_text::Texts;

use crate::samples::{channel, now, reader};

/// Both languages of a message, compared with the snapshot of the name. The reader is Mei.
pub fn approve(name: &str, message: &Message, view: Option<&AlertView>) {
    approve_cards(name, &in_both_languages(message, view, reader));
}

/// The same for a reader that is a channel.
pub fn approve_in_channel(name: &str, message: &Message, view: Option<&AlertView>) {
    approve_cards(name, &in_both_languages(message, view, channel));
}

/// Many small messages in one snapshot, each under its name.
pub fn approve_all<'n>(name: &str, messages: impl IntoIterator<Item = (&'n str, Message)>) {
    let (mut text, mut shelf) = (String::new(), Vec::new());
    for (name, message) in messages {
        let cards = in_both_languages(&message, None, reader);
        write!(text, "=== {name}\n{}", drawn(&cards)).unwrap();
        shelf.extend(cards);
    }
    compare(name, &text);
    shelve(name, &shelf);
}

fn approve_cards(name: &str, cards: &[Card]) {
    compare(name, &drawn(cards));
    shelve(name, cards);
}

/// Keeps cards where tests of platforms find them.
fn shelve(name: &str, cards: &[Card]) {
    let lines: Vec<String> = cards.iter().map(|card| serde_json::to_string(card).unwrap()).collect();
    insta::with_settings!(
        { prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "shelf" },
        { insta::assert_snapshot!(name, lines.join("\n")); }
    );
}

/// Compares a text with the snapshot of the name.
pub fn compare(name: &str, text: &str) {
    assert!(!text.contains("{$") && !text.contains("{ $"), "a value was not given:\n{text}");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

fn in_both_languages(message: &Message, view: Option<&AlertView>, reader: fn(&str) -> Reader) -> [Card; 2] {
    let texts = Texts::load().unwrap();
    ["en-US", "zh-CN"].map(|locale| {
        let card = texts.render(message, view, &reader(locale), now());
        assert_eq!(card.lang, locale);
        assert!(!card.title.is_empty() && !card.summary.is_empty());
        marks_moments_alone(&card, &texts.render_marked(message, view, &reader(locale), now()));
        card
    })
}

/// A card with marked moments says the same, but for the zone that nobody needs then, and marks none on what can be pressed
/// or pushed.
fn marks_moments_alone(card: &Card, marked: &Card) {
    let text = |card: &Card| serde_json::to_string(&Card { blocks: Vec::new(), ..card.clone() }).unwrap();
    assert_eq!(in_words(&text(marked)), text(card));
    assert_eq!((&marked.buttons, &marked.summary), (&card.buttons, &card.summary));
    let blocks = |card: &Card| in_words(&serde_json::to_string(&card.blocks).unwrap());
    let (own, wanted) = (blocks(marked), blocks(card));
    let without_zone = own.trim_end_matches(|sign: char| !sign.is_alphanumeric());
    assert!(wanted.starts_with(without_zone), "{own}\n{wanted}");
}

fn drawn(cards: &[Card]) -> String {
    let mut text = String::new();
    for card in cards {
        writeln!(text, "--- {}\n{}", card.lang, draw(card)).unwrap();
    }
    text
}

/// A card as text.
pub fn draw(card: &Card) -> String {
    let mut text = format!("[{:?}] {}\n", card.tone, card.title);
    if card.summary != card.title {
        writeln!(text, "(push) {}", card.summary).unwrap();
    }
    for block in &card.blocks {
        draw_block(&mut text, block);
    }
    for mention in &card.mentions {
        writeln!(text, "@{}", mention.name).unwrap();
    }
    for button in &card.buttons {
        draw_button(&mut text, button);
    }
    text
}

fn draw_block(text: &mut String, block: &Block) {
    match block {
        Block::Text { text: words } => writeln!(text, "{words}").unwrap(),
        Block::Lead { text: words } => writeln!(text, "# {words}").unwrap(),
        Block::Facts { facts } => {
            for fact in facts {
                writeln!(text, "  {}: {}", fact.name, fact.value).unwrap();
            }
        }
        Block::Section { heading, lines } => {
            writeln!(text, "## {heading}").unwrap();
            for line in lines {
                writeln!(text, "  [{:?}] {}", line.tone, line.text).unwrap();
                if let Some(detail) = &line.detail {
                    writeln!(text, "      {detail}").unwrap();
                }
            }
        }
        Block::Quote { text: words, by } => writeln!(text, "> {words}\n> ({by})").unwrap(),
        Block::Spark { points, limit, alt, legend } => {
            writeln!(text, "~ {points:?} limit {limit:?}\n~ {alt}").unwrap();
            if let Some(legend) = legend {
                writeln!(text, "~ ({legend})").unwrap();
            }
        }
        Block::Context { text: words } => writeln!(text, "_ {words}").unwrap(),
    }
}

fn draw_button(text: &mut String, button: &Button) {
    let style = match button.style {
        ButtonStyle::Plain => "",
        ButtonStyle::Primary => "!",
        ButtonStyle::Danger => "x",
        ButtonStyle::More => "...",
    };
    let does = match &button.press {
        Press::Act { act } => format!("{} {}.{}", act.command, act.episode, act.version),
        Press::Form { act, form } => {
            let fields: Vec<&str> = form.fields.iter().map(|field| field.name.as_str()).collect();
            format!("{} {}.{} with {}", act.command, act.episode, act.version, fields.join(", "))
        }
        Press::Say { text } => format!("says \"{text}\""),
    };
    writeln!(text, "({style}{}) {does}", button.label).unwrap();
    if let Some(question) = &button.confirm {
        writeln!(text, "    first: {question}").unwrap();
    }
}

/// The form behind a button as text.
pub fn draw_form(button: &Button) -> String {
    let Press::Form { form, .. } = &button.press else { return String::new() };
    let mut text = format!("{} ({})\n", form.title, form.submit);
    for field in &form.fields {
        draw_field(&mut text, field);
    }
    text
}

fn draw_field(text: &mut String, field: &Field) {
    let required = if field.required { "*" } else { "" };
    let input = match &field.input {
        Input::Text { most, multiline } => format!("{most} characters, several lines: {multiline}"),
        Input::Day { first, last } => format!("{first} to {last}"),
        Input::Select { options } => {
            options.iter().map(|(value, label)| format!("{value}={label}")).collect::<Vec<_>>().join("; ")
        }
    };
    writeln!(text, "  {}{required} {}: {input}", field.name, field.label).unwrap();
    if let Some(initial) = &field.initial {
        writeln!(text, "    at first: {initial}").unwrap();
    }
    if let Some(hint) = &field.hint {
        writeln!(text, "    {hint}").unwrap();
    }
}
