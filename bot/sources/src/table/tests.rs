//! What becomes of tables.

mod archive;

use rstest::rstest;
use steward_core::org::Org;
use steward_core::org::mapping::{Column, Mapping, Scale};

use super::sample_mapping;
use crate::error::{DetectError, ReadError};
use crate::import::Import;
use crate::registry::{detect, read};
use crate::remark::RemarkKind;
use crate::sample_org::{file, mapped, org_of};
use archive::workbook;

fn values(import: &Import) -> Vec<(String, String)> {
    let shown = |seen: &steward_core::sample::Observation| {
        let value = seen.value.map_or_else(|| "none".to_owned(), |value| value.to_string());
        (seen.period.to_string(), value)
    };
    import.observations.iter().map(shown).collect()
}

fn told(import: &Import) -> Vec<String> {
    import.problems.iter().map(ToString::to_string).collect()
}

fn percent(scale: Option<Scale>) -> (Org, Mapping) {
    let mut mapping = sample_mapping("amz_lsr");
    mapping.columns[0].scale = scale;
    (org_of(&["amz_lsr", "sales_ordered"]), mapping)
}

#[test]
fn a_mapping_is_found_by_the_files_name() {
    let (mut org, mapping) = percent(None);
    org.mappings.insert(mapping.key.clone(), mapping.clone());
    let bytes = "Date,Value,Note\n2026-11-19,3.2%,ok\n2026-11-18,,late\n";
    let input = file(&org, "exports/late.csv", bytes.as_bytes());
    assert_eq!(detect(&input).unwrap().name(), "table");
    let import = read(&input).unwrap();
    assert_eq!((import.source.as_str(), import.rows), ("daily", 2));
    assert_eq!(values(&import), [("2026-11-19".to_owned(), "0.032".to_owned())]);
    assert_eq!(import.observations[0].source, "file late.csv");
    assert_eq!(import.unmapped, ["Note"]);
    let unknown = detect(&file(&org, "late.txt", bytes.as_bytes())).err().unwrap();
    assert!(
        unknown.to_string().contains("`daily`") && unknown.to_string().contains("Date,Value"),
        "{unknown}"
    );
    let second = Mapping { key: "other".parse().unwrap(), ..mapping };
    org.mappings.insert(second.key.clone(), second);
    let several = detect(&file(&org, "late.csv", bytes.as_bytes())).err().unwrap();
    assert!(matches!(several, DetectError::SeveralMappings(_)));
}

#[rstest]
#[case::semicolons("Date;Value\n2026-11-19;3,2 %\n", ',')]
#[case::tabs("Date\tValue\n2026-11-19\t3.2%\n", '.')]
#[case::title_above("Late shipments, all shops\n\nDate,Value\n2026-11-19,3.2%\n", '.')]
#[case::byte_order_mark("\u{feff}date,VALUE\r\n2026-11-19,\"3.2%\"\r\n", '.')]
fn tables_of_any_kind_are_read(#[case] text: &str, #[case] decimal: char) {
    let (org, mapping) = percent(None);
    let mapping = Mapping { decimal, ..mapping };
    let import = read(&mapped(&org, "x.csv", text.as_bytes(), &mapping)).unwrap();
    assert_eq!(values(&import), [("2026-11-19".to_owned(), "0.032".to_owned())]);
}

#[test]
fn chinese_tables_need_no_encoding() {
    let (org, mut mapping) = percent(None);
    mapping.date_column = "日期".to_owned();
    mapping.date_format = Some("%Y/%m/%d".to_owned());
    mapping.columns[0].value = Some("迟发率".to_owned());
    let (bytes, ..) = encoding_rs::GB18030.encode("日期,迟发率\n2026/11/19,3.2％\n");
    let import = read(&mapped(&org, "x.csv", &bytes, &mapping)).unwrap();
    assert_eq!(values(&import), [("2026-11-19".to_owned(), "0.032".to_owned())]);
}

#[rstest]
#[case("3.2", Some(Scale::Percent), Ok("0.032"))]
#[case("3.2%", Some(Scale::Percent), Ok("0.032"))]
#[case("0.032", Some(Scale::Fraction), Ok("0.032"))]
#[case("3.2%", None, Ok("0.032"))]
#[case("3.2", None, Err("set `scale`"))]
#[case("3.2%", Some(Scale::Fraction), Err("percent sign"))]
#[case("284.36a", Some(Scale::Percent), Err("`284.36a` is not a number"))]
#[case("#DIV/0!", Some(Scale::Percent), Err("not a number"))]
fn a_percent_is_never_guessed(
    #[case] cell: &str,
    #[case] scale: Option<Scale>,
    #[case] expected: Result<&str, &str>,
) {
    let (org, mapping) = percent(scale);
    let bytes = format!("Date,Value\n2026-11-19,{cell}\n");
    let import = read(&mapped(&org, "x.csv", bytes.as_bytes(), &mapping)).unwrap();
    match expected {
        Ok(value) => assert_eq!(values(&import)[0].1, value),
        Err(what) => {
            assert!(told(&import)[0].starts_with("x.csv:2 Value: "), "{:?}", told(&import));
            assert!(told(&import)[0].contains(what), "{:?}", told(&import));
        }
    }
}

#[test]
fn money_takes_signs_between_thousands() {
    let (org, mapping) = percent(None);
    let mut mapping = Mapping { thousands: Some(','), ..mapping };
    mapping.columns[0].kpi = "sales_ordered".parse().unwrap();
    let bytes =
        b"Date,Value\n2026-11-19,\"2,329.86\"\n2026-11-18,-242.45\n2026-11-17,284.36a\n2026-11-16,5%\n";
    let import = read(&mapped(&org, "x.csv", bytes, &mapping)).unwrap();
    let amounts: Vec<_> = values(&import).into_iter().map(|(_, value)| value).collect();
    assert_eq!(amounts, ["-242.45", "2329.86"]);
    assert_eq!(import.problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [Some(4), Some(5)]);
}

#[test]
fn parts_make_the_value_and_nothing_over_nothing_has_none() {
    let (org, mut mapping) = percent(None);
    let column = &mut mapping.columns[0];
    (column.value, column.numerator, column.denominator) = (None, Some("Late".into()), Some("Orders".into()));
    let bytes = b"Date,Late,Orders\n2026-11-19,3,40\n2026-11-18,0,0\n2026-11-17,,40\n2026-11-16,3%,4\n";
    let import = read(&mapped(&org, "x.csv", bytes, &mapping)).unwrap();
    let expected = [("2026-11-18", "none"), ("2026-11-19", "0.075")];
    assert_eq!(values(&import), expected.map(|(day, value)| (day.to_owned(), value.to_owned())));
    assert_eq!(told(&import).len(), 1);
}

#[test]
fn a_filter_keeps_its_rows() {
    let (org, mut mapping) = percent(Some(Scale::Percent));
    mapping.columns[0].only = Some(("Country".into(), "US".into()));
    let bytes = b"Date,Country,Value\n2026-11-19,US,1\n2026-11-19,CA,2\n";
    let import = read(&mapped(&org, "x.csv", bytes, &mapping)).unwrap();
    assert_eq!(values(&import), [("2026-11-19".to_owned(), "0.01".to_owned())]);
    mapping.columns[0].only = Some(("Country".into(), "MX".into()));
    let import = read(&mapped(&org, "x.csv", bytes, &mapping)).unwrap();
    assert!(told(&import)[0].contains("no row holds `MX`"));
}

#[test]
fn a_day_that_occurs_twice_is_not_guessed() {
    let (org, mapping) = percent(None);
    let bytes = b"Date,Value\n2026-11-19,1%\n2026-11-18,2%\n2026-11-18,2%\n2026-11-19,3%\n";
    let import = read(&mapped(&org, "x.csv", bytes, &mapping)).unwrap();
    assert_eq!(values(&import), [("2026-11-18".to_owned(), "0.02".to_owned())]);
    assert_eq!(import.problems.len(), 2);
    assert!(
        told(&import)[1].starts_with("x.csv:5") && told(&import)[1].contains("line 2"),
        "{:?}",
        told(&import)
    );
}

#[test]
fn a_missing_column_names_its_like() {
    let (org, mapping) = percent(None);
    let missing = |bytes: &[u8]| read(&mapped(&org, "x.csv", bytes, &mapping)).unwrap_err().to_string();
    assert!(missing(b"Date,Valeu\n2026-11-19,1\n").contains("no column `Value` (there is `Valeu`"));
    assert!(missing(b"Dates,Value\n2026-11-19,1\n").contains("no column `Date` (there is `Dates`"));
    assert!(missing(b"Date,Value,value\n2026-11-19,1,2\n").contains("occurs twice (columns 2 and 3)"));
    assert!(missing(b"Date,Value\n").contains("unknown, not zero"));
    assert_eq!(missing(b" \n"), ReadError::Empty.to_string());
}

#[test]
fn a_mapping_that_cannot_work_is_told() {
    let (org, mut mapping) = percent(None);
    mapping.columns.push(Column { kpi: "nothing".parse().unwrap(), ..mapping.columns[0].clone() });
    let error = read(&mapped(&org, "x.csv", b"Date,Value\n", &mapping)).unwrap_err();
    assert!(matches!(error, ReadError::UnknownKpi { .. }));
    let (org, mut mapping) = percent(None);
    mapping.columns[0].value = None;
    let error = read(&mapped(&org, "x.csv", b"Date,Value\n", &mapping)).unwrap_err();
    assert!(error.to_string().contains("needs `value`"), "{error}");
}

#[test]
fn a_workbook_keeps_dates_errors_and_merged_cells() {
    let (org, mapping) = percent(Some(Scale::Fraction));
    // Day 46345 is 19 November 2026; style 1 is a date.
    let cells = r#"
        <row r="1"><c r="A1" t="inlineStr"><is><t>Late shipments</t></is></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><t>Date</t></is></c><c r="C3" t="inlineStr"><is><t>Value</t></is></c></row>
        <row r="4"><c r="A4" s="1"><v>46345</v></c><c r="C4"><v>0.30000000000000004</v></c></row>
        <row r="5"><c r="A5" s="1"><v>46344</v></c><c r="C5" t="e"><v>#DIV/0!</v></c></row>
        <row r="6"><c r="A6"><v>46343</v></c><c r="C6"><v>0.1</v></c></row>
        <row r="7"><c r="A7" t="inlineStr"><is><t>2026-11-16</t></is></c><c r="C7" t="b"><v>1</v></c></row>"#;
    let bytes = workbook(cells, false);
    let import = read(&mapped(&org, "x.xlsx", &bytes, &mapping)).unwrap();
    assert_eq!(values(&import), [("2026-11-19".to_owned(), "0.3".to_owned())]);
    let told = told(&import);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].starts_with("x.xlsx:5 Value: `#DIV/0!`"), "{told:?}");
    assert!(told[1].starts_with("x.xlsx:6 Date: `46343` is a number"), "{told:?}");
    assert!(told[2].starts_with("x.xlsx:7 Value: `TRUE`"), "{told:?}");
    assert!(import.remarks.iter().any(|remark| remark.kind == RemarkKind::MergedCells { ranges: 1 }));
}

#[test]
fn a_workbook_that_unpacks_without_end_is_refused() {
    let (org, mapping) = percent(Some(Scale::Fraction));
    let mut bytes = workbook("<row r=\"1\"/>", false);
    assert!(!matches!(
        read(&mapped(&org, "x.xlsx", &bytes, &mapping)),
        Err(ReadError::UnpacksTooLarge { .. })
    ));
    // The directory says of its first file that it has four gigabytes.
    let entry = bytes.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    bytes[entry + 24..entry + 28].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    let error = read(&mapped(&org, "x.xlsx", &bytes, &mapping)).unwrap_err();
    assert_eq!(error, ReadError::UnpacksTooLarge { limit: 300 });
    assert!(error.to_string().contains("more than 300 MB"), "{error}");
}

#[test]
fn a_workbook_may_count_from_1904() {
    let (org, mapping) = percent(Some(Scale::Fraction));
    let cells = r#"
        <row r="1"><c r="A1" t="inlineStr"><is><t>Date</t></is></c><c r="B1" t="inlineStr"><is><t>Value</t></is></c></row>
        <row r="2"><c r="A2" s="1"><v>44883</v></c><c r="B2"><v>0.032</v></c></row>"#;
    let bytes = workbook(cells, true);
    let import = read(&mapped(&org, "x.xlsx", &bytes, &mapping)).unwrap();
    assert_eq!(values(&import), [("2026-11-19".to_owned(), "0.032".to_owned())]);
    let other = Mapping { sheet: Some("Ads".into()), ..mapping };
    let error = read(&mapped(&org, "x.xlsx", &bytes, &other)).unwrap_err();
    assert!(error.to_string().contains("`Ads`, it has `Daily`"), "{error}");
    let error = read(&mapped(&org, "x.xlsx", b"PK\x03\x04 broken", &other)).unwrap_err();
    assert!(matches!(error, ReadError::Workbook(_)));
}
