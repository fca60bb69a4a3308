//! What the values of several periods come to: a sum, a ratio of sums, or the newest reading.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::catalog;
use crate::judge::period;
use crate::kpi::{Aggregation, Kpi};
use crate::sample::{Observation, Sample};

/// What values come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Total {
    /// All of them, put together: a sum, or a ratio of sums.
    Whole {
        /// The value in the KPI's unit.
        value: Decimal,
        /// Sum of the upper parts, of a ratio.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        numerator: Option<Decimal>,
        /// Sum of the lower parts, of a ratio.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        denominator: Option<Decimal>,
    },
    /// The newest one, since readings are neither added nor averaged.
    Reading {
        /// Its period.
        period: Date,
        /// The value in the KPI's unit.
        value: Decimal,
        /// Upper part of a ratio.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        numerator: Option<Decimal>,
        /// Lower part of a ratio.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        denominator: Option<Decimal>,
    },
    /// No value.
    Nothing {
        /// Why.
        why: NoTotal,
    },
}

/// Why values come to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
pub enum NoTotal {
    /// There is none.
    NoData,
    /// A ratio over several periods needs the parts of each, and those of this one did not come.
    PartsMissing {
        /// The first such period.
        period: Date,
    },
    /// The parts of this period are no parts of its value: they are counted in something else.
    PartsDisagree {
        /// The first such period.
        period: Date,
    },
    /// Nothing to divide by: spend without a sale.
    NoDenominator,
    /// Larger than can be written.
    TooLarge,
}

impl Total {
    /// The value, where there is one.
    pub fn value(&self) -> Option<Decimal> {
        match self {
            Self::Whole { value, .. } | Self::Reading { value, .. } => Some(*value),
            Self::Nothing { .. } => None,
        }
    }

    /// Upper and lower part of a ratio.
    pub fn parts(&self) -> Option<(Decimal, Decimal)> {
        match self {
            Self::Whole { numerator, denominator, .. } | Self::Reading { numerator, denominator, .. } => {
                numerator.zip(*denominator)
            }
            Self::Nothing { .. } => None,
        }
    }
}

/// How the values of a KPI may be put together: as it says, but never when each looks back on a rolling window, which
/// would count the same things again and again.
pub fn method(kpi: &Kpi, samples: &[&Sample]) -> Aggregation {
    let entry = kpi.catalog.as_deref().and_then(catalog::entry);
    let rolls = entry.and_then(|entry| entry.window_days).is_some_and(|days| {
        let period_days =
            kpi_period_days(kpi, samples.last().map_or(Date::ZERO, |sample| sample.seen.period));
        i64::from(days) > period_days
    });
    let looks_back = |seen: &Observation| {
        seen.window.is_some_and(|(first, last)| days(first, last) > kpi_period_days(kpi, seen.period))
    };
    if rolls || samples.iter().any(|sample| looks_back(&sample.seen)) {
        Aggregation::Gauge
    } else {
        kpi.aggregation
    }
}

fn kpi_period_days(kpi: &Kpi, first: Date) -> i64 {
    days(first, period::last_day(kpi.grain, first))
}

/// How many days from one to another, both included.
fn days(first: Date, last: Date) -> i64 {
    first.until(last).map_or(0, |span| i64::from(span.get_days())) + 1
}

/// What the samples of a KPI come to, given oldest first.
pub fn total(samples: &[&Sample], method: Aggregation) -> Total {
    let valued: Vec<&Observation> =
        samples.iter().map(|sample| &sample.seen).filter(|seen| seen.value.is_some()).collect();
    match (method, valued.as_slice()) {
        (_, []) => of_parts_alone(samples, method),
        // One period needs no putting together, so the source's own value stands.
        (Aggregation::Sum | Aggregation::Ratio, [one]) if samples.len() == 1 => {
            one.value.map_or(Total::Nothing { why: NoTotal::NoData }, |value| Total::Whole {
                value,
                numerator: one.numerator,
                denominator: one.denominator,
            })
        }
        (Aggregation::Gauge, [.., newest]) => {
            newest.value.map_or(Total::Nothing { why: NoTotal::NoData }, |value| Total::Reading {
                period: newest.period,
                value,
                numerator: newest.numerator,
                denominator: newest.denominator,
            })
        }
        (Aggregation::Sum, valued) => match sum(valued.iter().filter_map(|seen| seen.value)) {
            Some(value) => Total::Whole { value, numerator: None, denominator: None },
            None => Total::Nothing { why: NoTotal::TooLarge },
        },
        (Aggregation::Ratio, _) => ratio(samples).unwrap_or_else(|why| Total::Nothing { why }),
    }
}

/// Periods without any value of their own: all of them together may have one, such as spend without a sale on each.
fn of_parts_alone(samples: &[&Sample], method: Aggregation) -> Total {
    let have_parts = samples.iter().any(|sample| sample.seen.denominator.is_some());
    let why =
        if method == Aggregation::Ratio && have_parts { NoTotal::NoDenominator } else { NoTotal::NoData };
    Total::Nothing { why }
}

/// Sum of upper parts over sum of lower parts. A period without a value still counts with its parts: money was spent
/// although nothing was sold.
fn ratio(samples: &[&Sample]) -> Result<Total, NoTotal> {
    let mut parts = Vec::with_capacity(samples.len());
    for sample in samples {
        let seen = &sample.seen;
        match (seen.numerator.zip(seen.denominator), seen.value) {
            (Some(pair), value) => {
                if value.is_some_and(|value| !agree(value, pair)) {
                    return Err(NoTotal::PartsDisagree { period: seen.period });
                }
                parts.push(pair);
            }
            (None, Some(_)) => return Err(NoTotal::PartsMissing { period: seen.period }),
            (None, None) => {}
        }
    }
    let numerator = sum(parts.iter().map(|(numerator, _)| *numerator)).ok_or(NoTotal::TooLarge)?;
    let denominator = sum(parts.iter().map(|(_, denominator)| *denominator)).ok_or(NoTotal::TooLarge)?;
    if denominator.is_zero() {
        return Err(NoTotal::NoDenominator);
    }
    let value = numerator.checked_div(denominator).ok_or(NoTotal::TooLarge)?;
    Ok(Total::Whole { value, numerator: Some(numerator), denominator: Some(denominator) })
}

/// Whether parts give a value, roughly: sources round, but a rate per thousand is off by a thousand.
fn agree(value: Decimal, (numerator, denominator): (Decimal, Decimal)) -> bool {
    let Some(found) = numerator.checked_div(denominator) else { return true };
    let far = |one: Decimal, other: Decimal| {
        other.checked_mul(LARGEST_FACTOR).is_some_and(|most| one.abs() > most.abs())
    };
    let tiny = value.abs().max(found.abs()) < SMALLEST_COMPARED;
    tiny || !(far(value, found) || far(found, value))
}

/// A value further from its parts than by this factor is counted in something else.
const LARGEST_FACTOR: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// Rates below this are rounded so coarsely that nothing can be told from them: 2 %.
const SMALLEST_COMPARED: Decimal = Decimal::from_parts(2, 0, 0, false, 2);

pub(crate) fn sum(mut values: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    values.try_fold(Decimal::ZERO, Decimal::checked_add)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::judge::example::{day, days as days_of, dec, kpi};
    use crate::kpi::Grain;

    fn with_parts(first: &str, parts: &[(&str, &str)]) -> Vec<Sample> {
        let values = vec!["1"; parts.len()].join(" ");
        let mut samples = days_of(&kpi("acos"), first, &values);
        for (sample, (numerator, denominator)) in samples.iter_mut().zip(parts) {
            let (numerator, denominator) = (dec(numerator), dec(denominator));
            sample.seen.numerator = Some(numerator);
            sample.seen.denominator = Some(denominator);
            sample.seen.value = numerator.checked_div(denominator);
        }
        samples
    }

    fn of(samples: &[Sample], method: Aggregation) -> Total {
        total(&samples.iter().collect::<Vec<_>>(), method)
    }

    #[test]
    fn a_ratio_over_days_is_a_ratio_of_sums() {
        let samples = with_parts("2026-06-01", &[("10", "100"), ("90", "100"), ("0", "800")]);
        let whole = of(&samples, Aggregation::Ratio);
        assert_eq!(whole.value(), Some(dec("0.1")), "the mean of the ratios would be 0.333");
        assert_eq!(whole.parts(), Some((dec("100"), dec("1000"))));
    }

    #[test]
    fn spend_without_sales_still_counts() {
        let samples = with_parts("2026-06-01", &[("10", "100"), ("10", "0")]);
        assert_eq!(samples[1].seen.value, None);
        assert_eq!(of(&samples, Aggregation::Ratio).value(), Some(dec("0.2")));
        let alone = of(&samples[1..], Aggregation::Ratio);
        assert_eq!(alone, Total::Nothing { why: NoTotal::NoDenominator });
    }

    #[test]
    fn a_ratio_without_parts_is_refused_with_the_day() {
        let mut samples = with_parts("2026-06-01", &[("10", "100"), ("90", "100")]);
        samples[1].seen.denominator = None;
        let why = NoTotal::PartsMissing { period: day("2026-06-02") };
        assert_eq!(of(&samples, Aggregation::Ratio), Total::Nothing { why });
        assert_eq!(of(&samples[1..], Aggregation::Ratio).value(), Some(dec("0.9")), "one day needs none");
    }

    #[test]
    fn parts_counted_in_something_else_are_refused() {
        let mut samples = with_parts("2026-06-01", &[("10", "100"), ("9", "100")]);
        samples[0].seen.value = Some(dec("100"));
        let why = NoTotal::PartsDisagree { period: day("2026-06-01") };
        assert_eq!(of(&samples, Aggregation::Ratio), Total::Nothing { why });
    }

    #[rstest]
    #[case::sum(Aggregation::Sum, Total::Whole { value: dec("9"), numerator: None, denominator: None })]
    #[case::reading(Aggregation::Gauge, Total::Reading {
        period: day("2026-06-04"), value: dec("4"), numerator: None, denominator: None,
    })]
    fn a_sum_adds_and_a_reading_stands_alone(#[case] method: Aggregation, #[case] expected: Total) {
        let samples = days_of(&kpi("gmv"), "2026-06-01", "2 3 . 4 -");
        assert_eq!(of(&samples, method), expected);
    }

    #[test]
    fn a_rolling_window_is_never_added_up() {
        let mut kpi = Kpi { catalog: None, aggregation: Aggregation::Ratio, ..kpi("lsr") };
        let mut samples = with_parts("2026-06-01", &[("1", "10"), ("2", "10")]);
        let found = |kpi: &Kpi, samples: &[Sample]| method(kpi, &samples.iter().collect::<Vec<_>>());
        assert_eq!(found(&kpi, &samples), Aggregation::Ratio);
        samples[1].seen.window = Some((day("2026-05-04"), day("2026-06-02")));
        assert_eq!(found(&kpi, &samples), Aggregation::Gauge);
        samples[1].seen.window = None;
        (kpi.catalog, kpi.grain) = (Some("repeat_breach".into()), Grain::Week);
        assert_eq!(found(&kpi, &samples), Aggregation::Gauge, "the catalogue looks back 30 days");
    }

    proptest! {
        #[test]
        fn a_ratio_of_sums_lies_between_its_ratios(parts in prop::collection::vec((1i64..1000, 1i64..1000), 1..9)) {
            let texts: Vec<(String, String)> =
                parts.iter().map(|(n, d)| (n.to_string(), d.to_string())).collect();
            let texts: Vec<(&str, &str)> = texts.iter().map(|(n, d)| (n.as_str(), d.as_str())).collect();
            let samples = with_parts("2026-06-01", &texts);
            let values: Vec<Decimal> = samples.iter().filter_map(|sample| sample.seen.value).collect();
            let whole = of(&samples, Aggregation::Ratio).value().unwrap();
            let slack = Decimal::new(1, 20);
            prop_assert!(*values.iter().min().unwrap() <= whole + slack);
            prop_assert!(whole <= *values.iter().max().unwrap() + slack);
        }

        #[test]
        fn a_sum_of_sums_is_the_sum(values in prop::collection::vec(-1000i64..1000, 2..20), cut in 1usize..19) {
            let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
            let samples = days_of(&kpi("gmv"), "2026-06-01", &texts.join(" "));
            let cut = cut.min(samples.len() - 1);
            let of = |samples: &[Sample]| of(samples, Aggregation::Sum).value().unwrap();
            prop_assert_eq!(of(&samples), of(&samples[..cut]) + of(&samples[cut..]));
        }
    }
}
