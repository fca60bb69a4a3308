//! The rows of a table on their way to observations.

use std::collections::BTreeMap;

use jiff::civil::Date;
use steward_core::id::KpiKey;
use steward_core::kpi::Kpi;
use steward_core::org::mapping::{Column, Mapping};
use steward_core::sample::{Finality, Observation};

use super::cell::{self, Cell, TableRow};
use super::columns::{Columns, HEADER_WITHIN_ROWS};
use super::{date, headers};
use crate::error::ReadError;
use crate::gathering::Gathering;
use crate::import::Import;
use crate::reading::quotient;
use crate::remark::RemarkKind;

/// Takes rows one by one: first looks for the header, then reads values.
pub(super) struct TableReader<'a> {
    mapping: &'a Mapping,
    kpis: &'a BTreeMap<KpiKey, Kpi>,
    gathering: Gathering<'a>,
    source_text: String,
    layout: Option<Layout<'a>>,
    rows_before_header: usize,
    /// The first row, from which headers are suggested when none fits.
    first: Option<Columns>,
}

/// Where everything stands.
struct Layout<'a> {
    date: usize,
    parts: Vec<Part<'a>>,
}

/// A column of the mapping and where its cells stand.
struct Part<'a> {
    column: &'a Column,
    kpi: &'a Kpi,
    value: Option<usize>,
    numerator: Option<usize>,
    denominator: Option<usize>,
    only: Option<(usize, &'a str)>,
    /// Whether any row passed the filter.
    is_met: bool,
}

impl<'a> TableReader<'a> {
    pub(super) fn new(
        mapping: &'a Mapping,
        kpis: &'a BTreeMap<KpiKey, Kpi>,
        gathering: Gathering<'a>,
    ) -> Self {
        let source_text = gathering.source_text().to_owned();
        Self { mapping, kpis, gathering, source_text, layout: None, rows_before_header: 0, first: None }
    }

    /// Takes a row.
    pub(super) fn row(&mut self, row: &TableRow) -> Result<(), ReadError> {
        if let Some(mut layout) = self.layout.take() {
            self.values(row, &mut layout);
            self.layout = Some(layout);
            return Ok(());
        }
        if self.rows_before_header >= HEADER_WITHIN_ROWS {
            return Ok(());
        }
        self.rows_before_header += 1;
        let columns = Columns::new(row);
        if columns.has(&self.mapping.date_column) {
            self.layout = Some(self.layout(&columns)?);
            let known = headers(self.mapping);
            let is_known = |header: &str| known.iter().any(|own| super::columns::is_header(header, own));
            for header in columns.beside(is_known) {
                self.gathering.unmapped(header);
            }
        }
        self.first.get_or_insert(columns);
        Ok(())
    }

    /// Tells of merged ranges.
    pub(super) fn merged(&mut self, ranges: usize) {
        if ranges > 0 {
            let place = self.mapping.sheet.clone().unwrap_or_else(|| "the first sheet".to_owned());
            self.gathering.remark(place, RemarkKind::MergedCells { ranges });
        }
    }

    /// The import of all rows.
    pub(super) fn finish(mut self) -> Result<Import, ReadError> {
        let Some(layout) = &self.layout else {
            let first = self.first.ok_or(ReadError::Empty)?;
            first.position(&self.mapping.date_column)?;
            return Err(ReadError::Empty);
        };
        if self.gathering.rows == 0 {
            return Err(ReadError::EmptyPart { place: "the table below its header".to_owned() });
        }
        for part in layout.parts.iter().filter(|part| !part.is_met) {
            if let Some((header, wanted)) = &part.column.only {
                let what = format!("no row holds `{wanted}` here, so `{}` gets nothing", part.kpi.key);
                self.gathering.problem(None, header, what);
            }
        }
        Ok(self.gathering.into_import(self.mapping.key.as_str()))
    }

    fn layout(&self, columns: &Columns) -> Result<Layout<'a>, ReadError> {
        let position =
            |header: &Option<String>| header.as_deref().map(|header| columns.position(header)).transpose();
        let mut parts = Vec::new();
        for column in &self.mapping.columns {
            let Some(kpi) = self.kpis.get(&column.kpi) else { continue };
            let is_whole =
                column.value.is_some() || (column.numerator.is_some() && column.denominator.is_some());
            if !is_whole {
                return Err(ReadError::Mapping {
                    mapping: self.mapping.key.to_string(),
                    what: format!(
                        "the column of `{}` needs `value`, or `numerator` and `denominator`",
                        column.kpi
                    ),
                });
            }
            let only = column.only.as_ref();
            let only = only.map(|(header, wanted)| columns.position(header).map(|at| (at, wanted.as_str())));
            parts.push(Part {
                column,
                kpi,
                value: position(&column.value)?,
                numerator: position(&column.numerator)?,
                denominator: position(&column.denominator)?,
                only: only.transpose()?,
                is_met: false,
            });
        }
        Ok(Layout { date: columns.position(&self.mapping.date_column)?, parts })
    }

    fn values(&mut self, row: &TableRow, layout: &mut Layout<'a>) {
        self.gathering.rows += 1;
        let at = |position: usize| row.cells.get(position).unwrap_or(&Cell::Empty);
        let period = match date::read(at(layout.date), self.mapping.date_format.as_deref()) {
            Ok(period) => period,
            Err(what) => return self.gathering.problem(Some(row.line), &self.mapping.date_column, what),
        };
        for part in &mut layout.parts {
            if part.only.is_some_and(|(position, wanted)| at(position).shown() != wanted.trim()) {
                continue;
            }
            part.is_met = true;
            self.value(row, part, period);
        }
    }

    fn value(&mut self, row: &TableRow, part: &Part<'_>, period: Date) {
        let at = |position: usize| row.cells.get(position).unwrap_or(&Cell::Empty);
        let mut failed = false;
        let mut number = |position: Option<usize>, header: &Option<String>, is_value: bool| {
            let cell = at(position?);
            let read = if is_value {
                cell::value(cell, part.kpi.unit, part.column.scale, self.mapping)
            } else {
                cell::plain(cell, self.mapping)
            };
            read.unwrap_or_else(|what| {
                failed = true;
                self.gathering.problem(Some(row.line), header.as_deref().unwrap_or_default(), what);
                None
            })
        };
        let given = number(part.value, &part.column.value, true);
        let numerator = number(part.numerator, &part.column.numerator, false);
        let denominator = number(part.denominator, &part.column.denominator, false);
        if failed {
            return;
        }
        let value = if part.value.is_some() {
            // An empty cell is unknown: no observation, and surely no zero.
            let Some(given) = given else { return };
            Some(given)
        } else {
            let Some((numerator, denominator)) = numerator.zip(denominator) else { return };
            quotient(numerator, denominator)
        };
        let place = part.column.value.as_ref().or(part.column.numerator.as_ref()).map_or("", String::as_str);
        if let Some(misfit) = date::misfit(period, part.kpi.grain) {
            return self.gathering.problem(Some(row.line), &self.mapping.date_column, misfit);
        }
        let observation = Observation {
            kpi: part.kpi.key.clone(),
            period,
            value,
            numerator,
            denominator,
            finality: Finality::ByLag,
            window: None,
            platform_target: None,
            source: self.source_text.clone(),
        };
        self.gathering.take(observation, Some(row.line), place);
    }
}
