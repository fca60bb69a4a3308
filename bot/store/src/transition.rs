//! Transitions: what was decided about alerts, committed with everything that follows from it.

use jiff::Timestamp;
use steward_core::alert::Alert;
use steward_core::alert::decide::{Decision, Tell};
use steward_core::alert::event::{AlertEvent, Happened};
use steward_core::id::IdGen;
use steward_core::judge::Judgement;
use steward_core::org::Org;
use steward_core::outbox::Outgoing;
use steward_core::outbox::route::route;

use crate::bundle::Bundle;
use crate::{StoreError, Tx, alert, judgement, outbox};

/// What routing needs beside what is told.
#[derive(Clone, Copy)]
pub struct Routing<'a> {
    /// The standing data.
    pub org: &'a Org,
    /// The platforms of the service, best first.
    pub platforms: &'a [String],
    /// Fresh ids.
    pub ids: &'a dyn IdGen,
    /// The present instant.
    pub now: Timestamp,
}

/// What was decided in one transaction: about one alert or many, with the judgements it follows from.
#[derive(Debug, Default)]
pub struct Transitions {
    alerts: Vec<(Alert, Vec<AlertEvent>)>,
    messages: Vec<Outgoing>,
    judgements: Vec<Judgement>,
}

impl Transitions {
    /// Adds a decision. One about an alert that is among them already builds on it.
    pub fn add(&mut self, decision: Decision, routing: &Routing<'_>) {
        for tell in &decision.tell {
            self.tell(tell, Some(&decision.alert), routing);
        }
        match self.alerts.iter_mut().rev().find(|(alert, _)| alert.id == decision.alert.id) {
            Some((alert, events)) => {
                *alert = decision.alert;
                events.extend(decision.events);
            }
            None => self.alerts.push((decision.alert, decision.events)),
        }
    }

    /// Adds something to be told.
    pub fn tell(&mut self, tell: &Tell, about: Option<&Alert>, routing: &Routing<'_>) {
        let Routing { org, platforms, ids, now } = *routing;
        self.messages.extend(route(tell, about, org, platforms, ids, now));
    }

    /// Adds where a KPI stands, to be saved with what follows from it.
    pub fn judged(&mut self, judgement: Judgement) {
        self.judgements.push(judgement);
    }

    /// Saves the alerts, their events and escalation steps, queues what has to be told, and makes the cards due to be edited
    /// that show the alerts otherwise than they are now: all in this transaction.
    ///
    /// # Errors
    ///
    /// As [`alert::commit_all`].
    pub async fn commit(self, tx: &mut Tx, now: Timestamp) -> Result<(), StoreError> {
        let changed: Vec<(&Alert, &[AlertEvent])> =
            self.alerts.iter().map(|(alert, events)| (alert, events.as_slice())).collect();
        let is_new = |events: &[AlertEvent]| events.first().is_some_and(|event| event.seq == 1);
        let saved = changed.iter().map(|(alert, events)| {
            (alert.id, outbox::Saved { version: alert.version, is_new: is_new(events) })
        });
        let saved = saved.collect();
        let mut bundle = Bundle::default();
        alert::begin_all(&changed, &mut bundle)?;
        outbox::begin_enqueue(tx, &self.messages, &saved, &mut bundle).await?;
        judgement::begin_save(&self.judgements, &mut bundle)?;
        bundle.run(tx).await?;
        // Cards behind their alerts, as everywhere: two transactions never wait for each other crosswise.
        let is_shown = |events: &[AlertEvent]| events.iter().any(|event| event.what.is_shown_on_cards());
        // No card can show an older version of an alert that is new.
        let news = changed.iter().filter(|(_, events)| is_shown(events) && !is_new(events));
        let news: Vec<outbox::News> = news
            .map(|(alert, events)| outbox::News {
                alert: alert.id,
                version: alert.version,
                begins_episode: events.iter().any(|event| matches!(event.what, Happened::Relapsed { .. })),
            })
            .collect();
        let mut edits = Bundle::default();
        outbox::begin_bump(tx, &news, now, &mut edits).await?;
        edits.run(tx).await
    }
}

/// Commits one decision, as [`Transitions::commit`] does. `platforms` are those of the service, best first.
///
/// # Errors
///
/// As [`alert::commit`].
pub async fn commit(
    tx: &mut Tx,
    decision: &Decision,
    org: &Org,
    platforms: &[String],
    ids: &dyn IdGen,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut transitions = Transitions::default();
    transitions.add(decision.clone(), &Routing { org, platforms, ids, now });
    transitions.commit(tx, now).await
}
