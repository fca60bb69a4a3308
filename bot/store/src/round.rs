//! A round: what several people do at the same time, in one transaction.

use std::collections::BTreeMap;

use steward_core::alert::Alert;
use steward_core::alert::decide::Decision;
use steward_core::id::AlertId;

use crate::transition::{Routing, Transitions};
use crate::{StoreError, Tx, alert};

/// What those who act in one transaction share: the alerts of their buttons are read at once, and what is decided about
/// them is written at once.
///
/// An act that asks the store for more than its alert must find there what was decided before it, and leaves nothing
/// behind itself unwritten: each act tells which kind it is, by [`Round::begin`]. In the default round somebody acts alone,
/// and nothing waits.
#[derive(Debug, Default)]
pub struct Round {
    held: BTreeMap<AlertId, Alert>,
    decided: Transitions,
    is_shared: bool,
    waits: bool,
}

impl Round {
    /// The round of those who act on these alerts, which are held against other writers. [`Round::write`] ends it.
    pub async fn of(tx: &mut Tx, alerts: &[AlertId]) -> Result<Self, StoreError> {
        Ok(Self { held: alert::lock_all(tx, alerts).await?, is_shared: true, ..Self::default() })
    }

    /// Begins an act. Where it reads and changes its `alert_alone`, what is decided waits to be written with what others
    /// decide; before any other act everything is written.
    pub async fn begin(
        &mut self,
        tx: &mut Tx,
        alert_alone: bool,
        routing: &Routing<'_>,
    ) -> Result<(), StoreError> {
        self.waits = self.is_shared && alert_alone;
        if self.waits { Ok(()) } else { self.write(tx, routing).await }
    }

    /// The alert with this id as it stands after what was decided, held until the end of the transaction.
    pub async fn alert(&self, tx: &mut Tx, id: AlertId) -> Result<Option<Alert>, StoreError> {
        match self.held.get(&id) {
            Some(alert) => Ok(Some(alert.clone())),
            None => alert::lock(tx, id).await,
        }
    }

    /// Takes what was decided, each on top of the one before it.
    ///
    /// # Errors
    ///
    /// As [`Transitions::commit`], where it does not wait.
    pub async fn decide(
        &mut self,
        tx: &mut Tx,
        decisions: Vec<Decision>,
        routing: &Routing<'_>,
    ) -> Result<(), StoreError> {
        for decision in decisions {
            self.held.insert(decision.alert.id, decision.alert.clone());
            self.decided.add(decision, routing);
        }
        if self.waits { Ok(()) } else { self.write(tx, routing).await }
    }

    /// Writes everything that was decided. What is acted on next is read again.
    ///
    /// # Errors
    ///
    /// As [`Transitions::commit`].
    pub async fn write(&mut self, tx: &mut Tx, routing: &Routing<'_>) -> Result<(), StoreError> {
        self.held.clear();
        std::mem::take(&mut self.decided).commit(tx, routing.now).await
    }
}
