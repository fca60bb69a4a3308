//! Takes the next action of every alert for which it is due: tells the next person, notes what ran out.

use steward_core::alert::decide::{self, Facts};
use steward_core::alert::event::{Actor, Origin};
use steward_core::id::AlertId;
use steward_store::{StoreError, alert, transition};

use super::{DutyError, REST, Worked, guarded};
use crate::app::App;

/// Most alerts looked at in one run.
const BATCH: u32 = 100;

/// Runs once over what is due now.
pub async fn run(app: &App) -> Result<Worked, DutyError> {
    if app.health.is_clock_wrong() {
        return Ok(Worked::Nothing);
    }
    let due = alert::due(&mut app.store.reader().await?, app.clock.now(), BATCH).await?;
    let mut worked = Worked::Nothing;
    for id in due {
        match guarded(take(app, id)).await {
            Ok(false) => {}
            Err(error) if error.is_general() => return Err(error),
            // After a conflict, somebody acted on it at the same instant: the next run sees what is due then.
            Ok(true) | Err(DutyError::Store(StoreError::Conflict { .. })) => worked = Worked::Some,
            Err(error) => {
                tracing::error!(alert = %id, %error, "the next action of an alert cannot be taken, it rests");
                app.metrics.duty_ran("escalate", false);
                put_off(app, id).await?;
            }
        }
    }
    Ok(worked)
}

/// Lets an alert rest, so that it does not stand before the others for ever.
async fn put_off(app: &App, id: AlertId) -> Result<(), DutyError> {
    let mut tx = app.store.begin().await?;
    alert::postpone(&mut tx, id, app.clock.now() + REST).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the next action of one alert; answers whether anything changed.
async fn take(app: &App, id: AlertId) -> Result<bool, DutyError> {
    let org = app.store.org().await?;
    let mut tx = app.store.begin().await?;
    let Some(alert) = alert::lock(&mut tx, id).await? else { return Ok(false) };
    let now = app.clock.now();
    let is_due = alert.next_action.is_some_and(|next| next.at <= now);
    if !is_due {
        return Ok(false);
    }
    let (actor, origin) = (Actor::Steward, Origin::default());
    let decision = match org.kpis.get(&alert.kpi) {
        Some(kpi) => decide::tick(&alert, &Facts { org: &org, kpi, now, actor: &actor, origin: &origin }),
        // What this build cannot read is left to a newer one.
        None if app.store.standing_trouble().is_some() => None,
        None => decide::removed(&alert, now),
    };
    let Some(decision) = decision else { return Ok(false) };
    transition::commit(&mut tx, &decision, &org, &app.platform_names, app.ids.as_ref(), now).await?;
    tx.commit().await?;
    Ok(true)
}
