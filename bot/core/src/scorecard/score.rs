//! The score of a scorecard: the weighted mean of its KPIs, with the gate that no growth buys off.
//!
//! The anchors and caps are the product's own choice; no reliable source gives any.

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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::judge::example::{days, dec, judged_by, kpi, limits, target};
    use crate::kpi::Kpi;
    use crate::limit::Limits;
    use crate::scorecard::Entry;

    fn judgement(kpi: &Kpi, value: &str, goal: Option<&str>, limits: Limits) -> Judgement {
        judged_by(kpi, &[target(goal, limits)], &days(kpi, "2026-06-10", value), "2026-06-13T07:00:00Z")
    }

    fn scored(direction: Direction, value: &str, goal: Option<&str>, limits: Limits) -> Decimal {
        let kpi = Kpi { direction, ..kpi("lsr") };
        let samples = format!("{value} {value}");
        of_kpi(&judgement(&kpi, &samples, goal, limits), direction).unwrap().normalize()
    }

    #[rstest]
    #[case::better("1", "1")]
    #[case::at_target("2", "1")]
    #[case::half_way_to_the_warning("3", "0.8")]
    #[case::at_the_warning("4", "0.6")]
    #[case::half_way_to_critical("6", "0.3")]
    #[case::at_critical("8", "0")]
    #[case::beyond("80", "0")]
    fn lower_is_better(#[case] value: &str, #[case] expected: &str) {
        let limits = limits(&[">= 4"], &[">= 8"]);
        assert_eq!(scored(Direction::Lower, value, Some("2"), limits), dec(expected));
    }

    #[rstest]
    #[case::better("120", "1")]
    #[case::half_way("95", "0.8")]
    #[case::at_the_warning("90", "0.6")]
    #[case::beyond_the_warning("85", "0.3")]
    #[case::critical("80", "0")]
    fn higher_is_better(#[case] value: &str, #[case] expected: &str) {
        let limits = limits(&["< 90"], &["< 80"]);
        assert_eq!(scored(Direction::Higher, value, Some("100"), limits), dec(expected));
    }

    #[rstest]
    #[case::at_target("60", "1")]
    #[case::towards_the_upper_edge("75", "0.8")]
    #[case::upper_warning("90", "0.6")]
    #[case::towards_upper_critical("135", "0.3")]
    #[case::towards_the_lower_edge("50", "0.8")]
    #[case::lower_warning("40", "0.6")]
    #[case::lower_critical("20", "0")]
    fn a_band_scores_by_its_nearer_edge(#[case] value: &str, #[case] expected: &str) {
        let limits = limits(&["< 40", "> 90"], &["<= 20", "> 180"]);
        assert_eq!(scored(Direction::Band, value, Some("60"), limits), dec(expected));
    }

    #[rstest]
    #[case::no_target("3", None, &["> 4"], &["> 8"], "1")]
    #[case::no_critical("9", None, &["> 4"], &[], "0.6")]
    #[case::no_warning("5", Some("2"), &[], &[">= 8"], "0.5")]
    #[case::only_critical("7", None, &[], &[">= 8"], "1")]
    #[case::exactly_what_is_asked("0", Some("0"), &[], &["> 0"], "1")]
    #[case::one_too_many("1", Some("0"), &[], &["> 0"], "0")]
    #[case::a_target_beyond_the_limit("3", Some("6"), &["> 4"], &["> 8"], "1")]
    fn an_anchor_that_is_missing_leaves_a_step(
        #[case] value: &str,
        #[case] goal: Option<&str>,
        #[case] warning: &[&str],
        #[case] critical: &[&str],
        #[case] expected: &str,
    ) {
        assert_eq!(scored(Direction::Lower, value, goal, limits(warning, critical)), dec(expected));
    }

    /// A card of KPIs (key, class, weight, value; `-` for no value) with a warning above 3 and critical from 4.
    fn card(entries: &[(&str, Class, &str, &str)]) -> Score {
        let mut org = Org::default();
        let mut judgements = BTreeMap::new();
        let mut card = Scorecard {
            key: "card".parse().unwrap(),
            name_en: String::new(),
            name_zh: String::new(),
            entries: Vec::new(),
            reason: None,
        };
        for (key, class, weight, value) in entries {
            let kpi = Kpi { class: *class, ..kpi(key) };
            let limits = limits(&["> 3"], &[">= 4"]);
            judgements.insert(kpi.key.clone(), judgement(&kpi, &format!("{value} 0"), None, limits));
            card.entries.push(Entry { kpi: kpi.key.clone(), weight: dec(weight) });
            org.kpis.insert(kpi.key.clone(), kpi);
        }
        score(&card, &judgements, &org)
    }

    #[test]
    fn the_score_is_weighted_over_what_is_known() {
        let score = card(&[
            ("a", Class::Growth, "3", "0"),
            ("b", Class::Growth, "1", "9"),
            ("c", Class::Risk, "4", "-"),
        ]);
        assert_eq!(score.value, Some(dec("0.75")));
        assert_eq!((score.missing, score.capped_by), (dec("0.5"), None));
        let nothing = card(&[("c", Class::Risk, "4", "-")]);
        assert_eq!((nothing.value, nothing.missing), (None, dec("1")));
        assert_eq!(card(&[]), Score { value: None, ungated: None, missing: dec("1"), capped_by: None });
    }

    #[rstest]
    #[case::critical("9", "0.4", true)]
    #[case::warning("3.5", "0.7", true)]
    #[case::good("0", "1", false)]
    fn growth_never_buys_off_a_risk(#[case] value: &str, #[case] expected: &str, #[case] capped: bool) {
        let score = card(&[("a", Class::Growth, "99", "0"), ("b", Class::Risk, "1", value)]);
        assert_eq!(score.value.unwrap().normalize(), dec(expected));
        assert_eq!(score.capped_by.is_some(), capped);
        assert!(score.ungated.unwrap() > dec("0.98"));
    }

    #[test]
    fn a_cap_that_changes_nothing_is_not_named() {
        let score = card(&[("a", Class::Growth, "1", "9"), ("b", Class::Risk, "1", "9")]);
        assert_eq!((score.value, score.capped_by), (Some(Decimal::ZERO), None));
    }

    #[test]
    fn anchors_beyond_all_numbers_are_survived() {
        let max = Decimal::MAX.to_string();
        let limits = limits(&[&format!("> {max}")], &[]);
        let min = Decimal::MIN.to_string();
        assert_eq!(scored(Direction::Lower, "5", Some(&min), limits), dec("0.6"));
    }

    proptest! {
        #[test]
        fn a_score_is_within_0_and_1_and_behind_its_gate(
            entries in prop::collection::vec(
                (0usize..3, -1i64..100, -5i64..12),
                1..8,
            ),
        ) {
            let classes = [Class::Growth, Class::Efficiency, Class::Risk];
            let texts: Vec<_> = entries
                .iter()
                .enumerate()
                .map(|(at, (class, weight, value))| (format!("k{at}"), classes[*class], weight.to_string(), value))
                .map(|(key, class, weight, value)| (key, class, weight, value.to_string()))
                .collect();
            let rows: Vec<_> =
                texts.iter().map(|(key, class, weight, value)| (&**key, *class, &**weight, &**value)).collect();
            let score = card(&rows);
            prop_assert!(score.value.is_none_or(|value| value >= Decimal::ZERO && value <= Decimal::ONE));
            prop_assert!(score.missing >= Decimal::ZERO && score.missing <= Decimal::ONE);
            let worst = entries
                .iter()
                .filter(|(class, weight, _)| *class == 2 && *weight > 0)
                .map(|(_, _, value)| *value)
                .max()
                .unwrap_or_default();
            let cap = if worst >= 4 { dec("0.4") } else { dec("1") };
            prop_assert!(score.value.is_none_or(|value| value <= cap));
        }

        #[test]
        fn worse_never_scores_more(value in -20i64..20, worse in 0i64..20, goal in -20i64..20) {
            let score = |value: i64| {
                let limits = limits(&["> 4"], &["> 8"]);
                scored(Direction::Lower, &value.to_string(), Some(&goal.to_string()), limits)
            };
            prop_assert!(score(value + worse) <= score(value));
        }
    }
}
