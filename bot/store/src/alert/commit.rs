//! Committing what was decided about an alert: its new state together with the events that lead there.

use steward_core::alert::event::{AlertEvent, Happened};
use steward_core::alert::{Alert, AlertStatus};

use crate::sql::{batches, sql};
use crate::value::{Value, json, name};
use crate::wake::Topic;
use crate::{StoreError, Tx};

/// Saves an alert with its new events, and the escalation steps among them.
///
/// # Errors
///
/// [`StoreError::Conflict`] when the alert has moved since it was read, when another open alert of its KPI and kind
/// exists, or when an escalation step was taken before. [`StoreError::Defect`] when the events do not lead to the alert's
/// version, or when an open alert has no next action or a closed one has.
pub async fn commit(tx: &mut Tx, alert: &Alert, events: &[AlertEvent]) -> Result<(), StoreError> {
    let before = version_before(alert, events)?;
    if alert.is_open() != alert.next_action.is_some() || alert.is_open() == alert.closed_at.is_some() {
        return Err(StoreError::defect(format!(
            "alert {} is open without a next action, or closed with one",
            alert.number
        )));
    }
    tx.touch(Topic::Alert);
    let written = if before == 0 { insert(tx, alert).await? } else { update(tx, alert, before).await? };
    if written != 1 {
        return Err(StoreError::conflict(format!("alert {}", alert.number)));
    }
    for batch in batches(events) {
        let rows = batch.iter().map(event_values).collect::<Result<Vec<_>, _>>()?;
        sql("INSERT INTO alert_event (alert, seq, episode, at, doc)
             VALUES")
        .rows(rows)
        .run(tx)
        .await?;
    }
    let mut taken = Vec::new();
    for event in events {
        // Whoever is told besides the person of a step is told within the same step: one run.
        if let Some(step) = step_of(event).filter(|step| !taken.contains(step)) {
            taken.push(step);
            escalation(tx, event).await?;
        }
    }
    Ok(())
}

/// Episode, lap and step of the escalation that an event belongs to.
fn step_of(event: &AlertEvent) -> Option<(u32, u32, u32)> {
    match &event.what {
        Happened::Escalated { step, lap, .. } => Some((event.episode, *lap, *step)),
        _ => None,
    }
}

/// The version the alert had before these events, which count on from it to the alert's own.
fn version_before(alert: &Alert, events: &[AlertEvent]) -> Result<u32, StoreError> {
    let first = events.first().map_or(0, |event| event.seq);
    let follow = (first..).zip(events).all(|(seq, event)| event.seq == seq && event.alert == alert.id);
    let reach = events.last().is_some_and(|event| event.seq == alert.version);
    match first.checked_sub(1) {
        Some(before) if follow && reach => Ok(before),
        _ => Err(StoreError::defect(format!("the events of alert {} do not lead to it", alert.number))),
    }
}

async fn insert(tx: &mut Tx, alert: &Alert) -> Result<u64, StoreError> {
    sql("INSERT INTO alert (
             id, number, kpi, kind, status, owner, next_action_at, closed_at, version, doc
         )
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(alert.id)
    .bind(alert.number)
    .bind(&alert.kpi)
    .bind(name(&alert.kind)?)
    .bind(status(alert))
    .bind(&alert.owner)
    .bind(alert.next_action.map(|next| next.at))
    .bind(alert.closed_at)
    .bind(alert.version)
    .bind(json(alert)?)
    .run(tx)
    .await
}

async fn update(tx: &mut Tx, alert: &Alert, before: u32) -> Result<u64, StoreError> {
    sql("UPDATE alert
         SET status = $1, owner = $2, next_action_at = $3, closed_at = $4, version = $5, doc = $6
         WHERE id = $7
           AND version = $8")
    .bind(status(alert))
    .bind(&alert.owner)
    .bind(alert.next_action.map(|next| next.at))
    .bind(alert.closed_at)
    .bind(alert.version)
    .bind(json(alert)?)
    .bind(alert.id)
    .bind(before)
    .run(tx)
    .await
}

async fn escalation(tx: &mut Tx, event: &AlertEvent) -> Result<(), StoreError> {
    let Happened::Escalated { rung, to, step, lap, .. } = &event.what else { return Ok(()) };
    sql("INSERT INTO escalation_run (alert, episode, lap, step, rung, person, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)")
    .bind(event.alert)
    .bind(event.episode)
    .bind(*lap)
    .bind(*step)
    .bind(name(rung)?)
    .bind(to)
    .bind(event.at)
    .run_one(tx)
    .await
}

fn event_values(event: &AlertEvent) -> Result<[Value; 5], StoreError> {
    Ok([event.alert.into(), event.seq.into(), event.episode.into(), event.at.into(), json(event)?.into()])
}

/// The name of a status in the database.
fn status(alert: &Alert) -> &'static str {
    match alert.status {
        AlertStatus::Open => "open",
        AlertStatus::Acknowledged => "acknowledged",
        AlertStatus::Remediating => "remediating",
        AlertStatus::Watching => "watching",
        AlertStatus::Closed { .. } => "closed",
    }
}
