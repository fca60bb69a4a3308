//! Committing what was decided about an alert: its new state together with the events that lead there.

use std::collections::BTreeSet;

use steward_core::alert::event::{AlertEvent, Happened};
use steward_core::alert::{Alert, AlertStatus};

use crate::bundle::Bundle;
use crate::sql::{batches, sql};
use crate::value::{Value, json, name};
use crate::wake::Topic;
use crate::{StoreError, Tx};

/// Saves an alert with its new events, and the escalation steps among them.
///
/// # Errors
///
/// As [`commit_all`].
pub async fn commit(tx: &mut Tx, alert: &Alert, events: &[AlertEvent]) -> Result<(), StoreError> {
    commit_all(tx, &[(alert, events)]).await
}

/// Saves alerts, each once, with their new events and the escalation steps among them.
///
/// # Errors
///
/// [`StoreError::Conflict`] when an alert has moved since it was read, when another open alert of its KPI and kind
/// exists, or when an escalation step was taken before. [`StoreError::Defect`] when the events do not lead to the alert's
/// version, or when an open alert has no next action or a closed one has.
pub async fn commit_all(tx: &mut Tx, changed: &[(&Alert, &[AlertEvent])]) -> Result<(), StoreError> {
    let mut bundle = Bundle::default();
    begin_all(changed, &mut bundle)?;
    bundle.run(tx).await
}

/// [`commit_all`] whose last writes are left to the bundle.
pub(crate) fn begin_all(changed: &[(&Alert, &[AlertEvent])], bundle: &mut Bundle) -> Result<(), StoreError> {
    if changed.is_empty() {
        return Ok(());
    }
    bundle.touch(Topic::Alert);
    let (mut opened, mut moved) = (Vec::new(), Vec::new());
    for (alert, events) in changed {
        insist_on_next_action(alert)?;
        match version_before(alert, events)? {
            0 => opened.push(*alert),
            before => moved.push((*alert, before)),
        }
    }
    insert(&opened, bundle)?;
    update(&moved, bundle)?;
    let events: Vec<&AlertEvent> = changed.iter().flat_map(|(_, events)| *events).collect();
    for batch in batches(&events) {
        let rows = batch.iter().map(|event| event_values(event)).collect::<Result<Vec<_>, _>>()?;
        bundle.add(
            sql("INSERT INTO alert_event (alert, seq, episode, at, doc)
             VALUES")
            .rows(rows),
        );
    }
    for batch in batches(&escalation_runs(&events)?) {
        bundle.add(
            sql("INSERT INTO escalation_run (alert, episode, lap, step, rung, person, at)
             VALUES")
            .rows(batch.iter().cloned()),
        );
    }
    Ok(())
}

/// Silence is never an outcome.
fn insist_on_next_action(alert: &Alert) -> Result<(), StoreError> {
    if alert.is_open() == alert.next_action.is_some() && alert.is_open() == alert.closed_at.is_none() {
        return Ok(());
    }
    Err(StoreError::defect(format!(
        "alert {} is open without a next action, or closed with one",
        alert.number
    )))
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

fn insert(opened: &[&Alert], bundle: &mut Bundle) -> Result<(), StoreError> {
    for batch in batches(opened) {
        let rows = batch.iter().map(|alert| {
            Ok([
                alert.id.into(),
                alert.number.into(),
                Value::from(&alert.kpi),
                name(&alert.kind)?.into(),
                status(alert).into(),
                Value::from(&alert.owner),
                alert.next_action.map(|next| next.at).into(),
                alert.closed_at.into(),
                alert.version.into(),
                json(alert)?.into(),
            ])
        });
        let rows = rows.collect::<Result<Vec<_>, StoreError>>()?;
        bundle.add(
            sql("INSERT INTO alert (
                 id, number, kpi, kind, status, owner, next_action_at, closed_at, version, doc
             )
             VALUES")
            .rows(rows),
        );
    }
    Ok(())
}

/// Saves alerts, each with the version it had before. Whoever was slower finds another one than was read, and is refused
/// by NOT NULL.
fn update(moved: &[(&Alert, u32)], bundle: &mut Bundle) -> Result<(), StoreError> {
    for batch in batches(moved) {
        let rows = batch.iter().map(|(alert, before)| {
            Ok([
                alert.id.into(),
                status(alert).into(),
                Value::from(&alert.owner),
                alert.next_action.map(|next| next.at).into(),
                alert.closed_at.into(),
                alert.version.into(),
                json(alert)?.into(),
                (*before).into(),
            ])
        });
        let rows = rows.collect::<Result<Vec<_>, StoreError>>()?;
        let statement = sql("UPDATE alert
             SET status = column2, owner = column3, next_action_at = column4, closed_at = column5,
                 version = CASE WHEN version = column8 THEN column6 END, doc = column7
             FROM (VALUES")
        .rows(rows)
        .and(
            ") moved
             WHERE id = column1",
        );
        bundle.add(statement);
    }
    Ok(())
}

fn event_values(event: &AlertEvent) -> Result<[Value; 5], StoreError> {
    Ok([event.alert.into(), event.seq.into(), event.episode.into(), event.at.into(), json(event)?.into()])
}

/// The steps of escalation among events, each with the person of the step. Whoever is told besides is told within the
/// same step: one run.
fn escalation_runs(events: &[&AlertEvent]) -> Result<Vec<[Value; 7]>, StoreError> {
    let mut taken = BTreeSet::new();
    let mut runs = Vec::new();
    for event in events {
        let Happened::Escalated { rung, to, step, lap, .. } = &event.what else { continue };
        if taken.insert((event.alert, event.episode, *lap, *step)) {
            runs.push([
                event.alert.into(),
                event.episode.into(),
                (*lap).into(),
                (*step).into(),
                name(rung)?.into(),
                Value::from(to),
                event.at.into(),
            ]);
        }
    }
    Ok(runs)
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
