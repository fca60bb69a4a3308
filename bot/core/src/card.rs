//! Cards: a message in one language, still free of any platform's format.

use serde::{Deserialize, Serialize};

use crate::id::{AlertId, PersonKey};
use crate::limit::Severity;

/// A message ready to be put into a platform's format. Every text is plain: a platform escapes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Card {
    /// What it is about, in one line.
    pub title: String,
    /// The colour beside it.
    pub tone: Tone,
    /// Language of the texts, as a tag.
    pub lang: String,
    /// One line that reads well as a push notification.
    pub summary: String,
    /// The parts below the title, in order.
    pub blocks: Vec<Block>,
    /// What can be pressed, most likely first.
    pub buttons: Vec<Button>,
    /// People to be pinged by this message.
    pub mentions: Vec<Mention>,
    /// Where to act, on a platform whose buttons do not work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// The same in a second language, for a channel whose people read one or the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<Box<Card>>,
}

/// A page to open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The words on it.
    pub label: String,
    /// Its address.
    pub address: String,
}

impl Card {
    /// The least that still tells what it is about: title and summary, without markup, buttons or pings. For a platform
    /// that refused the whole card.
    #[must_use]
    pub fn plain(self) -> Self {
        let blocks = vec![Block::Text { text: self.summary.clone() }];
        Self { blocks, buttons: Vec::new(), mentions: Vec::new(), second: None, ..self }
    }

    /// For a platform that shows everybody the same: of the second language what a push notification would say, above
    /// everything else.
    #[must_use]
    pub fn in_one(self) -> Self {
        let Some(second) = self.second else { return self };
        let brief = Block::Context { text: second.summary };
        let blocks = std::iter::once(brief).chain(self.blocks).collect();
        Self { blocks, second: None, ..self }
    }
}

/// The colour of a card. Never the only sign: the title says it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Nothing to do.
    #[default]
    Neutral,
    /// Good.
    Good,
    /// Act soon.
    Warning,
    /// Act now.
    Critical,
    /// The data is not fit to be judged.
    Unknown,
}

impl From<Severity> for Tone {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Warning => Self::Warning,
            Severity::Critical => Self::Critical,
        }
    }
}

/// A part of a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "block")]
pub enum Block {
    /// A paragraph.
    Text {
        /// The text.
        text: String,
    },
    /// The most important number or sentence, shown large.
    Lead {
        /// The text.
        text: String,
    },
    /// Names and values, short.
    Facts {
        /// The pairs.
        facts: Vec<Fact>,
    },
    /// A heading with lines below it.
    Section {
        /// The heading.
        heading: String,
        /// The lines.
        lines: Vec<Line>,
    },
    /// Words of a person, quoted.
    Quote {
        /// The text.
        text: String,
        /// Who said it and when.
        by: String,
    },
    /// The last values as a small line, oldest first, with a sentence for those who cannot see it.
    Spark {
        /// The values scaled to 0..=1000.
        points: Vec<u16>,
        /// The limit on the same scale, where it lies in view.
        limit: Option<u16>,
        /// What the line shows, in words.
        alt: String,
        /// What is drawn how, in words, where the line is worth a picture on a platform that draws none itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        legend: Option<String>,
    },
    /// Small print.
    Context {
        /// The text.
        text: String,
    },
}

/// A name and its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

/// A line of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Colour of its mark.
    pub tone: Tone,
    /// The line.
    pub text: String,
    /// A second, smaller line.
    pub detail: Option<String>,
}

/// Somebody to be pinged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Who.
    pub person: PersonKey,
    /// The name shown.
    pub name: String,
    /// Their id on the platform that the card goes to; filled in when it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// Something to press.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// The word on it.
    pub label: String,
    /// How it looks.
    pub style: ButtonStyle,
    /// What it does.
    pub press: Press,
    /// A question to answer first where a slip would hurt.
    pub confirm: Option<String>,
}

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum ButtonStyle {
    /// As any.
    #[default]
    Plain,
    /// The one to press first.
    Primary,
    /// One that ends something.
    Danger,
    /// Behind "More".
    More,
}

/// What a button does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "press")]
pub enum Press {
    /// Sends the act at once.
    Act {
        /// The act.
        act: Act,
    },
    /// Shows the form first and sends the act with its fields.
    Form {
        /// The act.
        act: Act,
        /// The form.
        form: Form,
    },
    /// Says this text as the person's own.
    Say {
        /// The text.
        text: String,
    },
}

/// An act, as a button carries it. One upon an alert carries its episode and version, so that a stale tap changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// The command's name, such as `ack`.
    pub command: String,
    /// Which alert; none for an act upon something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alert: Option<AlertId>,
    /// The episode the button belongs to; 0 without an alert.
    #[serde(default)]
    pub episode: u32,
    /// The version the button belongs to; 0 without an alert.
    #[serde(default)]
    pub version: u32,
    /// A value that the button fixes, such as `4h` for snooze.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// A form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// What it is for.
    pub title: String,
    /// The word on the button that sends it.
    pub submit: String,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Its name in the act, such as `due`.
    pub name: String,
    /// The word beside it.
    pub label: String,
    /// What may be put in.
    pub input: Input,
    /// Whether it must be filled.
    pub required: bool,
    /// What it holds at first.
    pub initial: Option<String>,
    /// A line of help.
    pub hint: Option<String>,
}

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "input")]
pub enum Input {
    /// Free text of at most so many characters.
    Text {
        /// Most characters.
        most: u32,
        /// Whether several lines fit.
        multiline: bool,
    },
    /// A day, `YYYY-MM-DD`.
    Day {
        /// First allowed.
        first: String,
        /// Last allowed.
        last: String,
    },
    /// One of a list.
    Select {
        /// Value and label of each.
        options: Vec<(String, String)>,
    },
}
