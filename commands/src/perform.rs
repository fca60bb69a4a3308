//! Doing something to an alert: the core decides, the store keeps.

use steward_core::alert::Alert;
use steward_core::alert::decide::{Decision, Deed, Facts, act};
use steward_core::alert::event::{Actor, Origin};
use steward_core::message::answer::Refusal;
use steward_store::StoreError;

use crate::context::{Context, Stop};
use crate::subject::Subject;

/// Does one thing to an alert; the alert after it.
pub(crate) async fn perform(context: &mut Context<'_>, subject: &Subject, deed: Deed) -> Result<Alert, Stop> {
    perform_all(context, subject, vec![deed]).await
}

/// Does several things to an alert, all of them or none; the alert after the last.
pub(crate) async fn perform_all(
    context: &mut Context<'_>,
    subject: &Subject,
    deeds: Vec<Deed>,
) -> Result<Alert, Stop> {
    let decisions = decide(context, subject, deeds)?;
    let after = decisions.last().map_or_else(|| subject.alert.clone(), |decision| decision.alert.clone());
    keep(context, decisions).await?;
    Ok(after)
}

/// Does one thing to an alert; the decision with its events.
pub(crate) async fn decide_one(
    context: &mut Context<'_>,
    subject: &Subject,
    deed: Deed,
) -> Result<Decision, Stop> {
    let decision = decide(context, subject, vec![deed])?.into_iter().next_back();
    let decision = decision.ok_or(Refusal::TryAgain)?;
    keep(context, vec![decision.clone()]).await?;
    Ok(decision)
}

async fn keep(context: &mut Context<'_>, decisions: Vec<Decision>) -> Result<(), StoreError> {
    let routing = context.routing();
    context.round.decide(context.tx, decisions, &routing).await
}

/// Whether a deed would be refused as things stand; nothing is done.
pub(crate) fn would(context: &Context<'_>, subject: &Subject, deed: Deed) -> Result<(), Refusal> {
    decide(context, subject, vec![deed]).map(drop)
}

fn decide(context: &Context<'_>, subject: &Subject, deeds: Vec<Deed>) -> Result<Vec<Decision>, Refusal> {
    let alert = &subject.alert;
    let Some(kpi) = context.org.kpis.get(&alert.kpi) else {
        return Err(Refusal::NotNow { number: alert.number, status: alert.status.clone() });
    };
    let actor = Actor::Person { key: context.person.key.clone() };
    let inbound = context.inbound;
    let origin = Origin { platform: Some(inbound.platform.clone()), message: inbound.message.clone() };
    let facts = Facts { org: context.org, kpi, now: context.now, actor: &actor, origin: &origin };
    let mut decisions: Vec<Decision> = Vec::new();
    for deed in deeds {
        let decision = match decisions.last() {
            // What a button saw was true before the first deed.
            Some(before) => act(&before.alert, deed, None, &facts)?,
            None => act(alert, deed, subject.seen, &facts)?,
        };
        decisions.push(decision);
    }
    Ok(decisions)
}
