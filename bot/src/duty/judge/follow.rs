//! Lets the alerts of a KPI follow its judgement, in memory; what was decided is committed with the judgement.

use steward_core::alert::decide::{self, Decision, Facts};
use steward_core::alert::event::{Actor, Origin};
use steward_core::alert::{Alert, AlertKind};
use steward_core::id::AlertId;
use steward_core::judge::Judgement;
use steward_core::judge::consequence::{Consequence, consequences};
use steward_core::kpi::Kpi;
use steward_store::Tx;
use steward_store::alert::Numbers;
use steward_store::transition::{Routing, Transitions};

use crate::duty::DutyError;

/// Most rounds of consequences of one judgement; each round closes an alert or is the last.
const ROUNDS: usize = 8;

/// What the judgements of one transaction decide.
#[derive(Default)]
pub(super) struct Decided {
    pub(super) transitions: Transitions,
    pub(super) numbers: Numbers,
}

/// Brings the alerts of a KPI to where its judgement says they are. `at_hand` are its open ones, and of each kind the one
/// that closed last.
pub(super) async fn follow(
    tx: &mut Tx,
    decided: &mut Decided,
    at_hand: Vec<Alert>,
    kpi: &Kpi,
    judged: &Judgement,
    routing: &Routing<'_>,
) -> Result<(), DutyError> {
    let (actor, origin) = (Actor::Steward, Origin::default());
    let facts = Facts { org: routing.org, kpi, now: routing.now, actor: &actor, origin: &origin };
    let mut following = Following { tx, decided, alerts: at_hand, facts, routing };
    following.release();
    for _ in 0..ROUNDS {
        let (open, closed): (Vec<Alert>, Vec<Alert>) =
            following.alerts.iter().cloned().partition(Alert::is_open);
        let todo = consequences(judged, kpi, &open, &closed, routing.now);
        if todo.is_empty() || !following.apply(todo).await? {
            return Ok(());
        }
    }
    tracing::warn!(kpi = %kpi.key, "the consequences of a judgement did not come to an end; the next one goes on");
    Ok(())
}

/// One KPI whose alerts follow.
struct Following<'a> {
    tx: &'a mut Tx,
    decided: &'a mut Decided,
    /// As the decisions so far leave them.
    alerts: Vec<Alert>,
    facts: Facts<'a>,
    routing: &'a Routing<'a>,
}

impl Following<'_> {
    /// Opens the alerts again that people have who left the company.
    fn release(&mut self) {
        let open = self.alerts.iter().filter(|alert| alert.is_open());
        let decisions: Vec<Decision> = open.filter_map(|alert| decide::left(alert, &self.facts)).collect();
        for decision in decisions {
            self.take(decision);
        }
    }

    /// Applies consequences in their order. Answers whether one closed its alert, so that the rest has to be asked again.
    async fn apply(&mut self, todo: Vec<Consequence>) -> Result<bool, DutyError> {
        for consequence in todo {
            let decision = match consequence {
                Consequence::Open(opening) => {
                    let number = self.decided.numbers.draw(self.tx).await?;
                    let id = AlertId::fresh(self.routing.ids);
                    match decide::open(id, number, opening, &self.facts) {
                        Ok(decision) => Some(decision),
                        Err(nobody) => {
                            tracing::error!(kpi = %self.facts.kpi.key, %nobody, "an alert could not be opened");
                            None
                        }
                    }
                }
                Consequence::Relapse { alert, reading } => {
                    Some(decide::relapse(self.current(&alert), reading, &self.facts))
                }
                Consequence::Found { alert, finding } => {
                    decide::found(self.current(&alert), finding, &self.facts)
                }
            };
            let Some(decision) = decision else { continue };
            let is_open = decision.alert.is_open();
            self.take(decision);
            if !is_open {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The alert as the decisions so far leave it.
    fn current<'b>(&'b self, given: &'b Alert) -> &'b Alert {
        self.alerts.iter().find(|alert| alert.id == given.id).unwrap_or(given)
    }

    fn take(&mut self, decision: Decision) {
        let alert = &decision.alert;
        let kind = match alert.kind {
            AlertKind::Breach => "breach",
            AlertKind::EarlyWarning => "early_warning",
            AlertKind::DataFault => "data_fault",
        };
        tracing::info!(kpi = %alert.kpi, alert = alert.number, kind, open = alert.is_open(), "judged");
        // Whatever closes now is the last of its kind that closed.
        self.alerts.retain(|other| {
            other.id != alert.id && (alert.is_open() || other.is_open() || other.kind != alert.kind)
        });
        self.alerts.push(alert.clone());
        self.decided.transitions.add(decision, self.routing);
    }
}
