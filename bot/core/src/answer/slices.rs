//! The slices of a span: its days, weeks or months, for the small table below a total.

use jiff::civil::{Date, Weekday};

use crate::judge::period;
use crate::kpi::Grain;
use crate::question::Breakdown;

/// Most rows that come without being asked for; a phone shows so many without much scrolling.
const MOST_UNASKED: usize = 14;

/// Most rows of a table.
pub const MOST_ROWS: usize = 31;

/// By what a table breaks down when nothing was said: the shortest of days, weeks and months that keeps it small. None
/// for a single period.
pub fn usual(grain: Grain, periods: usize) -> Option<Breakdown> {
    let (by, weeks_apart) = match grain {
        Grain::Day | Grain::Snapshot => (Breakdown::Day, MOST_UNASKED * 7),
        Grain::Week => (Breakdown::Week, MOST_UNASKED),
        Grain::Month => (Breakdown::Month, usize::MAX),
    };
    match periods {
        0 | 1 => None,
        few if few <= MOST_UNASKED => Some(by),
        some if some <= weeks_apart => Some(Breakdown::Week),
        _ => Some(Breakdown::Month),
    }
}

/// The first and last days of the slices of some periods, oldest first: each period belongs to the day, week or month
/// in which it begins, so that none is lost and none counts twice. None of a breakdown that is not one of time.
pub fn slices(by: Breakdown, grain: Grain, periods: &[Date], week_start: Weekday) -> Vec<(Date, Date)> {
    let slice = match by {
        Breakdown::Day => Grain::Day,
        Breakdown::Week => Grain::Week,
        Breakdown::Month => Grain::Month,
        Breakdown::Shop | Breakdown::Team | Breakdown::Owner => return Vec::new(),
    };
    let place = |first: &Date| period::containing(slice, *first, week_start);
    periods
        .chunk_by(|one, next| place(one) == place(next))
        .filter_map(|chunk| Some((*chunk.first()?, period::last_day(grain, *chunk.last()?))))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::answer::coverage::periods;
    use crate::judge::example::day;
    use crate::judge::period::add_days;

    #[rstest]
    #[case(Grain::Day, 1, None)]
    #[case(Grain::Day, 7, Some(Breakdown::Day))]
    #[case(Grain::Day, 30, Some(Breakdown::Week))]
    #[case(Grain::Day, 365, Some(Breakdown::Month))]
    #[case(Grain::Week, 8, Some(Breakdown::Week))]
    #[case(Grain::Week, 52, Some(Breakdown::Month))]
    #[case(Grain::Month, 12, Some(Breakdown::Month))]
    fn a_table_is_small(#[case] grain: Grain, #[case] periods: usize, #[case] by: Option<Breakdown>) {
        assert_eq!(usual(grain, periods), by);
    }

    #[test]
    fn a_week_belongs_to_the_month_in_which_it_begins() {
        let weeks = ["2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09"].map(day);
        let found = slices(Breakdown::Month, Grain::Week, &weeks, Weekday::Monday);
        let expected = [("2026-10-19", "2026-11-01"), ("2026-11-02", "2026-11-15")];
        assert_eq!(found, expected.map(|(first, last)| (day(first), day(last))));
        assert_eq!(
            slices(Breakdown::Day, Grain::Week, &weeks, Weekday::Monday).len(),
            4,
            "a week is no days"
        );
    }

    proptest! {
        #[test]
        fn slices_cover_the_span_without_a_gap(
            start in 0i64..4000,
            length in 0i64..300,
            by in prop::sample::select(vec![Breakdown::Day, Breakdown::Week, Breakdown::Month]),
        ) {
            let from = add_days(day("2020-01-01"), start);
            let to = add_days(from, length);
            let days = periods(Grain::Day, from, to, Weekday::Monday);
            let found = slices(by, Grain::Day, &days, Weekday::Monday);
            prop_assert_eq!((found.first().unwrap().0, found.last().unwrap().1), (from, to));
            for pair in found.windows(2) {
                prop_assert_eq!(add_days(pair[0].1, 1), pair[1].0);
            }
        }
    }
}
