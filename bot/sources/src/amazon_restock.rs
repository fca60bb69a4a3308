//! Amazon's restock report (`GET_RESTOCK_INVENTORY_RECOMMENDATIONS_REPORT`, TSV): what is due to be sent, and what is
//! in stock.
//!
//! It carries no date: its numbers belong to the day the file was fetched, in the zone of each KPI.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::error::ReadError;
use crate::gathering::Gathering;
use crate::import::{FileInput, Import};
use crate::marketplace::{self, Marketplace};
use crate::reading::{Measure, Reading, When, quotient};
use crate::registry::FileSource;
use crate::remark::RemarkKind;
use crate::report_file::{Cell, ReportFile, Row, has_columns};

/// The source of restock reports.
pub(crate) struct AmazonRestock;

const QUANTITY: &str = "Recommended replenishment qty";
const SHIP_DATE: &str = "Recommended ship date";
const SOLD: &str = "Units Sold Last 30 Days";
const AVAILABLE: &str = "Available";
const COUNTRY: &str = "Country";

const DUE: &str = "restock_due";
const DUE_FORMULA: &str = "SKUs with a recommended replenishment qty whose recommended ship date has come";
const IN_STOCK: &str = "in_stock_top";
const IN_STOCK_FORMULA: &str =
    "SKUs available ÷ SKUs with units sold in the last 30 days, on this day and not weighted by sales";

/// How Amazon writes dates, by the language of the seller's account; the first is ISO.
const DATE_FORMATS: [&str; 2] = ["%Y-%m-%d", "%m/%d/%Y"];

/// The SKUs of one country.
#[derive(Default)]
struct Counts {
    due: u32,
    selling: u32,
    in_stock: u32,
    due_unknown: usize,
    stock_unknown: usize,
    rows: usize,
}

impl FileSource for AmazonRestock {
    fn name(&self) -> &'static str {
        "amazon_restock"
    }

    fn looks_for(&self) -> &'static str {
        "Amazon's restock report (columns Recommended replenishment qty, Recommended ship date)"
    }

    fn describes(&self, input: &FileInput<'_>) -> bool {
        has_columns(input.bytes, &[QUANTITY, SHIP_DATE])
    }

    fn read(&self, input: &FileInput<'_>) -> Result<Import, ReadError> {
        let file = ReportFile::read(input.bytes)?;
        let mut gathering = Gathering::new(input, "Amazon restock");
        for column in [COUNTRY, AVAILABLE, SOLD].iter().filter(|column| !file.has(column)) {
            gathering.remark(*column, RemarkKind::MissingField);
        }
        let has_stock = file.has(AVAILABLE) && file.has(SOLD);
        let today = today(input);
        let mut countries: BTreeMap<&str, Counts> = BTreeMap::new();
        for row in file.rows() {
            gathering.rows += 1;
            countries.entry(row.text(COUNTRY)).or_default().add(&row, today, &mut gathering);
        }
        if countries.is_empty() {
            return Err(ReadError::EmptyPart { place: "the report".to_owned() });
        }
        for (country, counts) in &countries {
            let marketplace = marketplace::named(country);
            if gathering.is_elsewhere(marketplace) {
                let marketplace = (*country).to_owned();
                gathering.remark(COUNTRY, RemarkKind::OtherMarketplace { marketplace });
                continue;
            }
            counts.offer_due(marketplace, &mut gathering);
            if has_stock {
                counts.offer_in_stock(marketplace, &mut gathering);
            }
        }
        gathering.finish(self.name())
    }
}

/// The day by which a ship date has come: the earliest day it is for any KPI that counts them.
fn today(input: &FileInput<'_>) -> Date {
    let of_kpis = input.org.kpis.values().filter(|kpi| kpi.catalog.as_deref() == Some(DUE));
    let days = of_kpis.map(|kpi| kpi.zone.date_at(input.fetched_at));
    days.min().unwrap_or_else(|| steward_core::time::Zone::utc().date_at(input.fetched_at))
}

impl Counts {
    fn add(&mut self, row: &Row<'_>, today: Date, gathering: &mut Gathering<'_>) {
        self.rows += 1;
        let mut number = |column: &str| match row.number(column) {
            Cell::Number(number) => Some(number),
            Cell::Empty => None,
            Cell::Wrong(what) => {
                gathering.problem(Some(row.line), column, what);
                None
            }
        };
        match (number(SOLD), number(AVAILABLE)) {
            (Some(sold), Some(available)) => {
                self.selling += u32::from(sold > Decimal::ZERO);
                self.in_stock += u32::from(sold > Decimal::ZERO && available > Decimal::ZERO);
            }
            _ => self.stock_unknown += 1,
        }
        let Some(quantity) = number(QUANTITY) else {
            self.due_unknown += 1;
            return;
        };
        if quantity <= Decimal::ZERO {
            return;
        }
        let text = row.text(SHIP_DATE);
        let date = DATE_FORMATS.iter().find_map(|format| Date::strptime(format, text).ok());
        if let Some(date) = date {
            self.due += u32::from(date <= today);
            return;
        }
        self.due_unknown += 1;
        if !text.is_empty() {
            let what = format!("`{text}` is no date such as 2026-11-20; the SKU is left out");
            gathering.problem(Some(row.line), SHIP_DATE, what);
        }
    }

    fn offer_due(&self, marketplace: Option<&'static Marketplace>, gathering: &mut Gathering<'_>) {
        if self.due_unknown > 0 {
            gathering.remark(DUE, RemarkKind::LeftOut { rows: self.due_unknown });
        }
        if self.due_unknown < self.rows {
            gathering.remark(DUE, RemarkKind::DefinedAs { formula: DUE_FORMULA });
            let reading = Reading::new(DUE, DUE, Measure::Count, When::Taken(None));
            gathering.offer(Reading { marketplace, value: Some(self.due.into()), ..reading });
        }
    }

    fn offer_in_stock(&self, marketplace: Option<&'static Marketplace>, gathering: &mut Gathering<'_>) {
        if self.stock_unknown > 0 {
            gathering.remark(IN_STOCK, RemarkKind::LeftOut { rows: self.stock_unknown });
        }
        if self.selling == 0 {
            gathering.remark(IN_STOCK, RemarkKind::NothingCounted);
        }
        if self.stock_unknown < self.rows {
            gathering.remark(IN_STOCK, RemarkKind::DefinedAs { formula: IN_STOCK_FORMULA });
            let reading = Reading::new(IN_STOCK, IN_STOCK, Measure::Share, When::Taken(None));
            let (in_stock, selling) = (Decimal::from(self.in_stock), Decimal::from(self.selling));
            gathering.offer(Reading {
                marketplace,
                value: quotient(in_stock, selling),
                numerator: Some(in_stock),
                denominator: Some(selling),
                ..reading
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::{detect, read};
    use crate::sample_org::{file, org_of};

    const HEADER: &str = "Country\tMerchant SKU\tUnits Sold Last 30 Days\tAvailable\tRecommended replenishment qty\tRecommended ship date\n";

    fn value(import: &Import, key: &str) -> String {
        let observation = import.observations.iter().find(|seen| seen.kpi.as_str() == key).unwrap();
        observation.value.unwrap().to_string()
    }

    #[test]
    fn a_sku_is_due_when_its_ship_date_has_come() {
        let org = org_of(&[DUE, IN_STOCK]);
        let rows = [
            "US\tA\t30\t10\t60\t2026-11-19",
            "US\tB\t30\t0\t60\t11/18/2026",
            "US\tC\t5\t3\t60\t2026-11-25",
            "US\tD\t0\t0\t0\t",
            "US\tE\t4\t9\t8\tsoon",
        ];
        let bytes = format!("{HEADER}{}\n", rows.join("\n"));
        let input = file(&org, "restock.tsv", bytes.as_bytes());
        assert_eq!(detect(&input).unwrap().name(), "amazon_restock");
        let import = read(&input).unwrap();
        assert_eq!((value(&import, DUE).as_str(), value(&import, IN_STOCK).as_str()), ("2", "0.75"));
        assert_eq!(import.problems.len(), 1);
        assert_eq!(import.problems[0].line, Some(6));
        assert!(import.remarks.iter().any(|r| r.place == DUE && r.kind == RemarkKind::LeftOut { rows: 1 }));
    }

    #[test]
    fn a_report_without_rows_is_unknown() {
        let org = org_of(&[DUE]);
        let error = read(&file(&org, "restock.tsv", HEADER.as_bytes())).unwrap_err();
        assert!(matches!(error, ReadError::EmptyPart { .. }));
    }
}
