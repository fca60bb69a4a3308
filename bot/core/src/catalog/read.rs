//! Reads the catalogue's files, turning every text into its type or naming the entry that is wrong.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;
use toml::value::Datetime;

use super::change::ChangeError;
use super::{CatalogEntry, CatalogLimit, Change, Department, Evidence, OwnerRole, Reference, RelativeLimit};
use crate::kpi::{Aggregation, Class, Direction, Grain, Lag, Plausibility};
use crate::limit::{Limit, LimitError, Severity};
use crate::time::Zone;
use crate::unit::{Unit, ValueError};

/// The compiled-in files, one for each department.
const FILES: [(Department, &str); 8] = [
    (Department::Sales, include_str!("../../catalog/sales.toml")),
    (Department::Ads, include_str!("../../catalog/ads.toml")),
    (Department::Logistics, include_str!("../../catalog/logistics.toml")),
    (Department::Service, include_str!("../../catalog/service.toml")),
    (Department::Inventory, include_str!("../../catalog/inventory.toml")),
    (Department::Finance, include_str!("../../catalog/finance.toml")),
    (Department::AccountHealth, include_str!("../../catalog/account_health.toml")),
    (Department::Accountability, include_str!("../../catalog/accountability.toml")),
];

/// Why the catalogue cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum CatalogError {
    /// Not the form of a catalogue file.
    #[error("{0:?}: {1}")]
    Form(Department, #[source] toml::de::Error),
    /// One entry carries something that is not what it should be.
    #[error("{0}: {1}")]
    Entry(String, #[source] EntryError),
}

/// What is wrong with one entry.
#[derive(Debug, thiserror::Error)]
pub(super) enum EntryError {
    /// A limit that cannot be read.
    #[error(transparent)]
    Limit(#[from] LimitError),
    /// A bound of plausibility that cannot be read.
    #[error(transparent)]
    Value(#[from] ValueError),
    /// A change that cannot be read.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// A date with a time, or a time alone.
    #[error("`{0}` is not a date: write it like 2026-11-01")]
    Date(Datetime),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kpi: Vec<RawEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    key: String,
    name_en: String,
    name_zh: String,
    aliases: Vec<String>,
    formula_en: String,
    formula_zh: String,
    unit: Unit,
    direction: Direction,
    class: Class,
    grain: Grain,
    aggregation: Aggregation,
    window_days: Option<u32>,
    zone: Zone,
    due_hours: u32,
    settle_hours: u32,
    plausible_min: Option<String>,
    plausible_max: Option<String>,
    plausible_jump: Option<String>,
    owner_role: OwnerRole,
    data_source: String,
    #[serde(default)]
    platform_target: bool,
    #[serde(default)]
    event: bool,
    notes_en: Option<String>,
    notes_zh: Option<String>,
    #[serde(default)]
    limit: Vec<RawLimit>,
    #[serde(default)]
    relative: Vec<RawRelative>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLimit {
    severity: Severity,
    limit: String,
    valid_from: Option<Datetime>,
    valid_to: Option<Datetime>,
    source: String,
    evidence: Evidence,
    checked_on: Datetime,
    #[serde(default)]
    confirm: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRelative {
    severity: Severity,
    change: String,
    against: Reference,
    #[serde(default = "one_period")]
    periods: u32,
}

fn one_period() -> u32 {
    1
}

/// Reads every compiled-in file.
pub(super) fn entries() -> Result<Vec<CatalogEntry>, CatalogError> {
    let mut entries = Vec::new();
    for (department, text) in FILES {
        entries.extend(file(department, text)?);
    }
    Ok(entries)
}

/// Reads the text of one department's file.
pub(super) fn file(department: Department, text: &str) -> Result<Vec<CatalogEntry>, CatalogError> {
    let file: File = toml::from_str(text).map_err(|error| CatalogError::Form(department, error))?;
    let typed = |raw: RawEntry| {
        let key = raw.key.clone();
        raw.into_entry(department).map_err(|error| CatalogError::Entry(key, error))
    };
    file.kpi.into_iter().map(typed).collect()
}

impl RawEntry {
    fn into_entry(self, department: Department) -> Result<CatalogEntry, EntryError> {
        let unit = self.unit;
        let plausibility = Plausibility {
            min: value(self.plausible_min.as_deref(), unit)?,
            max: value(self.plausible_max.as_deref(), unit)?,
            jump: value(self.plausible_jump.as_deref(), Unit::Ratio)?,
        };
        Ok(CatalogEntry {
            limits: self.limit.into_iter().map(|raw| raw.into_limit(unit)).collect::<Result<_, _>>()?,
            relative: self.relative.into_iter().map(RawRelative::into_relative).collect::<Result<_, _>>()?,
            key: self.key,
            department,
            name_en: self.name_en,
            name_zh: self.name_zh,
            aliases: self.aliases,
            formula_en: self.formula_en,
            formula_zh: self.formula_zh,
            unit,
            direction: self.direction,
            class: self.class,
            grain: self.grain,
            aggregation: self.aggregation,
            window_days: self.window_days,
            zone: self.zone,
            lag: Lag { due_hours: self.due_hours, settle_hours: self.settle_hours },
            plausibility,
            owner_role: self.owner_role,
            data_source: self.data_source,
            notes_en: self.notes_en,
            notes_zh: self.notes_zh,
            platform_target: self.platform_target,
            event: self.event,
        })
    }
}

impl RawLimit {
    fn into_limit(self, unit: Unit) -> Result<CatalogLimit, EntryError> {
        Ok(CatalogLimit {
            severity: self.severity,
            limit: Limit::parse(&self.limit, unit)?,
            valid_from: self.valid_from.map(date).transpose()?,
            valid_to: self.valid_to.map(date).transpose()?,
            source: self.source,
            evidence: self.evidence,
            checked_on: date(self.checked_on)?,
            confirm: self.confirm,
        })
    }
}

impl RawRelative {
    fn into_relative(self) -> Result<RelativeLimit, EntryError> {
        Ok(RelativeLimit {
            severity: self.severity,
            change: Change::parse(&self.change)?,
            against: self.against,
            periods: self.periods,
        })
    }
}

fn value(text: Option<&str>, unit: Unit) -> Result<Option<Decimal>, ValueError> {
    text.map(|text| unit.parse_value(text)).transpose()
}

/// A TOML date as a civil date; TOML's own type would also allow a time.
fn date(read: Datetime) -> Result<Date, EntryError> {
    if read.time.is_some() || read.offset.is_some() {
        return Err(EntryError::Date(read));
    }
    read.to_string().parse().map_err(|_| EntryError::Date(read))
}
