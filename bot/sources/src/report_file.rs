//! A platform's report as a table: columns by name, rows by line, cells that may be empty.

use std::collections::BTreeSet;

use csv::{ReaderBuilder, StringRecord};
use rust_decimal::Decimal;

use crate::error::ReadError;
use crate::lines::LineCounter;
use crate::text;

/// The header of a report and its rows.
pub(crate) struct ReportFile {
    header: Vec<String>,
    rows: Vec<(u64, StringRecord)>,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Nothing, or the column is missing.
    Empty,
    /// A number.
    Number(Decimal),
    /// Something else.
    Wrong(String),
}

/// One row.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    header: &'a [String],
    cells: &'a StringRecord,
    /// Line of the file, from 1.
    pub(crate) line: u64,
}

/// Whether the first line of a file names all these columns.
pub(crate) fn has_columns(bytes: &[u8], columns: &[&str]) -> bool {
    if text::is_workbook(bytes) || bytes.first() == Some(&b'{') {
        return false;
    }
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let Some(header) = bytes.get(..end).and_then(|line| ReportFile::read(line).ok()) else { return false };
    columns.iter().all(|column| header.has(column))
}

impl ReportFile {
    /// Reads a report: tabs between cells, which then may hold quotation marks, or commas and quoted cells.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, ReadError> {
        let text = text::decode_report(bytes);
        let has_tabs = text.lines().next().is_some_and(|line| line.contains('\t'));
        let mut reader = ReaderBuilder::new()
            .delimiter(if has_tabs { b'\t' } else { b',' })
            .quoting(!has_tabs)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let mut header = None;
        let mut rows = Vec::new();
        let (mut lines, mut record) = (LineCounter::new(&text), StringRecord::new());
        loop {
            let line = lines.line_at(reader.position().byte());
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => return Err(ReadError::Row { line, what: error.to_string() }),
            }
            if header.is_none() {
                header = Some(record.iter().map(normal).collect());
            } else if record.iter().any(|cell| !cell.trim().is_empty()) {
                rows.push((line, record.clone()));
            }
        }
        Ok(Self { header: header.ok_or(ReadError::Empty)?, rows })
    }

    /// Whether there is a column.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.header.iter().any(|own| own == &normal(column))
    }

    /// The columns in their order, in lower case.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        self.header.iter().map(String::as_str)
    }

    /// The columns that are not among these.
    pub(crate) fn columns_beside(&self, known: &[&str]) -> Vec<&str> {
        let known: BTreeSet<String> = known.iter().map(|column| normal(column)).collect();
        self.columns().filter(|column| !column.is_empty() && !known.contains(*column)).collect()
    }

    /// The rows that hold anything.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { header: &self.header, cells, line: *line })
    }
}

impl<'a> Row<'a> {
    /// The text of a cell, empty when the column or the cell is missing.
    pub(crate) fn text(&self, column: &str) -> &'a str {
        let column = normal(column);
        let position = self.header.iter().position(|own| *own == column);
        position.and_then(|position| self.cells.get(position)).map(unquoted).unwrap_or_default()
    }

    /// The number of a cell.
    pub(crate) fn number(&self, column: &str) -> Cell {
        let text = self.text(column);
        if text.is_empty() {
            return Cell::Empty;
        }
        match crate::number::read(text, '.', Some(',')) {
            Ok(written) if !written.is_percent => Cell::Number(written.number),
            Ok(_) => Cell::Wrong(format!("`{text}` is a percent, and a plain number is needed")),
            Err(what) => Cell::Wrong(what),
        }
    }
}

fn unquoted(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).unwrap_or(cell).trim()
}

/// A header as it is compared: without marks around it, in lower case.
fn normal(column: &str) -> String {
    unquoted(column.trim_start_matches('\u{feff}')).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name() {
        let file =
            ReportFile::read(b"\xef\xbb\xbfSKU\t\"Units\"\tTitle\r\n\r\nA\t1,200\t3\" pipe\r\nB\t\r\n")
                .unwrap();
        let rows: Vec<_> = file.rows().collect();
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].line, rows[1].line), (3, 4));
        assert_eq!(rows[0].number("units"), Cell::Number(Decimal::from(1200)));
        assert_eq!(rows[0].text("title"), "3\" pipe");
        assert_eq!(rows[1].number("units"), Cell::Empty);
        assert_eq!(rows[1].text("title"), "");
        assert_eq!(file.columns_beside(&["sku", "Title"]), ["units"]);
    }

    #[test]
    fn commas_come_with_quotation_marks() {
        let file = ReportFile::read(b"sku,units\n\"A, B\",2x\n").unwrap();
        let row = file.rows().next().unwrap();
        assert_eq!(row.text("SKU"), "A, B");
        assert!(matches!(row.number("units"), Cell::Wrong(_)));
        assert!(has_columns(b"sku,units\n\"A", &["SKU", "Units"]));
        assert!(!has_columns(b"sku,units\n", &["asin"]));
        assert!(!has_columns(b"", &["asin"]));
    }
}
