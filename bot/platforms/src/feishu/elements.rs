//! The parts of a card in Feishu's JSON 2.0, each with the properties that Feishu knows and no other: it refuses a card with
//! one that it does not know.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use steward_core::card::Tone;

/// A card.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Document {
    schema: &'static str,
    config: Settings,
    header: Header,
    body: Body,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Settings {
    update_multi: bool,
    width_mode: &'static str,
    summary: Summary,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Summary {
    content: String,
    #[serde(rename = "i18n_content", skip_serializing_if = "Translations::is_empty")]
    translations: Translations,
}

/// A text by the language of whoever reads it, as Feishu writes languages.
type Translations = BTreeMap<String, String>;

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Header {
    title: Text,
    template: Colour,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Body {
    direction: &'static str,
    elements: Vec<Element>,
}

impl Document {
    /// A card that can be edited later. `summary` is what a push notification shows.
    pub(super) fn new(title: Text, colour: Colour, summary: Text, elements: Vec<Element>) -> Self {
        Self {
            schema: "2.0",
            config: Settings {
                update_multi: true,
                width_mode: "fill",
                summary: Summary { content: summary.content, translations: summary.translations },
            },
            header: Header { title, template: colour },
            body: Body { direction: "vertical", elements },
        }
    }

    /// As the value that a call carries.
    pub(super) fn value(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// The colour of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Colour {
    Blue,
    Green,
    Orange,
    Red,
    Grey,
}

impl From<Tone> for Colour {
    fn from(tone: Tone) -> Self {
        match tone {
            Tone::Neutral => Self::Blue,
            Tone::Good => Self::Green,
            Tone::Warning => Self::Orange,
            Tone::Critical => Self::Red,
            Tone::Unknown => Self::Grey,
        }
    }
}

/// How large a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Size {
    Heading,
    Normal,
    Notation,
}

/// A text in which nothing is markup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Text {
    tag: &'static str,
    content: String,
    #[serde(rename = "i18n_content", skip_serializing_if = "Translations::is_empty")]
    translations: Translations,
    #[serde(rename = "text_size", skip_serializing_if = "Option::is_none")]
    size: Option<Size>,
    #[serde(rename = "text_color", skip_serializing_if = "Option::is_none")]
    colour: Option<Colour>,
}

impl Text {
    pub(super) fn plain(content: &str) -> Self {
        Self {
            tag: "plain_text",
            content: content.to_owned(),
            translations: Translations::new(),
            size: None,
            colour: None,
        }
    }

    /// A text of that size; small print is grey.
    pub(super) fn sized(content: &str, size: Size) -> Self {
        let colour = (size == Size::Notation).then_some(Colour::Grey);
        Self { size: Some(size), colour, ..Self::plain(content) }
    }

    /// The same for readers of two languages.
    pub(super) fn translated(mut self, own: &str, other: &str, text: Self) -> Self {
        if self.content != text.content {
            let content = self.content.clone();
            self.translations = [(own.to_owned(), content), (other.to_owned(), text.content)].into();
        }
        self
    }
}

/// What happens upon a press.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Behavior {
    /// Calls us with the value, which must be an object.
    Callback { value: Value },
    /// Opens a page.
    OpenUrl { default_url: String },
}

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Look {
    Default,
    Primary,
    Danger,
}

/// A question before a press counts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Confirm {
    pub(super) title: Text,
    pub(super) text: Text,
}

/// A button.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Button {
    pub(super) text: Text,
    #[serde(rename = "type")]
    pub(super) look: Look,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) form_action_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) confirm: Option<Confirm>,
    pub(super) behaviors: Vec<Behavior>,
}

/// A choice of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Choice {
    pub(super) text: Text,
    pub(super) value: String,
}

/// A list to choose from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Select {
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) required: Option<bool>,
    pub(super) placeholder: Text,
    pub(super) options: Vec<Choice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) initial_option: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) behaviors: Vec<Behavior>,
}

/// A field for text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Input {
    pub(super) name: String,
    pub(super) required: bool,
    #[serde(rename = "input_type")]
    pub(super) kind: &'static str,
    pub(super) max_length: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) default_value: Option<String>,
}

/// A field for a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct DatePicker {
    pub(super) name: String,
    pub(super) required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) initial_date: Option<String>,
}

/// A column, which in our cards holds one button.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Column {
    tag: &'static str,
    width: &'static str,
    pub(super) elements: Vec<Element>,
}

/// A part of a card's body.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "tag", rename_all = "snake_case")]
pub(super) enum Element {
    /// A text.
    Div { text: Text },
    /// A line across.
    Hr {},
    /// Markup, which holds nothing but mentions.
    Markdown { content: String },
    /// A button.
    Button(Button),
    /// A list to choose from.
    SelectStatic(Select),
    /// A field for text.
    Input(Input),
    /// A field for a day.
    DatePicker(DatePicker),
    /// Fields that are sent together.
    Form { name: String, elements: Vec<Element> },
    /// Columns beside each other, wrapped where the screen is narrow.
    ColumnSet { flex_mode: &'static str, columns: Vec<Column> },
    /// A chart as VChart describes it.
    Chart { aspect_ratio: &'static str, chart_spec: Value },
}

impl Element {
    pub(super) fn text(content: &str, size: Size) -> Self {
        Self::Div { text: Text::sized(content, size) }
    }

    /// Elements beside each other, each as wide as it needs.
    pub(super) fn row(elements: Vec<Self>) -> Self {
        let column = |element| Column { tag: "column", width: "auto", elements: vec![element] };
        Self::ColumnSet { flex_mode: "flow", columns: elements.into_iter().map(column).collect() }
    }

    /// How many elements Feishu counts in it: everything with a tag, texts too.
    pub(super) fn tags(&self) -> usize {
        serde_json::to_string(self).map_or(1, |written| written.matches("\"tag\":").count())
    }

    /// Bytes that it takes in a call.
    pub(super) fn bytes(&self) -> usize {
        bytes(self)
    }
}

/// Bytes that a piece of a card takes in a call, where the card is a text within JSON.
pub(super) fn bytes(piece: &impl Serialize) -> usize {
    let written = serde_json::to_string(piece).unwrap_or_default();
    serde_json::to_string(&written).map_or(0, |text| text.len())
}
