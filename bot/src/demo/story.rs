//! The story of the demo's day: what has gone wrong already, what stops, and what goes wrong while it is watched.

use std::time::Duration;

use jiff::civil::Date;
use jiff::{SignedDuration, Span, Timestamp};
use rust_decimal::Decimal;
use steward_core::judge::period;
use steward_core::kpi::Kpi;
use steward_core::org::Org;
use steward_core::sample::{Finality, Observation};
use steward_core::target::in_force;

use super::generator::Draw;
use super::measure::{self, Drawn};

/// Shipments to Walmart's customers: its source stopped two days before the demo.
const STOPPED: &str = "wm_otd";

/// Days that a stopped source has not been heard of.
const STOPPED_DAYS: i64 = 2;

/// Stock that has been running low for a while.
const RUNNING_LOW: &str = "days_of_supply";

/// Days over which the stock runs from its usual level down to its level today.
const RUNNING_LOW_DAYS: i64 = 26;

/// Days of supply from which the stock begins to run low.
const USUAL_DAYS_OF_SUPPLY: Decimal = Decimal::from_parts(58, 0, 0, false, 0);

/// Days of supply on the newest day, in tenths: a warning, and not critical yet.
const LOW_TENTHS: i64 = 385;

/// The late shipment rate that arrives while the demo runs: 53 of 1152 orders, 4.6 %.
const LATE_SHIPMENTS: (&str, i64, i64) = ("amz_lsr", 53, 1152);

/// Days in which the late shipment rate has been growing, still inside its limits.
const LATER_DAYS: i64 = 8;

/// By how much it grows a day, in parts per million.
const LATER_PPM_A_DAY: i64 = 900;

/// The KPI whose late data arrives while the demo runs.
const LATE_DATA: &str = "acos";

/// When the first and the second surprise arrive after the start.
const SURPRISES: [Duration; 2] = [Duration::from_secs(10), Duration::from_secs(20)];

/// Days before the newest in which nothing is beyond its limits but what the story wants.
const CALM_DAYS: i32 = 21;

fn is(kpi: &Kpi, catalog: &str) -> bool {
    kpi.catalog.as_deref() == Some(catalog)
}

/// The newest period whose value has arrived: sources deliver in half the time they are allowed.
pub(super) fn newest_arrived(kpi: &Kpi, now: Timestamp) -> Date {
    let minutes = i64::from(kpi.lag.due_hours) * 30;
    let delivered_by = now.checked_sub(SignedDuration::from_mins(minutes)).unwrap_or(now);
    period::newest_complete(kpi, delivered_by, period::WEEK_START)
}

/// The last period of a source that has stopped.
pub(super) fn stopped_at(kpi: &Kpi, now: Timestamp) -> Option<Date> {
    let newest_due = period::newest_due(kpi, now, period::WEEK_START);
    is(kpi, STOPPED).then(|| newest_due.saturating_sub(Span::new().days(STOPPED_DAYS)))
}

/// Whether a period is so new that only the story may put it beyond a limit.
pub(super) fn is_recent(date: Date, newest: Date) -> bool {
    date > newest.saturating_sub(Span::new().days(CALM_DAYS))
}

/// Whether the story puts the KPI beyond its limits.
pub(super) fn is_meant(kpi: &Kpi) -> bool {
    is(kpi, RUNNING_LOW)
}

/// What the story makes of a value: the stock runs low, and parcels leave later every day.
pub(super) fn bend(kpi: &Kpi, drawn: Drawn, date: Date, newest: Date, draw: &Draw) -> Drawn {
    let days = date.until(newest).map_or(0, |span| i64::from(span.get_days()));
    if is(kpi, LATE_SHIPMENTS.0) && days < LATER_DAYS {
        let later = Decimal::new((LATER_DAYS - days) * LATER_PPM_A_DAY, 6);
        return drawn.with_value(drawn.value + later);
    }
    if !is(kpi, RUNNING_LOW) || days >= RUNNING_LOW_DAYS {
        return drawn;
    }
    let low = Decimal::new(LOW_TENTHS, 1);
    let way_left = Decimal::from(days).checked_div(Decimal::from(RUNNING_LOW_DAYS)).unwrap_or_default();
    let wobble = Decimal::new(draw.noise(date, 400_000), 6);
    let value = low + (drawn.value.max(USUAL_DAYS_OF_SUPPLY) - low) * way_left + wobble;
    drawn.with_value(value.round_dp(1))
}

/// What arrives while the demo runs.
pub(super) fn soon(org: &Org, now: Timestamp, seed: u64) -> Vec<(Duration, Vec<Observation>)> {
    let by_catalog = |catalog: &str| org.kpis.values().find(|kpi| is(kpi, catalog));
    let drawn = |kpi: &Kpi, date| {
        let measure = measure::of(kpi)?;
        Some(measure.value(&Draw::new(seed, measure.shared), &Draw::new(seed, kpi.key.as_str()), date))
    };
    let [first, second] = SURPRISES;
    let late_shipments = by_catalog(LATE_SHIPMENTS.0).and_then(|kpi| {
        let next = period::next(kpi.grain, newest_arrived(kpi, now));
        let (_, part, of) = LATE_SHIPMENTS;
        Some((first, vec![drawn(kpi, next)?.with_parts(part, of).observed(kpi, next)]))
    });
    let late_data = by_catalog(LATE_DATA).and_then(|kpi| {
        let date = oldest_provisional(kpi, now);
        let limits = &in_force(org.targets_of(&kpi.key), date)?.limits;
        let (warning, critical) = (limits.warning.first()?.value, limits.critical.first()?.value);
        // A third of the way from the warning to the critical limit.
        let value = warning + (critical - warning) / Decimal::from(3);
        let observation = drawn(kpi, date)?.with_value(value).observed(kpi, date);
        Some((second, vec![Observation { finality: Finality::Final, ..observation }]))
    });
    late_shipments.into_iter().chain(late_data).collect()
}

/// The oldest period that is complete and not settled yet.
fn oldest_provisional(kpi: &Kpi, now: Timestamp) -> Date {
    let hours = SignedDuration::from_hours(i64::from(kpi.lag.settle_hours));
    let settled_by = now.checked_sub(hours).unwrap_or(now);
    period::next(kpi.grain, period::newest_complete(kpi, settled_by, period::WEEK_START))
}
