//! A cell of a table, with its reading as a number of a KPI.

use jiff::civil::Date;
use rust_decimal::Decimal;
use steward_core::org::mapping::{Mapping, Scale};
use steward_core::unit::Unit;

use crate::number;

/// A row of a table.
pub(super) struct TableRow {
    /// Line of a text file or row of a sheet, from 1.
    pub(super) line: u64,
    /// Its cells, from the first column.
    pub(super) cells: Vec<Cell>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Nothing: unknown, not zero.
    Empty,
    /// Text, as it is written.
    Text(String),
    /// A number of a workbook.
    Number(f64),
    /// A date of a workbook.
    Date(Date),
    /// Something that is no value: a formula's error, a yes or no.
    Fault(String),
}

impl Cell {
    /// A cell of text; blank text is nothing.
    pub(super) fn text(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// The cell as people compare it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Fault(text) => text.clone(),
            Self::Number(float) => {
                number::of_float(*float).map_or_else(|| float.to_string(), |number| number.to_string())
            }
            Self::Date(date) => date.to_string(),
        }
    }
}

/// Reads a plain number; none when the cell is empty.
pub(super) fn plain(cell: &Cell, mapping: &Mapping) -> Result<Option<Decimal>, String> {
    match written(cell, mapping)? {
        None => Ok(None),
        Some(written) if written.is_percent => {
            Err(format!("`{}` is a percent, and a plain number is needed", cell.shown()))
        }
        Some(written) => Ok(Some(written.number)),
    }
}

/// Reads a value of a unit; none when the cell is empty.
pub(super) fn value(
    cell: &Cell,
    unit: Unit,
    scale: Option<Scale>,
    mapping: &Mapping,
) -> Result<Option<Decimal>, String> {
    let Some(written) = written(cell, mapping)? else { return Ok(None) };
    let shown = cell.shown();
    match (unit, written.is_percent, scale) {
        (Unit::Percent, true, None | Some(Scale::Percent)) | (Unit::Percent, false, Some(Scale::Percent)) => {
            let fraction = written.number.checked_mul(Decimal::new(1, 2)).map(|number| number.normalize());
            fraction.map(Some).ok_or_else(|| format!("`{shown}` is too large"))
        }
        (Unit::Percent, true, Some(Scale::Fraction)) => Err(format!(
            "`{shown}` has a percent sign, but the mapping says `scale = \"fraction\"`: write 0.032, or set `scale` \
             to \"percent\""
        )),
        (Unit::Percent, false, None) => Err(format!(
            "`{shown}` may be a percent or a fraction: set `scale` of this column in the mapping to \"percent\" (3.2 \
             is 3.2 %) or \"fraction\" (0.032 is 3.2 %, as Excel keeps percents)"
        )),
        (_, true, _) => Err(format!("`{shown}` has a percent sign, but the KPI is measured in {unit}")),
        // A plain number of another unit, or a fraction that the mapping calls one.
        (_, false, _) => Ok(Some(written.number)),
    }
}

fn written(cell: &Cell, mapping: &Mapping) -> Result<Option<number::Written>, String> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Text(text) => number::read(text, mapping.decimal, mapping.thousands).map(Some),
        Cell::Number(float) => number::of_float(*float)
            .map(|number| Some(number::Written { number, is_percent: false }))
            .ok_or_else(|| format!("`{float}` is too large or no number")),
        Cell::Date(date) => {
            Err(format!("`{date}` is a date, and a number is needed: change the cell's format"))
        }
        Cell::Fault(fault) => Err(format!("`{fault}` is no value, and a number is needed")),
    }
}
