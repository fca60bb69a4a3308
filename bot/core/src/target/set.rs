//! Setting a target: a season on top of what holds, or the base from a day on; with the limits that follow from the value.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Target;
use crate::kpi::{Direction, Kpi};
use crate::limit::{Edge, Limit, Limits};

/// Figures of a limit that follows from a target.
const FIGURES: u32 = 4;

/// The limits of a new target. They keep their distance to the value as those of the target before did, in proportion;
/// where that had no value, the new value is the edge of the warning, and critical limits that lie beyond it stay. None for
/// a band, which one value does not tell.
pub fn limits_for(kpi: &Kpi, before: Option<&Target>, value: Decimal) -> Option<Limits> {
    if let Some(limits) = before.and_then(|before| in_proportion(before, value)) {
        return Some(limits);
    }
    let edge = match kpi.direction {
        Direction::Higher => Edge::Below,
        Direction::Lower => Edge::Above,
        Direction::Band => return None,
    };
    let warning = Limit { edge, value };
    let is_beyond = |critical: &&Limit| {
        critical.is_upper() == warning.is_upper() && warning.is_crossed_by(critical.value)
    };
    let critical = before.map(|before| before.limits.critical.iter().filter(is_beyond).copied().collect());
    Some(Limits { warning: vec![warning], critical: critical.unwrap_or_default() })
}

fn in_proportion(before: &Target, value: Decimal) -> Option<Limits> {
    if before.limits.is_empty() {
        return None;
    }
    let factor = value.checked_div(before.value?).filter(|factor| *factor > Decimal::ZERO)?;
    let moved = |limit: &Limit| {
        let moved = limit.value.checked_mul(factor)?;
        let moved = moved.round_sf_with_strategy(FIGURES, RoundingStrategy::MidpointAwayFromZero)?;
        Some(Limit { value: moved.normalize(), ..*limit })
    };
    let all = |limits: &[Limit]| limits.iter().map(moved).collect::<Option<Vec<_>>>();
    let limits = Limits { warning: all(&before.limits.warning)?, critical: all(&before.limits.critical)? };
    // Where the target lay beyond its own limits, the distance means nothing.
    limits.crossed_by(value).is_none().then_some(limits)
}

/// The targets with a new one among them. A base target ends the one that holds on its first day, and holds until the next
/// one begins; a season replaces one of the same days.
///
/// # Errors
///
/// The season that holds on some of the days of the new one.
pub fn with_target(targets: &[Target], new: Target) -> Result<Vec<Target>, Box<Target>> {
    let mut all = targets.to_vec();
    if new.season.is_some() {
        let same_days = |other: &Target| (other.valid_from, other.valid_to) == (new.valid_from, new.valid_to);
        all.retain(|other| other.season.is_none() || !same_days(other));
        let overlaps = |other: &&Target| {
            other.season.is_some()
                && new.valid_to.is_none_or(|last| other.valid_from <= last)
                && other.valid_to.is_none_or(|last| new.valid_from <= last)
        };
        if let Some(other) = all.iter().find(overlaps) {
            return Err(Box::new(other.clone()));
        }
        all.push(new);
    } else {
        let begins_later = |other: &&Target| other.season.is_none() && other.valid_from > new.valid_from;
        let next = all.iter().filter(begins_later).map(|other| other.valid_from).min();
        all.retain(|other| other.season.is_some() || other.valid_from != new.valid_from);
        for other in all.iter_mut().filter(|other| other.season.is_none() && other.holds_on(new.valid_from)) {
            other.valid_to = new.valid_from.yesterday().ok();
        }
        all.push(Target { valid_to: next.and_then(|next| next.yesterday().ok()), ..new });
    }
    crate::org::file::sort_targets(&mut all);
    Ok(all)
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;
    use rstest::rstest;

    use super::*;
    use crate::alert::tests::team;
    use crate::unit::Unit;

    fn limit(text: &str) -> Limit {
        Limit::parse(text, Unit::Percent).unwrap()
    }

    fn percent(text: &str) -> Decimal {
        Unit::Percent.parse_value(text).unwrap()
    }

    fn target(value: Option<&str>, from: &str, to: Option<&str>, season: Option<&str>) -> Target {
        Target {
            value: value.map(percent),
            limits: Limits { warning: vec![limit("> 30%")], critical: vec![limit("> 40%")] },
            valid_from: from.parse().unwrap(),
            valid_to: to.map(|to| to.parse().unwrap()),
            season: season.map(str::to_owned),
            set_by: "lin".to_owned(),
            reason: String::new(),
            source: None,
        }
    }

    #[rstest]
    #[case::in_proportion(Some("25%"), "20%", "> 24%", Some("> 32%"))]
    #[case::the_value_is_the_edge(None, "20%", "> 20%", Some("> 40%"))]
    #[case::critical_lies_inside(None, "45%", "> 45%", None)]
    fn limits_follow_the_value(
        #[case] before: Option<&str>,
        #[case] value: &str,
        #[case] warning: &str,
        #[case] critical: Option<&str>,
    ) {
        let kpi = team().kpis.into_values().next().unwrap();
        let before = target(before, "2026-01-01", None, None);
        let limits = limits_for(&kpi, Some(&before), percent(value)).unwrap();
        let expected =
            Limits { warning: vec![limit(warning)], critical: critical.map(limit).into_iter().collect() };
        assert_eq!(limits, expected);
        let band = Kpi { direction: Direction::Band, ..kpi };
        assert_eq!(limits_for(&band, None, percent(value)), None);
    }

    fn days(targets: &[Target]) -> Vec<(Date, Option<Date>)> {
        targets.iter().map(|target| (target.valid_from, target.valid_to)).collect()
    }

    #[test]
    fn a_base_target_ends_the_one_before_and_yields_to_the_next() {
        let targets =
            [target(None, "2026-01-01", Some("2026-06-30"), None), target(None, "2026-07-01", None, None)];
        let with = with_target(&targets, target(None, "2026-03-01", None, None)).unwrap();
        let expected =
            [("2026-01-01", Some("2026-02-28")), ("2026-03-01", Some("2026-06-30")), ("2026-07-01", None)];
        let read = |(from, to): (&str, Option<&str>)| {
            (from.parse::<Date>().unwrap(), to.map(|to| to.parse::<Date>().unwrap()))
        };
        assert_eq!(days(&with), expected.map(read));
        let same_day = with_target(&with, target(Some("20%"), "2026-03-01", None, None)).unwrap();
        assert_eq!(days(&same_day), days(&with));
    }

    #[test]
    fn seasons_do_not_meet() {
        let season = |from, to| target(None, from, Some(to), Some("bfcm"));
        let targets = [target(None, "2026-01-01", None, None), season("2026-11-20", "2026-11-30")];
        assert!(with_target(&targets, season("2026-12-01", "2026-12-24")).is_ok());
        assert_eq!(with_target(&targets, season("2026-11-20", "2026-11-30")).unwrap().len(), 2);
        assert_eq!(
            with_target(&targets, season("2026-11-25", "2026-12-02")),
            Err(Box::new(targets[1].clone()))
        );
    }
}
