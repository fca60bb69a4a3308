//! Judges every KPI that has new samples or whose time has come, and lets its alerts follow.

mod follow;
mod pause;

use jiff::{SignedDuration, Timestamp};
use steward_core::id::KpiKey;
use steward_core::judge::{Evidence, PERIODS_LOOKED_AT, judge};
use steward_store::judgement::{AtHand, Watched};
use steward_store::transition::Routing;
use steward_store::{StoreError, Tx, judgement};

use super::{Cause, DutyError, REST, Worked, guarded};
use crate::app::App;
use follow::{Decided, follow};

/// Most KPIs judged in one transaction.
const BATCH: u32 = 100;
/// How long a KPI rests whose alert somebody else changed in the same instant.
const MOMENT: SignedDuration = SignedDuration::from_millis(100);
/// How long a KPI is left to a newer replica that can read it.
const LEFT_TO_NEWER: SignedDuration = SignedDuration::from_secs(5);

/// Runs once over what is due now.
pub async fn run(app: &App, cause: Cause) -> Result<Worked, DutyError> {
    let now = app.clock.now();
    // A look takes no place before those who write.
    if cause == Cause::Time && judgement::due(&mut app.store.reader().await?, now, 1).await?.is_empty() {
        return Ok(Worked::Nothing);
    }
    match guarded(judge_due(app, now)).await {
        Ok(worked) => Ok(worked),
        Err(error) if error.is_general() => Err(error),
        // One of them fails: it must not keep the others from being judged.
        Err(_) => judge_each(app, now).await,
    }
}

/// Judges what is due in one transaction.
async fn judge_due(app: &App, now: Timestamp) -> Result<Worked, DutyError> {
    let mut tx = app.store.begin().await?;
    let taken = judgement::take_due(&mut tx, now, BATCH).await?;
    if taken.is_empty() {
        return Ok(Worked::Nothing);
    }
    judge_all(app, tx, &taken, now).await?;
    Ok(Worked::Some)
}

/// Judges KPIs that the transaction holds, so that a sample which arrives from now on is not taken for judged: reads what
/// all of them need, decides one after the other, writes what was decided.
async fn judge_all(app: &App, mut tx: Tx, taken: &[Watched], now: Timestamp) -> Result<(), DutyError> {
    // Behind the locks: who changes a KPI makes it due, and that must not be lost to a judgement by the old definition.
    let keys: Vec<&KpiKey> = taken.iter().map(|watched| &watched.kpi).collect();
    let AtHand { mut alerts, samples, standing } =
        judgement::at_hand(&mut tx, &keys, u32::from(PERIODS_LOOKED_AT)).await?;
    let org = app.store.org_at(standing, &mut tx).await?;
    let (known, gone): (Vec<&Watched>, Vec<&Watched>) =
        taken.iter().partition(|watched| org.kpis.contains_key(&watched.kpi));
    let may_be_unread = app.store.standing_trouble().is_some();
    for watched in gone {
        if may_be_unread {
            judgement::postpone(&mut tx, &watched.kpi, now, now + LEFT_TO_NEWER).await?;
        } else {
            judgement::forget(&mut tx, &watched.kpi).await?;
        }
    }
    let routing = Routing { org: &org, platforms: &app.platform_names, ids: app.ids.as_ref(), now };
    let mut decided = Decided::default();
    for watched in known {
        let Some(kpi) = org.kpis.get(&watched.kpi) else { continue };
        let evidence = Evidence {
            kpi,
            targets: org.targets_of(&kpi.key),
            samples: samples.get(&kpi.key).map_or(&[], Vec::as_slice),
            watched_since: watched.since,
        };
        let judged = judge(&evidence, now);
        pause::tell_when_over(&mut tx, &mut decided.transitions, &evidence, &routing).await?;
        let at_hand = alerts.remove(&kpi.key).unwrap_or_default();
        follow(&mut tx, &mut decided, at_hand, kpi, &judged, &routing).await?;
        decided.transitions.judged(judged);
    }
    decided.numbers.keep(&mut tx).await?;
    decided.transitions.commit(&mut tx, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Judges each in a transaction of its own; one that fails rests for a while.
async fn judge_each(app: &App, now: Timestamp) -> Result<Worked, DutyError> {
    let due = judgement::due(&mut app.store.reader().await?, now, BATCH).await?;
    for key in &due {
        let Err(error) = guarded(judge_alone(app, key, now)).await else { continue };
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
    Ok(if due.is_empty() { Worked::Nothing } else { Worked::Some })
}

async fn judge_alone(app: &App, key: &KpiKey, now: Timestamp) -> Result<(), DutyError> {
    let mut tx = app.store.begin().await?;
    let taken = judgement::lock(&mut tx, std::slice::from_ref(key)).await?;
    judge_all(app, tx, &taken, now).await
}
