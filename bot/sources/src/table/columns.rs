//! The header row of a table: where the mapping's columns stand.

use std::collections::BTreeMap;

use steward_core::spelling::edits;

use super::cell::{Cell, TableRow};
use crate::error::ReadError;

/// The header may stand below a title and notes, but within this many rows.
pub(super) const HEADER_WITHIN_ROWS: usize = 30;

/// How many headers are named to a person whose column is not found.
const NEAREST_SHOWN: usize = 3;

/// The columns of a table by their normal headers.
#[derive(Debug)]
pub(super) struct Columns {
    positions: BTreeMap<String, Vec<usize>>,
    headers: Vec<String>,
}

/// Whether a cell is this header.
pub(super) fn is_header(cell: &str, header: &str) -> bool {
    normal(cell) == normal(header)
}

/// A header as it is compared: single spaces, lower case, no mark of the byte order.
fn normal(header: &str) -> String {
    let header = header.trim_start_matches('\u{feff}').to_lowercase();
    header.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Columns {
    /// Takes a row for the header.
    pub(super) fn new(row: &TableRow) -> Self {
        let headers: Vec<String> = row.cells.iter().map(Cell::shown).collect();
        let mut positions: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (position, header) in headers.iter().enumerate().filter(|(_, header)| !header.is_empty()) {
            positions.entry(normal(header)).or_default().push(position);
        }
        Self { positions, headers }
    }

    /// Whether the row has this header.
    pub(super) fn has(&self, header: &str) -> bool {
        self.positions.contains_key(&normal(header))
    }

    /// Where a header stands, from 0.
    pub(super) fn position(&self, header: &str) -> Result<usize, ReadError> {
        match self.positions.get(&normal(header)).map(Vec::as_slice) {
            Some([position]) => Ok(*position),
            Some([first, second, ..]) => Err(ReadError::TwiceColumn {
                column: header.to_owned(),
                first: first + 1,
                second: second + 1,
            }),
            _ => Err(ReadError::MissingColumn { column: header.to_owned(), nearest: self.nearest(header) }),
        }
    }

    /// The headers that the mapping does not speak of.
    pub(super) fn beside<'a>(&'a self, known: impl Fn(&str) -> bool + 'a) -> impl Iterator<Item = &'a str> {
        self.headers.iter().map(String::as_str).filter(move |header| !header.is_empty() && !known(header))
    }

    fn nearest(&self, header: &str) -> Vec<String> {
        let wanted = normal(header);
        let mut found: Vec<_> = self.headers.iter().filter(|own| !own.is_empty()).collect();
        found.sort_by_cached_key(|own| edits(&normal(own), &wanted));
        let shown = |own: &String| own.chars().take(60).collect();
        found.into_iter().take(NEAREST_SHOWN).map(shown).collect()
    }
}
