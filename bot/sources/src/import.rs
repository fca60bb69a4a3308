//! What goes into the reading of a file, with what comes out of it.

use std::fmt;

use jiff::Timestamp;
use steward_core::org::Org;
use steward_core::org::mapping::Mapping;
use steward_core::sample::Observation;

use crate::remark::Remark;

/// A file to be read.
#[derive(Clone, Copy)]
pub struct FileInput<'a> {
    /// Its name, with or without folders; told to people, and compared with the `files` pattern of mappings.
    pub name: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
    /// When it was fetched: the day of snapshots that carry no date of their own.
    pub fetched_at: Timestamp,
    /// The team's KPIs and mappings.
    pub org: &'a Org,
    /// The mapping that was named by hand; it wins over what the file looks like.
    pub mapping: Option<&'a Mapping>,
    /// The shop the file is about (`--shop`): a KPI's scope, a country code or a marketplace id. Chooses between
    /// several KPIs of one catalogue entry, and between several marketplaces of one file.
    pub shop: Option<&'a str>,
}

impl FileInput<'_> {
    /// The name without folders.
    pub(crate) fn base_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(self.name)
    }
}

/// What a file gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Name of the source (`amazon_account_health`), or key of the mapping.
    pub source: String,
    /// The values, at most one for each KPI and period.
    pub observations: Vec<Observation>,
    /// Rows and cells that could not be taken.
    pub problems: Vec<RowProblem>,
    /// What a person should know about the file; nothing of it was corrected.
    pub remarks: Vec<Remark>,
    /// Catalogue keys, blocks or columns that the file holds and no KPI of the team wants.
    pub unmapped: Vec<String>,
    /// How many rows (or dated entries) the file holds.
    pub rows: usize,
}

/// A row or cell that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// Name of the file.
    pub file: String,
    /// Line as an editor shows it, or row of a workbook; counts from 1.
    pub line: Option<u64>,
    /// Column header or JSON path.
    pub column: Option<String>,
    /// What was found and what is needed, in English for the command line.
    pub what: String,
}

impl fmt::Display for RowProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, " {column}")?;
        }
        write!(f, ": {}", self.what)
    }
}
