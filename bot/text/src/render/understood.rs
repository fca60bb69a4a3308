//! What was understood: names, days with their zone, and what else a question asked, to be seen before the answer.

use jiff::civil::Date;
use steward_core::kpi::Grain;
use steward_core::question::{Breakdown, Comparison};
use steward_core::time::Zone;

use crate::writer::Writer;

/// First to last day, as short as they can be said: a whole month by its name.
pub(super) fn days(writer: &Writer<'_>, from: Date, to: Date) -> String {
    if from == from.first_of_month() && to == from.last_of_month() {
        return writer.period(from, Grain::Month);
    }
    writer.dates(from, to)
}

/// The same with the zone whose days they are.
pub(super) fn zoned_days(writer: &Writer<'_>, from: Date, to: Date, zone: &Zone) -> String {
    let values = [("days", days(writer, from, to).into()), ("zone", writer.zone_name(zone).into())];
    // "Pacific days", but "Shanghai time".
    let key = match zone.name() {
        name if name.starts_with("America/") || name.starts_with("US/") || name == "UTC" => "understood-days",
        _ => "understood-days-time",
    };
    writer.say(key, &values)
}

/// With what is compared.
pub(super) fn comparison(writer: &Writer<'_>, with: Comparison) -> String {
    let key = match with {
        Comparison::Target => "compare-target",
        Comparison::Previous => "compare-previous",
        Comparison::Day => "compare-day",
        Comparison::Week => "compare-week",
        Comparison::Month => "compare-month",
        Comparison::Year => "compare-year",
    };
    writer.say(key, &[])
}

/// By what is broken down.
pub(super) fn breakdown(writer: &Writer<'_>, by: Breakdown) -> String {
    let key = match by {
        Breakdown::Shop => "by-shop",
        Breakdown::Day => "by-day",
        Breakdown::Week => "by-week",
        Breakdown::Month => "by-month",
        Breakdown::Team => "by-team",
        Breakdown::Owner => "by-owner",
    };
    writer.say(key, &[])
}
