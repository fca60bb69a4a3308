//! Which limits a value is judged by: the platform's own where it sent one, else the team's.

use rust_decimal::Decimal;

use super::PlatformWord;
use crate::kpi::{Direction, Kpi};
use crate::limit::source::{CATALOG, LimitSource};
use crate::limit::{Edge, Limit, Limits};
use crate::sample::Observation;
use crate::target::{self, Condition, PlatformTarget, Target};

/// What a value is judged by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// The edges. Only those on the bad side of the KPI's direction, but the platform's always.
    pub limits: Limits,
    /// The value to reach, where there is one.
    pub target: Option<Decimal>,
    /// Whether the platform sent the value to reach.
    is_target_of_platform: bool,
    /// The edges that the platform sent, which are among `limits`.
    platform: Vec<Limit>,
    platform_source: LimitSource,
    /// None when the team has no target.
    team_source: Option<LimitSource>,
}

impl InForce {
    /// Where one of the limits comes from.
    pub fn source_of(&self, limit: &Limit) -> Option<&LimitSource> {
        if self.platform.contains(limit) { Some(&self.platform_source) } else { self.team_source.as_ref() }
    }

    /// Where the value to reach comes from; none without one.
    pub fn target_source(&self) -> Option<&LimitSource> {
        self.target?;
        if self.is_target_of_platform { Some(&self.platform_source) } else { self.team_source.as_ref() }
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
    let own_target = team.and_then(|team| team.value);
    InForce {
        limits: Limits { warning, critical },
        target: own_target.or_else(|| exact(seen.platform_target.as_ref())),
        is_target_of_platform: own_target.is_none(),
        platform,
        platform_source: LimitSource::Platform { name: platform_name(kpi) },
        team_source: team.map(source_of),
    }
}

/// Where the limits of a target of the team come from.
fn source_of(target: &Target) -> LimitSource {
    if target.set_by == CATALOG {
        return LimitSource::Catalog;
    }
    LimitSource::Team { set_by: target.set_by.clone(), reason: target.reason.clone() }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::judge::example::{dec, kpi, limits, sample, target};
    use crate::limit::Severity;

    fn sent(condition: Condition, value: &str) -> PlatformTarget {
        PlatformTarget { value: dec(value), condition, status: None }
    }

    fn found(direction: Direction, team: Limits, platform: PlatformTarget) -> InForce {
        let kpi = Kpi { direction, ..kpi("lsr") };
        let mut seen = sample(&kpi, "2026-06-10", Some("1")).seen;
        seen.platform_target = Some(platform);
        in_force(&kpi, &seen, &[target(Some("2"), team)])
    }

    #[rstest]
    #[case::less_than(Direction::Lower, Condition::LessThan, &[">= 4"])]
    #[case::greater_than(Direction::Higher, Condition::GreaterThan, &["<= 4"])]
    #[case::equals_lower(Direction::Lower, Condition::Equals, &["> 4"])]
    #[case::equals_higher(Direction::Higher, Condition::Equals, &["< 4"])]
    #[case::equals_band(Direction::Band, Condition::Equals, &["> 4", "< 4"])]
    fn the_platform_s_target_is_critical(
        #[case] direction: Direction,
        #[case] condition: Condition,
        #[case] critical: &[&str],
    ) {
        let team = limits(&[], &["> 9", "< 1"]);
        assert_eq!(found(direction, team, sent(condition, "4")).limits, limits(&[], critical));
    }

    #[rstest]
    #[case::earlier("> 3", true)]
    #[case::only_the_edge_itself(">= 4", false)]
    #[case::later("> 4", false)]
    #[case::much_later("> 9", false)]
    fn a_team_may_warn_before_the_platform(#[case] warning: &str, #[case] stays: bool) {
        let in_force =
            found(Direction::Lower, limits(&[warning], &["> 3.5"]), sent(Condition::LessThan, "4"));
        let expected: &[&str] = if stays { &[warning] } else { &[] };
        assert_eq!(in_force.limits, limits(expected, &[">= 4"]));
        assert_eq!(in_force.target, Some(dec("2")));
    }

    #[test]
    fn a_band_keeps_the_team_s_limits_on_the_side_the_platform_does_not_speak_of() {
        let team = limits(&["< 2", "> 8"], &["< 1", "> 9"]);
        let in_force = found(Direction::Band, team, sent(Condition::LessThan, "7"));
        assert_eq!(in_force.limits, limits(&["< 2"], &[">= 7", "< 1"]));
        let [platform, own] = in_force.limits.critical[..] else { panic!("two critical limits") };
        assert_eq!(in_force.source_of(&platform), Some(&LimitSource::Platform { name: "amazon".into() }));
        let Some(LimitSource::Team { set_by, .. }) = in_force.source_of(&own) else { panic!("the team's") };
        assert_eq!(set_by, "mei");
    }

    #[test]
    fn a_target_of_the_catalogue_says_so() {
        let proposed = Target { set_by: CATALOG.into(), ..target(Some("2"), limits(&[], &["> 3"])) };
        let kpi = Kpi { direction: Direction::Lower, ..kpi("lsr") };
        let in_force = in_force(&kpi, &sample(&kpi, "2026-06-10", Some("1")).seen, &[proposed]);
        assert_eq!(in_force.source_of(&in_force.limits.critical[0]), Some(&LimitSource::Catalog));
    }

    #[test]
    fn the_platform_needs_no_target_of_the_team() {
        let kpi = kpi("violations");
        let mut seen = sample(&kpi, "2026-06-10", Some("1")).seen;
        seen.platform_target = Some(sent(Condition::Equals, "0"));
        let in_force = in_force(&kpi, &seen, &[]);
        assert_eq!((in_force.limits.clone(), in_force.target), (limits(&[], &["> 0"]), Some(dec("0"))));
        let crossed = in_force.limits.crossed_by(dec("1")).unwrap();
        assert_eq!(crossed.0, Severity::Critical);
    }

    #[rstest]
    #[case::contradicts("GOOD", "5", true)]
    #[case::agrees("good", "3", false)]
    #[case::too_strict("BAD", "3", true)]
    #[case::bad_and_beyond("BAD", "5", false)]
    #[case::says_nothing("NONE", "5", false)]
    fn a_platform_s_word_is_compared_with_its_own_limit(
        #[case] status: &str,
        #[case] value: &str,
        #[case] disagrees: bool,
    ) {
        let sent = PlatformTarget { status: Some(status.into()), ..sent(Condition::LessThan, "4") };
        let word = platform_word(&sent, dec(value), Direction::Lower).unwrap();
        assert_eq!(word, PlatformWord { status: status.into(), disagrees });
    }

    #[rstest]
    #[case(Some("wm_cancel"), "push", "walmart")]
    #[case(None, "Amazon account health", "amazon")]
    #[case(None, "WMS", "WMS")]
    fn a_platform_is_called_by_its_name(
        #[case] catalog: Option<&str>,
        #[case] source: &str,
        #[case] name: &str,
    ) {
        let kpi = Kpi { catalog: catalog.map(Into::into), source: source.into(), ..kpi("lsr") };
        assert_eq!(platform_name(&kpi), name);
    }

    proptest! {
        #[test]
        fn beyond_the_platform_s_limit_is_critical_whatever_the_team_says(
            warning in -9i64..9, critical in -9i64..9, edge in -9i64..9, value in -9i64..9,
        ) {
            let team = limits(&[&format!("> {warning}")], &[&format!(">= {critical}")]);
            let in_force = found(Direction::Lower, team, sent(Condition::LessThan, &edge.to_string()));
            let severity = in_force.limits.crossed_by(value.into()).map(|(severity, _)| severity);
            prop_assert_eq!(severity == Some(Severity::Critical), value >= edge);
        }
    }
}
