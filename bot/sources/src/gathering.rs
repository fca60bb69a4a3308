//! The import of one file while it grows: readings find their KPIs, and two values for one period are refused.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use steward_core::id::KpiKey;
use steward_core::kpi::{Grain, Kpi};
use steward_core::sample::{Finality, Observation};

use crate::error::ReadError;
use crate::import::{FileInput, Import, RowProblem};
use crate::marketplace::{self, Marketplace};
use crate::reading::{Fulfilment, Reading, When};
use crate::remark::{Remark, RemarkKind};
use crate::wanted::{Wanted, wanted};

/// An import that is being made.
pub(crate) struct Gathering<'a> {
    input: &'a FileInput<'a>,
    source_text: String,
    taken: BTreeMap<(KpiKey, Date), Taken>,
    problems: Vec<RowProblem>,
    remarks: Vec<Remark>,
    offered: BTreeSet<&'static str>,
    matched: BTreeSet<&'static str>,
    unmapped: BTreeSet<String>,
    pub(crate) rows: usize,
}

struct Taken {
    observation: Observation,
    place: String,
    line: Option<u64>,
    is_disputed: bool,
}

impl<'a> Gathering<'a> {
    /// Begins an import; the text says where its values come from, as people say it.
    pub(crate) fn new(input: &'a FileInput<'a>, source_text: impl Into<String>) -> Self {
        Self {
            input,
            source_text: source_text.into(),
            taken: BTreeMap::new(),
            problems: Vec::new(),
            remarks: Vec::new(),
            offered: BTreeSet::new(),
            matched: BTreeSet::new(),
            unmapped: BTreeSet::new(),
            rows: 0,
        }
    }

    /// Where its values come from, as people say it.
    pub(crate) fn source_text(&self) -> &str {
        &self.source_text
    }

    /// Offers a number of the file to the team's KPIs.
    pub(crate) fn offer(&mut self, reading: Reading) {
        self.offered.insert(reading.key);
        let input = self.input;
        match wanted(input.org, reading.key, input.shop, reading.marketplace, reading.fulfilment) {
            Wanted::ByNobody => {}
            Wanted::Unclear(kpis) => {
                self.matched.insert(reading.key);
                let names: Vec<_> = kpis.iter().map(|kpi| name_with_scope(kpi)).collect();
                let what = format!(
                    "several KPIs want this number ({}): say which shop the file is about with --shop",
                    names.join(", ")
                );
                self.problem(None, &every(&reading.place), what);
            }
            Wanted::By(kpi) => {
                self.matched.insert(reading.key);
                self.take_reading(kpi, reading);
            }
        }
    }

    fn take_reading(&mut self, kpi: &Kpi, reading: Reading) {
        if let Some(misfit) = reading.measure.misfit(kpi) {
            return self.problem(None, &every(&reading.place), misfit);
        }
        let (period, finality) = match reading.when {
            When::Taken(day) => {
                let day = day.unwrap_or_else(|| kpi.zone.date_at(self.input.fetched_at));
                (
                    first_day(kpi.grain, day),
                    if kpi.grain == Grain::Snapshot { Finality::Final } else { Finality::ByLag },
                )
            }
            When::Period(grain, first) if grain == kpi.grain => (first, Finality::ByLag),
            When::Period(grain, _) => {
                let what = format!(
                    "the file goes by {}, but the KPI `{}` by {}: fetch the report in that granularity",
                    word(grain),
                    kpi.key,
                    word(kpi.grain)
                );
                return self.problem(None, &every(&reading.place), what);
            }
        };
        let observation = Observation {
            kpi: kpi.key.clone(),
            period,
            value: reading.value,
            numerator: reading.numerator,
            denominator: reading.denominator,
            finality: if reading.is_provisional { Finality::Provisional } else { finality },
            window: reading.window,
            platform_target: reading.platform_target,
            source: self.source_text.clone(),
        };
        self.take(observation, reading.line, &reading.place);
    }

    /// Takes a value whose KPI is known. A second, different value for the same period disputes both.
    pub(crate) fn take(&mut self, observation: Observation, line: Option<u64>, place: &str) {
        let key = (observation.kpi.clone(), observation.period);
        let Some(first) = self.taken.get_mut(&key) else {
            let taken = Taken { observation, place: place.to_owned(), line, is_disputed: false };
            self.taken.insert(key, taken);
            return;
        };
        let is_same = first.observation == observation;
        first.is_disputed |= !is_same;
        let earlier =
            first.line.map_or_else(|| first.place.clone(), |line| format!("line {line}, {}", first.place));
        let (kpi, period) = key;
        let verdict = if is_same {
            "they agree, so the first one is taken"
        } else {
            "they differ, so neither is taken: remove one, or say which shop is meant with --shop"
        };
        self.problem(
            line,
            place,
            format!("a second value of `{kpi}` for {period}, the first is at {earlier}; {verdict}"),
        );
    }

    /// Tells of a row or cell that could not be taken, once.
    pub(crate) fn problem(&mut self, line: Option<u64>, place: &str, what: impl Into<String>) {
        let problem = RowProblem {
            file: self.input.name.to_owned(),
            line,
            column: Some(place.to_owned()).filter(|place| !place.is_empty()),
            what: what.into(),
        };
        // The same complaint about every period of a report is one complaint.
        if line.is_some() || !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Tells something worth knowing, once.
    pub(crate) fn remark(&mut self, place: impl Into<String>, kind: RemarkKind) {
        let remark = Remark { place: place.into(), kind };
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }

    /// Tells it if there is something to tell.
    pub(crate) fn remark_if(&mut self, place: &str, kind: Option<RemarkKind>) {
        if let Some(kind) = kind {
            self.remark(place, kind);
        }
    }

    /// Lists a part of the file that serves no KPI.
    pub(crate) fn unmapped(&mut self, name: impl Into<String>) {
        self.unmapped.insert(name.into());
    }

    /// Whether a part of the file is about another marketplace than the shop that was asked for.
    pub(crate) fn is_elsewhere(&self, own: Option<&Marketplace>) -> bool {
        let asked = self.input.shop.and_then(marketplace::named);
        asked.zip(own).is_some_and(|(asked, own)| asked != own)
    }

    /// Whether a KPI of the team asks for the orders that Amazon ships.
    pub(crate) fn wants_amazon_fulfilled(&self, key: &str) -> bool {
        self.input
            .org
            .kpis
            .values()
            .any(|kpi| kpi.catalog.as_deref() == Some(key) && Fulfilment::Amazon.fits(kpi))
    }

    /// The import of a report whose numbers go by the catalogue; an error when the team wants none of them.
    pub(crate) fn finish(mut self, source: &'static str) -> Result<Import, ReadError> {
        let metrics: Vec<_> = self.offered.difference(&self.matched).map(|key| (*key).to_owned()).collect();
        if self.matched.is_empty() && self.problems.is_empty() && !metrics.is_empty() {
            return Err(ReadError::NothingWanted { metrics });
        }
        self.unmapped.extend(metrics);
        Ok(self.into_import(source))
    }

    /// The import as it is.
    pub(crate) fn into_import(self, source: impl Into<String>) -> Import {
        let settled = self.taken.into_values().filter(|taken| !taken.is_disputed);
        Import {
            source: source.into(),
            observations: settled.map(|taken| taken.observation).collect(),
            problems: self.problems,
            remarks: self.remarks,
            unmapped: self.unmapped.into_iter().collect(),
            rows: self.rows,
        }
    }
}

fn word(grain: Grain) -> &'static str {
    match grain {
        Grain::Day => "day",
        Grain::Week => "week",
        Grain::Month => "month",
        Grain::Snapshot => "snapshot",
    }
}

/// A JSON path that speaks of every entry of its lists.
fn every(place: &str) -> String {
    let (mut general, mut is_index) = (String::with_capacity(place.len()), false);
    for letter in place.chars() {
        is_index = (is_index || letter == '[') && letter != ']';
        if !is_index || letter == '[' {
            general.push(letter);
        }
    }
    general
}

fn name_with_scope(kpi: &Kpi) -> String {
    match &kpi.scope {
        Some(scope) => format!("`{}` of `{scope}`", kpi.key),
        None => format!("`{}` without a scope", kpi.key),
    }
}

/// The first day of the period of a length that holds the day; weeks begin on Monday.
fn first_day(grain: Grain, day: Date) -> Date {
    match grain {
        Grain::Day | Grain::Snapshot => day,
        Grain::Week => {
            let days = day.weekday().since(Weekday::Monday);
            day.checked_sub(jiff::Span::new().days(days)).unwrap_or(day)
        }
        Grain::Month => day.first_of_month(),
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::reading::Measure;
    use crate::sample_org::{file, org, org_of};

    fn share(place: &str, value: Decimal) -> Reading {
        Reading { value: Some(value), ..Reading::new("amz_lsr", place, Measure::Share, When::Taken(None)) }
    }

    #[test]
    fn a_snapshot_belongs_to_the_day_of_its_kpi() {
        let org = org_of(&["amz_lsr"]);
        let input = file(&org, "x.json", b"");
        let mut gathering = Gathering::new(&input, "test");
        gathering.offer(share("rate", Decimal::ONE));
        let import = gathering.finish("test").unwrap();
        assert_eq!(import.observations[0].period.to_string(), "2026-11-19");
        assert_eq!(import.observations[0].finality, Finality::Final);
    }

    #[test]
    fn two_values_for_one_period_are_both_refused() {
        let org = org_of(&["amz_lsr"]);
        let input = file(&org, "x.json", b"");
        let mut gathering = Gathering::new(&input, "test");
        for (place, value) in [("a", Decimal::ONE), ("b", Decimal::ZERO)] {
            gathering.offer(share(place, value));
        }
        let import = gathering.finish("test").unwrap();
        assert_eq!(import.observations, []);
        assert!(import.problems[0].to_string().contains("the first is at a"), "{}", import.problems[0]);
    }

    #[test]
    fn a_number_nobody_wants_is_told() {
        let org = org_of(&["amz_vtr"]);
        let input = file(&org, "x.json", b"");
        let mut gathering = Gathering::new(&input, "test");
        gathering.offer(share("a", Decimal::ONE));
        let error = gathering.finish("test").unwrap_err();
        assert_eq!(error, ReadError::NothingWanted { metrics: vec!["amz_lsr".into()] });
    }

    #[test]
    fn several_kpis_ask_for_the_shop() {
        let org = org(&[("one", "amz_lsr"), ("two", "amz_lsr")]);
        let input = file(&org, "x.json", b"");
        let mut gathering = Gathering::new(&input, "test");
        gathering.offer(share("a", Decimal::ONE));
        let import = gathering.finish("test").unwrap();
        assert!(import.problems[0].what.contains("--shop"));
    }

    #[test]
    fn a_week_begins_on_monday() {
        let sunday = jiff::civil::date(2026, 11, 22);
        assert_eq!(first_day(Grain::Week, sunday).to_string(), "2026-11-16");
        assert_eq!(first_day(Grain::Week, jiff::civil::date(2026, 11, 16)).to_string(), "2026-11-16");
        assert_eq!(first_day(Grain::Month, sunday).to_string(), "2026-11-01");
    }
}
