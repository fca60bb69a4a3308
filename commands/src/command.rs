//! A command: its spec, and what it does.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use async_trait::async_trait;
use steward_core::alert::Alert;
use steward_core::card::Act;
use steward_core::message::answer::Refusal;

use crate::context::{Context, Outcome, Stop};
use crate::meaning::Meaning;
use crate::reading::text::kept;
use crate::spec::Spec;

/// One thing that people can say or press.
#[async_trait]
pub(crate) trait Command: Sync {
    /// Its names, what it takes, its syntax.
    fn spec(&self) -> &'static Spec;

    /// Does it.
    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop>;
}

/// How a command was called.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Call<'a> {
    /// In words.
    Said {
        /// What they mean.
        meaning: &'a Meaning,
        /// The alert in whose thread it was said.
        thread: Option<&'a Alert>,
        /// What was said.
        text: &'a str,
    },
    /// By a button.
    Pressed {
        /// The act of the button.
        act: &'a Act,
        /// The fields of its form.
        fields: &'a BTreeMap<String, String>,
    },
}

impl<'a> Call<'a> {
    /// What was said means; nothing for a button.
    pub(crate) fn meaning(&self) -> Option<&'a Meaning> {
        match self {
            Self::Said { meaning, .. } => Some(meaning),
            Self::Pressed { .. } => None,
        }
    }

    /// What was said means; nothing in particular for a button.
    pub(crate) fn meaning_or_blank(&self) -> &'a Meaning {
        static BLANK: LazyLock<Meaning> = LazyLock::new(Meaning::default);
        self.meaning().unwrap_or(&BLANK)
    }

    /// What was said means, to a command that has no button.
    pub(crate) fn said(&self, spec: &Spec) -> Result<&'a Meaning, Refusal> {
        self.meaning().ok_or_else(|| Refusal::NotUnderstood {
            text: spec.name.to_owned(),
            recognised: Vec::new(),
            examples: Vec::new(),
        })
    }

    /// The words that are to be kept: said behind the command, or written into the field `text` of its form.
    pub(crate) fn words(&self) -> Result<String, Refusal> {
        match self {
            Self::Said { meaning, .. } => kept(meaning.values.text.as_deref().unwrap_or_default()),
            Self::Pressed { fields, .. } => kept(field(fields, "text")),
        }
    }
}

/// A field of a form; empty when it was left out.
pub(crate) fn field<'a>(fields: &'a BTreeMap<String, String>, name: &str) -> &'a str {
    fields.get(name).map_or("", |value| value.trim())
}
