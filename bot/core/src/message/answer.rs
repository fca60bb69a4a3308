//! Answers: what a person is told who asked or did something.

pub mod asked;
mod basis;
mod done;
mod field;
mod help;
mod kpi;
pub mod menu;
mod narrowed;
mod questions;
mod refusal;
pub mod setting;
mod values;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::alert::AlertKind;
use crate::card::Act;
use crate::digest::{AlertBrief, DigestLine};
use crate::id::{AlertId, PersonKey};
use crate::limit::Severity;
use crate::unit::Unit;
use asked::{NoteForm, ValueAsked};
use menu::MenuAnswer;

pub use basis::Basis;
pub use done::DoneWhat;
pub use help::HelpAnswer;
pub use kpi::{Definition, KpiAnswer};
pub use narrowed::{Narrowed, Standings};
pub use questions::{
    AlertLines, ChangesAnswer, FreshLine, FreshSource, FreshnessAnswer, MovedLine, NewTarget, OwnerLine,
    PastNote, RoomAnswer, RoomUntil, WhyAnswer,
};
pub use refusal::{Recognised, Refusal};
pub use values::{Compared, KpiValue, Rank, SpanAnswer, Together, ValuesAnswer};

/// An answer. A refusal is an answer too, and private.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "answer")]
pub enum Answer {
    /// One KPI now, with everything that rule 9 of the product asks for.
    Kpi {
        /// The answer.
        kpi: Box<KpiAnswer>,
    },
    /// One KPI over a span, compared or broken down.
    Span {
        /// The answer.
        span: Box<SpanAnswer>,
    },
    /// The values of several KPIs, a line each.
    Values {
        /// The answer.
        values: Box<ValuesAnswer>,
    },
    /// Several KPIs, a line each.
    KpiList {
        /// What the list was narrowed to.
        #[serde(default)]
        narrowed: Box<Narrowed>,
        /// How those stand that were asked about, whether or not they passed the filters.
        #[serde(default)]
        standings: Standings,
        /// The lines, worst first.
        lines: Vec<DigestLine>,
        /// How many more there are than lines.
        more: u32,
    },
    /// Why a KPI stands where it stands.
    Why {
        /// The answer.
        why: Box<WhyAnswer>,
    },
    /// Who answers for KPIs.
    Owners {
        /// A line each.
        owners: Vec<OwnerLine>,
        /// How many more there are than lines.
        more: u32,
    },
    /// How much room is left until the limits of a KPI.
    Room {
        /// The answer.
        room: Box<RoomAnswer>,
    },
    /// How fresh data is.
    Freshness {
        /// The answer.
        freshness: Box<FreshnessAnswer>,
    },
    /// What changed since a day.
    Changes {
        /// The answer.
        changes: Box<ChangesAnswer>,
    },
    /// Alerts, a line each.
    AlertList {
        /// Whose they are, by key and name; everybody's when none.
        whose: Option<(PersonKey, String)>,
        /// What the list was narrowed to beside the person.
        #[serde(default)]
        narrowed: Box<Narrowed>,
        /// The lines, most urgent first.
        lines: Vec<AlertLine>,
        /// How many more there are than lines.
        more: u32,
    },
    /// The history of an alert.
    History {
        /// The alert's number.
        number: i64,
        /// Its KPI's name in English.
        name_en: String,
        /// Its KPI's name in Chinese.
        name_zh: String,
        /// Its unit.
        unit: Unit,
        /// Its events, oldest first.
        events: Vec<crate::alert::event::AlertEvent>,
        /// Names of the people in the events.
        names: Vec<(PersonKey, String)>,
    },
    /// Something was done; shown where it was asked for, the cards change by themselves.
    Done {
        /// What.
        what: DoneWhat,
        /// How it is taken back, where it may be.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        undo: Option<Box<Undo>>,
    },
    /// Several alerts were acted upon at once: what was done, and what was not.
    Several {
        /// What was done, in the order of numbers.
        done: Vec<DoneWhat>,
        /// What was not, by the number of the alert, and why.
        refused: Vec<(i64, Refusal)>,
        /// How what was done is taken back, where it may be.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        undo: Option<Box<Undo>>,
    },
    /// It was not done, and why.
    Refused {
        /// Why.
        why: Refusal,
    },
    /// Several readings of the question fit; the person chooses.
    Choose {
        /// What was asked.
        asked: String,
        /// Up to four choices: the text that would be understood, and what it is called in English and Chinese.
        choices: Vec<Choice>,
    },
    /// Help for this person.
    Help {
        /// The help.
        help: Box<HelpAnswer>,
    },
    /// Help on one command.
    HelpOn {
        /// Its name.
        command: String,
        /// Further English words that mean it.
        also_en: Vec<String>,
        /// Further Chinese words that mean it.
        also_zh: Vec<String>,
    },
    /// What can be done by thumb alone.
    Menu {
        /// The menu.
        menu: Box<MenuAnswer>,
    },
    /// The form for a note of an alert.
    NoteForm {
        /// The form.
        form: Box<NoteForm>,
    },
    /// A note that somebody's words in a thread seem to be, kept as a comment until it is confirmed.
    NoteProposal {
        /// The note, to be corrected.
        form: Box<NoteForm>,
        /// The act of the button that keeps it as it is; none when something is missing.
        confirm: Option<Act>,
        /// How whoever promises has taken the alert meanwhile; none when somebody had it already.
        taken: Option<Box<Taken>>,
    },
    /// A value that is kept once it is confirmed.
    ValueAsked {
        /// The value.
        asked: Box<ValueAsked>,
    },
}

/// An alert that was taken by a promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Until when it is theirs without a note.
    pub until: Timestamp,
    /// How it is given back.
    pub undo: Option<Box<Undo>>,
}

/// How something that was just done is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    /// What the button does.
    pub act: Act,
    /// The last instant at which it works.
    pub until: Timestamp,
}

/// One way to read a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The command that means it without doubt.
    pub says: String,
    /// What it is called in English.
    pub name_en: String,
    /// What it is called in Chinese.
    pub name_zh: String,
}

/// One alert in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertLine {
    /// Which alert.
    pub alert: AlertId,
    /// Why it exists.
    pub kind: AlertKind,
    /// Its KPI's name in English.
    pub name_en: String,
    /// Its KPI's name in Chinese.
    pub name_zh: String,
    /// Its scope.
    pub scope: Option<String>,
    /// Its unit.
    pub unit: Unit,
    /// The newest judged value.
    pub value: Option<Decimal>,
    /// How bad.
    pub severity: Severity,
    /// Who answers for it, by name.
    pub owner_name: String,
    /// Number, status, acknowledgement, promise.
    pub brief: AlertBrief,
    /// What is being done about it, by the newest note that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Whether the promised day has passed.
    #[serde(default)]
    pub overdue: bool,
    /// What the value stands on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Box<Basis>>,
}
