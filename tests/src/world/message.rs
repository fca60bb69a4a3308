//! A message as a person has it before them, and what comes of pressing its buttons.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};
use steward_core::card::{Act, Button, Card, Press};

use super::inbox::Sent;
use super::{Conversation, Stage, WorldPerson, picture};

/// A card as it was when the story read it. Its buttons stay those of then, as on a screen that was not refreshed.
#[derive(Clone)]
pub struct Message {
    stage: Arc<Stage>,
    sent: Sent,
}

/// What somebody was told at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The card; none when the service said nothing.
    pub card: Option<Card>,
    /// Whether it was for this person's eyes only.
    pub private: bool,
    /// Whether it says that nothing was done.
    pub refused: bool,
    /// The field of the form that is to be corrected.
    pub field: Option<String>,
}

impl Message {
    pub(super) fn new(stage: &Arc<Stage>, sent: Sent) -> Self {
        Self { stage: Arc::clone(stage), sent }
    }

    /// The number of the message.
    pub fn id(&self) -> i64 {
        self.sent.id
    }

    /// The whole card.
    pub fn card(&self) -> &Card {
        &self.sent.card
    }

    /// The title.
    pub fn title(&self) -> &str {
        &self.sent.card.title
    }

    /// Everything that stands on it, drawn line by line.
    pub fn text(&self) -> String {
        picture(&self.sent.card)
    }

    /// The language it is in, as a tag.
    pub fn lang(&self) -> &str {
        &self.sent.card.lang
    }

    /// What its buttons do: the command, with the value that a button fixes.
    pub fn buttons(&self) -> Vec<String> {
        self.sent.card.buttons.iter().map(word_of).collect()
    }

    /// When it was sent.
    pub fn sent_at(&self) -> Timestamp {
        self.sent.at
    }

    /// The message as it stands now, edits included.
    ///
    /// # Panics
    /// When it is gone.
    pub async fn now(&self) -> Self {
        let sent = self.stage.sent(self.sent.id).await.expect("the message is still there");
        Self::new(&self.stage, sent)
    }

    /// The thread below it.
    pub fn thread(&self) -> Conversation {
        let root = self.sent.thread.unwrap_or(self.sent.id);
        Conversation::new(&self.stage, self.sent.target.clone(), Some(root))
    }

    /// A person presses a button (`ack`, `snooze 4h`) and fills its form; everything that follows at once is done.
    ///
    /// # Panics
    /// When there is no such button.
    pub async fn press(&self, person: &str, button: &str, fields: &[(&str, &str)]) -> Answer {
        let found = self.sent.card.buttons.iter().find(|found| word_of(found) == button);
        let found = found.unwrap_or_else(|| panic!("no button `{button}` on it:\n{}", self.text()));
        let person = WorldPerson::new(&self.stage, person);
        match &found.press {
            Press::Act { act } | Press::Form { act, .. } => {
                let fields: Value = fields.iter().map(|(name, value)| (*name, *value)).collect();
                let body = json!({
                    "message": self.sent.id.to_string(),
                    "act": act,
                    "fields": fields,
                    "id": self.stage.event_id(),
                });
                person.does("/chat/act", &body).await
            }
            Press::Say { text } => {
                let thread = self.sent.thread.map(|root| root.to_string());
                person.says_at(&self.sent.target, thread, text).await
            }
        }
    }

    pub(super) fn place(&self) -> (&str, i64) {
        (&self.sent.target, self.sent.thread.unwrap_or(self.sent.id))
    }
}

impl Answer {
    /// What it says, drawn line by line; empty when nothing was said.
    pub fn text(&self) -> String {
        self.card.as_ref().map(picture).unwrap_or_default()
    }

    /// Its title; empty when nothing was said.
    pub fn title(&self) -> &str {
        self.card.as_ref().map_or("", |card| card.title.as_str())
    }

    /// Its title, when it is no refusal.
    ///
    /// # Panics
    /// When it is one.
    #[track_caller]
    pub fn accepted(&self) -> &str {
        assert!(!self.refused, "refused:\n{}", self.text());
        self.title()
    }
}

/// What a button does, in a word.
pub fn word_of(button: &Button) -> String {
    match &button.press {
        Press::Act { act } | Press::Form { act, .. } => match act {
            Act { command, value: Some(value), .. } => format!("{command} {value}"),
            Act { command, value: None, .. } => command.clone(),
        },
        Press::Say { text } => format!("say {text}"),
    }
}
