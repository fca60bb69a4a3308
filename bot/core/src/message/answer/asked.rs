//! What a person is asked before something is kept: a note or a value to be confirmed.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::setting::KpiName;
use crate::alert::Alert;
use crate::alert::decide::{NoteDraft, due_range};
use crate::card::Act;
use crate::id::AlertId;
use crate::person::Person;
use crate::unit::Unit;

/// The form for a note of an alert, as it is shown to one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteForm {
    /// Which alert.
    pub alert: AlertId,
    /// Its number.
    pub number: i64,
    /// Its episode when the form was asked for.
    pub episode: u32,
    /// Its version when the form was asked for.
    pub version: u32,
    /// Whether a cause has to be given.
    pub needs_cause: bool,
    /// First and last day that may be promised.
    pub due_range: (Date, Date),
    /// What it holds at first.
    pub draft: NoteDraft,
}

impl NoteForm {
    /// The form for a note that a person may write on an alert now.
    pub fn of(alert: &Alert, person: &Person, draft: NoteDraft, now: Timestamp) -> Self {
        Self {
            alert: alert.id,
            number: alert.number,
            episode: alert.episode,
            version: alert.version,
            needs_cause: alert.is_critical() && !alert.notes.iter().any(crate::alert::Note::names_cause),
            due_range: due_range(&person.zone, now),
            draft,
        }
    }
}

/// A value that is kept once it is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueAsked {
    /// Of which KPI.
    pub kpi: KpiName,
    /// Its unit.
    pub unit: Unit,
    /// The period.
    pub period: Date,
    /// The value.
    pub value: Decimal,
    /// The value that it would take the place of.
    pub before: Option<Decimal>,
    /// What the value usually is, where this one is far from it.
    pub usual: Option<Decimal>,
    /// The act of the button that keeps it.
    pub act: Act,
}
