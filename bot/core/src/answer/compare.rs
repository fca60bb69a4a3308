//! A value beside its target or an earlier one, like with like.

use jiff::Timestamp;
use jiff::civil::Date;

use super::earlier::earlier;
use super::measure::{Measured, Series, measure};
use crate::judge::period;
use crate::message::answer::Compared;
use crate::question::Comparison;

/// Compares what was measured. A span whose last days have no value yet is compared up to its newest one, and with as
/// many earlier days: four days of a week are never held against seven.
pub fn compare(series: &Series<'_>, measured: &Measured, with: Comparison, now: Timestamp) -> Compared {
    let (from, to) = compared_days(series, measured);
    if with == Comparison::Target {
        let value = measured.total.value();
        return Compared { with, days: None, value, earlier: None, before: measured.target };
    }
    let is_cut = to < measured.to;
    let value = if is_cut { measure(series, from, to, now).total.value() } else { measured.total.value() };
    let earlier = earlier(with, series.kpi.grain, from, to).map(|(from, to)| measure(series, from, to, now));
    let before = earlier.as_ref().and_then(|earlier| earlier.total.value());
    Compared { with, days: is_cut.then_some((from, to)), value, earlier, before }
}

/// The days of a span up to its newest value.
fn compared_days(series: &Series<'_>, measured: &Measured) -> (Date, Date) {
    let last = measured.newest.map_or(measured.to, |newest| period::last_day(series.kpi.grain, newest));
    (measured.from, last.min(measured.to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::example::{at, day, days, dec, kpi};
    use crate::kpi::{Aggregation, Kpi};

    fn compared(values: &str, from: &str, to: &str, with: Comparison) -> Compared {
        let kpi = Kpi { aggregation: Aggregation::Sum, catalog: None, ..kpi("orders") };
        let samples = days(&kpi, "2026-06-01", values);
        let series = Series { kpi: &kpi, targets: &[], samples: &samples };
        let now = at("2026-07-01T00:00:00Z");
        compare(&series, &measure(&series, day(from), day(to), now), with, now)
    }

    #[test]
    fn part_of_a_week_is_held_against_the_same_part() {
        // Two weeks from Monday 1 June; the second one has come to its Wednesday.
        let found = compared("1 1 1 9 9 9 9 2 2 2", "2026-06-08", "2026-06-14", Comparison::Week);
        assert_eq!((found.value, found.before), (Some(dec("6")), Some(dec("3"))));
        assert_eq!(found.days, Some((day("2026-06-08"), day("2026-06-10"))));
        let earlier = found.earlier.unwrap();
        assert_eq!((earlier.from, earlier.to), (day("2026-06-01"), day("2026-06-03")));
    }

    #[test]
    fn a_whole_span_is_held_against_a_whole_one() {
        let found = compared("1 1 1 2 2 2", "2026-06-04", "2026-06-06", Comparison::Previous);
        assert_eq!((found.value, found.before, found.days), (Some(dec("6")), Some(dec("3")), None));
    }

    #[test]
    fn nothing_is_compared_with_nothing() {
        let found = compared("1 1 1", "2026-06-01", "2026-06-03", Comparison::Year);
        assert_eq!(found.before, None);
        assert_eq!(found.earlier.unwrap().coverage.present, 0);
    }
}
