//! One card for readers of two languages: every text carries both, and Feishu shows each reader their own.

use steward_core::card::Card;

use crate::feishu::elements::{Button, Choice, Column, Confirm, Element, Text};

/// Two languages as Feishu writes them.
#[derive(Debug, Clone)]
pub(super) struct Tongues {
    own: String,
    other: String,
}

impl Tongues {
    /// The languages of a card and of the same card once more.
    pub(super) fn of(card: &Card, second: &Card) -> Self {
        let written = |tag: &str| tag.to_lowercase().replace('-', "_");
        Self { own: written(&card.lang), other: written(&second.lang) }
    }

    pub(super) fn text(&self, text: Text, other: Text) -> Text {
        text.translated(&self.own, &self.other, other)
    }

    /// Elements side by side with the same in the other language. Where these are others, which a text of more than one
    /// element can bring about, everybody is shown the first.
    pub(super) fn elements(&self, all: Vec<Element>, other: Vec<Element>) -> Vec<Element> {
        if all.len() != other.len() {
            return all;
        }
        all.into_iter().zip(other).map(|(one, other)| self.element(one, other)).collect()
    }

    fn element(&self, one: Element, other: Element) -> Element {
        match (one, other) {
            (Element::Div { text }, Element::Div { text: other }) => {
                Element::Div { text: self.text(text, other) }
            }
            (Element::Button(button), Element::Button(other)) => Element::Button(self.button(button, other)),
            (Element::SelectStatic(mut list), Element::SelectStatic(other)) => {
                list.placeholder = self.text(list.placeholder, other.placeholder);
                if list.options.len() == other.options.len() {
                    let pairs = list.options.into_iter().zip(other.options);
                    let both = |(one, other): (Choice, Choice)| Choice {
                        text: self.text(one.text, other.text),
                        ..one
                    };
                    list.options = pairs.map(both).collect();
                }
                Element::SelectStatic(list)
            }
            (Element::ColumnSet { flex_mode, columns }, Element::ColumnSet { columns: other, .. })
                if columns.len() == other.len() =>
            {
                let both = |(mut one, other): (Column, Column)| {
                    one.elements = self.elements(one.elements, other.elements);
                    one
                };
                Element::ColumnSet { flex_mode, columns: columns.into_iter().zip(other).map(both).collect() }
            }
            (one, _) => one,
        }
    }

    fn button(&self, button: Button, other: Button) -> Button {
        let both = |(one, other): (Confirm, Confirm)| Confirm {
            title: self.text(one.title, other.title),
            text: self.text(one.text, other.text),
        };
        Button {
            text: self.text(button.text, other.text),
            confirm: button.confirm.zip(other.confirm).map(both),
            ..button
        }
    }
}
