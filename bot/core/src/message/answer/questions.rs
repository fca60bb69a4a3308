//! Answers to questions beside those for values: why, who, how much room, how fresh, what changed.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{AlertLine, KpiAnswer, Narrowed};
use crate::alert::{DataFault, Note};
use crate::answer::changes::Moved;
use crate::answer::leaving::Leaving;
use crate::answer::moved::Movement;
use crate::answer::room::Room;
use crate::digest::DigestLine;
use crate::kpi::{Direction, Grain};
use crate::limit::source::LimitSource;
use crate::limit::{Limit, Limits, Severity};
use crate::time::Zone;
use crate::unit::Unit;

/// Why a KPI stands where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhyAnswer {
    /// The KPI now.
    pub kpi: KpiAnswer,
    /// The length of its period.
    pub grain: Grain,
    /// What moved it against the period before.
    pub moved: Option<Movement>,
    /// The last period inside before it went out, and its value, where it is known.
    pub last_inside: Option<(Date, Decimal)>,
    /// The newest notes about it, newest first, at most three.
    pub notes: Vec<PastNote>,
}

/// A note about a KPI.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastNote {
    /// The alert it was written on.
    pub number: i64,
    /// Who wrote it, by name.
    pub by_name: String,
    /// What was written.
    pub note: Note,
}

/// Who answers for a KPI.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnerLine {
    /// Names, value, standing, owner and open alert.
    pub line: DigestLine,
    /// The length of its period.
    pub grain: Grain,
    /// Name of its owner, who need not be who answers for its open alert.
    pub owner: Option<String>,
    /// Name of the backup.
    pub backup: Option<String>,
    /// Name of who answers for the data.
    pub data_owner: Option<String>,
    /// Names of the team in English and Chinese.
    pub team: (String, String),
    /// Name of the team's lead.
    pub lead: Option<String>,
    /// Name of who is expected to act on the open alert.
    pub acting: Option<String>,
}

/// How much room is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomAnswer {
    /// The KPI now.
    pub kpi: KpiAnswer,
    /// The room until each limit, the nearest first.
    pub rooms: Vec<RoomUntil>,
    /// First and last day of the rolling window, where the value looks back on one.
    pub window: Option<(Date, Date)>,
    /// The last day on which something counted now can still count.
    pub gone_after: Option<Date>,
    /// When what is counted now leaves the window, where the counts before tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaving: Option<Leaving>,
}

/// The room until a limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomUntil {
    /// How bad it is to be beyond; none for a limit that the question named.
    pub severity: Option<Severity>,
    /// The limit.
    pub limit: Limit,
    /// Where it comes from.
    pub source: Option<LimitSource>,
    /// The room.
    pub room: Room,
}

impl RoomUntil {
    /// Whether values grow worse upwards.
    pub fn is_upper(&self) -> bool {
        self.limit.is_upper()
    }
}

/// How fresh data is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreshnessAnswer {
    /// What was asked about.
    pub narrowed: Narrowed,
    /// KPIs, a line each: those named, else those whose data is late or doubtful.
    pub lines: Vec<FreshLine>,
    /// How many more there are than lines.
    pub more: u32,
    /// All of them by where their data comes from.
    pub sources: Vec<FreshSource>,
}

/// How fresh the data of a KPI is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreshLine {
    /// Its name in English.
    pub name_en: String,
    /// Its name in Chinese.
    pub name_zh: String,
    /// Its scope.
    pub scope: Option<String>,
    /// Its unit.
    pub unit: Unit,
    /// The zone of its day.
    pub zone: Zone,
    /// The length of its period.
    pub grain: Grain,
    /// The newest settled period.
    pub settled: Option<Date>,
    /// A newer period that is not settled yet.
    pub provisional: Option<Date>,
    /// What is wrong with the data.
    pub fault: Option<DataFault>,
    /// When the next value is due.
    pub next_due: Option<Timestamp>,
    /// When the newest value was fetched, where it was looked up.
    pub as_of: Option<Timestamp>,
    /// Who answers for the data, by name.
    pub data_owner: Option<String>,
    /// Where the data comes from.
    pub source: String,
}

/// How fresh the data of a source is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreshSource {
    /// Where the data comes from.
    pub source: String,
    /// How many KPIs have their data from it.
    pub kpis: u32,
    /// The newest period to which the data of all of them reaches; none when one has none.
    pub reaches: Option<Date>,
    /// How many of them are late or doubtful.
    pub faulty: u32,
}

/// What changed since an instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangesAnswer {
    /// First day, in the zone.
    pub from: Date,
    /// Last day, in the zone; up to now when none.
    pub to: Option<Date>,
    /// The zone of these days.
    pub zone: Zone,
    /// What was asked about.
    pub narrowed: Narrowed,
    /// Alerts that opened.
    pub opened: AlertLines,
    /// Alerts that came back.
    pub relapsed: AlertLines,
    /// Alerts that closed.
    pub closed: AlertLines,
    /// The largest movements, largest first.
    pub moved: Vec<MovedLine>,
    /// Targets that began to hold.
    pub targets: Vec<NewTarget>,
}

/// Alerts of one kind: the most urgent of them, a line each, and how many more there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertLines {
    /// The most urgent, most urgent first.
    pub lines: Vec<AlertLine>,
    /// How many more there are.
    pub more: u32,
}

impl AlertLines {
    /// How many they are in all.
    pub fn count(&self) -> u32 {
        u32::try_from(self.lines.len()).unwrap_or(u32::MAX).saturating_add(self.more)
    }
}

/// A number that moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedLine {
    /// Names, unit, standing and owner.
    pub line: DigestLine,
    /// The length of its period.
    pub grain: Grain,
    /// Which way is better.
    pub direction: Direction,
    /// From where to where.
    pub moved: Moved,
}

/// A target that began to hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTarget {
    /// Its KPI's name in English.
    pub name_en: String,
    /// Its KPI's name in Chinese.
    pub name_zh: String,
    /// Its KPI's scope.
    pub scope: Option<String>,
    /// Its KPI's unit.
    pub unit: Unit,
    /// The value to reach.
    pub value: Option<Decimal>,
    /// The limits.
    pub limits: Limits,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Option<Date>,
    /// Who set it, by name.
    pub by_name: String,
    /// Why.
    pub reason: String,
}
