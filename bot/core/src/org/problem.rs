//! A problem of the standing data: the place where it lies, what is wrong there and what to do about it.

use std::fmt;

use super::record::RecordKind;
use crate::scorecard::rules::{Lack, RuleBroken};

/// One problem. Its text is English, for the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it lies: `company.toml:12 kpi.amz_lsr.owner`, without file and line where no file is known.
    pub place: String,
    /// What is wrong.
    pub what: ProblemKind,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// What is wrong with standing data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProblemKind {
    /// The file is no TOML.
    #[error("this is not TOML: {0}")]
    Syntax(String),
    /// A key that nothing reads.
    #[error("`{key}` is not known here{}; known: {}", suggest(nearest), known.join(", "))]
    UnknownKey {
        /// The key as it was written.
        key: String,
        /// The known key that it resembles.
        nearest: Vec<String>,
        /// All keys that are known there.
        known: Vec<&'static str>,
    },
    /// Something that has to be there is not.
    #[error("`{key}` is missing: {hint}")]
    Missing {
        /// The key.
        key: &'static str,
        /// What to write.
        hint: &'static str,
    },
    /// A value of another kind than the key takes.
    #[error("this is {found}; write {expected}")]
    WrongType {
        /// What was found.
        found: &'static str,
        /// What is wanted.
        expected: &'static str,
    },
    /// A text that is none of the words the key takes.
    #[error("`{text}` is not known{}; use {}", suggest(nearest), allowed.join(", "))]
    NotOneOf {
        /// The text.
        text: String,
        /// The word that it resembles.
        nearest: Vec<String>,
        /// All words.
        allowed: Vec<&'static str>,
    },
    /// A text that cannot be read; the message says why and how to write it.
    #[error("{0}")]
    Invalid(String),
    /// Two keys that cannot stand together.
    #[error("{0}")]
    Contradiction(&'static str),
    /// A second record of the same kind with the same key.
    #[error("a second {kind} has the key `{key}`: rename one of them or put both together")]
    Duplicate {
        /// The kind of record.
        kind: RecordKind,
        /// The key.
        key: String,
    },
    /// A record that refers to one that is not there.
    #[error("there is no {kind} `{key}`{}", suggest(nearest))]
    Unknown {
        /// The kind of record that was meant.
        kind: RecordKind,
        /// The key.
        key: String,
        /// Keys that it resembles.
        nearest: Vec<String>,
    },
    /// A catalogue entry that is not there.
    #[error("the catalogue has no `{key}`{}", suggest(nearest))]
    NotInCatalog {
        /// The key.
        key: String,
        /// Keys that it resembles.
        nearest: Vec<String>,
    },
    /// The records break a rule.
    #[error("{0}")]
    Rule(Rule),
}

/// The rules of the standing data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    /// Nobody administers.
    #[error("nobody is an administrator: give one person `role = \"admin\"`")]
    NoAdministrator,
    /// A person refers to one who has left.
    #[error("`{0}` has left: name somebody else")]
    HasLeft(String),
    /// An active KPI lacks something.
    #[error("an active KPI needs {0}: add it, or set `status = \"draft\"`")]
    ActiveWithout(Lack),
    /// Owner and backup are the same person.
    #[error("owner and backup are both `{0}`: a backup is another person")]
    OwnBackup(String),
    /// Somebody covers themselves.
    #[error("`{0}` cannot cover themselves: name somebody else")]
    OwnCover(String),
    /// A cover that ends before it begins.
    #[error("it ends before it begins")]
    CoverEndsFirst,
    /// A cover that never seems to end.
    #[error("it is longer than {0} days: hand the KPIs over instead")]
    CoverTooLong(i64),
    /// Two covers of one person on the same day.
    #[error("`{0}` covers the same person on some of these days: end that one the day before")]
    CoversOverlap(String),
    /// People who cover each other.
    #[error(
        "on some day the covers lead back to `{0}`, so that nobody would answer: name somebody who is there"
    )]
    CoverCircle(String),
    /// A KPI without a backup.
    #[error("there is no backup: the team's lead is next after the owner")]
    NoBackup,
    /// A team nobody leads.
    #[error("the team has no lead: alerts go from the backup to an administrator at once")]
    NoLead,
    /// Alerts that no channel shows.
    #[error("neither the KPI nor its team has a channel: its alerts reach people in direct messages only")]
    NoChannel,
    /// Two targets of one kind for the same day.
    #[error("it begins on {0}, while another {1} still holds: end that one the day before")]
    TargetsOverlap(jiff::civil::Date, &'static str),
    /// A target that ends before it begins.
    #[error("it ends before it begins")]
    TargetEndsFirst,
    /// A season that never ends.
    #[error("a season's target needs `valid_to`, or it would never end")]
    SeasonWithoutEnd,
    /// A limit where the KPI is good.
    #[error("`{limit}` is on the good side: this KPI is {better}, so write it with {sign}")]
    WrongSide {
        /// The limit.
        limit: String,
        /// Which way is better.
        better: &'static str,
        /// The signs that fit.
        sign: &'static str,
    },
    /// A critical limit that is reached before the warning.
    #[error("critical `{critical}` is reached before warning `{warning}`: exchange them")]
    CriticalInsideWarning {
        /// The critical limit.
        critical: String,
        /// The warning limit.
        warning: String,
    },
    /// Two limits of one severity on one side.
    #[error("two {0} limits on the same side: keep one")]
    TwoLimits(&'static str),
    /// The value to reach would itself be a breach.
    #[error("the target {value} is itself beyond `{limit}`")]
    TargetOutside {
        /// The value to reach.
        value: String,
        /// The limit.
        limit: String,
    },
    /// A target without limits.
    #[error("the target has no limits, so it is never a breach: add `warning` or `critical`")]
    NoLimits,
    /// Nothing to judge by.
    #[error("there is no target, and no platform sends one: it is shown but never judged")]
    NoTarget,
    /// A schedule that never fires, or cannot be read.
    #[error("{0}")]
    Timing(String),
    /// A schedule of workdays on the calendar that has none off.
    #[error("on the calendar `none` every day is a workday: name `cn` or `us`")]
    EveryDayIsWorkday,
    /// Days that the calendar does not know yet.
    #[error("the calendar `{0}` knows no holidays after {1}: until they are added, weekends alone decide")]
    CalendarEnds(String, jiff::civil::Date),
    /// A scorecard with no KPI.
    #[error("it has no KPIs")]
    NoEntries,
    /// A scorecard breaks a rule of scorecards.
    #[error(transparent)]
    Scorecard(RuleBroken),
    /// A person who owns too many KPIs.
    #[error("owns {0} KPIs, more than {1}: nobody keeps so many in view")]
    TooManyOwned(usize, usize),
    /// A person no platform knows.
    #[error("has no identity on any platform: cannot be told, and cannot answer")]
    NoIdentity,
    /// A person who wants to be told where no account of theirs can be found.
    #[error(
        "prefers `{0}` and has no account there: write it, or an e-mail address to find it by, into `identities`"
    )]
    PrefersStrange(String),
    /// Two people with one identity.
    #[error("`{person}` has the same identity `{id}` on {platform}: each person has their own")]
    SharedIdentity {
        /// The other person.
        person: String,
        /// The identity.
        id: String,
        /// The platform.
        platform: String,
    },
    /// A channel without an address.
    #[error("the channel has no `target`: write its id on {0}")]
    NoAddress(String),
    /// Two channels with one address.
    #[error("`{0}` is the same channel of the same platform: keep one")]
    SharedAddress(String),
    /// A name that two KPIs answer to.
    #[error("`{name}` also means `{kpi}`: a question with it is asked back")]
    SharedName {
        /// The name.
        name: String,
        /// The other KPI.
        kpi: String,
    },
    /// A policy whose steps are not in order.
    #[error("the steps must come in order of time, the first telling the owner at 0")]
    StepsOutOfOrder,
    /// A time of a policy that is nothing.
    #[error("`{0}` must be at least 1")]
    NoMinutes(&'static str),
    /// A recovery that could never be believed, or at once.
    #[error("`recovery_periods` must be at least 1")]
    NoRecoveryPeriods,
    /// A column without a value.
    #[error("a column needs `value`, or `numerator` and `denominator`")]
    NoColumn,
}

/// ", did you mean a, b?" when there is something to suggest.
fn suggest(nearest: &[String]) -> String {
    if nearest.is_empty() { String::new() } else { format!(", did you mean {}?", nearest.join(", ")) }
}
