//! The fields an account health report should have, after the platform's own description of 2020-11-18.

use serde_json::{Map, Value};

use super::Section;
use crate::gathering::Gathering;
use crate::remark::RemarkKind;

/// A field of a marketplace's section: its name, the name that the platform's own sample uses, and the fields in it.
struct Field {
    name: &'static str,
    other: Option<&'static str>,
    fields: &'static [&'static str],
}

const fn field(name: &'static str, fields: &'static [&'static str]) -> Field {
    Field { name, other: None, fields }
}

const fn respelled(name: &'static str, other: &'static str, fields: &'static [&'static str]) -> Field {
    Field { name, other: Some(other), fields }
}

/// The fields of every listing-level violation.
const VIOLATION: &[&str] =
    &["reportingDateRange", "defectsCount", "status", "targetValue", "targetCondition"];

/// Listing-level violations: what makes up the number of open policy issues.
pub(super) const VIOLATIONS: [&str; 10] = [
    "listingPolicyViolations",
    "productAuthenticityCustomerComplaints",
    "productConditionCustomerComplaints",
    "productSafetyCustomerComplaints",
    "receivedIntellectualPropertyComplaints",
    "restrictedProductPolicyViolations",
    "suspectedIntellectualPropertyViolations",
    "foodAndProductSafetyIssues",
    "otherPolicyViolations",
    "documentRequests",
];

const SECTION: &[Field] = &[
    field("marketplaceId", &[]),
    field(
        "invoiceDefectRate",
        &[
            "orderCount",
            "invoiceDefect",
            "missingInvoice",
            "lateInvoice",
            "rate",
            STATUS,
            RANGE,
            VALUE,
            CONDITION,
        ],
    ),
    field("lateShipmentRate", &["orderCount", "lateShipmentCount", "rate", STATUS, RANGE, VALUE, CONDITION]),
    field("orderDefectRate", &["mfn", "afn"]),
    field(
        "onTimeDeliveryRate",
        &["shipmentCountWithValidTracking", "onTimeDeliveryCount", "rate", STATUS, RANGE, VALUE, CONDITION],
    ),
    field(
        "unitOnTimeDeliveryRate",
        &["unitOnTimeDeliveryCount", "totalUnitCount", "rate", STATUS, RANGE, VALUE, CONDITION],
    ),
    field(
        "validTrackingRate",
        &["shipmentCount", "validTrackingCount", "rate", STATUS, RANGE, VALUE, CONDITION],
    ),
    respelled(
        "preFulfillmentCancellationRate",
        "prefulfillmentCancelRate",
        &["orderCount", "cancellationCount", "rate", STATUS, RANGE, VALUE, CONDITION],
    ),
    respelled("warningStates", "warningState", &[]),
    field("accountHealthRating", &[RANGE]),
    field("listingPolicyViolations", VIOLATION),
    field("productAuthenticityCustomerComplaints", VIOLATION),
    field("productConditionCustomerComplaints", VIOLATION),
    field("productSafetyCustomerComplaints", VIOLATION),
    field("receivedIntellectualPropertyComplaints", VIOLATION),
    field("restrictedProductPolicyViolations", VIOLATION),
    field("suspectedIntellectualPropertyViolations", VIOLATION),
    field("foodAndProductSafetyIssues", VIOLATION),
    field("otherPolicyViolations", VIOLATION),
    respelled("documentRequests", "documentRequest", VIOLATION),
];

const STATUS: &str = "status";
const RANGE: &str = "reportingDateRange";
const VALUE: &str = "targetValue";
const CONDITION: &str = "targetCondition";

/// The fields of either half of the order defect rate.
const DEFECTS: &[&str] = &[
    RANGE,
    "orderCount",
    "orderWithDefects",
    "claims",
    "chargebacks",
    "negativeFeedback",
    "fulfillmentType",
    STATUS,
    "rate",
    VALUE,
    CONDITION,
];

/// Fields that may be there without being asked for: the rating's status under either name.
const OPTIONAL: [&str; 2] = ["ahrStatus", "accountHealthRatingStatus"];

/// Tells which parts of the report are unknown or missing.
pub(super) fn report(report: &Map<String, Value>, gathering: &mut Gathering<'_>) {
    compare("", report, &["accountStatuses", "performanceMetrics"], gathering);
}

/// Tells which parts of a section are unknown, missing or spelled otherwise.
pub(super) fn section(section: &Section<'_>, gathering: &mut Gathering<'_>) {
    let path = section.path.as_str();
    for field in SECTION {
        let Some((spelled, value)) = find(section.fields, field.name) else {
            gathering.remark(format!("{path}.{}", field.name), RemarkKind::MissingField);
            continue;
        };
        let place = format!("{path}.{spelled}");
        if spelled != field.name {
            gathering.remark(place.as_str(), RemarkKind::OldSpelling { expected: field.name });
        }
        if let (Some(fields), false) = (value.as_object(), field.fields.is_empty()) {
            compare(&place, fields, field.fields, gathering);
        }
        for half in ["mfn", "afn"].iter().filter(|_| field.name == "orderDefectRate") {
            if let Some(fields) = value.get(half).and_then(Value::as_object) {
                compare(&format!("{place}.{half}"), fields, DEFECTS, gathering);
            }
        }
    }
    let is_known = |name: &str| SECTION.iter().any(|field| field.name == name || field.other == Some(name));
    for name in section.fields.keys().filter(|name| !is_known(name)) {
        gathering.remark(format!("{path}.{name}"), RemarkKind::UnknownField);
    }
}

/// A field under its own name or the sample's, with the name it was found under.
pub(super) fn find<'a>(
    fields: &'a Map<String, Value>,
    name: &'static str,
) -> Option<(&'static str, &'a Value)> {
    let other = SECTION.iter().find(|field| field.name == name).and_then(|field| field.other);
    std::iter::once(name).chain(other).find_map(|spelled| fields.get(spelled).map(|value| (spelled, value)))
}

fn compare(place: &str, fields: &Map<String, Value>, expected: &[&str], gathering: &mut Gathering<'_>) {
    let at = |name: &str| if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") };
    for name in expected.iter().filter(|name| !fields.contains_key(**name)) {
        gathering.remark(at(name), RemarkKind::MissingField);
    }
    for name in
        fields.keys().filter(|name| !expected.contains(&name.as_str()) && !OPTIONAL.contains(&name.as_str()))
    {
        gathering.remark(at(name), RemarkKind::UnknownField);
    }
}
