//! The fields a sales and traffic report should have, after the platform's own description.

use serde_json::{Map, Value};

use crate::gathering::Gathering;
use crate::remark::RemarkKind;

const REPORT: &[&str] = &["reportSpecification", "salesAndTrafficByDate", "salesAndTrafficByAsin"];

const SALES: &[&str] = &[
    "orderedProductSales",
    "unitsOrdered",
    "totalOrderItems",
    "averageSalesPerOrderItem",
    "averageUnitsPerOrderItem",
    "averageSellingPrice",
    "unitsRefunded",
    "refundRate",
    "claimsGranted",
    "claimsAmount",
    "shippedProductSales",
    "unitsShipped",
    "ordersShipped",
];

const TRAFFIC: &[&str] = &[
    "browserPageViews",
    "mobileAppPageViews",
    "pageViews",
    "browserSessions",
    "mobileAppSessions",
    "sessions",
    "buyBoxPercentage",
    "orderItemSessionPercentage",
    "unitSessionPercentage",
    "averageOfferCount",
    "averageParentItems",
    "feedbackReceived",
    "negativeFeedbackReceived",
    "receivedNegativeFeedbackRate",
];

/// Sellers to businesses get most fields a second time under a name with this ending.
const BUSINESS: &str = "B2B";

/// Tells which parts of the report are unknown or missing.
pub(super) fn report(report: &Map<String, Value>, gathering: &mut Gathering<'_>) {
    compare("", report, REPORT, gathering);
}

/// Tells which fields of an entry are unknown or missing, once for all entries.
pub(super) fn entry(entry: &Map<String, Value>, gathering: &mut Gathering<'_>) {
    compare("salesAndTrafficByDate[].", entry, &["date", "salesByDate", "trafficByDate"], gathering);
    for (name, expected) in [("salesByDate", SALES), ("trafficByDate", TRAFFIC)] {
        if let Some(fields) = entry.get(name).and_then(Value::as_object) {
            compare(&format!("salesAndTrafficByDate[].{name}."), fields, expected, gathering);
        }
    }
}

fn compare(place: &str, fields: &Map<String, Value>, expected: &[&str], gathering: &mut Gathering<'_>) {
    for name in expected.iter().filter(|name| !fields.contains_key(**name)) {
        gathering.remark(format!("{place}{name}"), RemarkKind::MissingField);
    }
    let is_known = |name: &str| expected.contains(&name.strip_suffix(BUSINESS).unwrap_or(name));
    for name in fields.keys().filter(|name| !is_known(name)) {
        gathering.remark(format!("{place}{name}"), RemarkKind::UnknownField);
    }
}
