//! A rate of an account health report, with its counts, window, target and status.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Map, Value};
use steward_core::target::{Condition, PlatformTarget};

use super::{Section, shape};
use crate::contradiction;
use crate::gathering::Gathering;
use crate::json;
use crate::reading::{Measure, Reading, When};
use crate::remark::RemarkKind;

/// One kind of rate: the block it stands in, the catalogue entry it is, and the counts beside it.
struct Rate {
    block: &'static str,
    key: Option<&'static str>,
    numerator: &'static [&'static str],
    denominator: &'static str,
}

/// The rate of units delivered on time, and the older one of shipments that stands in when it is missing.
const UNITS_ON_TIME: &str = "unitOnTimeDeliveryRate";
const SHIPMENTS_ON_TIME: &str = "onTimeDeliveryRate";

const RATES: [Rate; 6] = [
    Rate {
        block: "lateShipmentRate",
        key: Some("amz_lsr"),
        numerator: &["lateShipmentCount"],
        denominator: "orderCount",
    },
    Rate {
        block: "preFulfillmentCancellationRate",
        key: Some("amz_cancel"),
        numerator: &["cancellationCount"],
        denominator: "orderCount",
    },
    Rate {
        block: "validTrackingRate",
        key: Some("amz_vtr"),
        numerator: &["validTrackingCount"],
        denominator: "shipmentCount",
    },
    Rate {
        block: UNITS_ON_TIME,
        key: Some("amz_otdr"),
        numerator: &["unitOnTimeDeliveryCount"],
        denominator: "totalUnitCount",
    },
    Rate {
        block: SHIPMENTS_ON_TIME,
        key: None,
        numerator: &["onTimeDeliveryCount"],
        denominator: "shipmentCountWithValidTracking",
    },
    Rate {
        block: "invoiceDefectRate",
        key: None,
        numerator: &["invoiceDefect", "count"],
        denominator: "orderCount",
    },
];

/// A rate with its counts, as the platform gives them.
pub(super) struct Given {
    /// The rate, a fraction.
    pub(super) rate: Decimal,
    pub(super) numerator: Option<Decimal>,
    pub(super) denominator: Option<Decimal>,
    pub(super) window: Option<(Date, Date)>,
    pub(super) target: Option<PlatformTarget>,
}

/// Reads the rates of a section, but for order defects.
pub(super) fn read(section: &Section<'_>, gathering: &mut Gathering<'_>) {
    let has_units = section.fields.contains_key(UNITS_ON_TIME);
    for rate in &RATES {
        let Some((spelled, block)) = shape::find(section.fields, rate.block) else { continue };
        let place = format!("{}.{spelled}", section.path);
        let Some(fields) = block.as_object() else {
            gathering.problem(None, &place, "an object is needed here");
            continue;
        };
        let Some(given) = given(&place, fields, rate.numerator, rate.denominator, gathering) else {
            continue;
        };
        let stands_in = rate.block == SHIPMENTS_ON_TIME && !has_units;
        match rate.key.or(stands_in.then_some("amz_otdr")) {
            Some(key) => {
                if stands_in {
                    gathering.remark(place.as_str(), RemarkKind::TakenInstead { usual: UNITS_ON_TIME });
                }
                let reading = Reading::new(key, place, Measure::Share, When::Taken(None));
                gathering.offer(with(reading, given, section));
            }
            None if rate.block == SHIPMENTS_ON_TIME => {}
            None => gathering.unmapped(rate.block),
        }
    }
}

/// Puts what the platform gave into a reading. Nothing counted means no rate: a rate of 0 would be a verdict.
pub(super) fn with(reading: Reading, given: Given, section: &Section<'_>) -> Reading {
    let has_rate = given.denominator.is_none_or(|total| !total.is_zero());
    Reading {
        marketplace: section.marketplace,
        value: has_rate.then_some(given.rate),
        numerator: given.numerator,
        denominator: given.denominator,
        window: given.window,
        platform_target: given.target,
        ..reading
    }
}

/// Reads one rate and tells where it contradicts itself.
pub(super) fn given(
    place: &str,
    fields: &Map<String, Value>,
    numerator: &[&str],
    denominator: &str,
    gathering: &mut Gathering<'_>,
) -> Option<Given> {
    let target = target(place, fields, gathering);
    let window = window(place, fields, gathering);
    let numerator = nested(place, fields, numerator, gathering);
    let denominator = number(place, fields, denominator, gathering);
    let rate = match json::number(fields, "rate") {
        Ok(Some(rate)) => rate,
        Ok(None) => {
            gathering.problem(
                None,
                &format!("{place}.rate"),
                "the rate is missing; it is never made from the counts",
            );
            return None;
        }
        Err(what) => {
            gathering.problem(None, &format!("{place}.rate"), what);
            return None;
        }
    };
    if denominator.is_some_and(|total| total.is_zero()) {
        gathering.remark(place, RemarkKind::NothingCounted);
    } else {
        if let Some((count, total)) = numerator.zip(denominator) {
            gathering.remark_if(place, contradiction::of_share(rate, count, total));
            gathering.remark_if(place, contradiction::of_part(count, total));
        }
        gathering.remark_if(place, target.as_ref().and_then(|target| contradiction::of_status(rate, target)));
    }
    Some(Given { rate, numerator, denominator, window, target })
}

/// A number that may be missing; a wrong one is told.
pub(super) fn number(
    place: &str,
    fields: &Map<String, Value>,
    name: &str,
    gathering: &mut Gathering<'_>,
) -> Option<Decimal> {
    json::number(fields, name).unwrap_or_else(|what| {
        gathering.problem(None, &format!("{place}.{name}"), what);
        None
    })
}

/// A number at the end of a path of fields.
pub(super) fn nested(
    place: &str,
    fields: &Map<String, Value>,
    path: &[&str],
    gathering: &mut Gathering<'_>,
) -> Option<Decimal> {
    match path {
        [] => None,
        [name] => number(place, fields, name, gathering),
        [name, rest @ ..] => {
            let inner = fields.get(*name).and_then(Value::as_object)?;
            nested(&format!("{place}.{name}"), inner, rest, gathering)
        }
    }
}

/// The platform's target with its status.
pub(super) fn target(
    place: &str,
    fields: &Map<String, Value>,
    gathering: &mut Gathering<'_>,
) -> Option<PlatformTarget> {
    let status = json::text(fields, "status").map(str::to_owned);
    if let Some(status) = status.clone().filter(|status| !matches!(status.as_str(), "GOOD" | "BAD" | "NONE"))
    {
        gathering.remark(format!("{place}.status"), RemarkKind::UnknownStatus { status });
    }
    let value = number(place, fields, "targetValue", gathering)?;
    let condition = match json::text(fields, "targetCondition")? {
        "LESS_THAN" => Condition::LessThan,
        "GREATER_THAN" => Condition::GreaterThan,
        "EQUALS" => Condition::Equals,
        other => {
            let status = other.chars().take(40).collect();
            gathering.remark(format!("{place}.targetCondition"), RemarkKind::UnknownStatus { status });
            return None;
        }
    };
    Some(PlatformTarget { value, condition, status })
}

/// The window a block looks at, in days of UTC as the report gives them; none when it ends before it begins.
pub(super) fn window(
    place: &str,
    fields: &Map<String, Value>,
    gathering: &mut Gathering<'_>,
) -> Option<(Date, Date)> {
    let range = fields.get("reportingDateRange").and_then(Value::as_object)?;
    let day = |name: &str| json::text(range, name)?.get(..10)?.parse::<Date>().ok();
    let (from, to) = (day("reportingDateFrom")?, day("reportingDateTo")?);
    if from > to {
        gathering.remark(format!("{place}.reportingDateRange"), RemarkKind::WindowReversed { from, to });
        return None;
    }
    Some((from, to))
}
