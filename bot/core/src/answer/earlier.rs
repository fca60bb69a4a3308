//! The days with which a span is compared: as many as it has, earlier.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use crate::judge::period::add_days;
use crate::kpi::Grain;
use crate::question::Comparison;

/// First and last day of the span to compare with; none for a comparison with the target.
///
/// Whole months are compared with whole months, however long they are. A day that an earlier month does not have is
/// its last day: 31 March is compared with 28 February. Weeks stay weeks: a month earlier is 4 of them, a year 52.
pub fn earlier(comparison: Comparison, grain: Grain, from: Date, to: Date) -> Option<(Date, Date)> {
    let whole_months = from == from.first_of_month() && to == to.last_of_month();
    let months_back = |months: i32| {
        let back = |day: Date| day.saturating_sub(Span::new().months(months));
        let last = if whole_months { back(to).last_of_month() } else { back(to) };
        (back(from), last)
    };
    let days_back = |days: i64| (add_days(from, -days), add_days(to, -days));
    let length = from.until(to).map_or(1, |span| i64::from(span.get_days()) + 1);
    Some(match (comparison, grain) {
        (Comparison::Target, _) => return None,
        (Comparison::Previous, _) if whole_months => {
            let months = i32::from(to.year() - from.year()) * 12 + i32::from(to.month() - from.month()) + 1;
            months_back(months)
        }
        // So far this week, and so far this month, are held against the same part of the one before.
        (Comparison::Previous, _) if from.weekday() == Weekday::Monday && (2..=7).contains(&length) => {
            days_back(7)
        }
        (Comparison::Previous, _)
            if from == from.first_of_month() && length > 7 && to <= from.last_of_month() =>
        {
            months_back(1)
        }
        (Comparison::Previous, _) => days_back(length),
        (Comparison::Day | Comparison::Week, Grain::Month) => months_back(1),
        (Comparison::Day, Grain::Day | Grain::Snapshot) => days_back(1),
        (Comparison::Day, Grain::Week) | (Comparison::Week, _) => days_back(7),
        (Comparison::Month, Grain::Week) => days_back(4 * 7),
        (Comparison::Year, Grain::Week) => days_back(52 * 7),
        (Comparison::Month, _) => months_back(1),
        (Comparison::Year, _) => months_back(12),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::judge::example::day;

    #[rstest]
    #[case::days(Comparison::Previous, "2026-11-15", "2026-11-21", "2026-11-08", "2026-11-14")]
    #[case::one_day(Comparison::Previous, "2026-11-21", "2026-11-21", "2026-11-20", "2026-11-20")]
    #[case::whole_month(Comparison::Previous, "2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28")]
    #[case::week_to_date(Comparison::Previous, "2026-11-16", "2026-11-18", "2026-11-09", "2026-11-11")]
    #[case::month_to_date_before(
        Comparison::Previous,
        "2026-11-01",
        "2026-11-21",
        "2026-10-01",
        "2026-10-21"
    )]
    #[case::quarter(Comparison::Previous, "2026-07-01", "2026-09-30", "2026-04-01", "2026-06-30")]
    #[case::across_years(Comparison::Previous, "2026-01-01", "2026-02-28", "2025-11-01", "2025-12-31")]
    #[case::week(Comparison::Week, "2026-11-21", "2026-11-21", "2026-11-14", "2026-11-14")]
    #[case::month_to_date(Comparison::Month, "2026-11-01", "2026-11-21", "2026-10-01", "2026-10-21")]
    #[case::month_end(Comparison::Month, "2026-03-31", "2026-03-31", "2026-02-28", "2026-02-28")]
    #[case::longer_month(Comparison::Month, "2026-02-01", "2026-02-28", "2026-01-01", "2026-01-31")]
    #[case::leap_day(Comparison::Year, "2028-02-29", "2028-02-29", "2027-02-28", "2027-02-28")]
    #[case::leap_month(Comparison::Year, "2029-02-01", "2029-02-28", "2028-02-01", "2028-02-29")]
    fn spans_lie_earlier(
        #[case] comparison: Comparison,
        #[case] from: &str,
        #[case] to: &str,
        #[case] first: &str,
        #[case] last: &str,
    ) {
        assert_eq!(earlier(comparison, Grain::Day, day(from), day(to)), Some((day(first), day(last))));
    }

    #[rstest]
    #[case::year_of_weeks(Comparison::Year, Grain::Week, "2026-11-16", "2025-11-17")]
    #[case::month_of_weeks(Comparison::Month, Grain::Week, "2026-11-16", "2026-10-19")]
    #[case::week_before(Comparison::Day, Grain::Week, "2026-11-16", "2026-11-09")]
    #[case::month_before(Comparison::Week, Grain::Month, "2026-11-01", "2026-10-01")]
    fn periods_are_compared_with_periods(
        #[case] comparison: Comparison,
        #[case] grain: Grain,
        #[case] from: &str,
        #[case] first: &str,
    ) {
        let to = crate::judge::period::last_day(grain, day(from));
        let last = crate::judge::period::last_day(grain, day(first));
        assert_eq!(earlier(comparison, grain, day(from), to), Some((day(first), last)));
    }

    proptest! {
        #[test]
        fn earlier_spans_lie_before_and_end_in_order(
            start in 0i64..4000,
            length in 0i64..800,
            with in prop::sample::select(vec![
                Comparison::Previous, Comparison::Day, Comparison::Week, Comparison::Month, Comparison::Year,
            ]),
        ) {
            let from = add_days(day("2020-01-01"), start);
            let to = add_days(from, length);
            let (first, last) = earlier(with, Grain::Day, from, to).unwrap();
            prop_assert!(first < from && last < to && first <= last);
            prop_assert!(with != Comparison::Previous || last < from, "what is compared does not overlap");
        }
    }
}
