//! Alerts in lists: one line each, the most urgent first.

use std::cmp::Reverse;

use steward_core::alert::{Alert, AlertStatus};
use steward_core::digest::line::brief;
use steward_core::kpi::Kpi;
use steward_core::message::answer::{AlertLine, Basis};
use steward_core::org::Org;

use crate::basis::{self, Value};
use crate::context::{Context, Stop};

/// Most lines of one answer; a phone shows no more without much scrolling.
pub(crate) const MOST_LINES: usize = 20;

/// The lines of alerts, most urgent first, and how many more there are. An alert whose KPI is gone has no line.
pub(crate) async fn lines(
    context: &mut Context<'_>,
    alerts: Vec<Alert>,
) -> Result<(Vec<AlertLine>, u32), Stop> {
    let shown = Shown::of(alerts, context.org);
    let bases = basis::of_each(context, &shown.values().collect::<Vec<_>>()).await?;
    Ok((shown.lines(&mut bases.into_iter(), context.org), shown.more))
}

/// The alerts of a list that are shown, and how many more there are.
pub(crate) struct Shown<'a> {
    alerts: Vec<(Alert, &'a Kpi)>,
    /// How many more there are.
    pub(crate) more: u32,
}

impl<'a> Shown<'a> {
    /// The most urgent of some alerts. One whose KPI is gone is not shown.
    pub(crate) fn of(alerts: Vec<Alert>, org: &'a Org) -> Self {
        let known = alerts.into_iter().filter_map(|alert| Some((org.kpis.get(&alert.kpi)?, alert)));
        let mut alerts: Vec<(Alert, &Kpi)> = known.map(|(kpi, alert)| (alert, kpi)).collect();
        alerts.sort_by_cached_key(|(alert, _)| urgency(alert));
        let more = alerts.len().saturating_sub(MOST_LINES);
        alerts.truncate(MOST_LINES);
        Self { alerts, more: u32::try_from(more).unwrap_or(u32::MAX) }
    }

    /// The values of their lines, in order.
    pub(crate) fn values(&self) -> impl Iterator<Item = Value<'_>> {
        self.alerts.iter().map(|(alert, kpi)| (*kpi, alert.reading.as_ref()))
    }

    /// Their lines, most urgent first, with what their values stand on: the next ones of `bases`.
    pub(crate) fn lines(
        &self,
        bases: &mut impl Iterator<Item = Option<Box<Basis>>>,
        org: &Org,
    ) -> Vec<AlertLine> {
        self.alerts.iter().zip(bases).map(|((alert, kpi), basis)| line(alert, kpi, basis, org)).collect()
    }
}

/// What orders alerts by, the most urgent first.
pub(crate) fn urgency(alert: &Alert) -> impl Ord + use<> {
    let is_taken = alert.status != AlertStatus::Open;
    (Reverse(alert.severity), !alert.overdue, is_taken, alert.opened_at, alert.number)
}

fn line(alert: &Alert, kpi: &Kpi, basis: Option<Box<Basis>>, org: &Org) -> AlertLine {
    AlertLine {
        alert: alert.id,
        kind: alert.kind,
        name_en: kpi.name_en.clone(),
        name_zh: kpi.name_zh.clone(),
        scope: kpi.scope.clone(),
        unit: kpi.unit,
        value: alert.reading.as_ref().map(|reading| reading.value),
        severity: alert.severity,
        owner_name: org.name_of(&alert.owner).to_owned(),
        brief: brief(alert, org),
        action: alert.notes.iter().rev().find(|note| note.names_action()).map(|note| note.action.clone()),
        overdue: alert.overdue,
        basis,
    }
}
