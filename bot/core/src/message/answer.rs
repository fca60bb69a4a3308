//! Answers: what a person is told who asked or did something.

pub mod asked;
mod field;
mod narrowed;
mod questions;
pub mod setting;
mod values;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::alert::undo::Undoable;
use crate::alert::{AlertKind, AlertStatus, ChosenBecause, DataFault};
use crate::card::Act;
use crate::catalog;
use crate::digest::{AlertBrief, DigestLine};
use crate::id::{AlertId, KpiKey, PersonKey};
use crate::kpi::{Aggregation, Direction, Kpi};
use crate::limit::Severity;
use crate::limit::source::LimitSource;
use crate::sample::SampleState;
use crate::time::Zone;
use crate::unit::Unit;
use asked::{NoteForm, ValueAsked};
use setting::{NotSet, Setting};

pub use narrowed::{Narrowed, Standings};
pub use questions::{
    ChangesAnswer, FreshLine, FreshSource, FreshnessAnswer, MovedLine, NewTarget, OwnerLine, PastNote,
    RoomAnswer, RoomUntil, WhyAnswer,
};
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
        /// Every command with its examples, or the one that was asked for.
        commands: Vec<String>,
        /// The person's own KPIs, for examples that work now.
        own_kpis: Vec<(String, String)>,
        /// Numbers of the person's open alerts.
        open_alerts: Vec<i64>,
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
    },
    /// A value that is kept once it is confirmed.
    ValueAsked {
        /// The value.
        asked: Box<ValueAsked>,
    },
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

/// Everything to be said about one KPI now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KpiAnswer {
    /// Value, limit, owner and alert.
    pub line: DigestLine,
    /// How the number comes about.
    pub definition: Definition,
    /// The zone of its day.
    pub zone: Zone,
    /// Which way is better.
    pub direction: Direction,
    /// How values may be put together.
    pub aggregation: Aggregation,
    /// How far the value can be believed.
    pub state: Option<SampleState>,
    /// When it was fetched.
    pub as_of: Option<Timestamp>,
    /// Where the number comes from.
    pub source: String,
    /// First and last day of a rolling window.
    pub window: Option<(Date, Date)>,
    /// The target value in force.
    pub target: Option<Decimal>,
    /// Where the limit comes from.
    pub limit_source: Option<LimitSource>,
    /// What is wrong with the data.
    pub fault: Option<DataFault>,
    /// A value newer than the judged one, not settled yet: period and value.
    pub provisional: Option<(Date, Decimal)>,
    /// The last values, oldest first, at most 14: period and value.
    pub recent: Vec<(Date, Decimal)>,
}

/// How a number comes about. The words of a team are the same in both languages; those of the catalogue are not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Definition {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl Definition {
    /// The definition of a KPI.
    pub fn of(kpi: &Kpi) -> Self {
        let entry = kpi.catalog.as_deref().and_then(catalog::entry);
        let zh = match entry {
            Some(entry) if entry.formula_en == kpi.definition => &entry.formula_zh,
            _ => &kpi.definition,
        };
        Self { en: kpi.definition.clone(), zh: zh.clone() }
    }
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
}

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
    /// Nothing was understood; examples that work are given.
    NotUnderstood {
        /// What was written, shortened.
        text: String,
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
    /// The service cannot save at the moment; nothing was changed.
    TryAgain,
}
