//! The events of an alert: its append-only history, which is the audit trail.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::undo::Undoable;
use super::{AlertKind, ChosenBecause, Closure, DataFault, NextAction, Note, Reading};
use crate::escalation::{Policy, Rung};
use crate::id::{AlertId, KpiKey, PersonKey};
use crate::limit::{Limits, Severity};

/// Who caused an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Actor {
    /// A person.
    Person {
        /// Which.
        key: PersonKey,
    },
    /// The service, by itself.
    Steward,
}

impl Actor {
    /// The person, where it is one.
    pub fn person(&self) -> Option<&PersonKey> {
        match self {
            Self::Person { key } => Some(key),
            Self::Steward => None,
        }
    }
}

/// Through what an event came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Origin {
    /// The platform, such as `web`; none for the service itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// The platform's message, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// One entry of the audit trail of an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertEvent {
    /// Which alert.
    pub alert: AlertId,
    /// Its place, counting from 1 without a gap.
    pub seq: u32,
    /// The episode it belongs to.
    pub episode: u32,
    /// When it happened.
    pub at: Timestamp,
    /// Who caused it.
    pub actor: Actor,
    /// Through what it came in.
    pub origin: Origin,
    /// What happened.
    pub what: Happened,
    /// What is next after it; none when the alert is closed.
    pub next_action: Option<NextAction>,
}

impl AlertEvent {
    /// The people whom the event names.
    pub fn people(&self) -> impl Iterator<Item = &PersonKey> {
        let named = match &self.what {
            Happened::Opened { owner, .. }
            | Happened::Relapsed { owner, .. }
            | Happened::Reopened { owner, .. } => Some(owner),
            Happened::Assigned { to }
            | Happened::Escalated { to, .. }
            | Happened::Called { to, .. }
            | Happened::TargetProposed { to, .. } => Some(to),
            Happened::Noted { note } => Some(&note.by),
            _ => None,
        };
        self.actor.person().into_iter().chain(named)
    }
}

/// What can happen to an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum Happened {
    /// The first episode began.
    Opened {
        /// Number people call it by.
        number: i64,
        /// Its KPI.
        kpi: KpiKey,
        /// Why it exists.
        kind: AlertKind,
        /// How bad.
        severity: Severity,
        /// The reading that opened it.
        reading: Option<Reading>,
        /// The fault that opened it.
        fault: Option<DataFault>,
        /// First period beyond the limit.
        since: Option<Date>,
        /// Who answers for it.
        owner: PersonKey,
        /// Why they do.
        because: ChosenBecause,
        /// The policy of the episode.
        policy: Box<Policy>,
        /// Settled periods inside that a recovery needs.
        periods_needed: u32,
    },
    /// A further episode began: the number fell back, or the fix did not work.
    Relapsed {
        /// How bad.
        severity: Severity,
        /// The reading that shows it.
        reading: Reading,
        /// Whether somebody had said that it was done, so that the fix failed.
        failed_verification: bool,
        /// Who answers for it now.
        owner: PersonKey,
        /// Why they do.
        because: ChosenBecause,
        /// The policy of the new episode.
        policy: Box<Policy>,
    },
    /// A further settled reading arrived.
    Read {
        /// The reading.
        reading: Reading,
        /// How bad the alert is now.
        severity: Severity,
        /// Settled periods inside so far.
        periods_inside: u32,
    },
    /// What is wrong with the data changed.
    FaultChanged {
        /// The new fault.
        fault: DataFault,
    },
    /// Somebody has it.
    Acknowledged {
        /// Until when that holds the clock.
        expires_at: Timestamp,
    },
    /// An acknowledgement ran out.
    AckExpired,
    /// Whoever had it has left the company.
    Released,
    /// A remediation note was written.
    Noted {
        /// The note.
        note: Note,
    },
    /// The promised day passed.
    Overdue,
    /// Somebody said that it is done.
    Done,
    /// The number is back inside and is watched from here.
    WatchBegan,
    /// The watch was prolonged because no settled data came.
    WatchProlonged {
        /// Until when.
        until: Timestamp,
    },
    /// A critical alert recovered without cause or action: the owner is asked for them.
    NoteAsked,
    /// It rests until then.
    Snoozed {
        /// Until when.
        until: Timestamp,
    },
    /// The rest is over.
    SnoozeEnded,
    /// It was handed over.
    Assigned {
        /// To whom.
        to: PersonKey,
    },
    /// Somebody was told.
    Escalated {
        /// The rung of the ladder.
        rung: Rung,
        /// The person.
        to: PersonKey,
        /// Why this person.
        because: ChosenBecause,
        /// Steps taken in this lap, this one included.
        step: u32,
        /// Laps of this episode before this one.
        lap: u32,
    },
    /// Nobody was told, because the person whose turn it is does not work at this hour.
    Postponed {
        /// Until when.
        until: Timestamp,
    },
    /// Somebody said something about it.
    Commented {
        /// What.
        text: String,
    },
    /// A judged value changed later.
    Restated {
        /// The reading as it is now.
        reading: Reading,
    },
    /// The limits were changed, and by the new ones the newest reading says another thing.
    Rejudged {
        /// The reading by the new limits.
        reading: Reading,
    },
    /// It ended.
    Closed {
        /// How.
        how: Closure,
    },
    /// A person said that the ending was wrong: the episode goes on.
    Reopened {
        /// Who answers for it now.
        owner: PersonKey,
        /// Why they do.
        because: ChosenBecause,
        /// Why it was opened again, in their words; may be empty.
        text: String,
    },
    /// A person asked for somebody above without waiting for the clock.
    Called {
        /// The rung of the ladder.
        rung: Rung,
        /// Who was told.
        to: PersonKey,
        /// Why this person.
        because: ChosenBecause,
    },
    /// A person took their last deed back: what it had changed is as it was before.
    Undone {
        /// What was taken back.
        what: Undoable,
        /// The event that did it.
        seq: u32,
    },
    /// The limits no longer fit, says who dismissed the alert: other ones are proposed to somebody who may set them.
    TargetProposed {
        /// The limits proposed.
        limits: Limits,
        /// Who decides.
        to: PersonKey,
    },
    /// The proposed limits were taken or declined.
    ProposalAnswered {
        /// Whether they hold from now on.
        accepted: bool,
    },
}

impl Happened {
    /// Whether the cards that show the alert are others after it. What people say about it stands in the conversation, and
    /// not on the card.
    pub fn is_shown_on_cards(&self) -> bool {
        !matches!(self, Self::Commented { .. })
    }
}
