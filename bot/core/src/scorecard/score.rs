//! The score of a scorecard: the weighted mean of its KPIs, with the gate that no growth buys off.
//!
//! Source: `reference/kpi-catalog.md` section 9, a proposal of the product.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Score, Scorecard};
use crate::id::KpiKey;
use crate::judge::{Judgement, Standing};
use crate::kpi::{Class, Direction};
use crate::limit::{Limit, Severity};
use crate::org::Org;

/// Score of a value at its warning limit.
const AT_WARNING: Decimal = Decimal::from_parts(6, 0, 0, false, 1);
/// Most that a score can be while a risk KPI is beyond a critical limit.
const CAP_CRITICAL: Decimal = Decimal::from_parts(4, 0, 0, false, 1);
/// Most that a score can be while a risk KPI is beyond a warning limit.
const CAP_WARNING: Decimal = Decimal::from_parts(7, 0, 0, false, 1);
/// Decimal places of a score.
const PLACES: u32 = 4;

/// The score of a card over its KPIs that are judged on sound data; the others count as missing weight. Entries without
/// a known KPI or with a weight of 0 or less count for nothing.
pub fn score(card: &Scorecard, judgements: &BTreeMap<KpiKey, Judgement>, org: &Org) -> Score {
    let mut total = Decimal::ZERO;
    let mut judged = Decimal::ZERO;
    let mut sum = Decimal::ZERO;
    let mut cap: Option<(Severity, &KpiKey)> = None;
    for entry in &card.entries {
        let Some(kpi) = org.kpis.get(&entry.kpi) else { continue };
        if entry.weight <= Decimal::ZERO {
            continue;
        }
        total = total.saturating_add(entry.weight);
        let Some(judgement) = judgements.get(&entry.kpi) else { continue };
        let Some(s) = of_kpi(judgement, kpi.direction) else { continue };
        judged = judged.saturating_add(entry.weight);
        sum = sum.saturating_add(entry.weight.saturating_mul(s));
        if let (Class::Risk, Standing::Outside { severity }) = (kpi.class, judgement.standing)
            && cap.is_none_or(|(worst, _)| severity > worst)
        {
            cap = Some((severity, &entry.kpi));
        }
    }
    let ungated = sum.checked_div(judged).map(|mean| mean.min(Decimal::ONE).round_dp(PLACES));
    let gate = |severity| if severity == Severity::Critical { CAP_CRITICAL } else { CAP_WARNING };
    let capping = cap.filter(|(severity, _)| ungated.is_some_and(|mean| mean > gate(*severity)));
    let present = judged.checked_div(total).unwrap_or_default();
    Score {
        value: capping.map_or(ungated, |(severity, _)| Some(gate(severity))),
        ungated,
        missing: (Decimal::ONE - present.min(Decimal::ONE)).round_dp(PLACES),
        capped_by: capping.map(|(_, kpi)| kpi.clone()),
    }
}

/// The score of one KPI, 0 to 1; none while it is not judged.
///
/// 1 at its target or better, 0.6 at the warning limit, 0 at the critical limit, linear between. In a band the side
/// that scores less counts. An anchor that is not set leaves a step: without a target everything inside scores 1,
/// without a critical limit everything beyond the warning scores 0.6.
pub fn of_kpi(judgement: &Judgement, direction: Direction) -> Option<Decimal> {
    if !matches!(judgement.standing, Standing::Good | Standing::Outside { .. }) {
        return None;
    }
    let value = judgement.reading.as_ref()?.value;
    let side = |upper: bool| {
        let on_side = |limit: &&Limit| limit.is_upper() == upper;
        let warning = judgement.limits.warning.iter().find(on_side);
        let critical = judgement.limits.critical.iter().find(on_side);
        of_side(value, judgement.target, warning, critical)
    };
    Some(match direction {
        Direction::Lower => side(true),
        Direction::Higher => side(false),
        Direction::Band => side(true).min(side(false)),
    })
}

fn of_side(
    value: Decimal,
    target: Option<Decimal>,
    warning: Option<&Limit>,
    critical: Option<&Limit>,
) -> Decimal {
    let Some(limit) = warning.or(critical) else { return Decimal::ONE };
    // How far a value is towards the bad end, compared in one direction for both sides.
    let beyond = |value: Decimal, edge: Decimal| if limit.is_upper() { value > edge } else { value < edge };
    if critical.is_some_and(|critical| critical.is_crossed_by(value)) {
        return Decimal::ZERO;
    }
    // A target on the bad side of the limit says nothing about values inside.
    let target = target.filter(|target| beyond(limit.value, *target));
    let inside_scores = |at_limit: Decimal| match target {
        Some(target) if beyond(value, target) => {
            between(value, (target, Decimal::ONE), (limit.value, at_limit))
        }
        _ => Decimal::ONE,
    };
    match (warning, critical) {
        (Some(warning), _) if !beyond(value, warning.value) && !warning.is_crossed_by(value) => {
            inside_scores(AT_WARNING)
        }
        (Some(warning), Some(critical)) => {
            between(value, (warning.value, AT_WARNING), (critical.value, Decimal::ZERO))
        }
        (Some(_), None) => AT_WARNING,
        (None, _) => inside_scores(Decimal::ZERO),
    }
}

/// The score on the line between two anchors (value, score), never beyond them.
fn between(value: Decimal, from: (Decimal, Decimal), to: (Decimal, Decimal)) -> Decimal {
    let share = || {
        let width = to.0.checked_sub(from.0)?;
        value.checked_sub(from.0)?.checked_div(width)
    };
    // Anchors that coincide, or lie too far apart to be computed with, leave the worse of their scores.
    let share = share().unwrap_or(Decimal::ONE).clamp(Decimal::ZERO, Decimal::ONE);
    from.1 + (to.1 - from.1) * share
}
