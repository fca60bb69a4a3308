//! The sample company is whole, its numbers are believable, and exactly the story's KPIs are beyond their limits.

use std::collections::BTreeMap;

use jiff::civil::date;
use rust_decimal::Decimal;
use steward_core::id::{Id, KpiKey};
use steward_core::judge::{Evidence, Judgement, Standing, Unjudged, judge};
use steward_core::limit::Severity;
use steward_core::org::change::difference;
use steward_core::org::check::check;
use steward_core::org::file::{read, write};
use steward_core::sample::Sample;

use super::*;

const SEED: u64 = 1;

fn org() -> Org {
    read(company(), "company.toml").unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The samples that a store would hold, each KPI's newest revision of a period.
fn samples(
    observations: Vec<Observation>,
    fetched_at: Timestamp,
) -> BTreeMap<KpiKey, BTreeMap<Date, Sample>> {
    let mut samples: BTreeMap<KpiKey, BTreeMap<Date, Sample>> = BTreeMap::new();
    for seen in observations {
        let id = Id::from_uuid(uuid::Uuid::nil());
        let sample = Sample { id, revision: 1, fetched_at, seen: seen.clone(), restates: false };
        samples.entry(seen.kpi).or_default().insert(seen.period, sample);
    }
    samples
}

fn judged(org: &Org, day: Date, with_soon: bool, seed: u64) -> BTreeMap<KpiKey, Judgement> {
    let mut observations = history(org, day, seed);
    let mut now = opening(day);
    if with_soon {
        for (after, more) in soon(org, day, seed) {
            now = opening(day).saturating_add(after).unwrap();
            observations.extend(more);
        }
    }
    let samples = samples(observations, opening(day));
    let judgement = |kpi: &steward_core::kpi::Kpi| {
        let samples: Vec<Sample> = samples[&kpi.key].values().cloned().collect();
        let targets = org.targets_of(&kpi.key);
        let evidence = Evidence { kpi, targets, samples: &samples, watched_since: watched_since(day) };
        (kpi.key.clone(), judge(&evidence, now))
    };
    org.kpis.values().map(judgement).collect()
}

/// Every KPI that is not good, in words.
fn outside(judged: &BTreeMap<KpiKey, Judgement>) -> Vec<String> {
    let word = |(key, judgement): (&KpiKey, &Judgement)| match judgement.standing {
        Standing::Good => None,
        Standing::Outside { severity: Severity::Warning } => Some(format!("{key} warning")),
        Standing::Outside { severity: Severity::Critical } => Some(format!("{key} critical")),
        Standing::Unjudged { why: Unjudged::DataFault } => Some(format!("{key} fault {:?}", judgement.fault)),
        Standing::Unjudged { why } => Some(format!("{key} {why:?}")),
    };
    judged.iter().filter_map(word).collect()
}

/// Fourteen days of as many months, so that every weekday and season is met.
fn days() -> impl Iterator<Item = Date> {
    date(2026, 1, 5).series(Span::new().days(31)).take(14)
}

#[test]
fn the_company_is_whole() {
    let org = org();
    let found = check(&org, opening(date(2026, 11, 23)));
    assert_eq!((found.errors, found.warnings), (Vec::new(), Vec::new()));
    assert_eq!(org.people.len(), 8);
    assert_eq!(org.kpis.len(), 18);
    let again = read(&write(&org), "export.toml").unwrap();
    assert_eq!(again, org);
    assert_eq!(difference(&org, &again), Vec::new());
}

#[test]
fn before_the_surprises_one_kpi_warns_and_one_source_is_silent() {
    let org = org();
    for day in days() {
        let judged = judged(&org, day, false, SEED);
        let outside = outside(&judged);
        assert_eq!(outside.len(), 2, "{day}: {outside:#?}");
        assert_eq!(outside[0], "days_of_supply warning", "{day}");
        assert!(outside[1].starts_with("wm_otd fault Some(Late"), "{day}: {outside:?}");
        let supply = &judged[&KpiKey::parse("days_of_supply").unwrap()];
        let since = supply.since.unwrap();
        assert!(since < day.saturating_sub(Span::new().days(4)), "{day}: outside since {since}");
    }
}

#[test]
fn the_surprises_are_one_critical_and_one_warning() {
    let org = org();
    for day in days() {
        let outside = outside(&judged(&org, day, true, SEED));
        assert_eq!(outside.len(), 4, "{day}: {outside:#?}");
        assert_eq!(&outside[..3], ["acos warning", "amz_lsr critical", "days_of_supply warning"], "{day}");
    }
}

#[test]
fn any_seed_tells_the_same_story() {
    let org = org();
    for seed in 2..12 {
        let day = date(2026, 11, 23);
        assert_eq!(outside(&judged(&org, day, false, seed)).len(), 2, "{seed}");
        assert_eq!(outside(&judged(&org, day, true, seed)).len(), 4, "{seed}");
    }
}

#[test]
fn history_is_sorted_unique_and_the_same_every_time() {
    let (org, day) = (org(), date(2026, 11, 23));
    let history = history(&org, day, SEED);
    assert_eq!(history, super::history(&org, day, SEED));
    assert!(history.windows(2).all(|pair| (pair[0].period, &pair[0].kpi) < (pair[1].period, &pair[1].kpi)));
    assert!(history.len() > 18 * 380, "{}", history.len());
    let newest = history.last().unwrap().period;
    assert_eq!(newest, date(2026, 11, 21), "the last whole day of Los Angeles that has been reported");
}

#[test]
fn ratios_are_what_their_parts_make() {
    let (org, day) = (org(), date(2026, 11, 23));
    let soon = soon(&org, day, SEED).into_iter().flat_map(|(_, observations)| observations);
    for seen in history(&org, day, SEED).into_iter().chain(soon) {
        if let (Some(part), Some(of)) = (seen.numerator, seen.denominator) {
            assert_eq!(seen.value, Some((part / of).round_dp(6).normalize()), "{} {}", seen.kpi, seen.period);
        }
    }
}

#[test]
fn the_year_has_its_peaks() {
    let (org, day) = (org(), date(2026, 12, 10));
    let sales = |date: Date| {
        let key = KpiKey::parse("sales_ordered").unwrap();
        history(&org, day, SEED)
            .into_iter()
            .find(|seen| seen.kpi == key && seen.period == date)
            .unwrap()
            .value
    };
    assert!(sales(date(2026, 11, 27)) > sales(date(2026, 11, 6)).map(|value| value * Decimal::new(18, 1)));
}
