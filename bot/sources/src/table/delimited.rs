//! Rows of a text table: CSV, TSV or with semicolons.

use csv::{ReaderBuilder, StringRecord};
use steward_core::org::mapping::Mapping;

use super::cell::{Cell, TableRow};
use super::columns::{HEADER_WITHIN_ROWS, is_header};
use crate::error::ReadError;
use crate::lines::LineCounter;

/// Signs between columns that are found out.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// Hands every row that holds anything to `take`.
pub(super) fn read(
    text: &str,
    mapping: &Mapping,
    take: &mut dyn FnMut(TableRow) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut rows = reader(text, delimiter(text, mapping)?);
    let (mut lines, mut record) = (LineCounter::new(text), StringRecord::new());
    loop {
        let line = lines.line_at(rows.position().byte());
        match rows.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(error) => return Err(ReadError::Row { line, what: error.to_string() }),
        }
        let cells: Vec<Cell> = record.iter().map(Cell::text).collect();
        if cells.iter().any(|cell| *cell != Cell::Empty) {
            take(TableRow { line, cells })?;
        }
    }
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes())
}

/// The sign between columns: the mapping's, else the one that brings out the header of the date column, else the
/// one that the first line has most of.
fn delimiter(text: &str, mapping: &Mapping) -> Result<u8, ReadError> {
    if let Some(own) = mapping.delimiter {
        return u8::try_from(own).ok().filter(u8::is_ascii).ok_or_else(|| ReadError::Mapping {
            mapping: mapping.key.to_string(),
            what: format!("`{own}` cannot stand between columns: use `,`, `;` or a tab"),
        });
    }
    let brings_header = |sign: &&char| {
        let Ok(sign) = u8::try_from(**sign) else { return false };
        let (mut rows, mut record) = (reader(text, sign), StringRecord::new());
        (0..HEADER_WITHIN_ROWS).any(|_| {
            matches!(rows.read_record(&mut record), Ok(true))
                && record.len() > 1
                && record.iter().any(|cell| is_header(cell, &mapping.date_column))
        })
    };
    let first_line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let commonest = || {
        let count = |sign: &&char| first_line.chars().filter(|letter| letter == *sign).count();
        DELIMITERS.iter().rev().max_by_key(count)
    };
    let found = DELIMITERS.iter().find(brings_header).or_else(commonest).copied().unwrap_or(',');
    Ok(u8::try_from(found).unwrap_or(b','))
}
