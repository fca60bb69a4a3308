//! What was done: the receipts.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::setting::Setting;
use crate::alert::undo::Undoable;
use crate::alert::{AlertStatus, ChosenBecause};
use crate::id::KpiKey;
use crate::unit::Unit;

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "done")]
pub enum DoneWhat {
    /// The alert is yours until then.
    Acknowledged {
        /// Alert.
        number: i64,
        /// When the acknowledgement runs out.
        until: Timestamp,
    },
    /// The note is kept.
    Noted {
        /// Alert.
        number: i64,
        /// The promised day.
        due: Option<Date>,
    },
    /// The number is watched now.
    Watching {
        /// Alert.
        number: i64,
        /// Settled periods inside that are needed.
        periods: u32,
    },
    /// It rests.
    Snoozed {
        /// Alert.
        number: i64,
        /// Until when.
        until: Timestamp,
    },
    /// It was handed over.
    Assigned {
        /// Alert.
        number: i64,
        /// To whom, by name.
        to_name: String,
    },
    /// It ended.
    Closed {
        /// Alert.
        number: i64,
        /// Where it stands.
        status: AlertStatus,
    },
    /// It is open again.
    Reopened {
        /// Alert.
        number: i64,
        /// Who answers for it, by name.
        owner_name: String,
        /// Until when the person has it, where it is theirs.
        until: Option<Timestamp>,
    },
    /// Somebody above was told.
    Called {
        /// Alert.
        number: i64,
        /// Who, by name.
        to_name: String,
        /// Why this person.
        because: ChosenBecause,
    },
    /// It was taken back.
    Undone {
        /// Alert.
        number: i64,
        /// What.
        what: Undoable,
        /// Where the alert stands again.
        status: AlertStatus,
    },
    /// The comment is kept.
    Commented {
        /// Alert.
        number: i64,
    },
    /// The value is recorded.
    Recorded {
        /// Which KPI.
        kpi: KpiKey,
        /// Its name in English.
        name_en: Box<str>,
        /// Its name in Chinese.
        name_zh: Box<str>,
        /// Its unit.
        unit: Unit,
        /// The period.
        period: Date,
        /// The value.
        value: Decimal,
        /// Which revision it became.
        revision: u32,
        /// The value before.
        before: Option<Decimal>,
    },
    /// Standing data was set.
    Set {
        /// What.
        setting: Box<Setting>,
    },
    /// The digest is on its way.
    DigestQueued {
        /// The channel's name.
        channel: String,
    },
}
