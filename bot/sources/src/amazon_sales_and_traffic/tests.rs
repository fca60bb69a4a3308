//! What becomes of sales and traffic reports.

use serde_json::{Value, json};
use steward_core::sample::Finality;

use crate::error::ReadError;
use crate::import::Import;
use crate::registry::{detect, read};
use crate::remark::RemarkKind;
use crate::sample_org::{file, org_of};

const ENTRIES: [&str; 6] =
    ["sales_ordered", "sessions", "cvr_unit_session", "buybox_pct", "aov", "refund_rate"];

fn day(date: &str) -> Value {
    let usd = |amount: f64| json!({"amount": amount, "currencyCode": "USD"});
    json!({
        "date": date,
        "salesByDate": {
            "orderedProductSales": usd(238.44), "unitsOrdered": 23, "totalOrderItems": 20,
            "averageSalesPerOrderItem": usd(11.92), "averageUnitsPerOrderItem": 1.15,
            "averageSellingPrice": usd(10.37), "unitsRefunded": 1, "refundRate": 4.35, "claimsGranted": 0,
            "claimsAmount": usd(0.0), "shippedProductSales": usd(650.72), "unitsShipped": 59, "ordersShipped": 54
        },
        "trafficByDate": {
            "browserPageViews": 1158, "mobileAppPageViews": 500, "pageViews": 1658, "pageViewsB2B": 4,
            "browserSessions": 906, "mobileAppSessions": 94, "sessions": 1000, "buyBoxPercentage": 90.54,
            "orderItemSessionPercentage": 2.0, "unitSessionPercentage": 2.3, "averageOfferCount": 9686,
            "averageParentItems": 9630, "feedbackReceived": 10, "negativeFeedbackReceived": 1,
            "receivedNegativeFeedbackRate": 10.0
        }
    })
}

fn report(grain: &str, days: &[Value]) -> Vec<u8> {
    json!({
        "reportSpecification": {
            "reportType": "GET_SALES_AND_TRAFFIC_REPORT",
            "reportOptions": {"dateGranularity": grain, "asinGranularity": "SKU"},
            "marketplaceIds": ["ATVPDKIKX0DER"]
        },
        "salesAndTrafficByDate": days,
        "salesAndTrafficByAsin": []
    })
    .to_string()
    .into_bytes()
}

fn value(import: &Import, key: &str) -> String {
    let observation = import.observations.iter().find(|observation| observation.kpi.as_str() == key).unwrap();
    observation.value.map_or_else(|| "none".to_owned(), |value| value.to_string())
}

#[test]
fn every_day_gives_its_numbers() {
    let org = org_of(&ENTRIES);
    let bytes = report("DAY", &[day("2026-11-18"), day("2026-11-19")]);
    let input = file(&org, "traffic.json", &bytes);
    assert_eq!(detect(&input).unwrap().name(), "amazon_sales_and_traffic");
    let import = read(&input).unwrap();
    assert_eq!((import.rows, import.observations.len()), (2, 12));
    assert_eq!(import.problems, []);
    assert_eq!(import.remarks, []);
    let values: Vec<_> = ENTRIES.iter().map(|key| value(&import, key)).collect();
    assert_eq!(values, ["238.44", "1000", "0.023", "0.9054", "11.92", "0.0435"]);
    let refunds =
        import.observations.iter().find(|observation| observation.kpi.as_str() == "refund_rate").unwrap();
    assert_eq!(
        (refunds.numerator.unwrap().to_string(), refunds.denominator.unwrap().to_string()),
        ("1".into(), "23".into())
    );
    assert_eq!(refunds.finality, Finality::ByLag);
    assert_eq!(refunds.period.to_string(), "2026-11-18");
}

#[test]
fn an_empty_part_is_unknown_and_not_zero() {
    let org = org_of(&ENTRIES);
    let bytes = report("DAY", &[]);
    assert!(matches!(read(&file(&org, "traffic.json", &bytes)), Err(ReadError::EmptyPart { .. })));
}

#[test]
fn no_sessions_beside_sales_are_provisional() {
    let org = org_of(&ENTRIES);
    let mut late = day("2026-11-19");
    late["trafficByDate"]["sessions"] = json!(0);
    late["trafficByDate"]["unitSessionPercentage"] = json!(0);
    let bytes = report("DAY", &[late]);
    let import = read(&file(&org, "traffic.json", &bytes)).unwrap();
    assert!(import.remarks.iter().any(|remark| remark.kind == RemarkKind::ZeroBesideSales));
    let finality =
        |key: &str| import.observations.iter().find(|seen| seen.kpi.as_str() == key).unwrap().finality;
    assert_eq!(finality("sessions"), Finality::Provisional);
    assert_eq!(finality("sales_ordered"), Finality::ByLag);
    assert_eq!(value(&import, "cvr_unit_session"), "none");
}

#[test]
fn what_does_not_fit_is_told() {
    let org = org_of(&ENTRIES);
    let mut odd = day("2026-11-19");
    odd["salesByDate"]["orderedProductSales"]["currencyCode"] = json!("CAD");
    odd["trafficByDate"]["browerPageViews"] = odd["trafficByDate"]["browserPageViews"].take();
    odd["trafficByDate"]["unitSessionPercentage"] = json!(9.9);
    odd["salesByDate"]["refundRate"] = json!("much");
    let mut undated = day("soon");
    undated["trafficByDate"] = json!({});
    let bytes = report("DAY", &[odd, undated]);
    let import = read(&file(&org, "traffic.json", &bytes)).unwrap();
    let problems: Vec<_> = import.problems.iter().map(ToString::to_string).collect();
    assert!(
        problems.iter().any(|problem| problem.contains("CAD") && problem.contains("USD")),
        "{problems:?}"
    );
    assert!(problems.iter().any(|problem| problem.contains("`much`")), "{problems:?}");
    assert!(problems.iter().any(|problem| problem.contains("[1].date")), "{problems:?}");
    assert!(import.remarks.iter().any(|remark| remark.place.ends_with("browerPageViews")));
    assert!(import.remarks.iter().any(|r| matches!(r.kind, RemarkKind::RateContradictsCounts { .. })));
    assert_eq!(value(&import, "cvr_unit_session"), "0.099");
}

#[test]
fn another_granularity_is_refused_once() {
    let org = org_of(&["sessions"]);
    let bytes = report("WEEK", &[day("2026-11-08"), day("2026-11-15")]);
    let import = read(&file(&org, "traffic.json", &bytes)).unwrap();
    assert_eq!(import.observations, []);
    assert_eq!(import.problems.len(), 1, "{:?}", import.problems);
    assert!(import.problems[0].what.contains("by week"), "{}", import.problems[0]);
}
