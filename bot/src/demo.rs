//! The sample company of `steward demo`: its standing data, 13 months of samples, and what happens while it is watched.

mod generator;
mod measure;
mod script;
mod season;
pub mod stage;
mod story;

use std::time::Duration;

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use steward_core::judge::period;
use steward_core::org::Org;
use steward_core::sample::Observation;
use steward_core::time::Zone;

use generator::Draw;

/// Months of samples before the day of the demo: a whole year and one month to compare with.
const MONTHS: i32 = 13;

/// The zone in which the day of the demo begins.
const ZONE: &str = "Asia/Shanghai";

/// The hour at which the demo opens, in its zone.
const OPENING_HOUR: i8 = 9;

/// The standing data of the sample company, as a user would write it.
pub fn company() -> &'static str {
    include_str!("../demo/company.toml")
}

/// When the demo of a day opens: nine in the morning in Shanghai, still the evening before in Los Angeles.
pub fn opening(day: Date) -> Timestamp {
    let zone = Zone::parse(ZONE).unwrap_or_else(|_| Zone::utc());
    zone.instant_of(day.at(OPENING_HOUR, 0, 0, 0))
}

/// When the sample company began to be watched. A source that has stopped is late only if it was watched before.
pub fn watched_since(day: Date) -> Timestamp {
    opening(day.saturating_sub(Span::new().months(MONTHS)))
}

/// Every value that has arrived before the demo opens, in the order of its period. The same seed gives a period the
/// same value on whatever day the demo plays.
pub fn history(org: &Org, day: Date, seed: u64) -> Vec<Observation> {
    let (from, now) = (day.saturating_sub(Span::new().months(MONTHS)), opening(day));
    let mut observations = Vec::new();
    for kpi in org.kpis.values() {
        let draw = Draw::new(seed, kpi.key.as_str());
        let Some(measure) = measure::of(kpi) else { continue };
        let newest = story::newest_arrived(kpi, now);
        let last = story::stopped_at(kpi, now).unwrap_or(newest);
        let days = from.series(Span::new().days(1)).take_while(|date| *date <= last);
        observations.extend(days.filter_map(|date| {
            let value = measure.value(&Draw::new(seed, measure.shared), &draw, date);
            let value = story::bend(kpi, value, date, newest, &draw);
            let targets = org.targets_of(&kpi.key);
            let is_recent = story::is_recent(date, newest);
            let value = if is_recent && !story::is_meant(kpi) {
                value.kept_inside(kpi, targets, date)
            } else {
                value
            };
            (period::containing(kpi.grain, date, period::WEEK_START) == date)
                .then(|| value.observed(kpi, date))
        }));
    }
    observations.sort_by(|a, b| (a.period, &a.kpi).cmp(&(b.period, &b.kpi)));
    observations
}

/// What arrives while the demo runs, each with the time after its start: a late shipment rate beyond Amazon's limit,
/// then an ACoS that late data has made worse than its warning limit.
pub fn soon(org: &Org, day: Date, seed: u64) -> Vec<(Duration, Vec<Observation>)> {
    story::soon(org, opening(day), seed)
}

#[cfg(test)]
mod tests;
