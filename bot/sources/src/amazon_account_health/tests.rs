//! What becomes of account health reports, the well-formed and the odd ones.

use rust_decimal::Decimal;
use serde_json::{Value, json};
use steward_core::id::KpiKey;
use steward_core::sample::{Finality, Observation};
use steward_core::target::Condition;

use crate::import::{FileInput, Import};
use crate::registry::{detect, read};
use crate::remark::RemarkKind;
use crate::sample_org::{file, org, org_of};

const ENTRIES: [&str; 7] =
    ["amz_odr", "amz_atoz_rate", "amz_lsr", "amz_cancel", "amz_vtr", "amz_otdr", "policy_violations"];

fn range() -> Value {
    json!({"reportingDateFrom": "2026-10-21T00:00Z", "reportingDateTo": "2026-11-19T23:59Z"})
}

fn defects(label: &str, orders: u32, defects: u32, rate: f64) -> Value {
    let count = |count: u32| json!({"count": count, "status": "NONE"});
    json!({
        "reportingDateRange": range(), "orderCount": orders, "orderWithDefects": count(defects),
        "claims": count(1), "chargebacks": count(0), "negativeFeedback": count(1), "fulfillmentType": label,
        "status": "GOOD", "rate": rate, "targetValue": 0.01, "targetCondition": "LESS_THAN"
    })
}

fn section(marketplace: &str) -> Value {
    let violation = json!({
        "reportingDateRange": range(), "defectsCount": 0, "status": "GOOD", "targetValue": 0,
        "targetCondition": "EQUALS"
    });
    let mut section = json!({
        "marketplaceId": marketplace,
        "lateShipmentRate": {
            "reportingDateRange": range(), "orderCount": 1000, "lateShipmentCount": 46, "status": "BAD",
            "rate": 0.046, "targetValue": 0.04, "targetCondition": "LESS_THAN"
        },
        "preFulfillmentCancellationRate": {
            "reportingDateRange": range(), "orderCount": 200, "cancellationCount": 1, "status": "GOOD",
            "rate": 0.005, "targetValue": 0.025, "targetCondition": "LESS_THAN"
        },
        "validTrackingRate": {
            "reportingDateRange": range(), "shipmentCount": 100, "validTrackingCount": 99, "status": "GOOD",
            "rate": 0.99, "targetValue": 0.95, "targetCondition": "GREATER_THAN"
        },
        "unitOnTimeDeliveryRate": {
            "reportingDateRange": range(), "totalUnitCount": 100, "unitOnTimeDeliveryCount": 94,
            "status": "GOOD", "rate": 0.94, "targetValue": 0.9, "targetCondition": "GREATER_THAN"
        },
        "orderDefectRate": {"mfn": defects("mfn", 500, 2, 0.004), "afn": defects("afn", 1000, 3, 0.003)},
        "accountHealthRating": {"ahrStatus": "GREAT", "reportingDateRange": range()},
        "warningStates": []
    });
    for name in super::shape::VIOLATIONS {
        section[name] = violation.clone();
    }
    section["listingPolicyViolations"]["defectsCount"] = json!(2);
    section["listingPolicyViolations"]["status"] = json!("BAD");
    section
}

fn report(sections: &[Value]) -> Vec<u8> {
    json!({"accountStatuses": [], "performanceMetrics": sections}).to_string().into_bytes()
}

fn of<'a>(import: &'a Import, key: &str) -> &'a Observation {
    import.observations.iter().find(|observation| observation.kpi.as_str() == key).unwrap()
}

fn value(import: &Import, key: &str) -> String {
    of(import, key).value.map_or_else(|| "none".to_owned(), |value| value.to_string())
}

fn has(import: &Import, place: &str, kind: impl Fn(&RemarkKind) -> bool) -> bool {
    import.remarks.iter().any(|remark| remark.place.ends_with(place) && kind(&remark.kind))
}

#[test]
fn every_rate_keeps_what_the_platform_sent() {
    let org = org_of(&ENTRIES);
    let bytes = report(&[section("ATVPDKIKX0DER")]);
    let input = file(&org, "health.json", &bytes);
    assert_eq!(detect(&input).unwrap().name(), "amazon_account_health");
    let import = read(&input).unwrap();
    assert_eq!(import.problems, []);
    assert_eq!(import.rows, 1);
    let late = of(&import, "amz_lsr");
    assert_eq!(late.value.unwrap().to_string(), "0.046");
    assert_eq!((late.numerator, late.denominator), (Some(Decimal::from(46)), Some(Decimal::from(1000))));
    assert_eq!(late.period.to_string(), "2026-11-19");
    assert_eq!(late.finality, Finality::Final);
    assert_eq!(late.window.unwrap().0.to_string(), "2026-10-21");
    assert_eq!(late.source, "Amazon account health");
    let target = late.platform_target.as_ref().unwrap();
    assert_eq!((target.condition, target.status.as_deref()), (Condition::LessThan, Some("BAD")));
    assert_eq!(value(&import, "amz_odr"), "0.004");
    assert_eq!(value(&import, "amz_atoz_rate"), "0.002");
    assert_eq!(of(&import, "amz_atoz_rate").platform_target, None);
    assert_eq!(value(&import, "amz_otdr"), "0.94");
    assert_eq!(value(&import, "policy_violations"), "2");
    let target = of(&import, "policy_violations").platform_target.as_ref().unwrap();
    assert_eq!((target.condition, target.status.as_deref()), (Condition::Equals, Some("BAD")));
    assert!(has(&import, "accountHealthRating", |kind| matches!(kind, RemarkKind::PlatformStatus { .. })));
    assert!(has(&import, "[0].onTimeDeliveryRate", |kind| *kind == RemarkKind::MissingField));
}

#[test]
fn oddities_are_told_and_not_corrected() {
    let org = org_of(&ENTRIES);
    let mut section = section("ATVPDKIKX0DER");
    let fields = section.as_object_mut().unwrap();
    let cancel = fields.remove("preFulfillmentCancellationRate").unwrap();
    fields.insert("prefulfillmentCancelRate".to_owned(), cancel);
    section["prefulfillmentCancelRate"]["cancellationCount"] = json!(40);
    section["validTrackingRate"]["validTrackingCount"] = json!(101);
    section["unitOnTimeDeliveryRate"]["rate"] = json!(0.8848);
    section["orderDefectRate"]["afn"]["fulfillmentType"] = json!("mfn");
    section["documentRequests"]["reportingDateRange"]["reportingDateFrom"] = json!("2026-11-21T00:00Z");
    section["lateShipmentRate"]["mood"] = json!("fine");
    let bytes = report(&[section]);
    let import = read(&file(&org, "health.json", &bytes)).unwrap();
    assert_eq!(value(&import, "amz_cancel"), "0.005");
    assert_eq!(value(&import, "amz_otdr"), "0.8848");
    assert_eq!(import.problems, []);
    assert!(has(&import, "prefulfillmentCancelRate", |kind| matches!(kind, RemarkKind::OldSpelling { .. })));
    assert!(has(&import, "CancelRate", |kind| matches!(kind, RemarkKind::RateContradictsCounts { .. })));
    assert!(has(&import, "validTrackingRate", |kind| matches!(kind, RemarkKind::CountExceedsTotal { .. })));
    assert!(has(&import, "unitOnTimeDeliveryRate", |kind| {
        matches!(kind, RemarkKind::StatusContradictsTarget { .. })
    }));
    assert!(has(&import, "afn.fulfillmentType", |kind| matches!(kind, RemarkKind::WrongLabel { .. })));
    assert!(has(&import, "documentRequests.reportingDateRange", |kind| {
        matches!(kind, RemarkKind::WindowReversed { .. })
    }));
    assert!(has(&import, "lateShipmentRate.mood", |kind| *kind == RemarkKind::UnknownField));
}

#[test]
fn amazons_half_serves_fba_kpis_and_stands_in_for_an_empty_one() {
    let mut org = org(&[("odr", "amz_odr"), ("odr_fba", "amz_odr")]);
    let bytes = report(&[section("ATVPDKIKX0DER")]);
    let import = read(&file(&org, "health.json", &bytes)).unwrap();
    assert_eq!((value(&import, "odr").as_str(), value(&import, "odr_fba").as_str()), ("0.004", "0.003"));
    org.kpis.remove(&KpiKey::parse("odr_fba").unwrap());
    let mut section = section("ATVPDKIKX0DER");
    section["orderDefectRate"]["mfn"] = defects("mfn", 0, 0, 0.0);
    let bytes = report(&[section]);
    let import = read(&file(&org, "health.json", &bytes)).unwrap();
    assert_eq!(value(&import, "odr"), "0.003");
    assert!(has(&import, "afn", |kind| matches!(kind, RemarkKind::TakenInstead { .. })));
}

#[test]
fn nothing_counted_is_no_rate() {
    let org = org_of(&["amz_vtr"]);
    let mut section = section("ATVPDKIKX0DER");
    section["validTrackingRate"]["shipmentCount"] = json!(0);
    section["validTrackingRate"]["validTrackingCount"] = json!(0);
    section["validTrackingRate"]["rate"] = json!(0);
    let bytes = report(&[section]);
    let import = read(&file(&org, "health.json", &bytes)).unwrap();
    assert_eq!(value(&import, "amz_vtr"), "none");
    assert!(has(&import, "validTrackingRate", |kind| *kind == RemarkKind::NothingCounted));
}

#[test]
fn the_older_delivery_rate_stands_in() {
    let org = org_of(&["amz_otdr"]);
    let mut section = section("ATVPDKIKX0DER");
    let fields = section.as_object_mut().unwrap();
    fields.remove("unitOnTimeDeliveryRate");
    fields.insert("onTimeDeliveryRate".into(), json!({"rate": 0.97, "status": "GOOD"}));
    let bytes = report(&[section]);
    let import = read(&file(&org, "health.json", &bytes)).unwrap();
    assert_eq!(value(&import, "amz_otdr"), "0.97");
}

#[test]
fn several_marketplaces_need_a_scope_or_a_shop() {
    let org = org_of(&["amz_lsr"]);
    let mut canada = section("A2EUQ1WTGCTBG2");
    canada["lateShipmentRate"]["rate"] = json!(0.02);
    let bytes = report(&[section("ATVPDKIKX0DER"), canada]);
    let import = read(&file(&org, "health.json", &bytes)).unwrap();
    assert_eq!(import.observations, []);
    assert!(import.problems[0].what.contains("--shop"), "{}", import.problems[0]);
    let import = read(&FileInput { shop: Some("CA"), ..file(&org, "health.json", &bytes) }).unwrap();
    assert_eq!(value(&import, "amz_lsr"), "0.02");
    assert_eq!(import.problems, []);
}

#[test]
fn one_bad_metric_does_not_spoil_the_others() {
    let org = org_of(&ENTRIES);
    let mut section = section("ATVPDKIKX0DER");
    section["lateShipmentRate"]["rate"] = json!("many");
    section["validTrackingRate"] = json!([]);
    let bytes = report(&[section]);
    let import = read(&file(&org, "health.json", &bytes)).unwrap();
    assert_eq!(import.problems.len(), 2);
    assert_eq!(value(&import, "amz_cancel"), "0.005");
}
