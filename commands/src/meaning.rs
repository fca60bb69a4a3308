//! What a text means to Steward: the intent with everything that was named, free of words and of the store.
//!
//! `steward ask --json` prints these types as they are, so their names and shapes are a promise to scripts. Fields that
//! nothing was said about are left out.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;
use steward_core::alert::{CauseClass, DismissReason};
use steward_core::digest::DigestKind;
use steward_core::id::{ChannelKey, KpiKey, PersonKey, TeamKey};
use steward_core::message::answer::Choice;
use steward_core::person::Locale;
use steward_core::time::{WorkingHours, Zone};

pub use steward_core::question::{Breakdown, Comparison, Filter};

/// What became of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Understanding {
    /// One reading fits.
    Understood {
        /// The reading.
        meaning: Box<Meaning>,
    },
    /// Several readings fit: the person chooses.
    Choose {
        /// What is clear already.
        meaning: Box<Meaning>,
        /// Two to four readings, each with a text that would be understood.
        choices: Vec<Choice>,
    },
    /// No reading fits.
    NotUnderstood {
        /// What was recognised.
        meaning: Box<Meaning>,
        /// The nearest three that would be understood.
        nearest: Vec<Choice>,
    },
    /// It was not said to Steward.
    NotForSteward,
}

/// What is wanted. Its name in JSON is the name of the command that does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// The value of one or several KPIs, now or over a span, compared or broken down.
    Kpi,
    /// How all KPIs stand, or those that pass the filters ("what is red?").
    List,
    /// The best KPIs or shops.
    Best,
    /// The worst KPIs or shops.
    Worst,
    /// Why a KPI is beyond its limit.
    Why,
    /// Who answers for a KPI.
    Owner,
    /// Alerts that pass the filters, of everybody or of the people named ("what is overdue?", "what is Mei working on?").
    Alerts,
    /// The person's own alerts and promises.
    Mine,
    /// How much room is left until a limit.
    Room,
    /// How fresh the data is.
    Freshness,
    /// Everything that happened to an alert.
    History,
    /// What changed since a day.
    Changes,
    /// What one can say.
    Help,
    /// What one can press.
    Menu,
    /// Takes an alert.
    Ack,
    /// Writes a remediation note.
    Note,
    /// Says that it is done.
    Done,
    /// Lets an alert rest.
    Snooze,
    /// Hands an alert to somebody.
    Assign,
    /// Closes an alert that needs nothing to be done.
    Dismiss,
    /// Closes an alert whose number was wrong.
    BadData,
    /// Opens a closed alert again.
    Reopen,
    /// Adds a comment.
    Comment,
    /// Tells the next person now.
    Escalate,
    /// Takes the person's last deed back.
    Undo,
    /// Has somebody else answer for a person for some days.
    Cover,
    /// Ends that somebody else answers for a person.
    Uncover,
    /// Stops judging a KPI for some days.
    Pause,
    /// Judges a paused KPI again.
    Resume,
    /// Sets a target with start, end and reason.
    Target,
    /// Records a value by hand.
    Record,
    /// Sends a digest now.
    Digest,
    /// Has a channel get a digest.
    Subscribe,
    /// Has a channel get it no more.
    Unsubscribe,
    /// Sets the person's language.
    Language,
    /// Sets the person's zone.
    Zone,
    /// Sets the person's working hours.
    Hours,
}

impl Intent {
    /// Whether it only looks: nothing is changed, and nobody is told but who asks.
    pub fn is_question(self) -> bool {
        matches!(
            self,
            Self::Kpi
                | Self::List
                | Self::Best
                | Self::Worst
                | Self::Why
                | Self::Owner
                | Self::Alerts
                | Self::Mine
                | Self::Room
                | Self::Freshness
                | Self::History
                | Self::Changes
                | Self::Help
                | Self::Menu
        )
    }
}

/// A text as Steward understands it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Meaning {
    /// What is wanted; none when only parts of a text were recognised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intent: Option<Intent>,
    /// The KPIs meant, in the order in which they were named, resolved to one shop each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kpis: Vec<KpiKey>,
    /// The shops or marketplaces named, as KPIs carry them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
    /// The days meant.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// With what to compare.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Comparison>,
    /// By what to break down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breakdown: Option<Breakdown>,
    /// What to leave out, in the order of [`Filter`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<Filter>,
    /// The people named; the first of a `cover` is who covers, the second who is covered, the speaker when it is missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<PersonKey>,
    /// The teams named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<TeamKey>,
    /// The channel named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelKey>,
    /// The alerts named by number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<i64>,
    /// Whether all alerts are meant that are the person's ("ack all mine").
    #[serde(skip_serializing_if = "is_false")]
    pub all: bool,
    /// Whether it was said in passing and is to be confirmed first: "已处理，周五前" in an alert's thread.
    #[serde(skip_serializing_if = "is_false")]
    pub proposed: bool,
    /// What was said beside these.
    #[serde(skip_serializing_if = "Values::is_empty")]
    pub values: Values,
}

/// Days, first and last, in a zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    /// First day.
    pub from: Date,
    /// Last day; none when open ("from 1 Dec on").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Whose days: the KPI's zone for values, the person's for everything else.
    pub zone: Zone,
}

/// What is said beside the things that are named.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Values {
    /// A number as it was understood: in the unit of the KPI where one is named (12 % is 0.12).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Decimal>,
    /// The number as it was written, when the unit leaves open what it means (a bare 12 where percent is meant).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// An instant: the end of a snooze.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// A promised day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// The class of a cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause_class: Option<CauseClass>,
    /// The cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// What is being done about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Why an alert needs nothing to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dismissal: Option<DismissReason>,
    /// Free words: a reason, a comment, the season of a target.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Which digest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<DigestKind>,
    /// A language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Locale>,
    /// A zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
    /// Working hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<WorkingHours>,
    /// What was written where something else is meant, as it was written: a name that nobody bears, a day that is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unclear: Option<String>,
    /// The command that help is wanted for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<&'static str>,
}

impl Values {
    /// Whether nothing was said beside.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}
