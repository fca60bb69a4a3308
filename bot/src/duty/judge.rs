//! Judges every KPI that has new samples or whose time has come, and lets its alerts follow.

mod pause;

use jiff::{SignedDuration, Timestamp};
use steward_core::alert::decide::{self, Decision, Facts};
use steward_core::alert::event::{Actor, Origin};
use steward_core::alert::{Alert, AlertKind};
use steward_core::id::{AlertId, KpiKey};
use steward_core::judge::consequence::{Consequence, consequences};
use steward_core::judge::{Evidence, Judgement, PERIODS_LOOKED_AT, judge};
use steward_core::kpi::Kpi;
use steward_core::org::Org;
use steward_store::judgement::Watched;
use steward_store::{StoreError, Tx, alert, judgement, sample, transition};

use super::{DutyError, REST, Worked, guarded};
use crate::app::App;

/// Most KPIs judged in one transaction.
const BATCH: u32 = 100;
/// How long a KPI rests whose alert somebody else changed in the same instant.
const MOMENT: SignedDuration = SignedDuration::from_millis(100);
/// Most rounds of consequences of one judgement; each round closes an alert or is the last.
const ROUNDS: usize = 8;

/// Runs once over what is due now.
pub async fn run(app: &App) -> Result<Worked, DutyError> {
    let now = app.clock.now();
    let mut due = judgement::due(&mut app.store.reader().await?, now, BATCH).await?;
    if due.is_empty() {
        return Ok(Worked::Nothing);
    }
    // In the order in which samples are recorded too, so that whoever needs the same ones waits and nobody blocks.
    due.sort();
    match guarded(judge_all(app, &due, now)).await {
        Ok(()) => {}
        Err(error) if error.is_general() => return Err(error),
        // One of them fails: it must not keep the others from being judged.
        Err(_) => judge_each(app, &due, now).await?,
    }
    Ok(Worked::Some)
}

/// Judges in one transaction.
async fn judge_all(app: &App, due: &[KpiKey], now: Timestamp) -> Result<(), DutyError> {
    let mut tx = app.store.begin().await?;
    let mut taken = Vec::with_capacity(due.len());
    for key in due {
        // The lock keeps a sample that arrives from now on from being taken for judged.
        if let Some(watched) = judgement::lock(&mut tx, key).await? {
            taken.push((key, watched));
        }
    }
    // Behind the locks: who changes a KPI makes it due, and that must not be lost to a judgement by the old definition.
    let org = app.store.org_in(&mut tx).await?;
    for (key, watched) in taken {
        match org.kpis.get(key) {
            Some(kpi) => Box::pin(judge_one(app, &mut tx, &org, kpi, watched, now)).await?,
            None => judgement::forget(&mut tx, key).await?,
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Judges each in a transaction of its own; one that fails rests for a while.
async fn judge_each(app: &App, due: &[KpiKey], now: Timestamp) -> Result<(), DutyError> {
    for key in due {
        let Err(error) = guarded(judge_all(app, std::slice::from_ref(key), now)).await else { continue };
        if error.is_general() {
            return Err(error);
        }
        let rest = if let DutyError::Store(StoreError::Conflict { .. }) = &error {
            // Somebody acted on an alert of the KPI at the same instant.
            MOMENT
        } else {
            tracing::error!(kpi = %key, %error, "a KPI cannot be judged and rests");
            app.metrics.duty_ran("judge", false);
            REST
        };
        let mut tx = app.store.begin().await?;
        judgement::postpone(&mut tx, key, now, now + rest).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn judge_one(
    app: &App,
    tx: &mut Tx,
    org: &Org,
    kpi: &Kpi,
    watched: Watched,
    now: Timestamp,
) -> Result<(), DutyError> {
    let samples = sample::latest(tx, &kpi.key, u32::from(PERIODS_LOOKED_AT)).await?;
    let targets = org.targets_of(&kpi.key);
    let evidence = Evidence { kpi, targets, samples: &samples, watched_since: watched.since };
    let judged = judge(&evidence, now);
    Box::pin(pause::tell_when_over(app, tx, org, &evidence, now)).await?;
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
    Box::pin(release(app, tx, org, kpi, now)).await?;
    for _ in 0..ROUNDS {
        let open = alert::open_of(tx, &kpi.key).await?;
        let closed = alert::closed_last(tx, &kpi.key).await?;
        let todo = consequences(judged, kpi, &open, &closed, now);
        if todo.is_empty() || !apply(app, tx, org, kpi, todo, now).await? {
            return Ok(());
        }
    }
    tracing::warn!(kpi = %kpi.key, "the consequences of a judgement did not come to an end; the next one goes on");
    Ok(())
}

/// Opens the alerts again that people have who left the company.
async fn release(app: &App, tx: &mut Tx, org: &Org, kpi: &Kpi, now: Timestamp) -> Result<(), DutyError> {
    let (actor, origin) = (Actor::Steward, Origin::default());
    let facts = Facts { org, kpi, now, actor: &actor, origin: &origin };
    for open in alert::open_of(tx, &kpi.key).await? {
        if let Some(decision) = decide::left(&open, &facts) {
            commit(app, tx, org, kpi, &decision, now).await?;
        }
    }
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
