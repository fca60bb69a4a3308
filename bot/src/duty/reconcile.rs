//! Settles rows of which nobody knows whether the platform has them: by our key, by looking for our marker, or by rule.

use std::time::Duration;

use jiff::Timestamp;
use steward_core::outbox::outcome::{Next, Reconcile, cannot_look, given_up, reconcile};
use steward_core::platform::{Platform, PlatformError};
use steward_store::outbox::{self, Claimed};

use super::dispatch::settle::{self, Tried};
use super::{DutyError, Worked};
use crate::app::App;

/// Most rows settled in one run.
const BATCH: u32 = 50;
/// Longest wait for a platform's answer; well within the lease.
const FIND_LIMIT: Duration = Duration::from_secs(10);

/// Runs once over what is unknown, a lease that ran out included.
pub async fn run(app: &App) -> Result<Worked, DutyError> {
    let now = app.clock.now();
    if app.health.is_clock_wrong() || !outbox::is_unclear(&mut app.store.reader().await?, now).await? {
        return Ok(Worked::Nothing);
    }
    release_stuck(app).await?;
    let unknown = outbox::take_unknown(&app.store, now, BATCH, &app.lease_owner).await?;
    let worked = if unknown.is_empty() { Worked::Nothing } else { Worked::Some };
    for row in unknown {
        let row = with_capabilities(app, row);
        let next = decide(app, &row).await;
        settle::keep(app, &[Tried { row, next }]).await?;
    }
    Ok(worked)
}

/// Rows whose lease ran out are as unknown as those whose platform did not answer.
async fn release_stuck(app: &App) -> Result<(), DutyError> {
    let mut tx = app.store.begin().await?;
    let stuck = outbox::stuck(&mut tx, app.clock.now()).await?;
    if stuck > 0 {
        tracing::warn!(stuck, "leases ran out before the outcome was kept");
    }
    tx.commit().await?;
    Ok(())
}

/// The row with what its platform can do to the message.
fn with_capabilities(app: &App, row: Claimed) -> Claimed {
    let platform = app.platform(&row.outgoing.to.platform);
    let can_be_edited = platform.is_none_or(|platform| platform.capabilities().can_edit);
    Claimed { can_be_edited, ..row }
}

async fn decide(app: &App, row: &Claimed) -> Next {
    let (now, class) = (app.clock.now(), row.outgoing.class);
    let Some(platform) = app.platform(&row.outgoing.to.platform) else {
        return given_up("this service does not serve the platform".to_owned(), class);
    };
    match reconcile(&settle::doubt(row), &platform.capabilities(), now) {
        Reconcile::SendAgain => Next::Again { at: now },
        Reconcile::SendAgainLabelled => Next::Labelled,
        Reconcile::TellElsewhere => {
            given_up("it is not known twice whether it was accepted".to_owned(), class)
        }
        Reconcile::Find => find(platform.as_ref(), row, now).await,
        Reconcile::Hold => Next::Held,
        Reconcile::GiveUp => Next::Expired,
    }
}

async fn find(platform: &dyn Platform, row: &Claimed, now: Timestamp) -> Next {
    let looking = platform.find(&row.outgoing.to, row.outgoing.id);
    match tokio::time::timeout(FIND_LIMIT, looking).await {
        Ok(Ok(Some(message_id))) => Next::Accepted { message_id },
        Ok(Ok(None)) => Next::Missing,
        Ok(Err(PlatformError::Dead { reason } | PlatformError::Auth { reason })) => {
            given_up(reason, row.outgoing.class)
        }
        Ok(Err(_)) | Err(_) => cannot_look(&settle::doubt(row), now),
    }
}
