//! Coverage: which periods of a span have a value, which are missing, and which are yet to come.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::judge::{period, settled};
use crate::kpi::{Grain, Kpi};
use crate::sample::Sample;

/// Most periods that one answer looks at: three years of days.
pub const MOST_PERIODS: usize = 1100;

/// Most gaps that are named one by one.
const MOST_GAPS: usize = 3;

/// What is there of a span.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Coverage {
    /// Periods that are over, or have a value already.
    pub expected: u32,
    /// Of these, the ones with a value.
    pub present: u32,
    /// Of those, the ones that may still change.
    pub provisional: u32,
    /// Periods that are not over and have no value.
    pub to_come: u32,
    /// The first gaps, each as the first days of its first and last period.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<(Date, Date)>,
    /// How many more gaps there are.
    #[serde(default)]
    pub more_gaps: u32,
    /// Periods whose value cannot be true and was left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<Date>,
}

impl Coverage {
    /// Periods that are over and of which no value came.
    pub fn missing(&self) -> u32 {
        self.expected.saturating_sub(self.present).saturating_sub(count(self.left_out.len()))
    }
}

/// The first days of the periods of a span, oldest first and the newest [`MOST_PERIODS`] at most: those that lie in it
/// as a whole. A span shorter than a period means the period that holds its last day.
pub fn periods(grain: Grain, from: Date, to: Date, week_start: Weekday) -> Vec<Date> {
    let mut found = Vec::new();
    let mut first = period::containing(grain, to, week_start);
    if period::last_day(grain, first) > to {
        let before = period::previous(grain, first);
        if before < from {
            return vec![first];
        }
        first = before;
    }
    while first >= from && found.len() < MOST_PERIODS {
        found.push(first);
        let before = period::previous(grain, first);
        if before >= first {
            break;
        }
        first = before;
    }
    if found.is_empty() {
        found.push(first);
    }
    found.reverse();
    found
}

/// What is there of some periods, given the samples among them and those whose value cannot be true.
pub fn coverage(
    kpi: &Kpi,
    periods: &[Date],
    samples: &[&Sample],
    left_out: Vec<Date>,
    now: Timestamp,
) -> Coverage {
    let has_said = |first: Date| samples.binary_search_by_key(&first, |sample| sample.seen.period).is_ok();
    let provisional = samples
        .iter()
        .filter(|sample| !settled::is_settled(kpi, &sample.seen, sample.fetched_at, now))
        .count();
    let mut found =
        Coverage { present: count(samples.len()), provisional: count(provisional), ..Coverage::default() };
    let mut gap: Option<(Date, Date)> = None;
    for first in periods {
        if has_said(*first) || left_out.contains(first) {
            found.expected += 1;
            found.close(&mut gap);
        } else if period::end(kpi, *first) <= now {
            found.expected += 1;
            gap = Some((gap.map_or(*first, |(start, _)| start), *first));
        } else {
            found.to_come += 1;
            found.close(&mut gap);
        }
    }
    found.close(&mut gap);
    found.left_out = left_out;
    found
}

impl Coverage {
    fn close(&mut self, gap: &mut Option<(Date, Date)>) {
        let Some(ended) = gap.take() else { return };
        if self.gaps.len() < MOST_GAPS {
            self.gaps.push(ended);
        } else {
            self.more_gaps += 1;
        }
    }
}

pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::judge::example::{at, day, days, kpi};

    #[rstest]
    #[case::one_day(Grain::Day, "2026-06-10", "2026-06-10", &["2026-06-10"])]
    #[case::days(Grain::Day, "2026-06-10", "2026-06-12", &["2026-06-10", "2026-06-11", "2026-06-12"])]
    #[case::whole_weeks(Grain::Week, "2026-06-03", "2026-06-16", &["2026-06-08"])]
    #[case::a_day_means_its_week(Grain::Week, "2026-06-10", "2026-06-10", &["2026-06-08"])]
    #[case::a_week_within_two(Grain::Week, "2026-06-10", "2026-06-16", &["2026-06-15"])]
    #[case::months(Grain::Month, "2026-05-01", "2026-06-30", &["2026-05-01", "2026-06-01"])]
    #[case::half_a_month(Grain::Month, "2026-06-01", "2026-06-15", &["2026-06-01"])]
    fn a_span_has_its_periods(
        #[case] grain: Grain,
        #[case] from: &str,
        #[case] to: &str,
        #[case] expected: &[&str],
    ) {
        let found = periods(grain, day(from), day(to), Weekday::Monday);
        assert_eq!(found, expected.iter().map(|text| day(text)).collect::<Vec<_>>());
    }

    #[test]
    fn missing_days_are_told_from_days_to_come() {
        let kpi = kpi("lsr");
        let samples = days(&kpi, "2026-06-01", "1 . . 4 5");
        let span = periods(Grain::Day, day("2026-06-01"), day("2026-06-10"), Weekday::Monday);
        // In Los Angeles it is the evening of 6 June.
        let now = at("2026-06-07T03:00:00Z");
        let found = coverage(&kpi, &span, &samples.iter().collect::<Vec<_>>(), vec![], now);
        assert_eq!((found.expected, found.present, found.to_come), (5, 3, 5));
        assert_eq!(found.gaps, [(day("2026-06-02"), day("2026-06-03"))]);
        assert_eq!(found.provisional, 2, "two days are not settled after 48 hours");
        assert_eq!(found.missing(), 2);
    }

    proptest! {
        #[test]
        fn every_period_is_expected_or_to_come(
            length in 1i64..400, shown in prop::collection::vec(any::<bool>(), 1..60), hours in 0i64..2000,
        ) {
            let kpi = kpi("lsr");
            let text: Vec<&str> = shown.iter().map(|is| if *is { "1" } else { "." }).collect();
            let samples = days(&kpi, "2026-06-01", &text.join(" "));
            let last = period::add_days(day("2026-06-01"), length);
            let span = periods(Grain::Day, day("2026-06-01"), last, Weekday::Monday);
            let inside: Vec<&Sample> = samples.iter().filter(|one| one.seen.period <= last).collect();
            let now = at("2026-06-01T00:00:00Z") + jiff::SignedDuration::from_hours(hours);
            let found = coverage(&kpi, &span, &inside, vec![], now);
            prop_assert_eq!((found.expected + found.to_come) as usize, span.len());
            prop_assert!(found.present <= found.expected && found.provisional <= found.present);
        }
    }
}
