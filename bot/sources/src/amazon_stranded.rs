//! Amazon's stranded inventory report (`GET_STRANDED_INVENTORY_UI_DATA`, TSV): units without a live offer.
//!
//! It carries no date, no marketplace and no total: the count belongs to the day the file was fetched. A report of
//! nothing but its header says that nothing is stranded.

use rust_decimal::Decimal;

use crate::error::ReadError;
use crate::gathering::Gathering;
use crate::import::{FileInput, Import};
use crate::reading::{Measure, Reading, When};
use crate::registry::FileSource;
use crate::remark::RemarkKind;
use crate::report_file::{Cell, ReportFile, has_columns};

/// The source of stranded inventory reports.
pub(crate) struct AmazonStranded;

/// Where the units of a row may lie.
const QUANTITIES: [&str; 3] = ["fulfillable-qty", "unfulfillable-qty", "reserved-quantity"];

const KNOWN: &[&str] = &[
    "primary-action",
    "date-stranded",
    "date-to-take-auto-removal",
    "status-primary",
    "status-secondary",
    "error-message",
    "stranded-reason",
    "asin",
    "sku",
    "fnsku",
    "product-name",
    "condition",
    "fulfilled-by",
    "fulfillable-qty",
    "your-price",
    "unfulfillable-qty",
    "reserved-quantity",
    "inbound-shipped-qty",
];

const FORMULA: &str = "sum of fulfillable-qty, unfulfillable-qty and reserved-quantity";

impl FileSource for AmazonStranded {
    fn name(&self) -> &'static str {
        "amazon_stranded"
    }

    fn looks_for(&self) -> &'static str {
        "Amazon's stranded inventory report (columns date-stranded, stranded-reason, fulfillable-qty)"
    }

    fn describes(&self, input: &FileInput<'_>) -> bool {
        has_columns(input.bytes, &["date-stranded", "stranded-reason"])
    }

    fn read(&self, input: &FileInput<'_>) -> Result<Import, ReadError> {
        let file = ReportFile::read(input.bytes)?;
        let mut gathering = Gathering::new(input, "Amazon stranded inventory");
        if let Some(column) = QUANTITIES.iter().find(|column| !file.has(column)) {
            return Err(ReadError::MissingColumn { column: (*column).to_owned(), nearest: Vec::new() });
        }
        for column in file.columns_beside(KNOWN) {
            gathering.remark(column, RemarkKind::UnknownField);
        }
        let (mut units, mut left_out) = (Decimal::ZERO, 0);
        for row in file.rows() {
            gathering.rows += 1;
            let own = QUANTITIES.iter().try_fold(Decimal::ZERO, |sum, column| match row.number(column) {
                Cell::Number(number) => sum.checked_add(number),
                Cell::Empty => None,
                Cell::Wrong(what) => {
                    gathering.problem(Some(row.line), column, what);
                    None
                }
            });
            match own.and_then(|own| units.checked_add(own)) {
                Some(sum) => units = sum,
                None => left_out += 1,
            }
        }
        if left_out > 0 {
            gathering.remark("stranded_units", RemarkKind::LeftOut { rows: left_out });
        }
        // A count of which every part is unknown is unknown as well.
        if left_out == 0 || left_out < gathering.rows {
            gathering.remark("stranded_units", RemarkKind::DefinedAs { formula: FORMULA });
            let reading = Reading::new("stranded_units", "stranded_units", Measure::Count, When::Taken(None));
            gathering.offer(Reading { value: Some(units), ..reading });
        }
        gathering.finish(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::{detect, read};
    use crate::sample_org::{file, org_of};

    const HEADER: &str =
        "date-stranded\tstranded-reason\tsku\tfulfillable-qty\tunfulfillable-qty\treserved-quantity\n";

    fn value(import: &Import) -> String {
        import.observations[0].value.unwrap().to_string()
    }

    #[test]
    fn units_are_counted_wherever_they_lie() {
        let org = org_of(&["stranded_units"]);
        let bytes = format!("{HEADER}2026-11-01\tLISTING_CLOSED\tA\t4\t3\t1\n2026-11-02\tX\tB\t2\t\t0\n");
        let input = file(&org, "stranded.tsv", bytes.as_bytes());
        assert_eq!(detect(&input).unwrap().name(), "amazon_stranded");
        let import = read(&input).unwrap();
        assert_eq!(value(&import), "8");
        assert_eq!(import.observations[0].period.to_string(), "2026-11-19");
        assert!(import.remarks.iter().any(|remark| remark.kind == RemarkKind::LeftOut { rows: 1 }));
    }

    #[test]
    fn a_report_without_rows_says_none() {
        let org = org_of(&["stranded_units"]);
        let import = read(&file(&org, "stranded.tsv", HEADER.as_bytes())).unwrap();
        assert_eq!(value(&import), "0");
    }

    #[test]
    fn a_share_needs_a_total_that_is_not_here() {
        let org = org_of(&["stranded_pct"]);
        let error = read(&file(&org, "stranded.tsv", HEADER.as_bytes())).unwrap_err();
        assert_eq!(error, ReadError::NothingWanted { metrics: vec!["stranded_units".into()] });
    }
}
