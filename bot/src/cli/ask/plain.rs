//! A card as lines of plain text for a terminal.

use steward_core::card::{Block, Button, Card, Line, Press};

use crate::ask::Asked;

/// An answer in one line.
pub(super) fn line(asked: &Asked) -> String {
    let unmarked = lines(asked).into_iter().map(|line| {
        let line = line.trim_start();
        line.strip_prefix("- ").unwrap_or(line).to_owned()
    });
    unmarked.collect::<Vec<_>>().join(" · ")
}

/// The lines of an answer; none when there is no answer.
pub(super) fn lines(asked: &Asked) -> Vec<String> {
    asked.told.as_ref().map(|told| card(&told.card)).unwrap_or_default()
}

fn card(card: &Card) -> Vec<String> {
    let mut lines = vec![card.title.clone()];
    for block in &card.blocks {
        push(block, &mut lines);
    }
    lines.extend(card.buttons.iter().filter_map(to_say));
    // A paragraph of a card may hold line breaks.
    lines.iter().flat_map(|text| text.lines()).map(str::to_owned).collect()
}

fn push(block: &Block, lines: &mut Vec<String>) {
    match block {
        Block::Lead { text } | Block::Text { text } | Block::Context { text } => lines.push(text.clone()),
        Block::Spark { alt, .. } => lines.push(alt.clone()),
        Block::Quote { text, by } => lines.push(format!("“{text}” ({by})")),
        Block::Facts { facts } => {
            lines.extend(facts.iter().map(|fact| format!("{}: {}", fact.name, fact.value)));
        }
        Block::Section { heading, lines: below } => {
            lines.push(heading.clone());
            for Line { text, detail, .. } in below {
                lines.push(format!("- {text}"));
                lines.extend(detail.iter().map(|detail| format!("  {detail}")));
            }
        }
    }
}

/// What may be asked next, as it is to be written.
fn to_say(button: &Button) -> Option<String> {
    match &button.press {
        Press::Say { text } if *text == button.label => Some(format!("> {text}")),
        Press::Say { text } => Some(format!("> {text}  ({})", button.label)),
        Press::Act { .. } | Press::Form { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use steward_core::card::{ButtonStyle, Fact, Tone};

    use super::*;

    #[test]
    fn every_part_of_a_card_has_a_line() {
        let say = |label: &str, text: &str| Button {
            label: label.to_owned(),
            style: ButtonStyle::Plain,
            press: Press::Say { text: text.to_owned() },
            confirm: None,
        };
        let shown = card(&Card {
            title: "ACoS · US".to_owned(),
            blocks: vec![
                Block::Lead { text: "31.2%".to_owned() },
                Block::Facts { facts: vec![Fact { name: "Owner".to_owned(), value: "Mei".to_owned() }] },
                Block::Section {
                    heading: "Shops".to_owned(),
                    lines: vec![Line {
                        tone: Tone::Good,
                        text: "US".to_owned(),
                        detail: Some("inside".to_owned()),
                    }],
                },
                Block::Quote { text: "moved\nto UPS".to_owned(), by: "Mei".to_owned() },
            ],
            buttons: vec![say("why", "why"), say("历史", "history 12")],
            ..Card::default()
        });
        let expected = "ACoS · US|31.2%|Owner: Mei|Shops|- US|  inside|“moved|to UPS” (Mei)|> why|\
                        > history 12  (历史)";
        assert_eq!(shown.join("|"), expected);
    }
}
