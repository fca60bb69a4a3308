//! The last values as a small line, with words for those who cannot see it.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use steward_core::card::Block;
use steward_core::limit::Limit;
use steward_core::unit::Unit;

use crate::writer::Writer;

/// Height of the scale of a line.
const TOP: u16 = 1000;

/// The line of the values, or nothing below two values.
pub(super) fn block(
    writer: &Writer<'_>,
    values: &[(Date, Decimal)],
    limit: Option<Limit>,
    unit: Unit,
) -> Option<Block> {
    let [(first_day, first), .., (last_day, last)] = values else { return None };
    let mut low = values.iter().map(|(_, value)| *value).min()?;
    let mut high = values.iter().map(|(_, value)| *value).max()?;
    let in_view = limit.filter(|limit| near(limit.value, low, high));
    if let Some(limit) = in_view {
        low = low.min(limit.value);
        high = high.max(limit.value);
    }
    let alt = writer.say(
        "spark-alt",
        &[
            ("count", values.len().into()),
            ("first-day", writer.date(*first_day).into()),
            ("first", writer.value(*first, unit).into()),
            ("last-day", writer.date(*last_day).into()),
            ("last", writer.value(*last, unit).into()),
        ],
    );
    Some(Block::Spark {
        points: values.iter().map(|(_, value)| scaled(*value, low, high)).collect(),
        limit: in_view.map(|limit| scaled(limit.value, low, high)),
        alt,
        legend: None,
    })
}

/// The line of the values where it is what the card is about, and worth a picture.
pub(super) fn picture(
    writer: &Writer<'_>,
    values: &[(Date, Decimal)],
    limit: Option<Limit>,
    unit: Unit,
) -> Option<Block> {
    let Block::Spark { points, limit: in_view, alt, .. } = block(writer, values, limit, unit)? else {
        return None;
    };
    let legend = match limit.filter(|_| in_view.is_some()) {
        Some(limit) => {
            writer.say("picture-legend-limit", &[("limit", writer.value(limit.value, unit).into())])
        }
        None => writer.say("picture-legend", &[]),
    };
    Some(Block::Spark { points, limit: in_view, alt, legend: Some(legend) })
}

/// Whether a limit is near enough to be drawn without flattening the line: within three times the values' own range.
fn near(limit: Decimal, low: Decimal, high: Decimal) -> bool {
    let Some(reach) = high.checked_sub(low).and_then(|range| range.checked_mul(Decimal::TWO)) else {
        return false;
    };
    let above = high.checked_add(reach).is_some_and(|top| limit <= top);
    let below = low.checked_sub(reach).is_some_and(|bottom| limit >= bottom);
    above && below
}

/// A value on the scale; the middle when all are alike.
fn scaled(value: Decimal, low: Decimal, high: Decimal) -> u16 {
    high.checked_sub(low)
        .filter(|range| !range.is_zero())
        .and_then(|range| value.checked_sub(low)?.checked_div(range))
        .and_then(|share| share.checked_mul(TOP.into()))
        .and_then(|point| point.round().to_u16())
        .map_or(TOP / 2, |point| point.min(TOP))
}
