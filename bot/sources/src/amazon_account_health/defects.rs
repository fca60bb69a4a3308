//! The order defect rate, kept apart for orders shipped by the seller (mfn) and by Amazon (afn).

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::block::{self, Given};
use super::{Section, shape};
use crate::gathering::Gathering;
use crate::json;
use crate::reading::{Fulfilment, Measure, Reading, When};
use crate::remark::RemarkKind;

const RATE: &str = "amz_odr";
const CLAIMS: &str = "amz_atoz_rate";

/// One half of the block.
struct Half {
    place: String,
    given: Given,
    claims: Option<Decimal>,
}

/// Reads both halves: the seller's for most KPIs, or Amazon's when the seller shipped nothing; Amazon's for a KPI
/// whose scope or name says `FBA` or `AFN`.
pub(super) fn read(section: &Section<'_>, gathering: &mut Gathering<'_>) {
    let Some((name, block)) = shape::find(section.fields, "orderDefectRate") else { return };
    let place = format!("{}.{name}", section.path);
    let mut half = |label: &'static str| {
        let fields = block.get(label).and_then(Value::as_object)?;
        half(&format!("{place}.{label}"), label, fields, gathering)
    };
    let (seller, amazon) = (half("mfn"), half("afn"));
    let has_orders = |half: &&Half| half.given.denominator.is_none_or(|orders| !orders.is_zero());
    let (usual, is_swapped) = match (seller.as_ref().filter(has_orders), amazon.as_ref().filter(has_orders)) {
        (Some(own), _) => (Some(own), false),
        (None, Some(other)) => (Some(other), true),
        (None, None) => (seller.as_ref().or(amazon.as_ref()), false),
    };
    if let Some(half) = usual {
        if is_swapped {
            gathering.remark(half.place.as_str(), RemarkKind::TakenInstead { usual: "mfn" });
        }
        offer(half, Fulfilment::Seller, section, gathering);
    }
    if let Some(half) = &amazon
        && (gathering.wants_amazon_fulfilled(RATE) || gathering.wants_amazon_fulfilled(CLAIMS))
    {
        offer(half, Fulfilment::Amazon, section, gathering);
    }
}

fn half(
    place: &str,
    label: &str,
    fields: &Map<String, Value>,
    gathering: &mut Gathering<'_>,
) -> Option<Half> {
    if let Some(own) = json::text(fields, "fulfillmentType").filter(|own| !own.eq_ignore_ascii_case(label)) {
        let label = own.chars().take(40).collect();
        gathering.remark(format!("{place}.fulfillmentType"), RemarkKind::WrongLabel { label });
    }
    let claims = block::nested(place, fields, &["claims", "count"], gathering);
    let given = block::given(place, fields, &["orderWithDefects", "count"], "orderCount", gathering)?;
    Some(Half { place: place.to_owned(), given, claims })
}

fn offer(half: &Half, fulfilment: Fulfilment, section: &Section<'_>, gathering: &mut Gathering<'_>) {
    let Given { rate, numerator, denominator, window, ref target } = half.given;
    let reading = |key, place| Reading {
        fulfilment: Some(fulfilment),
        ..Reading::new(key, place, Measure::Share, When::Taken(None))
    };
    let given = Given { rate, numerator, denominator, window, target: target.clone() };
    gathering.offer(block::with(reading(RATE, half.place.clone()), given, section));
    // The platform gives no rate of claims and no target for it: a share of the same orders.
    if let Some((claims, orders)) = half.claims.zip(denominator) {
        gathering.offer(Reading {
            marketplace: section.marketplace,
            value: crate::reading::quotient(claims, orders),
            numerator: Some(claims),
            denominator: Some(orders),
            window,
            ..reading(CLAIMS, format!("{}.claims", half.place))
        });
    }
}
