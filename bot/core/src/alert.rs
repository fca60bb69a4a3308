//! An alert: the record that people handle, as the fold over its append-only events.

mod announcement;
mod counted;
pub mod decide;
pub mod event;
mod fold;
mod next_action;
pub mod proposal;
mod rights;
#[cfg(test)]
pub(crate) mod tests;
pub mod undo;
pub mod view;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::escalation::Policy;
use crate::id::{AlertId, KpiKey, PersonKey};
use crate::limit::source::LimitSource;
use crate::limit::{Limit, Severity};
pub use announcement::announcement;
pub use counted::Counted;
pub use fold::fold;
use proposal::Proposal;
use undo::LastDeed;

/// Why an alert exists. At most one open alert per KPI and kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// A settled value beyond its limit.
    Breach,
    /// A forecast breach.
    EarlyWarning,
    /// Data that is missing, late or cannot be true.
    DataFault,
}

/// Where an alert stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum AlertStatus {
    /// Nobody has it.
    Open,
    /// Somebody has it.
    Acknowledged,
    /// Somebody has it and a note says what is being done by when.
    Remediating,
    /// Said to be done, or back inside; waiting for enough settled periods.
    Watching,
    /// Ended.
    Closed {
        /// How it ended.
        how: Closure,
    },
}

/// How an alert ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "as")]
pub enum Closure {
    /// The KPI was back inside its limit for the set number of settled periods.
    Verified,
    /// A person said that nothing has to be done.
    Dismissed {
        /// Which of the allowed reasons.
        reason: DismissReason,
        /// In their words.
        text: String,
    },
    /// The number had been wrong.
    BadData {
        /// What was wrong with it.
        text: String,
    },
    /// A restated value shows that there had been no breach.
    Withdrawn,
    /// Its KPI was removed from the standing data, so that nobody can do anything about it any more.
    KpiRemoved,
}

/// Reasons for which a person may dismiss an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DismissReason {
    /// Nothing had been wrong.
    FalseAlarm,
    /// Expected, such as a sale event.
    KnownEvent,
    /// The limit no longer fits.
    NewNormal,
}

/// What a breach looked like at one settled period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The period.
    pub period: Date,
    /// Which revision of the sample.
    pub revision: u32,
    /// The value in the KPI's unit.
    pub value: Decimal,
    /// Upper part of a ratio.
    pub numerator: Option<Decimal>,
    /// Lower part of a ratio.
    pub denominator: Option<Decimal>,
    /// The limit that was crossed, or the nearest one when inside.
    pub limit: Option<Limit>,
    /// How bad; none when inside.
    pub severity: Option<Severity>,
    /// Whether it is far enough inside to count as recovered.
    pub recovered: bool,
    /// The value of the period before.
    pub previous: Option<Decimal>,
    /// Where the limit comes from; none without a limit.
    pub limit_source: Option<LimitSource>,
}

/// What is wrong with the data of a KPI.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "fault")]
pub enum DataFault {
    /// No value has ever arrived.
    NeverArrived {
        /// When the first one was due.
        due: Timestamp,
    },
    /// The value of a period is overdue.
    Late {
        /// Newest period that has a settled or provisional value.
        newest: Date,
        /// The period that is missing.
        missing: Date,
        /// When it was due.
        due: Timestamp,
    },
    /// The value cannot be true.
    Implausible {
        /// The period.
        period: Date,
        /// The value.
        value: Decimal,
        /// Which check it failed.
        why: Implausible,
    },
    /// The source says that there is no value.
    NoValue {
        /// The period.
        period: Date,
    },
}

/// Which check of plausibility a value failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum Implausible {
    /// Smaller than can be.
    BelowMinimum {
        /// The smallest believable value.
        min: Decimal,
    },
    /// Larger than can be.
    AboveMaximum {
        /// The largest believable value.
        max: Decimal,
    },
    /// Too far from what it used to be.
    Jump {
        /// Median of the last periods.
        median: Decimal,
    },
}

/// The class of a cause, chosen from a list so that causes can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CauseClass {
    /// Carrier or warehouse.
    Logistics,
    /// Stock or supply.
    Supply,
    /// Listing, price or content.
    Listing,
    /// Advertising settings or budget.
    Advertising,
    /// Product or quality.
    Product,
    /// People or process.
    Process,
    /// Platform or policy.
    Platform,
    /// Something else, told in the text.
    Other,
}

/// A remediation note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Who wrote it.
    pub by: PersonKey,
    /// When.
    pub at: Timestamp,
    /// Which kind of cause; none in a note that only says what is being done.
    pub cause: Option<CauseClass>,
    /// What caused it, in words.
    pub cause_text: String,
    /// What is being done.
    pub action: String,
    /// Promised day, in the writer's zone.
    pub due: Option<Date>,
    /// The instant at which the promise is overdue: the end of the due day in the writer's zone.
    pub due_at: Option<Timestamp>,
}

/// An acknowledgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ack {
    /// Who has it.
    pub by: PersonKey,
    /// Since when.
    pub at: Timestamp,
    /// Until when it holds the clock.
    pub expires_at: Timestamp,
    /// The version that the acknowledgement made; an older button was pressed without knowing of it.
    pub version: u32,
}

/// Why this person was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChosenBecause {
    /// Owns the KPI.
    OwnsIt,
    /// Owns the data behind it.
    OwnsTheData,
    /// Backs up an owner who is missing or has left.
    BacksUp,
    /// Leads the team; owner and backup are missing or silent.
    LeadsTheTeam,
    /// Administers Steward; nobody else is left.
    Administers,
    /// Was handed the alert by a colleague.
    WasHandedIt,
    /// Answers for whoever is away for some days.
    Covers,
}

/// What happens next to an alert that is not closed. There is always exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextAction {
    /// What.
    pub what: NextStep,
    /// When.
    pub at: Timestamp,
}

/// The kinds of next action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NextStep {
    /// Tell the person of the escalation step.
    Escalate,
    /// The acknowledgement runs out: back to owner and the next rung.
    AckExpires,
    /// The promised day ends: overdue.
    DuePasses,
    /// Look again whether the number has recovered.
    WatchEnds,
    /// The snooze ends.
    SnoozeEnds,
    /// A critical alert has recovered and waits for its cause and action.
    AskForNote,
}

/// An alert as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// Names it.
    pub id: AlertId,
    /// The number people call it by, counting from 1.
    pub number: i64,
    /// Its KPI.
    pub kpi: KpiKey,
    /// Why it exists.
    pub kind: AlertKind,
    /// Where it stands.
    pub status: AlertStatus,
    /// How bad it is now; a data fault is a warning.
    pub severity: Severity,
    /// Which opening this is, counting from 1.
    pub episode: u32,
    /// Number of its newest event, counting from 1; a button carries it.
    pub version: u32,
    /// When the first episode opened.
    pub created_at: Timestamp,
    /// When this episode opened.
    pub opened_at: Timestamp,
    /// First period beyond the limit in this episode.
    pub since: Option<Date>,
    /// The newest settled reading; none for a data fault.
    pub reading: Option<Reading>,
    /// The worst reading of the episode.
    pub worst: Option<Reading>,
    /// What is wrong with the data, where it is a data fault.
    pub fault: Option<DataFault>,
    /// Who answers for it.
    pub owner: PersonKey,
    /// Why they do.
    pub because: ChosenBecause,
    /// The acknowledgement in force.
    pub ack: Option<Ack>,
    /// The acknowledgement that ran out last, until somebody has the alert again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lapsed: Option<Ack>,
    /// The notes of this episode, oldest first.
    pub notes: Vec<Note>,
    /// The notes of earlier episodes, oldest first.
    pub earlier_notes: Vec<Note>,
    /// What each settled period of this episode said; no period counts twice.
    pub counted: BTreeMap<Date, Counted>,
    /// Settled periods recovered since the last one outside.
    pub periods_inside: u32,
    /// Settled periods inside that are needed.
    pub periods_needed: u32,
    /// When somebody said that it is done, in this episode.
    pub done_at: Option<Timestamp>,
    /// When the watch is looked at again, while watching.
    pub watched_until: Option<Timestamp>,
    /// How often cause and action were asked for in this episode.
    pub note_asks: u32,
    /// Until when it rests.
    pub snoozed_until: Option<Timestamp>,
    /// Whether the promise of the newest note is overdue and told so.
    pub overdue: bool,
    /// How far the escalation has come.
    pub escalated: Escalated,
    /// Who was told in this episode, in the order in which they first were.
    pub told: Vec<PersonKey>,
    /// What is next; none only when closed.
    pub next_action: Option<NextAction>,
    /// The policy this episode began with.
    pub policy: Policy,
    /// When it ended.
    pub closed_at: Option<Timestamp>,
    /// What a person did last, while it may be taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_deed: Option<Box<LastDeed>>,
    /// Other limits that were proposed when it was dismissed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
}

/// How far the escalation of an episode has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Escalated {
    /// Steps of the policy that were taken in this lap.
    pub steps: u32,
    /// Laps of this episode before this one. A lap ends when all steps were taken or the clock starts again.
    pub laps: u32,
    /// Start of the clock of this lap.
    pub clock_from: Option<Timestamp>,
}

impl Alert {
    /// Whether people still have to do something about it.
    pub fn is_open(&self) -> bool {
        !matches!(self.status, AlertStatus::Closed { .. })
    }

    /// The newest note of this episode.
    pub fn note(&self) -> Option<&Note> {
        self.notes.last()
    }

    /// The promise in force: the newest note that names a day, written under the acknowledgement in force. Who is
    /// handed the alert is not bound by the promise of the one before.
    pub fn promise(&self) -> Option<&Note> {
        let ack = self.ack.as_ref()?;
        self.notes.iter().rev().find(|note| note.due_at.is_some() && note.at >= ack.at)
    }

    /// Whether it is, or was at its worst in this episode, critical.
    pub fn is_critical(&self) -> bool {
        let worst = self.worst.as_ref().and_then(|reading| reading.severity);
        self.severity.max(worst.unwrap_or(Severity::Warning)) == Severity::Critical
    }

    /// Whether the notes of this episode name a cause as well as an action.
    pub fn is_explained(&self) -> bool {
        self.notes.iter().any(Note::names_cause) && self.notes.iter().any(Note::names_action)
    }

    /// Who is expected to act: who acknowledged it, else its owner.
    pub fn responsible(&self) -> &PersonKey {
        self.ack.as_ref().map_or(&self.owner, |ack| &ack.by)
    }
}

impl Note {
    /// Whether it says what caused the breach.
    pub fn names_cause(&self) -> bool {
        self.cause.is_some() || !self.cause_text.trim().is_empty()
    }

    /// Whether it says what is being done.
    pub fn names_action(&self) -> bool {
        !self.action.trim().is_empty()
    }
}
