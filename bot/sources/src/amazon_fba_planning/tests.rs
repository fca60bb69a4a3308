//! What becomes of planning reports.

use steward_core::sample::Finality;

use crate::error::ReadError;
use crate::import::{FileInput, Import};
use crate::registry::{detect, read};
use crate::remark::RemarkKind;
use crate::sample_org::{file, org_of};

const ENTRIES: [&str; 4] = ["days_of_supply", "excess_pct", "aged_181_pct", "sell_through_90"];

const HEADER: &str = "snapshot-date\tsku\tproduct-name\tavailable\tinv-age-0-to-90-days\tinv-age-91-to-180-days\t\
    inv-age-181-to-270-days\tinv-age-271-to-365-days\tinv-age-365-plus-days\tunits-shipped-t30\tunits-shipped-t90\t\
    estimated-excess-quantity\tmarketplace\n";

fn report(rows: &[&str]) -> Vec<u8> {
    format!("{HEADER}{}\n", rows.join("\n").replace('|', "\t")).into_bytes()
}

fn value(import: &Import, key: &str) -> String {
    let observation = import.observations.iter().find(|seen| seen.kpi.as_str() == key).unwrap();
    observation.value.map_or_else(|| "none".to_owned(), |value| value.to_string())
}

#[test]
fn counts_are_summed_before_they_are_divided() {
    let org = org_of(&ENTRIES);
    let bytes = report(&[
        "2026-11-18|A|6\" pan|100|50|30|10|5|5|30|80|20|ATVPDKIKX0DER",
        "2026-11-18|B|Lamp|300|300|0|0|0|0|60|220|0|ATVPDKIKX0DER",
    ]);
    let input = file(&org, "planning.tsv", &bytes);
    assert_eq!(detect(&input).unwrap().name(), "amazon_fba_planning");
    let import = read(&input).unwrap();
    assert_eq!((import.rows, import.problems.len()), (2, 0));
    let values: Vec<_> = ENTRIES.iter().map(|key| value(&import, key)).collect();
    // 400 ÷ (90 ÷ 30) days; 20 ÷ 400; 20 ÷ 400; 300 ÷ 400
    assert_eq!(values, ["133.333333333333", "0.05", "0.05", "0.75"]);
    let supply = import.observations.iter().find(|seen| seen.kpi.as_str() == "days_of_supply").unwrap();
    assert_eq!((supply.period.to_string(), supply.finality), ("2026-11-18".to_owned(), Finality::Final));
    assert_eq!(supply.denominator.unwrap().to_string(), "3");
    let aged = import.observations.iter().find(|seen| seen.kpi.as_str() == "aged_181_pct").unwrap();
    // The catalogue judges it by the week, which begins on Monday.
    assert_eq!((aged.period.to_string(), aged.finality), ("2026-11-16".to_owned(), Finality::ByLag));
    assert!(import.remarks.iter().any(|remark| matches!(remark.kind, RemarkKind::DefinedAs { .. })));
}

#[test]
fn unknown_cells_are_not_zero() {
    let org = org_of(&ENTRIES);
    let bytes = report(&[
        "2026-11-18|A|Pan|100|50|30|10|5|5|30|80||ATVPDKIKX0DER",
        "2026-11-18|B|Lamp|100|100|0|0|0|0|x|100|10|ATVPDKIKX0DER",
        "soon|C|Cup|1|1|0|0|0|0|1|1|1|ATVPDKIKX0DER",
    ]);
    let import = read(&file(&org, "planning.tsv", &bytes)).unwrap();
    assert_eq!(value(&import, "excess_pct"), "0.1");
    assert_eq!(value(&import, "days_of_supply"), "100");
    let lines: Vec<_> = import.problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [Some(3), Some(4)]);
    assert!(
        import.remarks.iter().any(|r| r.place == "excess_pct" && r.kind == RemarkKind::LeftOut { rows: 1 })
    );
}

#[test]
fn each_marketplace_stands_alone() {
    let org = org_of(&["days_of_supply"]);
    let bytes = report(&[
        "2026-11-18|A|Pan|100|100|0|0|0|0|30|80|0|ATVPDKIKX0DER",
        "2026-11-18|A|Pan|50|50|0|0|0|0|0|80|0|A2EUQ1WTGCTBG2",
    ]);
    let import = read(&FileInput { shop: Some("US"), ..file(&org, "planning.tsv", &bytes) }).unwrap();
    assert_eq!(value(&import, "days_of_supply"), "100");
    let import = read(&FileInput { shop: Some("CA"), ..file(&org, "planning.tsv", &bytes) }).unwrap();
    assert_eq!(value(&import, "days_of_supply"), "none");
}

#[test]
fn a_report_without_rows_or_columns_is_told() {
    let org = org_of(&ENTRIES);
    let bytes = report(&[]);
    assert!(matches!(read(&file(&org, "planning.tsv", &bytes)), Err(ReadError::EmptyPart { .. })));
    let bytes = b"snapshot-date\tavailable\tunits-shipped-t30\n2026-11-18\t10\t5\n";
    let import = read(&file(&org, "planning.tsv", bytes)).unwrap();
    assert_eq!(import.observations.len(), 1);
    assert!(import.remarks.iter().any(|r| r.place == "estimated-excess-quantity"));
}
