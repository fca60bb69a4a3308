//! One entry of the catalogue: a KPI as sellers know it, before a team makes it its own.

use jiff::civil::Date;
use serde::Deserialize;

use super::{CatalogLimit, RelativeLimit};
use crate::kpi::{Aggregation, Class, Direction, Grain, Lag, Plausibility};
use crate::limit::{Limits, Severity};
use crate::time::Zone;
use crate::unit::Unit;

/// The part of the business a KPI belongs to; each has its own file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Department {
    /// 销售
    Sales,
    /// 广告
    Ads,
    /// 物流履约
    Logistics,
    /// 客服与体验
    Service,
    /// 库存
    Inventory,
    /// 财务
    Finance,
    /// 账号健康与合规
    AccountHealth,
    /// 问责指标
    Accountability,
}

/// The role that usually answers for a KPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnerRole {
    /// 运营
    Ops,
    /// 广告
    Ads,
    /// 物流
    Logistics,
    /// 计划
    Planning,
    /// 客服
    Service,
    /// 财务
    Finance,
    /// 合规
    Compliance,
    /// 团队负责人
    Lead,
    /// 管理员
    Admin,
}

/// A KPI of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogEntry {
    /// Its name in files and chat, unique; a valid [`crate::id::KpiKey`].
    pub key: String,
    /// Where it belongs.
    pub department: Department,
    /// Name in English.
    pub name_en: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Abbreviations and other names in both languages; no two entries share one, in any case of letters.
    pub aliases: Vec<String>,
    /// What is divided by what over which window, in English.
    pub formula_en: String,
    /// What is divided by what over which window, in Chinese.
    pub formula_zh: String,
    /// What it is measured in.
    pub unit: Unit,
    /// Which way is better.
    pub direction: Direction,
    /// What kind of success it speaks of.
    pub class: Class,
    /// The length of its period.
    pub grain: Grain,
    /// How values may be put together.
    pub aggregation: Aggregation,
    /// Length in days of the rolling window that ends with the period, where there is one.
    pub window_days: Option<u32>,
    /// The zone of its day; a team may set another.
    pub zone: Zone,
    /// When its data is due and settled.
    pub lag: Lag,
    /// What cannot be true.
    pub plausibility: Plausibility,
    /// Who usually answers for it.
    pub owner_role: OwnerRole,
    /// Where the number comes from, as people say it.
    pub data_source: String,
    /// What a person should know, in English; none when there is nothing to say.
    pub notes_en: Option<String>,
    /// What a person should know, in Chinese; there whenever the English is.
    pub notes_zh: Option<String>,
    /// Fixed limits, past ones included; see [`CatalogEntry::limits_on`].
    pub limits: Vec<CatalogLimit>,
    /// Limits that follow from a reference value instead of a fixed one.
    pub relative: Vec<RelativeLimit>,
    /// Whether the platform sends its own target with the data; it wins, and the limits here are the fallback.
    pub platform_target: bool,
    /// Whether the number counts things that each need an owner and a clock, so that every one is an event.
    pub event: bool,
}

impl CatalogEntry {
    /// The fixed limits in force for a period that begins on the date.
    pub fn limits_on(&self, date: Date) -> Limits {
        let of = |severity: Severity| {
            let in_force = |limit: &&CatalogLimit| limit.severity == severity && limit.holds_on(date);
            self.limits.iter().filter(in_force).map(|limit| limit.limit).collect()
        };
        Limits { warning: of(Severity::Warning), critical: of(Severity::Critical) }
    }
}
