//! Refusals: why something was not done.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Choice;
use super::setting::NotSet;
use crate::alert::AlertStatus;
use crate::unit::Unit;

/// A part of a text that was recognised although the whole was not understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recognised {
    /// A KPI.
    Kpi {
        /// Its English name.
        name_en: String,
        /// Its Chinese name.
        name_zh: String,
        /// Its shop or marketplace.
        scope: Option<String>,
    },
    /// A shop or marketplace, as KPIs carry it.
    Shop(String),
    /// A person, by name.
    Person(String),
    /// An alert, by number.
    Alert(i64),
    /// Days, first and last; the last is open where there is none.
    Days(Date, Option<Date>),
}

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum Refusal {
    /// Somebody already has it.
    AlreadyTaken {
        /// Alert.
        number: i64,
        /// Who, by key; the text shows the name in `by_name`.
        by_name: String,
        /// Since when.
        at: Timestamp,
    },
    /// It is closed.
    AlreadyClosed {
        /// Alert.
        number: i64,
        /// When.
        at: Timestamp,
    },
    /// The button belongs to an older episode or version.
    Stale {
        /// Alert.
        number: i64,
    },
    /// There is no such alert.
    NoSuchAlert {
        /// The number asked for.
        number: i64,
    },
    /// No alert was named, and it is not clear which one is meant.
    WhichAlert {
        /// The open alerts it could be.
        open: Vec<i64>,
    },
    /// The person may not.
    NotAllowed {
        /// Names of people who may.
        who_may: Vec<String>,
    },
    /// The person is not known on this platform.
    NotLinked {
        /// The platform.
        platform: String,
        /// The id there.
        id: String,
    },
    /// The card shows an alert that is not in this database: another service on the same app sent it, or this one before
    /// an older backup was restored.
    StrangeCard,
    /// The state of the alert does not allow it.
    NotNow {
        /// Alert.
        number: i64,
        /// Where it stands.
        status: AlertStatus,
    },
    /// A critical alert needs a cause and an action first.
    NeedsNote {
        /// Alert.
        number: i64,
    },
    /// A reason is needed.
    NeedsReason {
        /// Alert.
        number: i64,
    },
    /// The note lacks what is being done.
    NeedsAction {
        /// Alert.
        number: i64,
    },
    /// The due date is not after today or too far away.
    DueOutOfRange {
        /// The day given.
        due: Date,
        /// First day allowed.
        first: Date,
        /// Last day allowed.
        last: Date,
    },
    /// A text that is no day.
    NoSuchDay {
        /// What was written.
        text: String,
    },
    /// The snooze is longer than the policy allows, or in the past.
    SnoozeOutOfRange {
        /// Latest end allowed.
        latest: Timestamp,
    },
    /// A text that is no span of time.
    NoSuchSpan {
        /// What was written.
        text: String,
    },
    /// No KPI fits; the nearest are named.
    NoSuchKpi {
        /// What was asked for.
        asked: String,
        /// The nearest.
        nearest: Vec<Choice>,
    },
    /// No person fits.
    NoSuchPerson {
        /// What was asked for.
        asked: String,
    },
    /// A text that is no value of the KPI's unit.
    BadValue {
        /// What was written.
        text: String,
        /// The unit.
        unit: Unit,
    },
    /// A bare 12 where percent is meant: 12 % or 1200 %.
    AmbiguousPercent {
        /// What was written.
        text: String,
    },
    /// The value cannot be true.
    ImplausibleValue {
        /// What was written.
        value: Decimal,
        /// The unit.
        unit: Unit,
    },
    /// It was not understood as a whole; examples that work are given.
    NotUnderstood {
        /// What was written, shortened.
        text: String,
        /// What was recognised in it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        recognised: Vec<Recognised>,
        /// Examples in English and Chinese, chosen for the person.
        examples: Vec<Choice>,
    },
    /// More text than can be kept.
    TooLong {
        /// Most characters.
        most: u32,
    },
    /// Everybody above has been told already.
    NobodyAbove {
        /// Alert.
        number: i64,
        /// Names of those who were told.
        told: Vec<String>,
    },
    /// There is nothing to take back: nothing was done lately, or something else has happened since.
    CannotUndo {
        /// Alert.
        number: i64,
    },
    /// All that was meant has been done before.
    NothingToDo,
    /// Nothing that the person did lately can be taken back.
    NothingToUndo,
    /// It was taken back before.
    UndoneAlready {
        /// Alert.
        number: i64,
        /// When.
        at: Timestamp,
    },
    /// It was done too long ago to be taken back.
    TooLateToUndo {
        /// Alert.
        number: i64,
        /// When it was done.
        at: Timestamp,
    },
    /// The proposal was taken or declined before.
    AnsweredAlready {
        /// Alert.
        number: i64,
    },
    /// Another alert of the same KPI is open already.
    OpenElsewhere {
        /// The alert that was to be opened again.
        number: i64,
        /// The one that is open.
        open: i64,
    },
    /// Standing data was not set.
    NotSet {
        /// What stood in the way.
        reason: Box<NotSet>,
    },
    /// There is no digest for this channel.
    NoDigestHere,
    /// No number of this KPI has arrived.
    NoData {
        /// Its name in English.
        name_en: String,
        /// Its name in Chinese.
        name_zh: String,
    },
    /// Only a person may do or ask it, and nobody said who they are.
    NeedsPerson,
    /// The service cannot save at the moment; nothing was changed.
    TryAgain,
}
