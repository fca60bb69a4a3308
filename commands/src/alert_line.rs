//! Alerts in lists: one line each, the most urgent first.

use std::cmp::Reverse;

use steward_core::alert::{Alert, AlertStatus};
use steward_core::digest::line::brief;
use steward_core::message::answer::AlertLine;
use steward_core::org::Org;

/// Most lines of one answer; a phone shows no more without much scrolling.
pub(crate) const MOST_LINES: usize = 20;

/// The lines of alerts, most urgent first, and how many more there are. An alert whose KPI is gone has no line.
pub(crate) fn lines(mut alerts: Vec<Alert>, org: &Org) -> (Vec<AlertLine>, u32) {
    alerts.sort_by_key(|alert| {
        let is_taken = alert.status != AlertStatus::Open;
        (Reverse(alert.severity), !alert.overdue, is_taken, alert.opened_at, alert.number)
    });
    let mut lines: Vec<AlertLine> = alerts.iter().filter_map(|alert| line(alert, org)).collect();
    let more = lines.len().saturating_sub(MOST_LINES);
    lines.truncate(MOST_LINES);
    (lines, u32::try_from(more).unwrap_or(u32::MAX))
}

fn line(alert: &Alert, org: &Org) -> Option<AlertLine> {
    let kpi = org.kpis.get(&alert.kpi)?;
    Some(AlertLine {
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
    })
}
