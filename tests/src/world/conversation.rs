//! A place where messages arrive: a channel, a person's own conversation, the thread below a card.

use std::sync::Arc;

use super::message::Message;
use super::{Stage, World};

/// A conversation, or a thread in one.
#[derive(Clone)]
pub struct Conversation {
    stage: Arc<Stage>,
    target: String,
    thread: Option<i64>,
}

impl Conversation {
    pub(super) fn new(stage: &Arc<Stage>, target: String, thread: Option<i64>) -> Self {
        Self { stage: Arc::clone(stage), target, thread }
    }

    /// Reads the oldest unread message here.
    ///
    /// # Panics
    /// When there is none.
    pub async fn next_message(&self) -> Message {
        if let Some(sent) = self.stage.take(&self.target, self.thread).await {
            return Message::new(&self.stage, sent);
        }
        let elsewhere = self.stage.unread().await;
        let place = self.thread.map_or_else(String::new, |root| format!(" below message {root}"));
        panic!("no message came to {}{place}; unread elsewhere:\n\n{}", self.target, elsewhere.join("\n\n"))
    }

    /// Reads every unread message here, oldest first.
    pub async fn all_messages(&self) -> Vec<Message> {
        let mut messages = Vec::new();
        while let Some(sent) = self.stage.take(&self.target, self.thread).await {
            messages.push(Message::new(&self.stage, sent));
        }
        messages
    }

    /// The titles of every unread message here, which are read by this.
    pub async fn titles(&self) -> Vec<String> {
        self.all_messages().await.iter().map(|message| message.title().to_owned()).collect()
    }
}

impl World {
    /// What is still unread anywhere, drawn; it stays unread.
    pub async fn unread(&self) -> Vec<String> {
        self.stage.unread().await
    }
}
