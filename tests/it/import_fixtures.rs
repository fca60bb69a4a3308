//! What the sources make of the platforms' own samples, odd as they are; skipped where the samples are absent.

use std::path::Path;

use jiff::Timestamp;
use rust_decimal::Decimal;
use steward_core::catalog;
use steward_core::kpi::{Activity, Kpi};
use steward_core::org::Org;
use steward_core::org::mapping::{Column, Mapping};
use steward_sources::{FileInput, Import, RemarkKind};
use steward_tests::skip::{self, Skip};

/// A sample of the folder that lies beside the repository.
fn sample(path: &str) -> Option<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/fixtures/sources");
    let file = folder.join(path);
    skip::optional(
        std::fs::read(&file).map_err(|error| Skip(format!("no sample {}: {error}", file.display()))),
    )
}

fn org(entries: &[&str]) -> Org {
    let mut org = Org::default();
    for key in entries {
        let entry = catalog::entry(key).expect("an entry of the catalogue");
        let kpi = Kpi {
            key: key.parse().expect("a key"),
            catalog: Some((*key).to_owned()),
            scope: None,
            name_en: entry.name_en.clone(),
            name_zh: entry.name_zh.clone(),
            aliases: entry.aliases.clone(),
            definition: entry.formula_en.clone(),
            unit: entry.unit,
            direction: entry.direction,
            class: entry.class,
            grain: entry.grain,
            aggregation: entry.aggregation,
            zone: entry.zone.clone(),
            lag: entry.lag,
            plausibility: entry.plausibility,
            source: "file".to_owned(),
            owner: None,
            backup: None,
            data_owner: None,
            team: "ops".parse().expect("a key"),
            channel: None,
            policy: None,
            recovery_periods: 2,
            recovery_margin: Decimal::ZERO,
            activity: Activity::Active,
        };
        org.kpis.insert(kpi.key.clone(), kpi);
    }
    org
}

fn import(org: &Org, name: &str, bytes: &[u8], mapping: Option<&Mapping>) -> Import {
    let fetched_at: Timestamp = "2026-11-20T18:00:00Z".parse().expect("an instant");
    let input = FileInput { name, bytes, fetched_at, org, mapping, shop: None };
    steward_sources::read(&input).expect("a file that can be read")
}

fn values(import: &Import) -> Vec<String> {
    let shown = |seen: &steward_core::sample::Observation| {
        let value = seen.value.map_or_else(|| "none".to_owned(), |value| value.to_string());
        format!("{} {} {value}", seen.kpi, seen.period)
    };
    import.observations.iter().map(shown).collect()
}

fn told(import: &Import, place: &str) -> Vec<String> {
    import.remarks.iter().map(ToString::to_string).filter(|remark| remark.contains(place)).collect()
}

#[test]
fn account_health_keeps_the_platforms_numbers_and_tells_its_contradictions() {
    let Some(bytes) = sample("amazon-sp-api/samples/accountHealthReport-2020-11-18.example0.json") else {
        return;
    };
    let org = org(&[
        "amz_odr",
        "amz_atoz_rate",
        "amz_lsr",
        "amz_cancel",
        "amz_vtr",
        "amz_otdr",
        "policy_violations",
    ]);
    let import = import(&org, "accountHealth.json", &bytes, None);
    assert_eq!(import.source, "amazon_account_health");
    assert_eq!(import.problems, []);
    assert_eq!(
        values(&import),
        [
            "amz_atoz_rate 2026-11-20 0.000820037106",
            "amz_cancel 2026-11-20 0.005",
            "amz_lsr 2026-11-20 0.03203973037",
            "amz_odr 2026-11-20 0.009",
            "amz_otdr 2026-11-20 0.8848",
            "amz_vtr 2026-11-20 0.9529",
            "policy_violations 2026-11-20 1006",
        ]
    );
    for (place, words) in [
        ("accountStatuses[2].status", "unknown status `SUSPENDED`"),
        ("accountStatuses[0].status", "AT_RISK"),
        (".prefulfillmentCancelRate", "preFulfillmentCancellationRate"),
        (".prefulfillmentCancelRate", "0.005 does not follow from 551 of 17197"),
        (".warningState", "warningStates"),
        (".documentRequest", "documentRequests"),
        (".documentRequest", "ends before it begins"),
        (".restrictedProductPolicyViolations", "missing"),
        (".suspectedIntellectualPropertyViolations", "missing"),
        (".orderDefectRate.mfn", "0.009 does not follow from 1078 of 539000"),
        (".orderDefectRate.afn.fulfillmentType", "calls itself `mfn`"),
        (".validTrackingRate", "896462 of a total of 878443"),
        (".onTimeDeliveryRate", "847987 of a total of 808046"),
        (".unitOnTimeDeliveryRate", "called GOOD, although 0.8848 against the target 0.9"),
        (".accountHealthRating", "WARNED"),
    ] {
        let remarks = told(&import, place);
        assert!(remarks.iter().any(|remark| remark.contains(words)), "{words}: {remarks:?}");
    }
    // What is consistent is not complained of.
    assert_eq!(told(&import, ".lateShipmentRate"), Vec::<String>::new());
}

#[test]
fn sales_and_traffic_takes_days_and_percents_as_given() {
    let Some(bytes) = sample("amazon-sp-api/samples/sellerSalesAndTrafficReport.example0.json") else {
        return;
    };
    let org = org(&["sales_ordered", "sessions", "cvr_unit_session", "buybox_pct", "aov", "refund_rate"]);
    let import = import(&org, "traffic.json", &bytes, None);
    assert_eq!((import.rows, import.observations.len(), import.problems.len()), (4, 24, 0));
    let values = values(&import);
    for value in [
        "sales_ordered 2021-06-11 238.44",
        "sessions 2021-06-14 1253",
        "cvr_unit_session 2021-06-11 0.0254",
        "buybox_pct 2021-06-12 0.1092",
        "aov 2021-06-13 12.05",
        "refund_rate 2021-06-11 0.0435",
    ] {
        assert!(values.iter().any(|own| own == value), "{value}: {values:?}");
    }
    assert!(!told(&import, "unitSessionPercentage").is_empty());
    assert_eq!(told(&import, "averageSalesPerOrderItem"), Vec::<String>::new());
    assert_eq!(told(&import, "refundRate"), Vec::<String>::new());
}

#[test]
fn weekly_and_monthly_reports_need_kpis_of_that_length() {
    for (file, word) in [("example1", "by week"), ("example2", "by month")] {
        let path = format!("amazon-sp-api/samples/sellerSalesAndTrafficReport.{file}.json");
        let Some(bytes) = sample(&path) else { return };
        let import = import(&org(&["sessions"]), "traffic.json", &bytes, None);
        assert_eq!(import.observations, []);
        assert!(import.problems[0].what.contains(word), "{}", import.problems[0]);
    }
}

#[test]
fn fba_reports_are_summed() {
    let entries = [
        (
            "PLANNING_DATA",
            "FBA_INVENTORY",
            vec!["days_of_supply", "excess_pct", "aged_181_pct", "sell_through_90"],
        ),
        ("UI_DATA", "STRANDED_INVENTORY", vec!["stranded_units"]),
        ("RECOMMENDATIONS_REPORT", "RESTOCK_INVENTORY", vec!["restock_due", "in_stock_top"]),
    ];
    let mut found = Vec::new();
    for (end, middle, kpis) in entries {
        let path = format!("amazon-sp-api/report-files/GET_{middle}_{end}.tsv");
        let Some(bytes) = sample(&path) else { return };
        let import = import(&org(&kpis), "report.tsv", &bytes, None);
        assert_eq!(import.problems, []);
        assert!(import.remarks.iter().any(|remark| matches!(remark.kind, RemarkKind::DefinedAs { .. })));
        found.extend(values(&import));
    }
    // 1954 ÷ (295 ÷ 30); 0 ÷ 1954; 163 ÷ 1954; 810 ÷ 1954
    assert_eq!(
        found,
        [
            "aged_181_pct 2024-12-09 0.083418628454",
            "days_of_supply 2024-12-15 198.71186440678",
            "excess_pct 2024-12-09 0",
            "sell_through_90 2024-12-09 0.414534288639",
            "stranded_units 2026-11-20 3",
            "in_stock_top 2026-11-20 1",
            "restock_due 2026-11-20 1",
        ]
    );
}

#[test]
fn dirty_tables_are_read_as_far_as_they_can_be() {
    let Some(bytes) = sample("amazon-ads/fivetran-seeds/campaign_level_report_data.csv") else { return };
    let text = String::from_utf8_lossy(&bytes);
    let header = text.lines().next().expect("a header");
    assert!(header.contains("sales_7_d"), "{header}");
    let mapping = Mapping {
        key: "campaigns".parse().expect("a key"),
        files: None,
        date_column: "date".to_owned(),
        date_format: None,
        sheet: None,
        delimiter: None,
        encoding: None,
        decimal: '.',
        thousands: None,
        columns: vec![Column {
            value: Some("sales_7_d".to_owned()),
            numerator: None,
            denominator: None,
            kpi: "sales_ordered".parse().expect("a key"),
            scale: None,
            only: None,
        }],
    };
    let import = import(&org(&["sales_ordered"]), "campaigns.csv", &bytes, Some(&mapping));
    assert_eq!(import.rows, text.lines().count() - 1);
    let empty = import.rows - import.observations.len() - import.problems.len();
    assert!(empty > 0, "unknown cells give neither a value nor a problem");
}
