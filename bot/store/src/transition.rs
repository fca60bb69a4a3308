//! Transitions: what was decided about an alert, committed with everything that follows from it.

use jiff::Timestamp;
use steward_core::alert::decide::Decision;
use steward_core::id::IdGen;
use steward_core::org::Org;
use steward_core::outbox::route::route;

use crate::{StoreError, Tx, alert, outbox};

/// Saves the alert, its events and escalation steps, queues what has to be told, and makes the cards that show the alert
/// due to be edited: all in this transaction. `platforms` are those of the service, best first.
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
    alert::commit(tx, &decision.alert, &decision.events).await?;
    for tell in &decision.tell {
        let messages = route(tell, Some(&decision.alert), org, platforms, ids, now);
        outbox::enqueue(tx, &messages).await?;
    }
    outbox::bump(tx, decision.alert.id, decision.alert.version, now).await
}
