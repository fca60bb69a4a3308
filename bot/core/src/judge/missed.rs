//! What a pause kept quiet: the settled periods of its days, and those beyond a limit.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Case, Evidence, readings};
use crate::kpi::{Activity, Kpi};

/// What a pause kept quiet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Missed {
    /// Settled periods that began on its days.
    pub judged: u32,
    /// Those beyond a limit, of which people would have been told.
    pub beyond: u32,
}

/// The first day of a pause and the first day after it, when it ended since the KPI was last judged and nobody has been
/// told what it kept quiet.
pub fn pause_over(kpi: &Kpi, last_judged: Option<Timestamp>, now: Timestamp) -> Option<(Date, Date)> {
    let Activity::Paused { since: Some(since), until, .. } = kpi.activity else { return None };
    let ended = kpi.zone.start_of_day(until);
    (ended <= now && last_judged.is_some_and(|last| last < ended)).then_some((since, until))
}

/// What was kept quiet of the periods that began from a day on, before another.
pub fn missed(evidence: &Evidence<'_>, from: Date, before: Date, now: Timestamp) -> Missed {
    let case =
        Case { kpi: evidence.kpi, samples: evidence.samples, watched_since: evidence.watched_since, now };
    let quiet: Vec<_> = readings::all(&case, evidence.targets)
        .into_iter()
        .map(|judged| judged.reading)
        .filter(|reading| from <= reading.period && reading.period < before)
        .collect();
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let beyond = quiet.iter().filter(|reading| reading.severity.is_some()).count();
    Missed { judged: count(quiet.len()), beyond: count(beyond) }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::alert::tests::{shanghai, team};

    #[rstest]
    #[case::rests_still(Some("2026-03-02T10:00"), "2026-03-05T10:00", false)]
    #[case::is_over(Some("2026-03-02T10:00"), "2026-03-07T10:00", true)]
    #[case::was_told(Some("2026-03-07T10:00"), "2026-03-08T10:00", false)]
    #[case::was_never_judged(None, "2026-03-07T10:00", false)]
    fn a_pause_ends_once(#[case] judged: Option<&str>, #[case] now: &str, #[case] is_over: bool) {
        let (since, until) = (Date::constant(2026, 3, 1), Date::constant(2026, 3, 6));
        let activity = Activity::Paused { until, reason: "move".to_owned(), since: Some(since), by: None };
        let kpi = Kpi { activity, ..team().kpis.into_values().next().unwrap() };
        let over = pause_over(&kpi, judged.map(shanghai), shanghai(now));
        assert_eq!(over, is_over.then_some((since, until)));
    }
}
