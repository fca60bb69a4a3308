//! When what a rolling window counts leaves it: told by the days on which the count had grown.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::judge::period::add_days;
use crate::sample::Sample;

/// When what is counted now leaves a rolling window.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Leaving {
    /// By which day, not counted any more on it, at least how many will have left, soonest first. These are the days on
    /// which the count had grown, moved on by the window.
    pub known: Vec<(Date, Decimal)>,
    /// How many more are counted of which the day cannot be told.
    pub unknown: Decimal,
}

/// When the bad ones of the newest of some snapshots, oldest first, leave its window of so many days. `is_upper` says that
/// the upper part counts them; otherwise they are what the upper part lacks. None where they are not counted in whole
/// numbers.
///
/// A count that grew by three within a day has at least three that came in that day. As many leave with that day at the
/// latest. What came in while as much went out leaves no trace, so that the rest has no day.
pub fn leaving(samples: &[Sample], window_days: i64, is_upper: bool) -> Option<Leaving> {
    let bad = |sample: &Sample| {
        let (numerator, denominator) = sample.seen.numerator.zip(sample.seen.denominator)?;
        let bad = if is_upper { numerator } else { denominator.checked_sub(numerator)? };
        (bad.fract().is_zero() && !bad.is_sign_negative()).then_some(bad)
    };
    let (newest, before) = samples.split_last()?;
    let all = bad(newest)?;
    let mut unknown = all;
    let mut known = Vec::new();
    let mut later = (newest.seen.period, all);
    // What came in before has left.
    let oldest = add_days(newest.seen.period, -window_days);
    for sample in before.iter().rev().take_while(|sample| sample.seen.period >= oldest) {
        let Some(count) = bad(sample) else { continue };
        // What came in longest ago may have left already: the newest are counted first.
        let grown = later.1.checked_sub(count)?.min(unknown);
        if grown > Decimal::ZERO {
            known.push((add_days(later.0, window_days), grown));
            unknown = unknown.checked_sub(grown)?;
        }
        later = (sample.seen.period, count);
    }
    known.reverse();
    Some(Leaving { known, unknown })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::judge::example::dec;

    /// Snapshots of the last days up to 10 March, `.` for none; the window looks at 10 days, from 1 to 10 March.
    fn told(counts: &str, is_upper: bool) -> Option<String> {
        let counts: Vec<&str> = counts.split_whitespace().collect();
        let begin = add_days(Date::constant(2026, 3, 11), -i64::try_from(counts.len()).unwrap());
        let samples: Vec<Sample> = (0..)
            .zip(counts)
            .filter_map(|(day, count)| {
                let (numerator, denominator) = count.split_once('/')?;
                Some(sample(add_days(begin, day), dec(numerator), dec(denominator)))
            })
            .collect();
        let Leaving { known, unknown } = leaving(&samples, 10, is_upper)?;
        let known =
            known.iter().map(|(day, count)| format!("{count} by {:02}-{:02}", day.month(), day.day()));
        Some(known.chain([format!("{unknown} open")]).collect::<Vec<_>>().join(", "))
    }

    fn sample(period: Date, numerator: Decimal, denominator: Decimal) -> Sample {
        serde_json::from_value(serde_json::json!({
            "id": "01936e5c-0000-7000-8000-000000000001", "revision": 1, "restates": false,
            "fetched_at": "2026-11-21T00:30:00Z", "kpi": "odr", "period": period,
            "value": "0.01", "numerator": numerator, "denominator": denominator, "source": "push",
        }))
        .unwrap()
    }

    #[rstest]
    #[case::grown_twice("3/900 3/900 5/900 5/900 6/900", "2 by 03-18, 1 by 03-20, 3 open")]
    #[case::what_went_meanwhile_is_not_known("5/900 3/900 4/900", "1 by 03-20, 3 open")]
    #[case::a_gap_leaves_with_its_last_day("3/900 . . 6/900", "3 by 03-20, 3 open")]
    #[case::all_are_known("0/900 2/900 3/900", "2 by 03-19, 1 by 03-20, 0 open")]
    #[case::the_oldest_have_left("0/900 4/900 1/900 3/900", "1 by 03-18, 2 by 03-20, 0 open")]
    #[case::nothing_before("6/900", "6 open")]
    #[case::none("0/900 0/900", "0 open")]
    fn what_grew_leaves_with_its_day(#[case] counts: &str, #[case] expected: &str) {
        assert_eq!(told(counts, true).as_deref(), Some(expected));
    }

    #[test]
    fn before_the_window_nothing_is_counted() {
        let counts = "1/900 4/900 4/900 4/900 4/900 4/900 4/900 4/900 4/900 4/900 4/900 4/900";
        assert_eq!(told(counts, true).as_deref(), Some("4 open"));
        let counts = "1/900 4/900 4/900 4/900 4/900 4/900 4/900 4/900 4/900 4/900 4/900";
        assert_eq!(told(counts, true).as_deref(), Some("3 by 03-11, 1 open"));
    }

    #[test]
    fn of_good_ones_those_that_lack_are_counted() {
        assert_eq!(told("98/100 95/100 97/102", false).as_deref(), Some("3 by 03-19, 2 open"));
        assert_eq!(told("98.5/100 95.5/100", true), None);
        assert_eq!(told("", true), None);
    }

    proptest! {
        /// Whatever really came in on each day, at least as many have left by each day as is told.
        #[test]
        fn never_more_leave_than_are_there(arrivals in prop::collection::vec(0_i64..4, 20)) {
            // 20 days up to 10 March; a snapshot counts what came in on its own and the nine days before.
            let count = |day: usize| arrivals[day.saturating_sub(9)..=day].iter().sum::<i64>();
            let begin = Date::constant(2026, 2, 19);
            let samples: Vec<Sample> = (9..20)
                .map(|day| {
                    let period = add_days(begin, i64::try_from(day).unwrap());
                    sample(period, Decimal::from(count(day)), dec("900"))
                })
                .collect();
            let leaving = leaving(&samples, 10, true).unwrap();
            let told: Decimal = leaving.known.iter().map(|(_, count)| *count).sum();
            prop_assert_eq!(told + leaving.unknown, Decimal::from(count(19)));
            let mut so_far = Decimal::ZERO;
            for (day, count) in leaving.known {
                so_far += count;
                let came = usize::try_from(begin.until(day).unwrap().get_days()).unwrap() - 10;
                prop_assert!(so_far <= Decimal::from(arrivals[10..=came].iter().sum::<i64>()));
            }
        }
    }
}
