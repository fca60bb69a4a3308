//! A command: its spec, and what it does.

use std::collections::BTreeMap;

use async_trait::async_trait;
use steward_core::alert::Alert;
use steward_core::card::Act;

use crate::context::{Context, Outcome, Stop};
use crate::meaning::Meaning;
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
}

/// A field of a form; empty when it was left out.
pub(crate) fn field<'a>(fields: &'a BTreeMap<String, String>, name: &str) -> &'a str {
    fields.get(name).map_or("", |value| value.trim())
}
