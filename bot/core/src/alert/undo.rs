//! What a person did last to an alert, with what it was before, so that a slip of the thumb can be taken back.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::event::{AlertEvent, Happened};
use super::{Ack, Alert, AlertStatus, ChosenBecause, Closure, Escalated, NextAction};
use crate::id::PersonKey;

/// How long a deed may be taken back, in minutes: long enough to see the slip, too short for others to build upon it.
pub const UNDO_MINUTES: i64 = 5;

/// The deeds that may be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undoable {
    /// "I have it."
    Acknowledgement,
    /// "It is done."
    Done,
    /// The rest.
    Snooze,
    /// The handing over.
    Handover,
    /// The end, as dismissed or as wrong data.
    Closing,
}

/// A deed that may be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastDeed {
    /// Who did it.
    pub by: PersonKey,
    /// When.
    pub at: Timestamp,
    /// The event that did it.
    pub seq: u32,
    /// What.
    pub what: Undoable,
    /// When it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undone_at: Option<Timestamp>,
    /// What the alert was before.
    before: Before,
}

/// The parts of an alert that the deeds change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Before {
    status: AlertStatus,
    ack: Option<Ack>,
    lapsed: Option<Ack>,
    done_at: Option<Timestamp>,
    overdue: bool,
    watched_until: Option<Timestamp>,
    next_action: Option<NextAction>,
    /// None in what older builds wrote, whose deeds left it as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    answers: Option<Answers>,
}

/// Who answered for the alert, and how far they had been told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Answers {
    owner: PersonKey,
    because: ChosenBecause,
    escalated: Escalated,
}

impl LastDeed {
    /// The last instant at which it may be taken back.
    pub fn undoable_until(&self) -> Timestamp {
        self.at.saturating_add(SignedDuration::from_mins(UNDO_MINUTES)).unwrap_or(Timestamp::MAX)
    }

    /// The next action before it.
    pub(super) fn next_action_before(&self) -> Option<NextAction> {
        self.before.next_action
    }
}

impl Before {
    pub(super) fn of(alert: &Alert) -> Self {
        Self {
            status: alert.status.clone(),
            ack: alert.ack.clone(),
            lapsed: alert.lapsed.clone(),
            done_at: alert.done_at,
            overdue: alert.overdue,
            watched_until: alert.watched_until,
            next_action: alert.next_action,
            answers: Some(Answers {
                owner: alert.owner.clone(),
                because: alert.because,
                escalated: alert.escalated,
            }),
        }
    }
}

/// Keeps what may be taken back. Whatever else happens makes it too late, but for words.
pub(super) fn remember(alert: &mut Alert, event: &AlertEvent, before: Before) {
    let what = match &event.what {
        Happened::Acknowledged { .. } => Undoable::Acknowledgement,
        Happened::Done => Undoable::Done,
        Happened::Snoozed { .. } => Undoable::Snooze,
        Happened::Assigned { .. } => Undoable::Handover,
        Happened::Closed { how: Closure::Dismissed { .. } | Closure::BadData { .. } } => Undoable::Closing,
        Happened::Commented { .. } | Happened::Undone { .. } => return,
        _ => return alert.last_deed = None,
    };
    alert.last_deed = event.actor.person().map(|by| {
        let (by, at, seq) = (by.clone(), event.at, event.seq);
        Box::new(LastDeed { by, at, seq, what, undone_at: None, before })
    });
}

/// Takes the last deed back.
pub(super) fn restore(alert: &mut Alert, at: Timestamp) {
    let Some(deed) = &mut alert.last_deed else { return };
    deed.undone_at = Some(at);
    let Before { status, ack, lapsed, done_at, overdue, watched_until, next_action: _, answers } =
        deed.before.clone();
    alert.status = status;
    alert.ack = ack;
    alert.lapsed = lapsed;
    alert.done_at = done_at;
    alert.overdue = overdue;
    alert.watched_until = watched_until;
    if let Some(Answers { owner, because, escalated }) = answers {
        alert.owner = owner;
        alert.because = because;
        alert.escalated = escalated;
    }
    alert.closed_at = None;
    alert.proposal = None;
}
