//! A command: its spec, whether words fit it, and what it does.

use std::collections::BTreeMap;

use async_trait::async_trait;
use steward_core::alert::Alert;
use steward_core::card::Act;

use crate::context::{Context, Outcome, Stop};
use crate::meaning::Meaning;
use crate::reading::moment::Moment;
use crate::reading::words::Words;
use crate::spec::Spec;

/// One thing that people can say or press.
#[async_trait]
pub(crate) trait Command: Sync {
    /// Its names and syntax.
    fn spec(&self) -> &'static Spec;

    /// Whether what stands behind its word, and behind the number of an alert, can be meant for it. Decides between a
    /// command and something that people say to each other.
    fn fits(&self, rest: Words<'_>, _: Moment<'_>) -> bool {
        rest.is_blank()
    }

    /// Whether it keeps the words behind it as they were said.
    fn keeps_words(&self) -> bool {
        false
    }

    /// Whether its word tells what somebody does or did. People use such words in questions and other sentences, so only
    /// what fits, or names an alert, is taken for the command.
    fn reports(&self) -> bool {
        false
    }

    /// Does it.
    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop>;
}

/// How a command was called.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Call<'a> {
    /// In words.
    Said {
        /// Everything that was said.
        all: Words<'a>,
        /// What stands behind the command's word, without the number of an alert.
        rest: Words<'a>,
        /// The number of an alert, where one was said.
        number: Option<i64>,
        /// The alert in whose thread it was said.
        thread: Option<&'a Alert>,
        /// What it means.
        meaning: &'a Meaning,
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
    /// What stands behind the command's word; nothing for a button.
    pub(crate) fn rest(&self) -> Option<Words<'a>> {
        match self {
            Self::Said { rest, .. } => Some(*rest),
            Self::Pressed { .. } => None,
        }
    }
}

/// A field of a form; empty when it was left out.
pub(crate) fn field<'a>(fields: &'a BTreeMap<String, String>, name: &str) -> &'a str {
    fields.get(name).map_or("", |value| value.trim())
}
