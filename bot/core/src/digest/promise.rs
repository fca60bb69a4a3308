//! Promises in a digest: what people said would be done by today.

use super::{Order, Promise};
use crate::alert::{Alert, AlertStatus};
use crate::org::Org;

/// The promise of an alert, when its day is the digest's day or has passed and nobody has said that it is done.
pub(super) fn due_or_overdue(alert: &Alert, order: &Order, org: &Org) -> Option<Promise> {
    if matches!(alert.status, AlertStatus::Watching | AlertStatus::Closed { .. }) {
        return None;
    }
    let note = alert.promise()?;
    let due = note.due?;
    // The promise ends with the day in the writer's zone, which the digest's date need not share.
    let overdue = alert.overdue || note.due_at.is_some_and(|end| end <= order.at);
    if !overdue && due > order.date {
        return None;
    }
    let kpi = org.kpis.get(&alert.kpi)?;
    Some(Promise {
        number: alert.number,
        name_en: kpi.name_en.clone(),
        name_zh: kpi.name_zh.clone(),
        by_name: org.name_of(&note.by).to_owned(),
        action: note.action.clone(),
        due,
        overdue,
    })
}
