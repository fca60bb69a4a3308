//! What a pause kept quiet: the settled periods of its days, and the alerts that people would have been told of.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::period::add_days;
use super::{Case, Evidence, readings};
use crate::alert::Reading;
use crate::kpi::{Activity, Grain, Kpi};
use crate::limit::{Limit, Severity};
use crate::unit::Unit;

/// What a pause kept quiet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Missed {
    /// Settled periods that began on its days.
    pub judged: u32,
    /// Those beyond a limit.
    pub beyond: u32,
    /// The alerts that would have been opened, oldest first.
    pub alerts: Vec<QuietAlert>,
}

/// An alert that a pause kept quiet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietAlert {
    /// First period beyond the limit.
    pub first: Date,
    /// Last period beyond the limit.
    pub last: Date,
    /// The length of the periods.
    pub grain: Grain,
    /// The value at its worst.
    pub worst: Decimal,
    /// The unit of the value.
    pub unit: Unit,
    /// The limit that the worst value crossed.
    pub limit: Option<Limit>,
    /// How bad it was at its worst.
    pub severity: Severity,
}

/// The first day of a pause and the first day after it, when it ended since the KPI was last judged and nobody has been
/// told what it kept quiet.
pub fn pause_over(kpi: &Kpi, last_judged: Option<Timestamp>, now: Timestamp) -> Option<(Date, Date)> {
    let Activity::Paused { since: Some(since), until, .. } = kpi.activity else { return None };
    let ended = kpi.zone.start_of_day(until);
    (ended <= now && last_judged.is_some_and(|last| last < ended)).then_some((since, until))
}

/// The first day whose samples matter to a pause: values are held against those before them.
pub fn looked_at_from(since: Date) -> Date {
    const DAYS_BEFORE: i64 = 60;
    add_days(since, -DAYS_BEFORE)
}

/// What was kept quiet of the periods that began from a day on, before another.
pub fn missed(evidence: &Evidence<'_>, from: Date, before: Date, now: Timestamp) -> Missed {
    let case =
        Case { kpi: evidence.kpi, samples: evidence.samples, watched_since: evidence.watched_since, now };
    let quiet: Vec<Reading> = readings::all(&case, evidence.targets)
        .into_iter()
        .map(|judged| judged.reading)
        .filter(|reading| from <= reading.period && reading.period < before)
        .collect();
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let beyond = quiet.iter().filter(|reading| reading.severity.is_some()).count();
    Missed { judged: count(quiet.len()), beyond: count(beyond), alerts: alerts(evidence.kpi, &quiet) }
}

/// The alerts that readings would have opened. One ends when enough of them in a row have recovered.
fn alerts(kpi: &Kpi, readings: &[Reading]) -> Vec<QuietAlert> {
    let needed = kpi.recovery_periods.max(1);
    let mut alerts: Vec<QuietAlert> = Vec::new();
    let mut recovered = 0;
    for reading in readings {
        let Some(severity) = reading.severity else {
            recovered = if reading.recovered { recovered + 1 } else { 0 };
            continue;
        };
        let value = reading.value;
        match alerts.last_mut().filter(|_| recovered < needed) {
            Some(alert) => {
                alert.last = reading.period;
                if alert.is_outdone_by(severity, value) {
                    (alert.worst, alert.limit, alert.severity) = (value, reading.limit, severity);
                }
            }
            None => alerts.push(QuietAlert {
                first: reading.period,
                last: reading.period,
                grain: kpi.grain,
                worst: value,
                unit: kpi.unit,
                limit: reading.limit,
                severity,
            }),
        }
        recovered = 0;
    }
    alerts
}

impl QuietAlert {
    /// Whether a value is worse than the worst so far.
    fn is_outdone_by(&self, severity: Severity, value: Decimal) -> bool {
        let is_further = self
            .limit
            .is_some_and(|limit| if limit.is_upper() { value > self.worst } else { value < self.worst });
        severity > self.severity || (severity == self.severity && is_further)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::alert::tests::{shanghai, team};
    use crate::judge::example::{dec, kpi, limits};

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

    /// Values beyond 3 % are a warning, beyond 4 % critical; 2 periods inside end an alert.
    #[rstest]
    #[case::nothing("2 2 2", &[])]
    #[case::one_run("2 3.5 4.5 3.2 2", &["02-04 4.5 Critical"])]
    #[case::one_day_inside_ends_nothing("3.5 2 3.2", &["01-03 3.5 Warning"])]
    #[case::two_days_inside_end_it("3.5 2 2 3.2 5", &["01-01 3.5 Warning", "04-05 5 Critical"])]
    #[case::inside_but_not_recovered("3.5 2.99 2.99 3.2", &["01-04 3.5 Warning"])]
    fn alerts_are_told_with_their_days(#[case] values: &str, #[case] expected: &[&str]) {
        let limits = limits(&["> 3"], &["> 4"]);
        let kpi = Kpi { recovery_periods: 2, recovery_margin: dec("0.05"), ..kpi("lsr") };
        let readings: Vec<Reading> = values
            .split(' ')
            .zip(1..)
            .map(|(value, day)| {
                let value = dec(value);
                let crossed = limits.crossed_by(value);
                Reading {
                    period: Date::constant(2026, 3, day),
                    revision: 1,
                    value,
                    numerator: None,
                    denominator: None,
                    limit: crossed.map(|(_, limit)| limit),
                    severity: crossed.map(|(severity, _)| severity),
                    recovered: super::super::recovery::has_recovered(&kpi, &limits, value),
                    previous: None,
                    limit_source: None,
                }
            })
            .collect();
        let told: Vec<String> = alerts(&kpi, &readings)
            .iter()
            .map(|alert| {
                let (first, last) = (alert.first.day(), alert.last.day());
                format!("{first:02}-{last:02} {} {:?}", alert.worst, alert.severity)
            })
            .collect();
        assert_eq!(told, expected);
    }
}
