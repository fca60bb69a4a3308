//! Alerts in lists: one line each, the most urgent first.

use std::cmp::Reverse;

use steward_core::alert::{Alert, AlertStatus};
use steward_core::digest::line::brief;
use steward_core::kpi::Kpi;
use steward_core::message::answer::{AlertLine, Basis};
use steward_core::org::Org;

use crate::basis;
use crate::context::{Context, Stop};

/// Most lines of one answer; a phone shows no more without much scrolling.
pub(crate) const MOST_LINES: usize = 20;

/// The lines of alerts, most urgent first, and how many more there are. An alert whose KPI is gone has no line.
pub(crate) async fn lines(
    context: &mut Context<'_>,
    mut alerts: Vec<Alert>,
) -> Result<(Vec<AlertLine>, u32), Stop> {
    let org = context.org;
    alerts.sort_by_key(urgency);
    let known: Vec<(&Alert, &Kpi)> =
        alerts.iter().filter_map(|alert| Some((alert, org.kpis.get(&alert.kpi)?))).collect();
    let more = known.len().saturating_sub(MOST_LINES);
    let shown = known.get(..known.len() - more).unwrap_or_default();
    let values: Vec<_> = shown.iter().map(|(alert, kpi)| (*kpi, alert.reading.as_ref())).collect();
    let bases = basis::of_each(context, &values).await?;
    let lines = shown.iter().zip(bases).map(|((alert, kpi), basis)| line(alert, kpi, basis, org));
    Ok((lines.collect(), u32::try_from(more).unwrap_or(u32::MAX)))
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
