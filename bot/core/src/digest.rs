//! A digest: the scheduled summary of a set of KPIs for one channel, first what needs a person.

pub mod compose;
pub mod crowd;
pub mod due;
pub mod line;
mod order;
mod promise;
mod review;
mod span;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::alert::{AlertStatus, DataFault};
use crate::id::{ChannelKey, KpiKey, PersonKey, ScheduleKey};
use crate::judge::Standing;
use crate::kpi::Grain;
use crate::limit::{Limit, Severity};
use crate::message::answer::Basis;
use crate::schedule::Timing;
use crate::time::{TimeOfDay, Zone};
use crate::unit::Unit;

pub use order::Order;

/// How much time a digest looks back on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DigestKind {
    /// 日报
    Daily,
    /// 周报
    Weekly,
    /// 月报
    Monthly,
}

/// A standing order for digests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestSchedule {
    /// Unique name.
    pub key: ScheduleKey,
    /// The channel it goes to.
    pub channel: ChannelKey,
    /// How much it looks back on.
    pub kind: DigestKind,
    /// When, in which zone, on which calendar.
    pub timing: Timing,
    /// The scorecard it shows; all active KPIs of the channel's teams when none.
    pub scorecard: Option<crate::id::ScorecardKey>,
    /// Hours after the slot in which a late digest is still sent, marked as late.
    pub late_hours: u32,
}

/// The content of one digest, pinned to a data cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// The schedule it was made for; none when a person asked for it.
    pub schedule: Option<ScheduleKey>,
    /// Daily, weekly or monthly.
    pub kind: DigestKind,
    /// The zone of the schedule, to which date and time belong; the channel's when a person asked.
    pub zone: Zone,
    /// Local date of the slot.
    pub date: Date,
    /// Local time of the slot.
    pub time: TimeOfDay,
    /// The instant at which data was cut.
    pub cut_at: Timestamp,
    /// Set when it went out later than it was due.
    pub late_since: Option<Timestamp>,
    /// The days it speaks about, one entry for each zone of its KPIs' days: first day, last day, zone.
    pub speaks_of: Vec<(Date, Date, Zone)>,
    /// Breaches, worst first.
    pub breaches: Vec<DigestLine>,
    /// Promises that are due today or overdue.
    pub promises: Vec<Promise>,
    /// Early warnings.
    pub warnings: Vec<DigestLine>,
    /// KPIs that are not judged because of their data.
    pub data_faults: Vec<FaultLine>,
    /// KPIs that are not judged though their data is sound: not settled yet, or no target holds.
    pub unjudged: Vec<DigestLine>,
    /// The rest, inside their limits, in the order of the scorecard.
    pub good: Vec<DigestLine>,
    /// What happened in the span; weekly and monthly only.
    pub review: Option<Review>,
    /// The score of the scorecard, where there is one.
    pub score: Option<crate::scorecard::Score>,
}

/// One KPI in a digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestLine {
    /// Which KPI.
    pub kpi: KpiKey,
    /// Its name in English.
    pub name_en: String,
    /// Its name in Chinese.
    pub name_zh: String,
    /// What it is about, where it has a scope.
    pub scope: Option<String>,
    /// Its unit.
    pub unit: Unit,
    /// The period of the value.
    pub period: Option<Date>,
    /// The period of the value with its length, where the digest speaks of other days: it settles late, is longer, or is
    /// a snapshot of the running day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_period: Option<(Date, Grain)>,
    /// The value.
    pub value: Option<Decimal>,
    /// Upper part of a ratio.
    pub numerator: Option<Decimal>,
    /// Lower part of a ratio.
    pub denominator: Option<Decimal>,
    /// The value of the period before.
    pub previous: Option<Decimal>,
    /// The limit that was crossed or is nearest.
    pub limit: Option<Limit>,
    /// How bad; none when good, and when there is nothing to judge by.
    pub severity: Option<Severity>,
    /// Where the KPI stands; none when it has never been judged. Only `Good` may look green.
    pub standing: Option<Standing>,
    /// First period beyond the limit.
    pub since: Option<Date>,
    /// Who answers for it.
    pub owner: Option<PersonKey>,
    /// That person's name.
    pub owner_name: Option<String>,
    /// The open alert.
    pub alert: Option<AlertBrief>,
    /// What the value stands on, in an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Box<Basis>>,
}

/// What a line says about an open alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertBrief {
    /// Its number.
    pub number: i64,
    /// Where it stands.
    pub status: AlertStatus,
    /// When this episode opened.
    pub opened_at: Timestamp,
    /// Who acknowledged it, by name.
    pub acknowledged_by: Option<String>,
    /// The promised day.
    pub due: Option<Date>,
}

/// A promise in a digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// The alert's number.
    pub number: i64,
    /// The KPI's name in English.
    pub name_en: String,
    /// The KPI's name in Chinese.
    pub name_zh: String,
    /// Who promised, by name.
    pub by_name: String,
    /// What they are doing.
    pub action: String,
    /// The promised day.
    pub due: Date,
    /// Whether the day has passed.
    pub overdue: bool,
}

/// A KPI in a digest whose data is not fit to be judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultLine {
    /// The KPI's name in English.
    pub name_en: String,
    /// The KPI's name in Chinese.
    pub name_zh: String,
    /// What it is about, where it has a scope.
    pub scope: Option<String>,
    /// Its unit.
    pub unit: Unit,
    /// What is wrong.
    pub fault: DataFault,
    /// Who answers for the data, by name.
    pub data_owner_name: Option<String>,
}

/// What happened in the span of a weekly or monthly digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// First instant of the span.
    pub from: Timestamp,
    /// End of the span.
    pub to: Timestamp,
    /// Episodes that opened.
    pub opened: u32,
    /// Alerts that closed, however.
    pub closed: u32,
    /// Alerts that closed as verified.
    pub verified: u32,
    /// Episodes that were relapses.
    pub relapsed: u32,
    /// Promises that became overdue.
    pub overdue: u32,
    /// Median minutes from opening to acknowledgement.
    pub median_ack_minutes: Option<i64>,
    /// The alerts that were acknowledged slowest: number, KPI name en, zh, owner's name, minutes.
    pub slowest: Vec<SlowAck>,
}

/// An alert that was acknowledged slowly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlowAck {
    /// The alert's number.
    pub number: i64,
    /// The KPI's name in English.
    pub name_en: String,
    /// The KPI's name in Chinese.
    pub name_zh: String,
    /// Who answered for it, by name.
    pub owner_name: String,
    /// Minutes until the acknowledgement; until now when there was none.
    pub minutes: i64,
}
