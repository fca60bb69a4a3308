//! The sentence that an alert is about: what broke, by how much, since when.

use std::cmp::Ordering;

use steward_core::alert::view::AlertView;
use steward_core::alert::{AlertStatus, Closure, Reading};
use steward_core::limit::Limit;

use super::fault;
use crate::writer::Writer;

/// The sentence.
pub(super) fn sentence(writer: &Writer<'_>, view: &AlertView) -> String {
    if let Some(fault) = &view.alert.fault {
        if view.alert.status == (AlertStatus::Closed { how: Closure::Verified }) {
            return writer.say("lead-data-back", &[]);
        }
        return fault::sentence(writer, fault, view.kpi.unit);
    }
    let Some(reading) = &view.alert.reading else { return writer.say("lead-no-reading", &[]) };
    let run = match (reading.severity, view.alert.since) {
        (Some(_), Some(since)) => writer.run(since, reading.period, view.kpi.grain),
        _ => String::new(),
    };
    writer.remarks([value(writer, view, reading), beyond(writer, view, reading), run])
}

fn value(writer: &Writer<'_>, view: &AlertView, reading: &Reading) -> String {
    let unit = view.kpi.unit;
    let shown = match limit(view, reading) {
        Some(limit) => writer.value_beside(reading.value, limit.value, unit),
        None => writer.value(reading.value, unit),
    };
    let day = writer.period(reading.period, view.kpi.grain);
    writer.say("lead-value", &[("value", shown.into()), ("day", day.into())])
}

/// How far the reading is from its limit.
fn beyond(writer: &Writer<'_>, view: &AlertView, reading: &Reading) -> String {
    let Some(limit) = limit(view, reading) else { return String::new() };
    let unit = view.kpi.unit;
    let at = ("limit", writer.value(limit.value, unit).into());
    let gap = ("gap", writer.gap(reading.value, limit.value, unit).into());
    match (reading.severity.is_some(), reading.value.cmp(&limit.value)) {
        (true, Ordering::Greater) => writer.say("lead-over", &[gap, at]),
        (true, Ordering::Less) => writer.say("lead-under", &[gap, at]),
        (true, Ordering::Equal) => writer.say("lead-at", &[at]),
        (false, _) => writer.say("lead-inside", &[at]),
    }
}

fn limit(view: &AlertView, reading: &Reading) -> Option<Limit> {
    reading.limit.or(view.limit)
}
