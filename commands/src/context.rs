//! What a command has at hand, and what becomes of what was said.

use std::sync::Arc;

use jiff::Timestamp;
use steward_core::alert::Alert;
use steward_core::card::Act;
use steward_core::id::IdGen;
use steward_core::inbound::Inbound;
use steward_core::message::answer::{Answer, DoneWhat, Refusal, Undo};
use steward_core::org::Org;
use steward_core::person::{Channel, Person};
use steward_store::judgement::{Board, Standings};
use steward_store::round::Round;
use steward_store::transition::Routing;
use steward_store::{StoreError, Tx};

use crate::reading::moment::Moment;
use crate::understand::{Lexicon, Scene};

/// What a command has at hand. The caller has checked the inbox and knows the person; it commits the transaction.
pub struct Context<'a> {
    /// The transaction that everything is read and written in.
    pub tx: &'a mut Tx,
    /// What it shares with those who act at the same time.
    pub round: &'a mut Round,
    /// The standing data.
    pub org: &'a Org,
    /// Where every KPI stands.
    pub board: &'a Board,
    /// The words that people use for them.
    pub lexicon: &'a Lexicon,
    /// The present instant.
    pub now: Timestamp,
    /// Makes ids.
    pub ids: &'a dyn IdGen,
    /// The names of the platforms that are connected, best first.
    pub platforms: &'a [String],
    /// What came in.
    pub inbound: &'a Inbound,
    /// Who said or pressed it.
    pub person: &'a Person,
    /// The channel it happened in, where Steward knows it.
    pub channel: Option<&'a Channel>,
}

impl<'a> Context<'a> {
    /// The moment on the person's clock.
    pub(crate) fn moment(&self) -> Moment<'a> {
        Moment::of(self.person, self.now)
    }

    /// Something that the person says to Steward here and now, in no thread.
    pub(crate) fn scene(&self) -> Scene<'a> {
        Scene {
            now: self.now,
            person: self.person,
            platform: &self.inbound.platform,
            channel: self.channel,
            thread: None,
            addressed: true,
        }
    }

    /// What routing needs beside what is told.
    pub(crate) fn routing(&self) -> Routing<'a> {
        Routing { org: self.org, platforms: self.platforms, ids: self.ids, now: self.now }
    }

    /// Where every KPI stands that was ever judged.
    pub(crate) async fn standings(&mut self) -> Result<Arc<Standings>, StoreError> {
        self.board.read(self.tx).await
    }
}

/// What is to be shown to the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing: it was not meant for Steward.
    Silent,
    /// An answer.
    Answer {
        /// The answer.
        answer: Answer,
        /// Whether it is for the person's eyes only.
        private: bool,
    },
}

impl Outcome {
    /// An answer that all in the conversation see.
    pub(crate) fn public(answer: Answer) -> Self {
        Self::Answer { answer, private: false }
    }

    /// An answer for the person's eyes only.
    pub(crate) fn private(answer: Answer) -> Self {
        Self::Answer { answer, private: true }
    }

    /// The receipt of something that was done. Private: the cards of the alert tell it to everybody.
    pub(crate) fn done(what: DoneWhat) -> Self {
        Self::private(Answer::Done { what, undo: None })
    }

    /// The receipt of something that was done to an alert, with the button that takes it back while that may be done.
    pub(crate) fn undoable(what: DoneWhat, alert: &Alert) -> Self {
        Self::private(Answer::Done { what, undo: undo_of(alert) })
    }
}

/// The button that takes back what was just done to an alert.
pub(crate) fn undo_of(alert: &Alert) -> Option<Box<Undo>> {
    let last = alert.last_deed.as_ref().filter(|last| last.undone_at.is_none())?;
    let act = Act {
        command: "undo".to_owned(),
        alert: Some(alert.id),
        episode: alert.episode,
        version: alert.version,
        value: Some(last.seq.to_string()),
    };
    Some(Box::new(Undo { act, until: last.undoable_until() }))
}

/// Why a command ends early.
#[derive(Debug)]
pub(crate) enum Stop {
    /// A refusal or a question back; private.
    Answer(Box<Answer>),
    /// The store failed.
    Store(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Refusal> for Stop {
    fn from(why: Refusal) -> Self {
        Self::Answer(Box::new(Answer::Refused { why }))
    }
}

impl From<Answer> for Stop {
    fn from(answer: Answer) -> Self {
        Self::Answer(Box::new(answer))
    }
}
