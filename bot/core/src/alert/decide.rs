//! Decisions about an alert: pure functions from what is known to events, and to whom has to be told.

mod act;
mod call;
mod draft;
mod escalate;
mod found;
mod left;
mod note;
mod open;
mod proposal;
mod recover;
mod removed;
mod reopen;
mod tick;
mod undo;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event::{Actor, AlertEvent, Origin};
use super::{Alert, AlertKind, CauseClass, DataFault, DismissReason, Reading};
use crate::id::{ChannelKey, KpiKey, PersonKey};
use crate::kpi::Kpi;
use crate::limit::Severity;
use crate::message::Message;
use crate::org::Org;
use crate::outbox::Class;

pub use act::act;
pub use found::found;
pub use left::left;
pub use note::{DUE_DAYS, TEXT_LIMIT, due_range};
pub use open::{open, relapse};
pub use removed::removed;
pub use tick::tick;

/// What a decision looks at beside the alert.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The standing data.
    pub org: &'a Org,
    /// The KPI of the alert.
    pub kpi: &'a Kpi,
    /// The present instant.
    pub now: Timestamp,
    /// Who causes what happens.
    pub actor: &'a Actor,
    /// Through what it came in.
    pub origin: &'a Origin,
}

/// What was decided. All of it is committed together or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The alert after the events.
    pub alert: Alert,
    /// What happened, in order; at least one event.
    pub events: Vec<AlertEvent>,
    /// Who has to be told what. Cards that show the alert are edited without being named here.
    pub tell: Vec<Tell>,
}

/// Something to be told, before it has an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tell {
    /// Whom.
    pub to: Recipient,
    /// What kind of promise it is.
    pub class: Class,
    /// What.
    pub message: Message,
    /// Not before this instant.
    pub not_before: Timestamp,
    /// Unique per event and recipient, so that telling twice tells once.
    pub key: String,
}

/// Who is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    /// The channel where the alerts of the KPI are shown.
    Channel,
    /// The thread below the alert's card in that channel.
    Thread,
    /// A channel of its own choice, such as that of a digest.
    In(ChannelKey),
    /// One person, directly.
    Person(PersonKey),
    /// Everybody who administers.
    Admins,
}

/// What an alert is opened by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// A settled value beyond its limit.
    Breach {
        /// The reading that shows it.
        reading: Reading,
        /// How bad.
        severity: Severity,
        /// First period of the run beyond the limit.
        since: Date,
    },
    /// Data that is missing, late or cannot be true.
    DataFault(DataFault),
}

/// What a judgement found out about the KPI of an open alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The newest settled reading. A period that was counted before is taken as restated, the same revision as nothing
    /// new.
    Reading(Reading),
    /// A reading of a period that had been judged before.
    Restated(Reading),
    /// The newest counted reading, by limits that were changed since.
    Rejudged(Reading),
    /// What is wrong with the data now.
    Fault(DataFault),
    /// Nothing is wrong with the data any more.
    FaultGone,
}

/// What a person wants to do to an alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// "I have it."
    Acknowledge,
    /// Write a remediation note.
    Note(NoteDraft),
    /// "It is done."
    Done,
    /// Let it rest until then.
    Snooze {
        /// Until when.
        until: Timestamp,
    },
    /// Hand it to a colleague.
    Assign {
        /// To whom.
        to: PersonKey,
    },
    /// End it, because nothing has to be done.
    Dismiss {
        /// Which of the allowed reasons.
        reason: DismissReason,
        /// In their words; may be empty for a false alarm only.
        text: String,
    },
    /// End it, because the number had been wrong.
    BadData {
        /// What was wrong with it.
        text: String,
    },
    /// Say something about it.
    Comment {
        /// What.
        text: String,
    },
    /// Open it again, because its ending was wrong.
    Reopen {
        /// Why, in their words; may be empty.
        text: String,
    },
    /// Tell the next one above now.
    Call,
    /// Take the person's last deed back.
    Undo {
        /// The event that did it, where a button names it.
        seq: Option<u32>,
    },
    /// Take or decline the limits that were proposed.
    AnswerProposal {
        /// Whether they hold from now on.
        accept: bool,
    },
}

impl Deed {
    /// Whether it may be done to an alert that has ended.
    fn is_for_closed(&self) -> bool {
        matches!(self, Self::Reopen { .. } | Self::Undo { .. } | Self::AnswerProposal { .. })
    }
}

/// A remediation note as it is handed in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NoteDraft {
    /// Which kind of cause.
    pub cause: Option<CauseClass>,
    /// What caused it, in words.
    pub cause_text: String,
    /// What is being done.
    pub action: String,
    /// Promised day, in the writer's zone.
    pub due: Option<Date>,
}

/// Not even an administrator is left who could be told of an alert.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("nobody can be told about {kpi}: no owner, backup, lead or administrator is left")]
pub struct NobodyToTell {
    /// The KPI.
    pub kpi: KpiKey,
    /// What kind of alert.
    pub kind: AlertKind,
}
