//! Answers with values: one KPI over a span, or several KPIs beside each other.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Definition;
use crate::answer::measure::Measured;
use crate::answer::total::Total;
use crate::digest::DigestLine;
use crate::id::KpiKey;
use crate::kpi::{Aggregation, Direction, Grain};
use crate::question::{Breakdown, Comparison};
use crate::time::Zone;
use crate::unit::Unit;

/// One KPI with what it measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KpiValue {
    /// Names, unit, owner and open alert; where it stands now.
    pub line: DigestLine,
    /// The zone of its day.
    pub zone: Zone,
    /// The length of its period.
    pub grain: Grain,
    /// Which way is better.
    pub direction: Direction,
    /// How its values may be put together.
    pub aggregation: Aggregation,
    /// What it measured in the span.
    pub measured: Measured,
    /// With what it is compared.
    pub compared: Option<Compared>,
}

/// A value beside an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// With what.
    pub with: Comparison,
    /// The days of the value that are compared, where the span has not come to its end: as many as there are.
    pub days: Option<(Date, Date)>,
    /// What these came to.
    pub value: Option<Decimal>,
    /// What is compared with it; none for the target.
    pub earlier: Option<Measured>,
    /// The value to compare with: the target, or what the earlier days came to.
    pub before: Option<Decimal>,
}

/// One KPI over a span.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpanAnswer {
    /// The value.
    pub kpi: KpiValue,
    /// How the number comes about.
    pub definition: Definition,
    /// Where the number comes from.
    pub source: String,
    /// By what the rows break it down; none when there are none.
    pub by: Option<Breakdown>,
    /// The rows, oldest first.
    pub rows: Vec<Measured>,
    /// How many older rows there are.
    pub more: u32,
}

/// The values of several KPIs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValuesAnswer {
    /// The days asked for; none for the newest of each.
    pub span: Option<(Date, Date)>,
    /// With what they are compared.
    pub comparison: Option<Comparison>,
    /// Whether these are the shops of one KPI.
    pub by_shop: bool,
    /// In which order, where one was asked for.
    pub order: Option<Rank>,
    /// A line each.
    pub lines: Vec<KpiValue>,
    /// How many more there are.
    pub more: u32,
    /// Shops that have no value to be placed by, where an order was asked for.
    pub unplaced: u32,
    /// What they come to together, where these are shops of one KPI.
    pub together: Option<Together>,
}

/// Which end of an order comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// The best first.
    Best,
    /// The worst first.
    Worst,
}

/// What several shops come to together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Together {
    /// A sum, or a ratio of sums.
    Whole {
        /// The value.
        total: Total,
        /// The unit.
        unit: Unit,
    },
    /// They are counted in several units or currencies.
    MixedUnits {
        /// The units, each once.
        units: Vec<Unit>,
    },
    /// Readings, which are neither added nor averaged.
    Readings,
    /// Some shops have no value for the span, or not for all of it, so that a total would mislead.
    Incomplete {
        /// The KPIs of these shops.
        kpis: Vec<KpiKey>,
    },
}
