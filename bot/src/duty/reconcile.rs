//! Settles rows of which nobody knows whether the platform has them: by our key, by looking for our marker, or by rule.

use steward_core::alert::decide::{Recipient, Tell};
use steward_core::message::{Message, Notice};
use steward_core::outbox::Class;
use steward_core::outbox::outcome::{Fallback, Next, Reconcile, reconcile};
use steward_core::outbox::route::route;
use steward_core::platform::{Platform, PlatformError};
use steward_store::outbox::{self, Claimed};

use super::dispatch::settle;
use super::{DutyError, Worked};
use crate::app::App;

/// Most rows settled in one run.
const BATCH: u32 = 50;

/// Runs once over what is unknown, a lease that ran out included.
pub async fn run(app: &App) -> Result<Worked, DutyError> {
    let now = app.clock.now();
    release_stuck(app).await?;
    let unknown = outbox::take_unknown(&app.store, now, BATCH, &app.lease_owner).await?;
    for row in &unknown {
        let next = decide(app, row).await;
        settle::store(app, row, &next).await?;
        if next == Next::Held {
            tell_administrators(app, row).await?;
        }
    }
    Ok(if unknown.is_empty() { Worked::Nothing } else { Worked::Some })
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

async fn decide(app: &App, row: &Claimed) -> Next {
    let now = app.clock.now();
    let Some(platform) = app.platform(&row.outgoing.to.platform) else {
        let reason = "this service does not serve the platform".to_owned();
        return Next::Dead { reason, fallback: Fallback::NoticeOnly };
    };
    let rule = reconcile(row.outgoing.class, &platform.capabilities(), row.first_attempt_at, now);
    match rule {
        Reconcile::SendAgain | Reconcile::SendAgainLabelled => Next::Again { at: now },
        Reconcile::Find => find(platform.as_ref(), row, now).await,
        Reconcile::Hold => Next::Held,
        Reconcile::GiveUp => Next::Expired,
    }
}

/// A digest that is held needs somebody to look whether it is there.
async fn tell_administrators(app: &App, row: &Claimed) -> Result<(), DutyError> {
    let Message::Digest { digest } = &row.outgoing.message else { return Ok(()) };
    let org = app.store.org().await?;
    let now = app.clock.now();
    let channel = org.channel_on(&row.outgoing.to.platform, &row.outgoing.to.target);
    let Some(channel) = channel.map(|channel| channel.name.clone()) else { return Ok(()) };
    let tell = Tell {
        to: Recipient::Admins,
        class: Class::Chatter,
        message: Message::Notice { notice: Notice::DigestUnknown { channel, date: digest.date } },
        not_before: now,
        key: format!("held:{}", row.outgoing.id),
    };
    let mut tx = app.store.begin().await?;
    let rows = route(&tell, None, &org, &app.platform_names, app.ids.as_ref(), now);
    outbox::enqueue(&mut tx, &rows).await?;
    tx.commit().await?;
    Ok(())
}

async fn find(platform: &dyn Platform, row: &Claimed, now: jiff::Timestamp) -> Next {
    match platform.find(&row.outgoing.to, row.outgoing.id).await {
        Ok(Some(message_id)) => Next::Accepted { message_id },
        Ok(None) => Next::Again { at: now },
        Err(PlatformError::Wait { .. } | PlatformError::Retry { .. } | PlatformError::Unknown { .. }) => {
            Next::Unknown
        }
        Err(error) => Next::Dead { reason: error.to_string(), fallback: Fallback::NoticeOnly },
    }
}
