//! Amazon's FBA inventory planning report (`GET_FBA_INVENTORY_PLANNING_DATA`, TSV): supply, excess, age, sell-through.
//!
//! Its own days of supply stand beside each SKU and cannot be averaged, so the sums here are made from counts; every
//! number says in a remark how. Header names changed over time, so columns are found by name.

mod ages;

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

/// The source of planning reports.
pub(crate) struct AmazonFbaPlanning;

const DATE: &str = "snapshot-date";
const AVAILABLE: &str = "available";
const SHIPPED_30: &str = "units-shipped-t30";
const SHIPPED_90: &str = "units-shipped-t90";
const EXCESS: &str = "estimated-excess-quantity";

/// Days in which the units of [`SHIPPED_30`] were shipped.
const SHIPPED_DAYS: Decimal = Decimal::from_parts(30, 0, 0, false, 0);

/// Columns that need no remark: those of the report in Amazon's own sandbox.
const KNOWN: &[&str] = &[
    DATE,
    AVAILABLE,
    EXCESS,
    "sku",
    "fnsku",
    "asin",
    "product-name",
    "condition",
    "pending-removal-quantity",
    "currency",
    "alert",
    "your-price",
    "sales-price",
    "lowest-price-new-plus-shipping",
    "lowest-price-used",
    "recommended-action",
    "sell-through",
    "item-volume",
    "volume-unit-measurement",
    "storage-type",
    "storage-volume",
    "marketplace",
    "product-group",
    "sales-rank",
    "days-of-supply",
    "featuredoffer-price",
];

/// How families of such columns begin.
const KNOWN_BEGINNINGS: [&str; 5] =
    ["inv-age-", "units-shipped-t", "weeks-of-cover-t", "sales-shipped-last-", "estimated-"];

/// What a number is divided by what.
struct Ratio {
    key: &'static str,
    measure: Measure,
    numerator: Vec<String>,
    denominator: Vec<String>,
    /// The denominator counts this many days.
    days: Option<Decimal>,
    formula: &'static str,
}

/// The sums of one ratio over the SKUs of one marketplace.
#[derive(Default)]
struct Sums {
    numerator: Decimal,
    denominator: Decimal,
    rows: usize,
    left_out: usize,
}

impl FileSource for AmazonFbaPlanning {
    fn name(&self) -> &'static str {
        "amazon_fba_planning"
    }

    fn looks_for(&self) -> &'static str {
        "Amazon's FBA inventory planning report (columns snapshot-date, available, units-shipped-t30)"
    }

    fn describes(&self, input: &FileInput<'_>) -> bool {
        has_columns(input.bytes, &[DATE, AVAILABLE, SHIPPED_30])
    }

    fn read(&self, input: &FileInput<'_>) -> Result<Import, ReadError> {
        let file = ReportFile::read(input.bytes)?;
        let mut gathering = Gathering::new(input, "Amazon FBA planning");
        let ratios = ratios(&file, &mut gathering);
        for column in file
            .columns_beside(KNOWN)
            .iter()
            .filter(|own| !KNOWN_BEGINNINGS.iter().any(|b| own.starts_with(b)))
        {
            gathering.remark(*column, RemarkKind::UnknownField);
        }
        let mut sums: BTreeMap<(&str, Date), Vec<Sums>> = BTreeMap::new();
        for row in file.rows() {
            gathering.rows += 1;
            let Ok(date) = row.text(DATE).parse::<Date>() else {
                let what = format!("`{}` is no date such as 2026-11-20; the row is left out", row.text(DATE));
                gathering.problem(Some(row.line), DATE, what);
                continue;
            };
            let marketplace = row.text("marketplace");
            let of_snapshot = sums.entry((marketplace, date)).or_default();
            of_snapshot.resize_with(ratios.len(), Sums::default);
            for (ratio, sums) in ratios.iter().zip(of_snapshot) {
                sums.add(ratio, &row, &mut gathering);
            }
        }
        if gathering.rows == 0 {
            return Err(ReadError::EmptyPart { place: "the report".to_owned() });
        }
        for ((id, date), of_snapshot) in &sums {
            let marketplace = marketplace::named(id);
            if gathering.is_elsewhere(marketplace) {
                let marketplace = (*id).to_owned();
                gathering.remark("marketplace", RemarkKind::OtherMarketplace { marketplace });
                continue;
            }
            for (ratio, sums) in ratios.iter().zip(of_snapshot) {
                offer(ratio, sums, *date, marketplace, &mut gathering);
            }
        }
        gathering.finish(self.name())
    }
}

/// The ratios whose columns are there; missing columns are told.
fn ratios(file: &ReportFile, gathering: &mut Gathering<'_>) -> Vec<Ratio> {
    let columns = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let ratio = |key, measure, numerator: &str, denominator: &str, formula| Ratio {
        key,
        measure,
        numerator: columns(&[numerator]),
        denominator: columns(&[denominator]),
        days: None,
        formula,
    };
    let mut ratios = vec![
        Ratio {
            days: Some(SHIPPED_DAYS),
            ..ratio(
                "days_of_supply",
                Measure::Days,
                AVAILABLE,
                SHIPPED_30,
                "sum of available ÷ (sum of units-shipped-t30 ÷ 30), without inbound units",
            )
        },
        ratio(
            "excess_pct",
            Measure::Share,
            EXCESS,
            AVAILABLE,
            "sum of estimated-excess-quantity ÷ sum of available",
        ),
        ratio(
            "sell_through_90",
            Measure::Ratio,
            SHIPPED_90,
            AVAILABLE,
            "sum of units-shipped-t90 ÷ sum of available on the day, not on average",
        ),
    ];
    match ages::buckets(file.columns()) {
        Some(buckets) => ratios.push(Ratio {
            key: "aged_181_pct",
            measure: Measure::Share,
            numerator: buckets.old,
            denominator: buckets.all,
            days: None,
            formula: "sum of the age buckets from day 181 ÷ sum of all age buckets",
        }),
        None => gathering.remark("inv-age-181-…", RemarkKind::MissingField),
    }
    if !ages::has_open_end(file.columns()) {
        gathering.remark("inv-age-…-plus-days", RemarkKind::MissingField);
    }
    ratios.retain(|ratio| {
        let mut missing =
            ratio.numerator.iter().chain(&ratio.denominator).filter(|column| !file.has(column)).peekable();
        let is_whole = missing.peek().is_none();
        for column in missing {
            gathering.remark(column.as_str(), RemarkKind::MissingField);
        }
        is_whole
    });
    ratios
}

impl Sums {
    /// Adds a row, or leaves it out on both sides when a cell of it is empty or no number.
    fn add(&mut self, ratio: &Ratio, row: &Row<'_>, gathering: &mut Gathering<'_>) {
        let mut sum = |columns: &[String]| {
            columns.iter().try_fold(Decimal::ZERO, |sum, column| match row.number(column) {
                Cell::Number(number) => sum.checked_add(number),
                Cell::Empty => None,
                Cell::Wrong(what) => {
                    gathering.problem(Some(row.line), column, what);
                    None
                }
            })
        };
        let parts = sum(&ratio.numerator).zip(sum(&ratio.denominator));
        let sums = parts.and_then(|(numerator, denominator)| {
            self.numerator.checked_add(numerator).zip(self.denominator.checked_add(denominator))
        });
        match sums {
            Some((numerator, denominator)) => {
                (self.numerator, self.denominator, self.rows) = (numerator, denominator, self.rows + 1);
            }
            None => self.left_out += 1,
        }
    }
}

fn offer(
    ratio: &Ratio,
    sums: &Sums,
    date: Date,
    marketplace: Option<&'static Marketplace>,
    gathering: &mut Gathering<'_>,
) {
    let place = ratio.key;
    if sums.left_out > 0 {
        gathering.remark(place, RemarkKind::LeftOut { rows: sums.left_out });
    }
    if sums.rows == 0 {
        return;
    }
    gathering.remark(place, RemarkKind::DefinedAs { formula: ratio.formula });
    let (value, denominator) = match ratio.days {
        Some(days) => {
            let numerator = sums.numerator.checked_mul(days);
            let value = numerator.and_then(|numerator| quotient(numerator, sums.denominator));
            (value, quotient(sums.denominator, days))
        }
        None => (quotient(sums.numerator, sums.denominator), Some(sums.denominator)),
    };
    if sums.denominator.is_zero() {
        gathering.remark(place, RemarkKind::NothingCounted);
    }
    gathering.offer(Reading {
        marketplace,
        value,
        numerator: Some(sums.numerator),
        denominator,
        ..Reading::new(ratio.key, place, ratio.measure.clone(), When::Taken(Some(date)))
    });
}

#[cfg(test)]
mod tests;
