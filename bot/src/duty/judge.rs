//! Judges every KPI that has new samples or whose time has come, and lets its alerts follow.

use jiff::Timestamp;
use steward_core::alert::decide::{self, Decision, Facts};
use steward_core::alert::event::{Actor, Origin};
use steward_core::alert::{Alert, AlertKind};
use steward_core::id::AlertId;
use steward_core::judge::consequence::{Consequence, consequences};
use steward_core::judge::{Evidence, Judgement, PERIODS_LOOKED_AT, judge};
use steward_core::kpi::Kpi;
use steward_core::org::Org;
use steward_store::{Tx, alert, judgement, sample, transition};

use super::{DutyError, Worked};
use crate::app::App;

/// Most KPIs judged in one transaction.
const BATCH: u32 = 100;
/// Most rounds of consequences of one judgement; each round closes an alert or is the last.
const ROUNDS: usize = 8;

/// Runs once over what is due now.
pub async fn run(app: &App) -> Result<Worked, DutyError> {
    let now = app.clock.now();
    let due = judgement::due(&mut app.store.reader().await?, now, BATCH).await?;
    if due.is_empty() {
        return Ok(Worked::Nothing);
    }
    let org = app.store.org().await?;
    let mut tx = app.store.begin().await?;
    for key in &due {
        match org.kpis.get(key) {
            Some(kpi) => judge_one(app, &mut tx, &org, kpi, now).await?,
            None => judgement::forget(&mut tx, key).await?,
        }
    }
    tx.commit().await?;
    Ok(Worked::Some)
}

async fn judge_one(app: &App, tx: &mut Tx, org: &Org, kpi: &Kpi, now: Timestamp) -> Result<(), DutyError> {
    // The lock keeps a sample that arrives from now on from being taken for judged.
    let Some(watched) = judgement::lock(tx, &kpi.key).await? else { return Ok(()) };
    let samples = sample::latest(tx, &kpi.key, u32::from(PERIODS_LOOKED_AT)).await?;
    let targets = org.targets_of(&kpi.key);
    let evidence = Evidence { kpi, targets, samples: &samples, watched_since: watched.since };
    let judged = judge(&evidence, now);
    follow(app, tx, org, kpi, &judged, now).await?;
    judgement::save(tx, &judged).await?;
    Ok(())
}

/// Brings the alerts of the KPI to where the judgement says they are.
async fn follow(
    app: &App,
    tx: &mut Tx,
    org: &Org,
    kpi: &Kpi,
    judged: &Judgement,
    now: Timestamp,
) -> Result<(), DutyError> {
    for _ in 0..ROUNDS {
        let open = alert::open_of(tx, &kpi.key).await?;
        let mut closed = Vec::new();
        for kind in [AlertKind::Breach, AlertKind::EarlyWarning, AlertKind::DataFault] {
            closed.extend(alert::last_closed(tx, &kpi.key, kind).await?);
        }
        let todo = consequences(judged, kpi, &open, &closed, now);
        if todo.is_empty() || !apply(app, tx, org, kpi, todo, now).await? {
            return Ok(());
        }
    }
    tracing::warn!(kpi = %kpi.key, "the consequences of a judgement did not come to an end; the next one goes on");
    Ok(())
}

/// Applies consequences in their order. Answers whether one closed its alert, so that the rest has to be asked again.
async fn apply(
    app: &App,
    tx: &mut Tx,
    org: &Org,
    kpi: &Kpi,
    todo: Vec<Consequence>,
    now: Timestamp,
) -> Result<bool, DutyError> {
    let (actor, origin) = (Actor::Steward, Origin::default());
    let facts = Facts { org, kpi, now, actor: &actor, origin: &origin };
    let mut newest: Option<Alert> = None;
    for consequence in todo {
        let current = |given: &Alert| match &newest {
            Some(newest) if newest.id == given.id => newest.clone(),
            _ => given.clone(),
        };
        let decision = match consequence {
            Consequence::Open(opening) => {
                let number = alert::next_number(tx).await?;
                match decide::open(AlertId::fresh(app.ids.as_ref()), number, opening, &facts) {
                    Ok(decision) => Some(decision),
                    Err(nobody) => {
                        tracing::error!(kpi = %kpi.key, %nobody, "an alert could not be opened");
                        None
                    }
                }
            }
            Consequence::Relapse { alert, reading } => {
                Some(decide::relapse(&current(&alert), reading, &facts))
            }
            Consequence::Found { alert, finding } => decide::found(&current(&alert), finding, &facts),
        };
        let Some(decision) = decision else { continue };
        commit(app, tx, org, kpi, &decision, now).await?;
        if !decision.alert.is_open() {
            return Ok(true);
        }
        newest = Some(decision.alert);
    }
    Ok(false)
}

async fn commit(
    app: &App,
    tx: &mut Tx,
    org: &Org,
    kpi: &Kpi,
    decision: &Decision,
    now: Timestamp,
) -> Result<(), DutyError> {
    let kind = match decision.alert.kind {
        AlertKind::Breach => "breach",
        AlertKind::EarlyWarning => "early_warning",
        AlertKind::DataFault => "data_fault",
    };
    tracing::info!(kpi = %kpi.key, alert = decision.alert.number, kind, open = decision.alert.is_open(), "judged");
    transition::commit(tx, decision, org, &app.platform_names, app.ids.as_ref(), now).await?;
    Ok(())
}
