//! Tables of the team's own making (CSV, TSV, XLSX), read by a mapping that says which column is which KPI.

mod cell;
mod columns;
mod date;
mod delimited;
mod pattern;
mod rows;
mod unpacked;
mod workbook;

use std::collections::BTreeSet;

use steward_core::org::mapping::Mapping;

use crate::error::{DetectError, ReadError};
use crate::gathering::Gathering;
use crate::import::{FileInput, Import};
use crate::registry::FileSource;
use crate::text;
use rows::TableReader;

/// The source of tables with a mapping.
pub(crate) struct Table;

/// The mapping of a file: the one named by hand, else the only one whose `files` pattern fits its name.
pub(crate) fn mapping_of<'a>(input: &FileInput<'a>) -> Result<Option<&'a Mapping>, DetectError> {
    if input.mapping.is_some() {
        return Ok(input.mapping);
    }
    let name = input.base_name();
    let fits = |mapping: &&Mapping| mapping.files.as_deref().is_some_and(|files| pattern::fits(files, name));
    let found: Vec<&Mapping> = input.org.mappings.values().filter(fits).collect();
    match found.as_slice() {
        [] => Ok(None),
        [mapping] => Ok(Some(mapping)),
        several => Err(DetectError::SeveralMappings(several.iter().map(|m| m.key.to_string()).collect())),
    }
}

impl FileSource for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn looks_for(&self) -> &'static str {
        "a table with a mapping"
    }

    fn describes(&self, input: &FileInput<'_>) -> bool {
        matches!(mapping_of(input), Ok(Some(_)))
    }

    fn read(&self, input: &FileInput<'_>) -> Result<Import, ReadError> {
        let mapping = mapping_of(input)?.ok_or_else(|| DetectError::NothingFits {
            looked_for: vec![self.looks_for()],
            mappings: input.org.mappings.keys().map(ToString::to_string).collect(),
            found: text::beginning(input.bytes),
        })?;
        let missing = mapping.columns.iter().find(|column| !input.org.kpis.contains_key(&column.kpi));
        if let Some(column) = missing {
            let (mapping, kpi) = (mapping.key.to_string(), column.kpi.to_string());
            return Err(ReadError::UnknownKpi { mapping, kpi });
        }
        let gathering = Gathering::new(input, format!("file {}", input.base_name()));
        let mut reader = TableReader::new(mapping, &input.org.kpis, gathering);
        if text::is_workbook(input.bytes) {
            let merged_ranges = workbook::read(input.bytes, mapping, &mut |row| reader.row(&row))?;
            reader.merged(merged_ranges);
        } else {
            let text = text::decode(input.bytes, mapping.encoding.as_deref())?;
            delimited::read(&text, mapping, &mut |row| reader.row(&row))?;
        }
        reader.finish()
    }
}

/// The headers a mapping speaks of.
fn headers(mapping: &Mapping) -> BTreeSet<&str> {
    let of_columns = mapping.columns.iter().flat_map(|column| {
        let only = column.only.as_ref().map(|(header, _)| header);
        [column.value.as_ref(), column.numerator.as_ref(), column.denominator.as_ref(), only]
    });
    of_columns.flatten().chain([&mapping.date_column]).map(String::as_str).collect()
}

/// A mapping of a column `Value` by a column `Date`.
#[cfg(test)]
pub(crate) fn sample_mapping(kpi: &str) -> Mapping {
    let column = steward_core::org::mapping::Column {
        value: Some("Value".to_owned()),
        numerator: None,
        denominator: None,
        kpi: kpi.parse().unwrap(),
        scale: None,
        only: None,
    };
    Mapping {
        key: "daily".parse().unwrap(),
        files: Some("*.csv".to_owned()),
        date_column: "Date".to_owned(),
        date_format: None,
        sheet: None,
        delimiter: None,
        encoding: None,
        decimal: '.',
        thousands: None,
        columns: vec![column],
    }
}

#[cfg(test)]
mod tests;
