//! Scorecards, escalation policies and import mappings: what the domain's own rules say about them.

use jiff::Timestamp;

use super::Checked;
use crate::escalation::{Rung, Times};
use crate::org::Org;
use crate::org::problem::{ProblemKind, Rule};
use crate::scorecard::rules::{self, RuleBroken};

pub(super) fn check(org: &Org, _: Timestamp, checked: &mut Checked) {
    for (key, card) in &org.scorecards {
        if card.entries.is_empty() {
            checked.error(format!("scorecard.{key}"), ProblemKind::Rule(Rule::NoEntries));
        }
        for broken in rules::problems(card, org) {
            let is_told_elsewhere = matches!(
                broken,
                RuleBroken::Unknown(_) | RuleBroken::NotReady { .. } | RuleBroken::TooManyOfOneOwner { .. }
            );
            if !is_told_elsewhere {
                let (place, refuses) = (format!("scorecard.{key}"), broken.refuses());
                let what = ProblemKind::Rule(Rule::Scorecard(broken));
                if refuses { checked.error(place, what) } else { checked.warn(place, what) }
            }
        }
    }
    for (key, policy) in &org.policies {
        for (severity, times) in [("warning", &policy.warning), ("critical", &policy.critical)] {
            for what in times_problems(times) {
                checked.error(format!("policy.{key}.{severity}"), ProblemKind::Rule(what));
            }
        }
    }
    for (key, mapping) in &org.mappings {
        let lacks_value = |column: &&crate::org::mapping::Column| {
            column.value.is_none() && (column.numerator.is_none() || column.denominator.is_none())
        };
        for column in mapping.columns.iter().filter(lacks_value) {
            let place = format!("mapping.{key}.columns.{}", column.kpi);
            checked.error(place, ProblemKind::Rule(Rule::NoColumn));
        }
    }
}

fn times_problems(times: &Times) -> Vec<Rule> {
    let mut found = Vec::new();
    let begins = times.steps.first().is_some_and(|step| step.rung == Rung::Owner && step.after_minutes == 0);
    if !begins || !times.steps.is_sorted_by_key(|step| step.after_minutes) {
        found.push(Rule::StepsOutOfOrder);
    }
    // Without time between them, the steps would begin again for ever in one instant.
    for (key, minutes) in [("repeat_minutes", times.repeat_minutes), ("ack_minutes", times.ack_minutes)] {
        if minutes == 0 {
            found.push(Rule::NoMinutes(key));
        }
    }
    found
}
