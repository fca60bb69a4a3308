//! One pushed point: from loose JSON to an observation of a known KPI, or the reason why not.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;
use steward_core::id::KpiKey;
use steward_core::kpi::{Grain, Kpi};
use steward_core::org::Org;
use steward_core::sample::{Finality, Observation};
use steward_core::target::{Condition, PlatformTarget};
use steward_core::unit::Unit;

use super::number::{NotRead, number};

/// Longest name of a source in characters.
const SOURCE_LENGTH: usize = 80;
/// Nothing that is older is a KPI's: no marketplace of today had sellers then.
const EARLIEST: Date = date(1995, 1, 1);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Point<'a> {
    kpi: String,
    period: String,
    /// Null where the source says that there is none; a point without the key is a slip.
    #[serde(borrow)]
    value: &'a RawValue,
    #[serde(borrow)]
    numerator: Option<&'a RawValue>,
    #[serde(borrow)]
    denominator: Option<&'a RawValue>,
    #[serde(default)]
    finality: Finality,
    window: Option<(Date, Date)>,
    #[serde(borrow)]
    target: Option<PointTarget<'a>>,
    source: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PointTarget<'a> {
    #[serde(borrow)]
    value: &'a RawValue,
    condition: Condition,
    status: Option<String>,
}

/// Why a point was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refused {
    #[error("{0}")]
    Shape(String),
    #[error("there is no KPI `{0}`; define it with `steward apply`, or check the spelling")]
    UnknownKpi(String),
    #[error("`{0}` is not a day: write the first day of the period as YYYY-MM-DD, in the KPI's zone")]
    BadPeriod(String),
    #[error("a month is named by its first day: write {0}")]
    NotFirstOfMonth(Date),
    #[error("the period begins on {0}, before {EARLIEST}: check the year")]
    LongAgo(Date),
    #[error("the window from {0} to {1} ends before it begins: exchange them")]
    BadWindow(Date, Date),
    #[error("the period begins on {0}, which is still in the future in {1}")]
    Future(Date, String),
    #[error("{field}: {reason}")]
    BadValue { field: &'static str, reason: NotRead },
    #[error("point {0} of the same call has the same KPI and period: send each once")]
    Twice(usize),
    #[error("`source` is longer than {SOURCE_LENGTH} characters")]
    LongSource,
}

impl Refused {
    /// The fixed word for programs.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Shape(_) | Self::LongSource | Self::BadWindow(..) => "bad_point",
            Self::UnknownKpi(_) => "unknown_kpi",
            Self::BadPeriod(_) | Self::LongAgo(_) | Self::NotFirstOfMonth(_) => "bad_period",
            Self::Future(..) => "future_period",
            Self::BadValue { .. } => "bad_value",
            Self::Twice(_) => "duplicate_point",
        }
    }
}

/// The points of a call, each with its index in it.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    /// Those that can be kept.
    pub taken: Vec<(usize, Observation)>,
    /// Those that cannot, and why.
    pub refused: Vec<(usize, Refused)>,
}

/// Sorts the points of a call into observations and refusals.
pub(super) fn sort(points: &[&RawValue], org: &Org, now: Timestamp) -> Sorted {
    let mut sorted = Sorted::default();
    let mut first_at: HashMap<(KpiKey, Date), usize> = HashMap::new();
    for (index, point) in points.iter().enumerate() {
        let seen = match read(point, org, now) {
            Ok(seen) => seen,
            Err(why) => {
                sorted.refused.push((index, why));
                continue;
            }
        };
        let first = *first_at.entry((seen.kpi.clone(), seen.period)).or_insert(index);
        if first == index {
            sorted.taken.push((index, seen));
        } else {
            sorted.refused.push((index, Refused::Twice(first)));
        }
    }
    sorted
}

fn read(point: &RawValue, org: &Org, now: Timestamp) -> Result<Observation, Refused> {
    if !point.get().starts_with('{') {
        return Err(Refused::Shape("a point is an object with `kpi`, `period` and `value`".to_owned()));
    }
    let point: Point =
        serde_json::from_str(point.get()).map_err(|error| Refused::Shape(error.to_string()))?;
    let kpi = KpiKey::parse(&point.kpi)
        .ok()
        .and_then(|key| org.kpis.get(&key))
        .ok_or_else(|| Refused::UnknownKpi(point.kpi.chars().take(80).collect()))?;
    let period = day(&point.period)?;
    if kpi.grain == Grain::Month && period != period.first_of_month() {
        return Err(Refused::NotFirstOfMonth(period.first_of_month()));
    }
    if period < EARLIEST {
        return Err(Refused::LongAgo(period));
    }
    if period > kpi.zone.date_at(now) {
        return Err(Refused::Future(period, kpi.zone.name().to_owned()));
    }
    if point.source.as_ref().is_some_and(|source| source.chars().count() > SOURCE_LENGTH) {
        return Err(Refused::LongSource);
    }
    if let Some((from, to)) = point.window.filter(|(from, to)| to < from) {
        return Err(Refused::BadWindow(from, to));
    }
    let part_unit = part_unit(kpi);
    Ok(Observation {
        kpi: kpi.key.clone(),
        period,
        value: field("value", Some(point.value), kpi.unit)?,
        numerator: field("numerator", point.numerator, part_unit)?,
        denominator: field("denominator", point.denominator, part_unit)?,
        finality: point.finality,
        window: point.window,
        platform_target: point.target.map(|target| platform_target(target, kpi.unit)).transpose()?,
        source: point.source.unwrap_or_else(|| "push".to_owned()),
    })
}

/// The day, in the one form that is asked for; the parser alone takes other forms and times of the day too.
fn day(text: &str) -> Result<Date, Refused> {
    let refused = || Refused::BadPeriod(text.chars().take(40).collect());
    let day: Date = text.parse().map_err(|_| refused())?;
    if day.to_string() == text { Ok(day) } else { Err(refused()) }
}

/// Numerator and denominator of a percent are plain numbers.
fn part_unit(kpi: &Kpi) -> Unit {
    if kpi.unit == Unit::Percent { Unit::Count } else { kpi.unit }
}

fn platform_target(target: PointTarget<'_>, unit: Unit) -> Result<PlatformTarget, Refused> {
    let value = field("target.value", Some(target.value), unit)?
        .ok_or(Refused::BadValue { field: "target.value", reason: NotRead::NoTarget })?;
    Ok(PlatformTarget { value, condition: target.condition, status: target.status })
}

fn field(field: &'static str, raw: Option<&RawValue>, unit: Unit) -> Result<Option<Decimal>, Refused> {
    raw.map_or(Ok(None), |raw| number(raw, unit)).map_err(|reason| Refused::BadValue { field, reason })
}
