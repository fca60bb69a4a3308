//! `steward import` of the reports as Amazon ships them; skipped where the samples are absent.

use std::path::{Path, PathBuf};

use steward_tests::skip::{self, Skip};

use super::{assert_says, shell_with_company};

/// A sample of the folder that lies beside the repository.
fn sample(path: &str) -> Option<String> {
    let file: PathBuf =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/fixtures/sources/amazon-sp-api").join(path);
    let found = file.canonicalize().map_err(|error| Skip(format!("no sample {}: {error}", file.display())));
    skip::unless(found).map(|file| file.to_string_lossy().into_owned())
}

/// Imports a sample twice: the second time changes nothing. Gives what was remarked.
fn import_twice(path: &str, values: &str) -> Option<String> {
    let file = sample(path)?;
    let shell = shell_with_company();
    let first = shell.run(&["import", &file]);
    assert_eq!(first.code, Some(0), "{first}");
    let (count, _) = values.split_once(' ').expect("a count");
    assert_eq!(first.out, format!("{values} from 1 file: {count} new, 0 changed, 0 as before.\n"), "{first}");
    let second = shell.succeed(&["import", &file]);
    assert_eq!(second, format!("{values} from 1 file: 0 new, 0 changed, {count} as before.\n"));
    Some(first.err)
}

#[test]
fn account_health_is_imported_with_its_contradictions_told() {
    let path = "samples/accountHealthReport-2020-11-18.example0.json";
    let Some(told) = import_twice(path, "6 values") else { return };
    for words in [
        "unknown status `SUSPENDED`",
        "0.009 does not follow from 1078 of 539000",
        "896462 of a total of 878443",
        "called GOOD, although 0.8848 against the target 0.9",
        "no KPI asks for",
    ] {
        assert_says(&told, &[words, "note: "]);
    }
}

#[test]
fn sales_and_traffic_is_imported_by_day_alone() {
    let Some(told) = import_twice("samples/sellerSalesAndTrafficReport.example0.json", "12 values") else {
        return;
    };
    assert_says(&told, &["unitSessionPercentage"]);
    for (example, word) in [("example1", "by week"), ("example2", "by month")] {
        let Some(file) = sample(&format!("samples/sellerSalesAndTrafficReport.{example}.json")) else {
            return;
        };
        let told = shell_with_company().fail(&["import", &file]);
        assert_says(&told, &[word, "fetch the report in that granularity", "Nothing was imported."]);
    }
}

#[test]
fn fba_reports_are_imported() {
    for (name, values) in [
        ("GET_FBA_INVENTORY_PLANNING_DATA", "3 values"),
        ("GET_STRANDED_INVENTORY_UI_DATA", "1 value"),
        ("GET_RESTOCK_INVENTORY_RECOMMENDATIONS_REPORT", "1 value"),
    ] {
        let Some(told) = import_twice(&format!("report-files/{name}.tsv"), values) else { return };
        assert_says(&told, &["made as"]);
    }
}

#[test]
fn a_report_that_is_not_read_is_told_with_what_is() {
    let Some(file) = sample("report-files/GET_STRANDED_INVENTORY_LOADER_DATA.tsv") else { return };
    let told = shell_with_company().fail(&["import", &file]);
    assert_says(&told, &["LOADER_DATA.tsv gives nothing", "not recognised", "account health", "--mapping"]);
}
