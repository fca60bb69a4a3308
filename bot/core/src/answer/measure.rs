//! What a KPI measured over a span: the total, what it covers, what it is judged by and how many periods were outside.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::coverage::{Coverage, count, coverage, periods};
use super::total::{Total, method, sum, total};
use crate::judge::limits::{self, InForce};
use crate::judge::{period, plausible, settled};
use crate::kpi::{Aggregation, Kpi};
use crate::limit::source::LimitSource;
use crate::limit::{Limit, Severity};
use crate::sample::Sample;
use crate::target::Target;

/// What a KPI measured over a span.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    /// First day of the first period.
    pub from: Date,
    /// Last day of the last period.
    pub to: Date,
    /// How many periods it has.
    pub periods: u32,
    /// What the values come to.
    pub total: Total,
    /// What is there.
    pub coverage: Coverage,
    /// The target for the periods that have a value: their targets added up where values add up, else the last one.
    pub target: Option<Decimal>,
    /// Where the target of the last of these periods comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_source: Option<LimitSource>,
    /// The limit that the total crosses, or the nearest one; none where values add up over several periods, since a
    /// limit is one for a period.
    pub limit: Option<Limit>,
    /// Where the limit comes from.
    pub limit_source: Option<LimitSource>,
    /// How bad the total is; none when inside, not settled or not judged.
    pub severity: Option<Severity>,
    /// Whether the total was judged at all.
    pub judged: bool,
    /// Periods beyond their warning limit only.
    pub warnings: u32,
    /// Periods beyond their critical limit.
    pub criticals: u32,
    /// The newest period with a value.
    pub newest: Option<Date>,
    /// When the newest of the values was fetched.
    pub as_of: Option<Timestamp>,
    /// First and last day of the rolling window that a single value looks back on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<(Date, Date)>,
}

/// A KPI with what is known of its values.
#[derive(Debug, Clone, Copy)]
pub struct Series<'a> {
    /// The KPI.
    pub kpi: &'a Kpi,
    /// Its targets.
    pub targets: &'a [Target],
    /// The newest revision of each period, oldest first: those of the span, and some before it by which a value is
    /// believed or not.
    pub samples: &'a [Sample],
}

/// How many periods before a span have to be read, so that its values are believed or not as judgement does.
pub const PERIODS_BEFORE: usize = 10;

/// Measures a span.
pub fn measure(series: &Series<'_>, from: Date, to: Date, now: Timestamp) -> Measured {
    let kpi = series.kpi;
    let periods = periods(kpi.grain, from, to, period::week_start(kpi.grain, series.samples));
    let (first, last) = (periods.first().copied().unwrap_or(from), periods.last().copied().unwrap_or(to));
    let (inside, left_out) = believed(series, first, last);
    let method = method(kpi, &inside);
    let total = total(&inside, method);
    let judged: Vec<(&&Sample, InForce)> =
        inside.iter().map(|sample| (sample, limits::in_force(kpi, &sample.seen, series.targets))).collect();
    let is_settled = |sample: &Sample| settled::is_settled(kpi, &sample.seen, sample.fetched_at, now);
    let severities: Vec<Severity> = judged
        .iter()
        .filter(|(sample, _)| is_settled(sample))
        .filter_map(|(sample, in_force)| in_force.limits.crossed_by(sample.seen.value?))
        .map(|(severity, _)| severity)
        .collect();
    let criticals = severities.iter().filter(|severity| **severity == Severity::Critical).count();
    let adds_up = method == Aggregation::Sum && periods.len() > 1;
    // What a total of several periods is judged by is what its last one is judged by.
    let by = if adds_up { None } else { judged.last() };
    let settles = match total {
        Total::Reading { .. } => inside.last().is_some_and(|sample| is_settled(sample)),
        _ => inside.iter().all(|sample| is_settled(sample)),
    };
    let crossed = by.zip(total.value()).and_then(|((_, in_force), value)| in_force.limits.crossed_by(value));
    let limit = by.zip(total.value()).and_then(|((_, in_force), value)| {
        crossed.map(|(_, limit)| limit).or_else(|| in_force.nearest(value))
    });
    Measured {
        from: first,
        to: period::last_day(kpi.grain, last),
        periods: count(periods.len()),
        target: target(&judged, adds_up),
        target_source: judged.last().and_then(|(_, in_force)| in_force.target_source().cloned()),
        limit,
        limit_source: by.zip(limit).and_then(|((_, in_force), limit)| in_force.source_of(&limit).cloned()),
        severity: crossed.map(|(severity, _)| severity).filter(|_| settles),
        judged: limit.is_some() && settles,
        warnings: count(severities.len() - criticals),
        criticals: count(criticals),
        newest: inside.last().map(|sample| sample.seen.period),
        as_of: inside.iter().map(|sample| sample.fetched_at).max(),
        window: inside.last().and_then(|sample| sample.seen.window),
        coverage: coverage(kpi, &periods, &inside, left_out, now),
        total,
    }
}

/// The samples of a span whose values can be true, and the periods of the others. A sample that says that there is no
/// value is there where its parts tell something.
fn believed<'a>(series: &Series<'a>, first: Date, last: Date) -> (Vec<&'a Sample>, Vec<Date>) {
    let rules = &series.kpi.plausibility;
    let mut earlier: Vec<Decimal> = Vec::new();
    let (mut inside, mut left_out) = (Vec::new(), Vec::new());
    let start = series.samples.partition_point(|sample| sample.seen.period < first);
    let end = series.samples.partition_point(|sample| sample.seen.period <= last);
    let looked_at = start.saturating_sub(PERIODS_BEFORE)..end;
    for sample in series.samples.get(looked_at).unwrap_or_default() {
        let seen = &sample.seen;
        let wrong = seen.value.and_then(|value| plausible::check(rules, value, &earlier));
        earlier.extend(seen.value.filter(|_| wrong.is_none() || is_in_range(series.kpi, seen.value)));
        if seen.period < first {
            continue;
        }
        match wrong {
            Some(_) => left_out.push(seen.period),
            None if seen.value.is_some() || seen.denominator.is_some() => inside.push(sample),
            None => {}
        }
    }
    (inside, left_out)
}

/// A value that jumped still counts for what is believed after it, as in judgement; one out of range does not.
fn is_in_range(kpi: &Kpi, value: Option<Decimal>) -> bool {
    let rules = &kpi.plausibility;
    value.is_some_and(|value| {
        rules.min.is_none_or(|min| value >= min) && rules.max.is_none_or(|max| value <= max)
    })
}

fn target(judged: &[(&&Sample, InForce)], adds_up: bool) -> Option<Decimal> {
    if !adds_up {
        return judged.last()?.1.target;
    }
    let targets: Option<Vec<Decimal>> = judged.iter().map(|(_, in_force)| in_force.target).collect();
    sum(targets.filter(|targets| !targets.is_empty())?.into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::example::{at, day, days, dec, kpi, limits, target as target_of, usual_target};
    use crate::kpi::Plausibility;

    fn measured(kpi: &Kpi, values: &str, from: &str, to: &str) -> Measured {
        let samples = days(kpi, "2026-06-01", values);
        let targets = vec![target_of(Some("2"), limits(&["> 3"], &[">= 4"]))];
        let series = Series { kpi, targets: &targets, samples: &samples };
        measure(&series, day(from), day(to), at("2026-07-01T00:00:00Z"))
    }

    fn adding() -> Kpi {
        Kpi { aggregation: Aggregation::Sum, catalog: None, ..kpi("orders") }
    }

    #[test]
    fn targets_of_sums_add_up_for_the_days_that_are_there() {
        let found = measured(&adding(), "1 5 . 4", "2026-06-01", "2026-06-05");
        assert_eq!((found.total.value(), found.target), (Some(dec("10")), Some(dec("6"))));
        assert_eq!((found.warnings, found.criticals), (0, 2));
        assert_eq!((found.limit, found.severity, found.judged), (None, None, false));
        assert_eq!(
            found.coverage.gaps,
            [(day("2026-06-03"), day("2026-06-03")), (day("2026-06-05"), day("2026-06-05"))]
        );
    }

    #[test]
    fn a_single_day_is_judged() {
        let found = measured(&adding(), "1 5 . 4", "2026-06-02", "2026-06-02");
        assert_eq!((found.severity, found.judged), (Some(Severity::Critical), true));
        assert_eq!(
            found.limit_source,
            Some(LimitSource::Team { set_by: "mei".into(), reason: "plan".into() })
        );
    }

    #[test]
    fn what_is_not_settled_is_not_judged() {
        let kpi = adding();
        let samples = days(&kpi, "2026-06-01", "5");
        let series = Series { kpi: &kpi, targets: &usual_target(), samples: &samples };
        let found = measure(&series, day("2026-06-01"), day("2026-06-01"), at("2026-06-02T12:00:00Z"));
        assert_eq!((found.severity, found.judged, found.criticals), (None, false, 0));
        assert_eq!(found.coverage.provisional, 1);
    }

    #[test]
    fn what_cannot_be_true_is_left_out_and_named() {
        let plausibility = Plausibility { max: Some(dec("50")), ..Plausibility::default() };
        let found = measured(&Kpi { plausibility, ..adding() }, "1 500 2", "2026-06-01", "2026-06-03");
        assert_eq!(found.total.value(), Some(dec("3")));
        assert_eq!(found.coverage.left_out, [day("2026-06-02")]);
    }
}
