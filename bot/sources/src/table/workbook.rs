//! Rows of an Excel workbook, cell by cell: a sheet with one cell far away costs no more than that cell.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use jiff::civil::Date;
use steward_core::org::mapping::Mapping;

use super::cell::{Cell, TableRow};
use super::unpacked;
use crate::error::ReadError;

/// The last column of a sheet (XFD); a larger one is no workbook of Excel's.
const COLUMNS_OF_A_SHEET: usize = 16_384;

/// Most that a workbook may unpack to, in MB: some three hundred thousand rows of thirty columns.
const MOST_UNPACKED_MEGABYTES: u64 = 300;

/// Serial numbers of days that Excel knows: to 31 December 9999.
const LAST_SERIAL_DAY: f64 = 2_958_466.0;

/// Hands every row that holds anything to `take`; returns how many ranges of the sheet are merged.
pub(super) fn read(
    bytes: &[u8],
    mapping: &Mapping,
    take: &mut dyn FnMut(TableRow) -> Result<(), ReadError>,
) -> Result<usize, ReadError> {
    let wrong = |error: calamine::XlsxError| ReadError::Workbook(error.to_string());
    unpacked::check(bytes, MOST_UNPACKED_MEGABYTES)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(wrong)?;
    let sheets = workbook.sheet_names();
    let sheet = match &mapping.sheet {
        Some(own) => sheets.iter().find(|sheet| sheet.trim() == own.trim()),
        None => sheets.first(),
    };
    let Some(sheet) = sheet.cloned() else {
        return Err(ReadError::MissingSheet { sheet: mapping.sheet.clone().unwrap_or_default(), sheets });
    };
    let merged = workbook.merge_cells_by_sheet_name(&sheet).map_or(0, |ranges| ranges.len());
    let mut cells = workbook.worksheet_cells_reader(&sheet).map_err(wrong)?;
    let mut row = TableRow { line: 0, cells: Vec::new() };
    while let Some(cell) = cells.next_cell().map_err(wrong)? {
        let (line, column) = cell.get_position();
        let line = u64::from(line) + 1;
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= COLUMNS_OF_A_SHEET {
            return Err(ReadError::Workbook(format!("row {line} has a cell beyond the last column")));
        }
        if line != row.line {
            let full = std::mem::replace(&mut row, TableRow { line, cells: Vec::new() });
            hand_over(full, take)?;
        }
        if row.cells.len() <= column {
            row.cells.resize(column + 1, Cell::Empty);
        }
        if let Some(place) = row.cells.get_mut(column) {
            *place = of_data(cell.get_value());
        }
    }
    hand_over(row, take)?;
    Ok(merged)
}

fn hand_over(
    row: TableRow,
    take: &mut dyn FnMut(TableRow) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    if row.cells.iter().all(|cell| *cell == Cell::Empty) { Ok(()) } else { take(row) }
}

fn of_data(data: &DataRef<'_>) -> Cell {
    match data {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) | DataRef::DateTimeIso(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Int(number) => Cell::Text(number.to_string()),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::DateTime(moment) => date(moment).map_or_else(|| Cell::Number(moment.as_f64()), Cell::Date),
        DataRef::DurationIso(text) => Cell::Fault(text.clone()),
        DataRef::Bool(truth) => Cell::Fault(if *truth { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::Error(error) => Cell::Fault(error.to_string()),
    }
}

/// The day of a workbook's date, whichever of the two epochs it counts from; none for a length of time.
fn date(moment: &ExcelDateTime) -> Option<Date> {
    if !moment.is_datetime() || !(1.0..LAST_SERIAL_DAY).contains(&moment.as_f64()) {
        return None;
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
