//! Import mappings: which column of a file is which KPI, and how its dates and numbers are written.

use serde::{Deserialize, Serialize};

use crate::id::{KpiKey, MappingKey};

/// How a table file is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Unique name, as `steward import --mapping NAME` takes it.
    pub key: MappingKey,
    /// File name pattern it is chosen by when none is named, with `*`: `ads_*.csv`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub files: Option<String>,
    /// Header of the column with the period's date.
    pub date_column: String,
    /// `strptime` format of the date, such as `%d/%m/%Y`; ISO when none. Excel's own dates need none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_format: Option<String>,
    /// Sheet of a workbook; the first when none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Character between columns of a text file: `,`, `;` or a tab; found out when none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// `utf-8` or `gb18030`; found out when none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// The decimal sign.
    #[serde(default = "point")]
    pub decimal: char,
    /// The sign between thousands; such signs are refused when none is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thousands: Option<char>,
    /// The columns.
    pub columns: Vec<Column>,
}

fn point() -> char {
    '.'
}

/// A column that holds a KPI.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Header of the column with the value; none when numerator and denominator make it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Header of the column with the numerator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numerator: Option<String>,
    /// Header of the column with the denominator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator: Option<String>,
    /// The KPI it is.
    pub kpi: KpiKey,
    /// For a percent: whether 3.2 (percent) or 0.032 (fraction) is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    /// Only rows count where this column holds this text (`Country` = `US`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<(String, String)>,
}

/// How a percent is written in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// 3.2 or 3.2% means 3.2 %.
    Percent,
    /// 0.032 means 3.2 %.
    Fraction,
}
