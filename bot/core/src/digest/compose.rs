//! Composition of a digest: first what needs a person, its content pinned to a data cut.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

use super::line::{fault_line, line};
use super::{Digest, DigestLine, Order, due, promise, review};
use crate::alert::event::AlertEvent;
use crate::alert::{Alert, AlertKind, AlertStatus};
use crate::id::{AlertId, KpiKey};
use crate::judge::{Judgement, Standing, period};
use crate::kpi::{Activity, Grain, Kpi};
use crate::limit::Severity;
use crate::org::Org;
use crate::scorecard::score::score;

/// The data a digest is made from, all read at one instant.
#[derive(Debug, Clone, Copy)]
pub struct Cut<'a> {
    /// The standing data.
    pub org: &'a Org,
    /// The last judgement of each of [`judged`], at least.
    pub judgements: &'a BTreeMap<KpiKey, Judgement>,
    /// Every open alert.
    pub open_alerts: &'a [Alert],
    /// The events within [`Order::review_span`]; empty for a daily digest.
    pub span_events: &'a [AlertEvent],
    /// The alerts that those events belong to, open or closed, as they are now.
    pub span_alerts: &'a [Alert],
}

/// Makes the digest of an order from a cut that was read at `now`.
pub fn compose(order: &Order, cut: &Cut<'_>, now: Timestamp) -> Digest {
    let org = cut.org;
    let kpis = kpis(order, org);
    let shown: BTreeSet<&KpiKey> = kpis.iter().map(|kpi| &kpi.key).collect();
    let mut digest = Digest {
        schedule: order.schedule.clone(),
        kind: order.kind,
        zone: order.zone.clone(),
        date: order.date,
        time: order.time,
        cut_at: now,
        late_since: due::is_late(order.at, now).then_some(order.at),
        speaks_of: speaks_of(order, &kpis),
        breaches: Vec::new(),
        promises: Vec::new(),
        warnings: Vec::new(),
        data_faults: Vec::new(),
        unjudged: Vec::new(),
        good: Vec::new(),
        review: None,
        score: order
            .scorecard
            .as_ref()
            .and_then(|card| org.scorecards.get(card))
            .map(|card| score(card, cut.judgements, org)),
    };
    for kpi in &kpis {
        place(kpi, order, cut, &mut digest);
    }
    // Stable: what is equal stays in the order of the scorecard.
    digest.breaches.sort_by_key(urgency);
    digest.promises = cut
        .open_alerts
        .iter()
        .filter(|alert| shown.contains(&alert.kpi))
        .filter_map(|alert| promise::due_or_overdue(alert, order, org))
        .collect();
    digest.promises.sort_by_key(|promise| (promise.due, promise.number));
    digest.review = order.review_span().map(|span| {
        let alerts: BTreeMap<AlertId, &Alert> = cut
            .span_alerts
            .iter()
            .chain(cut.open_alerts)
            .filter(|alert| shown.contains(&alert.kpi))
            .map(|alert| (alert.id, alert))
            .collect();
        review::review(span, cut.span_events, &alerts, org)
    });
    digest
}

/// The KPIs whose judgements the digest of an order is made from: all of its scorecard, which scores also what is not
/// shown, else all of its channel.
pub fn judged(order: &Order, org: &Org) -> BTreeSet<KpiKey> {
    match order.scorecard.as_ref().and_then(|card| org.scorecards.get(card)) {
        Some(card) => card.entries.iter().map(|entry| entry.kpi.clone()).collect(),
        None => of_channel(order, org).map(|kpi| kpi.key.clone()).collect(),
    }
}

fn of_channel<'a>(order: &Order, org: &'a Org) -> impl Iterator<Item = &'a Kpi> {
    let is_shown = |kpi: &&Kpi| org.channel_of(kpi).is_some_and(|channel| channel.key == order.channel);
    org.kpis.values().filter(is_shown)
}

/// The KPIs of a digest: those of the scorecard in its order, else those whose alerts the channel shows. What is not
/// active is not shown.
fn kpis<'a>(order: &Order, org: &'a Org) -> Vec<&'a Kpi> {
    let card = order.scorecard.as_ref().and_then(|card| org.scorecards.get(card));
    let is_active = |kpi: &&Kpi| match &kpi.activity {
        Activity::Active => true,
        Activity::Draft => false,
        Activity::Paused { until, .. } => *until <= kpi.zone.date_at(order.at),
    };
    match card {
        Some(card) => {
            let mut seen = BTreeSet::new();
            card.entries
                .iter()
                .filter(|entry| seen.insert(&entry.kpi))
                .filter_map(|entry| org.kpis.get(&entry.kpi))
                .filter(is_active)
                .collect()
        }
        None => of_channel(order, org).filter(is_active).collect(),
    }
}

fn speaks_of(order: &Order, kpis: &[&Kpi]) -> Vec<(Date, Date, crate::time::Zone)> {
    let mut zones: BTreeSet<_> = kpis.iter().map(|kpi| &kpi.zone).collect();
    if zones.is_empty() {
        zones.insert(&order.zone);
    }
    zones
        .into_iter()
        .map(|zone| {
            let (first, last) = order.days_in(zone);
            (first, last, zone.clone())
        })
        .collect()
}

/// Puts a KPI where it belongs. One whose data fails while its breach is open is in both places: the breach still
/// needs its person, and the number is not known.
fn place(kpi: &Kpi, order: &Order, cut: &Cut<'_>, digest: &mut Digest) {
    let org = cut.org;
    let open = |kind: AlertKind| {
        cut.open_alerts.iter().find(|alert| alert.kpi == kpi.key && alert.kind == kind && alert.is_open())
    };
    let (breach, warning, fault_alert) =
        (open(AlertKind::Breach), open(AlertKind::EarlyWarning), open(AlertKind::DataFault));
    let judgement = cut.judgements.get(&kpi.key);
    let standing = judgement.map(|judgement| judgement.standing);
    let row = |alert: Option<&Alert>| {
        let line = line(kpi, judgement, alert, org);
        DigestLine { own_period: line.period.and_then(|first| own_period(kpi, first, order)), ..line }
    };

    let fault = judgement.and_then(|judgement| judgement.fault.as_ref());
    if let Some(fault) = fault {
        digest.data_faults.push(fault_line(kpi, fault, fault_alert, org));
    }
    let is_outside = matches!(standing, Some(Standing::Outside { .. }));
    // A breach that was outside when it could no longer be judged is not over.
    let is_unresolved =
        standing != Some(Standing::Good) && breach.is_some_and(|alert| alert.status != AlertStatus::Watching);
    if is_outside || is_unresolved {
        digest.breaches.push(row(breach));
    } else if warning.is_some() {
        digest.warnings.push(row(warning));
    } else if standing == Some(Standing::Good) {
        digest.good.push(row(breach));
    } else if fault.is_none() {
        digest.unjudged.push(row(breach));
    }
}

/// The period that begins on the day, unless it lies in the days that the digest speaks of and reaches to their end.
fn own_period(kpi: &Kpi, first: Date, order: &Order) -> Option<(Date, Grain)> {
    let (from, to) = order.days_in(&kpi.zone);
    let is_spoken_of = from <= first && period::last_day(kpi.grain, first) == to;
    (!is_spoken_of).then_some((first, kpi.grain))
}

/// Sorts the breaches: critical first, then those nobody has taken, then the oldest.
fn urgency(line: &DigestLine) -> (Reverse<Option<Severity>>, bool, Option<Date>) {
    let is_taken = line.alert.as_ref().is_some_and(|alert| !matches!(alert.status, AlertStatus::Open));
    (Reverse(line.severity), is_taken, line.since)
}
