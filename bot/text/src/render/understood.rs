//! What was understood: names, days with their zone, and what else a question asked, to be seen before the answer.

use jiff::civil::Date;
use steward_core::kpi::Grain;
use steward_core::message::answer::{Narrowed, Recognised};
use steward_core::question::{Breakdown, Comparison, Filter};
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

/// A part of a text that was recognised, as its reader knows it.
pub(super) fn part(writer: &Writer<'_>, part: &Recognised) -> String {
    match part {
        Recognised::Kpi { name_en, name_zh, scope } => writer.kpi(name_en, name_zh, scope.as_deref()),
        Recognised::Shop(name) | Recognised::Person(name) => name.clone(),
        Recognised::Alert(number) => format!("#{number}"),
        Recognised::Days(from, Some(to)) => days(writer, *from, *to),
        Recognised::Days(from, None) => {
            writer.say("dates-from", &[("day", writer.weekday_date(*from).into())])
        }
    }
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

/// What a list was narrowed to.
pub(super) fn narrowed(writer: &Writer<'_>, narrowed: &Narrowed) -> String {
    let both = |names: &[(String, String)]| {
        writer.list(names.iter().map(|(english, chinese)| writer.name(english, chinese)))
    };
    let filters = narrowed.filters.iter().map(|filter| self::filter(writer, *filter));
    let named = [
        both(&narrowed.kpis),
        writer.list(&narrowed.shops),
        both(&narrowed.teams),
        writer.list(&narrowed.people),
    ];
    writer.remarks(filters.chain(named))
}

/// What passes of a list.
pub(super) fn filter(writer: &Writer<'_>, filter: Filter) -> String {
    let key = match filter {
        Filter::Red => "filter-red",
        Filter::Warning => "filter-warning",
        Filter::Critical => "filter-critical",
        Filter::Green => "filter-green",
        Filter::Mine => "filter-mine",
        Filter::Overdue => "filter-overdue",
        Filter::Unacknowledged => "filter-unacknowledged",
        Filter::Late => "filter-late",
        Filter::Open => "filter-open",
        Filter::Closed => "filter-closed",
        Filter::Paused => "filter-paused",
    };
    writer.say(key, &[])
}
