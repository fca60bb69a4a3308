//! Which limits a value is judged by: the platform's own where it sent one, else the team's.

use rust_decimal::Decimal;

use super::PlatformWord;
use crate::kpi::{Direction, Kpi};
use crate::limit::{Edge, Limit, Limits};
use crate::sample::Observation;
use crate::target::{self, Condition, PlatformTarget, Target};

/// What a value is judged by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InForce {
    /// The edges. Only those on the bad side of the KPI's direction, but the platform's always.
    pub limits: Limits,
    /// The value to reach, where there is one.
    pub target: Option<Decimal>,
    /// The edges that the platform sent, which are among `limits`.
    platform: Vec<Limit>,
    platform_source: String,
    team_source: String,
}

impl InForce {
    /// Where one of the limits comes from: the platform by name, or what the team's target rests on.
    pub fn source_of(&self, limit: &Limit) -> &str {
        if self.platform.contains(limit) { &self.platform_source } else { &self.team_source }
    }

    /// The limit nearest to a value inside; a warning limit before a critical one at the same distance.
    pub fn nearest(&self, value: Decimal) -> Option<Limit> {
        let distance = |limit: &Limit| {
            // A distance too large to be written is the largest.
            limit.value.checked_sub(value).map_or(Decimal::MAX, |distance| distance.abs())
        };
        self.limits.warning.iter().chain(&self.limits.critical).min_by_key(|limit| distance(limit)).copied()
    }
}

/// The limits for a value, with the platform's own target before the team's (rule 7 of the product).
///
/// A platform's target replaces the team's critical limit on its side; a team's warning limit stays where it warns
/// earlier than the platform.
pub fn in_force(kpi: &Kpi, seen: &Observation, targets: &[Target]) -> InForce {
    let team = target::in_force(targets, seen.period);
    let on_bad_side = |limit: &&Limit| match kpi.direction {
        Direction::Higher => !limit.is_upper(),
        Direction::Lower => limit.is_upper(),
        Direction::Band => true,
    };
    let own = |limits: fn(&Limits) -> &Vec<Limit>| -> Vec<Limit> {
        team.map(|team| limits(&team.limits).iter().filter(on_bad_side).copied().collect())
            .unwrap_or_default()
    };
    let platform = seen.platform_target.as_ref().map(|sent| edges(sent, kpi.direction)).unwrap_or_default();
    let same_side = |limit: &Limit| platform.iter().find(|edge| edge.is_upper() == limit.is_upper()).copied();

    let mut critical = platform.clone();
    critical.extend(own(|limits| &limits.critical).into_iter().filter(|limit| same_side(limit).is_none()));
    let warning = own(|limits| &limits.warning)
        .into_iter()
        .filter(|limit| same_side(limit).is_none_or(|edge| warns_before(limit, &edge)))
        .collect();
    InForce {
        limits: Limits { warning, critical },
        target: team.and_then(|team| team.value).or_else(|| exact(seen.platform_target.as_ref())),
        platform,
        platform_source: platform_name(kpi),
        team_source: team
            .map(|team| team.source.clone().unwrap_or_else(|| team.set_by.clone()))
            .unwrap_or_default(),
    }
}

/// The platform's word beside its own limit.
pub fn platform_word(sent: &PlatformTarget, value: Decimal, direction: Direction) -> Option<PlatformWord> {
    let status = sent.status.clone()?;
    let outside = edges(sent, direction).iter().any(|edge| edge.is_crossed_by(value));
    let disagrees = match status.to_ascii_uppercase().as_str() {
        "GOOD" | "GREAT" | "OK" | "NORMAL" | "PASS" | "HEALTHY" => outside,
        "BAD" | "AT_RISK" | "CRITICAL" | "FAIL" => !outside,
        // `NONE`, `FAIR` and words not known say neither.
        _ => false,
    };
    Some(PlatformWord { status, disagrees })
}

/// The critical edges that a platform's target means.
fn edges(sent: &PlatformTarget, direction: Direction) -> Vec<Limit> {
    let edges: &[Edge] = match (sent.condition, direction) {
        (Condition::LessThan, _) => &[Edge::AtOrAbove],
        (Condition::GreaterThan, _) => &[Edge::AtOrBelow],
        (Condition::Equals, Direction::Lower) => &[Edge::Above],
        (Condition::Equals, Direction::Higher) => &[Edge::Below],
        (Condition::Equals, Direction::Band) => &[Edge::Above, Edge::Below],
    };
    edges.iter().map(|edge| Limit { edge: *edge, value: sent.value }).collect()
}

/// The value that a platform wants to be met exactly.
fn exact(sent: Option<&PlatformTarget>) -> Option<Decimal> {
    sent.filter(|sent| sent.condition == Condition::Equals).map(|sent| sent.value)
}

/// Whether some value crosses the warning limit and not yet the platform's edge on the same side.
fn warns_before(warning: &Limit, edge: &Limit) -> bool {
    let inclusive = |limit: &Limit| matches!(limit.edge, Edge::AtOrAbove | Edge::AtOrBelow);
    if warning.value == edge.value {
        return inclusive(warning) && !inclusive(edge);
    }
    (warning.value < edge.value) == edge.is_upper()
}

/// Platforms that send targets: what the keys of their catalogue entries begin with, and the name.
const PLATFORMS: &[(&str, &str)] =
    &[("amz_", "amazon"), ("wm_", "walmart"), ("ebay_", "ebay"), ("shopify_", "shopify")];

/// The platform whose target came with the value; the source's own name when the platform cannot be told.
fn platform_name(kpi: &Kpi) -> String {
    let source = kpi.source.to_ascii_lowercase();
    let catalog = kpi.catalog.as_deref().unwrap_or_default();
    PLATFORMS
        .iter()
        .find(|(prefix, name)| catalog.starts_with(prefix) || source.starts_with(name))
        .map_or_else(|| kpi.source.clone(), |(_, name)| (*name).to_owned())
}
