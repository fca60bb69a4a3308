//! Targets: they follow each other without overlap, seasons end, and limits lie on the bad side in their order.

use jiff::Timestamp;

use super::Checked;
use crate::catalog;
use crate::kpi::{Activity, Direction, Kpi};
use crate::limit::{Edge, Limit};
use crate::org::Org;
use crate::org::problem::{ProblemKind, Rule};
use crate::target::{Target, in_force};

pub(super) fn check(org: &Org, now: Timestamp, checked: &mut Checked) {
    for (key, kpi) in &org.kpis {
        let targets = org.targets_of(key);
        let today = kpi.zone.date_at(now);
        for (index, target) in targets.iter().enumerate() {
            let place = match &target.season {
                Some(season) => format!("kpi.{key}.target.{season}"),
                None => format!("kpi.{key}.target[{}]", index + 1),
            };
            dates(&place, target, targets.get(..index).unwrap_or_default(), checked);
            // It hides the base target, so that nothing is judged while it lasts.
            let is_ahead = target.valid_to.is_none_or(|last| today <= last);
            if is_season_without_limits(target) && is_ahead && !platform_sends_one(kpi) {
                checked.warn(&place, ProblemKind::Rule(Rule::NoLimits));
            }
            limits(&place, kpi, target, checked);
        }
        if kpi.activity == Activity::Active && !platform_sends_one(kpi) {
            let place = format!("kpi.{key}");
            match in_force(targets, today) {
                None => checked.warn(place, ProblemKind::Rule(Rule::NoTarget)),
                Some(target) if target.limits.is_empty() && target.season.is_none() => {
                    checked.warn(place, ProblemKind::Rule(Rule::NoLimits));
                }
                Some(_) => {}
            }
        }
    }
}

fn is_season_without_limits(target: &Target) -> bool {
    target.season.is_some() && target.limits.is_empty()
}

fn platform_sends_one(kpi: &Kpi) -> bool {
    kpi.catalog.as_deref().and_then(catalog::entry).is_some_and(|entry| entry.platform_target)
}

fn dates(place: &str, target: &Target, earlier: &[Target], checked: &mut Checked) {
    if target.valid_to.is_some_and(|last| last < target.valid_from) {
        checked.error(format!("{place}.valid_to"), ProblemKind::Rule(Rule::TargetEndsFirst));
    }
    if target.season.is_some() && target.valid_to.is_none() {
        checked.error(place, ProblemKind::Rule(Rule::SeasonWithoutEnd));
    }
    // Targets come in the order of their first days, so an overlap is an earlier one that still holds.
    let overlaps = |other: &&Target| {
        other.season.is_some() == target.season.is_some()
            && other.valid_to.is_none_or(|last| target.valid_from <= last)
    };
    if earlier.iter().any(|other| overlaps(&other)) {
        let what = if target.season.is_some() { "season" } else { "target" };
        let what = Rule::TargetsOverlap(target.valid_from, what);
        checked.error(format!("{place}.valid_from"), ProblemKind::Rule(what));
    }
}

fn limits(place: &str, kpi: &Kpi, target: &Target, checked: &mut Checked) {
    let sides = [("warning", &target.limits.warning), ("critical", &target.limits.critical)];
    for (severity, limits) in sides {
        for limit in limits {
            if let Some((better, sign)) = good_side(kpi.direction, limit) {
                let what = Rule::WrongSide { limit: limit.write(kpi.unit), better, sign };
                checked.error(format!("{place}.{severity}"), ProblemKind::Rule(what));
            }
            if let Some(value) = target.value.filter(|value| limit.is_crossed_by(*value)) {
                let what =
                    Rule::TargetOutside { value: kpi.unit.write_value(value), limit: limit.write(kpi.unit) };
                checked.warn(format!("{place}.value"), ProblemKind::Rule(what));
            }
        }
        if limits.iter().filter(|limit| limit.is_upper()).count() > 1
            || limits.iter().filter(|limit| !limit.is_upper()).count() > 1
        {
            checked.error(format!("{place}.{severity}"), ProblemKind::Rule(Rule::TwoLimits(severity)));
        }
    }
    for warning in &target.limits.warning {
        let same_side = |limit: &&Limit| limit.is_upper() == warning.is_upper();
        for critical in target.limits.critical.iter().filter(same_side) {
            if is_reached_before(critical, warning) {
                let what = Rule::CriticalInsideWarning {
                    critical: critical.write(kpi.unit),
                    warning: warning.write(kpi.unit),
                };
                checked.error(format!("{place}.critical"), ProblemKind::Rule(what));
            }
        }
    }
}

/// Which way is better and which signs fit, when the limit is where the KPI is good.
fn good_side(direction: Direction, limit: &Limit) -> Option<(&'static str, &'static str)> {
    match (direction, limit.is_upper()) {
        (Direction::Lower, false) => Some(("better when lower", "> or >=")),
        (Direction::Higher, true) => Some(("better when higher", "< or <=")),
        _ => None,
    }
}

/// Whether some value is beyond the critical limit and not yet beyond the warning on the same side.
fn is_reached_before(critical: &Limit, warning: &Limit) -> bool {
    let inclusive = |limit: &Limit| matches!(limit.edge, Edge::AtOrAbove | Edge::AtOrBelow);
    if critical.value == warning.value {
        return inclusive(critical) && !inclusive(warning);
    }
    (critical.value < warning.value) == warning.is_upper()
}
