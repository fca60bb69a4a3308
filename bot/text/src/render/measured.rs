//! What was measured over days: the value, what it covers, what it is compared with, how often it was outside.

use std::cmp::Ordering;

use steward_core::answer::coverage::Coverage;
use steward_core::answer::measure::Measured;
use steward_core::answer::total::{NoTotal, Total};
use steward_core::card::Tone;
use steward_core::judge::Unjudged;
use steward_core::kpi::{Direction, Grain};
use steward_core::limit::Severity;
use steward_core::message::answer::{Compared, KpiValue};
use steward_core::question::Comparison;
use steward_core::unit::Unit;

use super::{line, understood};
use crate::writer::Writer;

/// Days left out that are named one by one.
const MOST_NAMED: usize = 3;

/// The value in its unit, or why there is none.
pub(super) fn value(writer: &Writer<'_>, measured: &Measured, unit: Unit, grain: Grain) -> String {
    match (&measured.total, measured.limit) {
        (Total::Whole { value, .. } | Total::Reading { value, .. }, Some(limit)) => {
            writer.value_beside(*value, limit.value, unit)
        }
        (Total::Whole { value, .. } | Total::Reading { value, .. }, None) => writer.value(*value, unit),
        (Total::Nothing { why }, _) => nothing(writer, measured, *why, grain),
    }
}

/// Why there is no value, in a few words.
fn nothing(writer: &Writer<'_>, measured: &Measured, why: NoTotal, grain: Grain) -> String {
    let day = |period| ("day", writer.period(period, grain).into());
    match why {
        NoTotal::NoData if measured.coverage.expected == 0 => writer.say("total-to-come", &[]),
        NoTotal::NoData => writer.say("total-no-data", &[]),
        NoTotal::PartsMissing { period } => writer.say("total-parts-missing", &[day(period)]),
        NoTotal::PartsDisagree { period } => writer.say("total-parts-disagree", &[day(period)]),
        NoTotal::NoDenominator => writer.say("total-no-denominator", &[]),
        NoTotal::TooLarge => writer.say("total-too-large", &[]),
    }
}

/// The value with where it stands.
pub(super) fn lead(writer: &Writer<'_>, kpi: &KpiValue) -> String {
    let measured = &kpi.measured;
    let shown = value(writer, measured, kpi.line.unit, kpi.grain);
    if measured.total.value().is_none() {
        return shown;
    }
    let shown = ("value", shown.into());
    match standing(measured) {
        Standing::Critical => writer.say("kpi-critical", &[shown]),
        Standing::Warning => writer.say("kpi-warning", &[shown]),
        Standing::Good => writer.say("kpi-good", &[shown]),
        Standing::NotSettled => {
            let why = line::unjudged(writer, Unjudged::NotSettled);
            writer.say("kpi-not-judged", &[shown, ("why", why.into())])
        }
        Standing::Unknown => writer.say("kpi-value-alone", &[shown]),
    }
}

/// Where a total stands.
enum Standing {
    Critical,
    Warning,
    Good,
    NotSettled,
    Unknown,
}

fn standing(measured: &Measured) -> Standing {
    match measured.severity {
        Some(Severity::Critical) => Standing::Critical,
        Some(Severity::Warning) => Standing::Warning,
        None if measured.judged => Standing::Good,
        None if measured.limit.is_some() && measured.coverage.provisional > 0 => Standing::NotSettled,
        None => Standing::Unknown,
    }
}

/// The colour of what was measured.
pub(super) fn tone(measured: &Measured) -> Tone {
    match (measured.severity, measured.judged) {
        (Some(severity), _) => severity.into(),
        (None, true) => Tone::Good,
        (None, false) if measured.total.value().is_none() => Tone::Unknown,
        (None, false) => Tone::Neutral,
    }
}

/// Which periods are there, which are missing, and which may still change; nothing for one settled period.
pub(super) fn coverage(writer: &Writer<'_>, measured: &Measured, grain: Grain) -> String {
    let coverage = &measured.coverage;
    let provisional = match coverage.provisional {
        0 => String::new(),
        _ if measured.periods == 1 => writer.say("coverage-provisional-one", &[]),
        count => writer.say("coverage-provisional", &[("count", count.into())]),
    };
    let there = if measured.periods > 1 { there(writer, coverage, grain) } else { String::new() };
    writer.remarks([there, gaps(writer, coverage, grain), left_out(writer, coverage, grain), provisional])
}

fn there(writer: &Writer<'_>, coverage: &Coverage, grain: Grain) -> String {
    let key = match grain {
        Grain::Day | Grain::Snapshot => "coverage-days",
        Grain::Week => "coverage-weeks",
        Grain::Month => "coverage-months",
    };
    writer.say(
        key,
        &[("present", coverage.present.into()), ("all", (coverage.expected + coverage.to_come).into())],
    )
}

fn gaps(writer: &Writer<'_>, coverage: &Coverage, grain: Grain) -> String {
    if coverage.gaps.is_empty() {
        return String::new();
    }
    let named = coverage.gaps.iter().map(|(first, last)| match grain {
        Grain::Day | Grain::Snapshot => writer.dates(*first, *last),
        _ if first == last => writer.period(*first, grain),
        _ => writer.dates(*first, *last),
    });
    let days = writer.list(named);
    match coverage.more_gaps {
        0 => writer.say("coverage-gaps", &[("days", days.into())]),
        _ => writer.say("coverage-more-gaps", &[("days", days.into())]),
    }
}

fn left_out(writer: &Writer<'_>, coverage: &Coverage, grain: Grain) -> String {
    if coverage.left_out.is_empty() {
        return String::new();
    }
    let named = coverage.left_out.iter().take(MOST_NAMED).map(|period| writer.period(*period, grain));
    let count = coverage.left_out.len();
    writer.say("coverage-left-out", &[("days", writer.list(named).into()), ("count", count.into())])
}

/// How many periods were beyond a limit; nothing for a single one.
pub(super) fn outside(writer: &Writer<'_>, measured: &Measured) -> Option<String> {
    let count = measured.warnings + measured.criticals;
    if measured.periods < 2 || count == 0 {
        return None;
    }
    let all = ("all", measured.coverage.present.into());
    Some(match measured.criticals {
        0 => writer.say("outside-days", &[("count", count.into()), all]),
        criticals => {
            let values = [("count", count.into()), all, ("criticals", criticals.into())];
            writer.say("outside-days-critical", &values)
        }
    })
}

/// A value beside its target or an earlier one: the change, whether it is for the better, and the days.
pub(super) fn compared(writer: &Writer<'_>, kpi: &KpiValue, compared: &Compared) -> String {
    let unit = kpi.line.unit;
    let days = compared
        .earlier
        .as_ref()
        .map(|earlier| understood::days(writer, earlier.from, earlier.to))
        .unwrap_or_default();
    let (value, before) = match (compared.value, compared.before, compared.with) {
        (Some(value), Some(before), _) => (value, before),
        (None, ..) => return writer.say("compared-no-value", &[]),
        (_, None, Comparison::Target) => return writer.say("compared-no-target", &[]),
        (_, None, _) => return writer.say("compared-nothing", &[("days", days.into())]),
    };
    let change = ("change", writer.change(value, before, unit).into());
    let before_shown = ("before", writer.value(before, unit).into());
    let told = match compared.with {
        Comparison::Target => writer.say("compared-target", &[change, before_shown]),
        _ => writer.say("compared-earlier", &[change, before_shown, ("days", days.into())]),
    };
    let better = better(writer, kpi.direction, value.cmp(&before), compared.with);
    let cut = compared.days.map(|(from, to)| {
        writer.say("compared-up-to", &[("days", understood::days(writer, from, to).into())])
    });
    let holes = compared.earlier.as_ref().map(|earlier| gaps(writer, &earlier.coverage, kpi.grain));
    writer.remarks([told, better, cut.unwrap_or_default(), holes.unwrap_or_default()])
}

/// Whether a change is for the better, or a target met; nothing where neither can be said.
fn better(writer: &Writer<'_>, direction: Direction, change: Ordering, with: Comparison) -> String {
    match (with, good(direction)) {
        (_, None) => String::new(),
        (Comparison::Target, Some(good)) if change == good || change == Ordering::Equal => {
            writer.say("target-met", &[])
        }
        (Comparison::Target, Some(_)) => writer.say("target-missed", &[]),
        (_, Some(_)) => better_or_worse(writer, direction, change),
    }
}

/// Whether a change is for the better or for the worse; nothing where neither can be said.
pub(super) fn better_or_worse(writer: &Writer<'_>, direction: Direction, change: Ordering) -> String {
    match good(direction) {
        None => String::new(),
        Some(_) if change == Ordering::Equal => String::new(),
        Some(good) if change == good => writer.say("change-better", &[]),
        Some(_) => writer.say("change-worse", &[]),
    }
}

/// Which way is better.
fn good(direction: Direction) -> Option<Ordering> {
    match direction {
        Direction::Higher => Some(Ordering::Greater),
        Direction::Lower => Some(Ordering::Less),
        Direction::Band => None,
    }
}
