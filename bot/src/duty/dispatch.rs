//! Sends what the outbox holds: claims by lease, renders in the reader's language, calls the platform, keeps the
//! outcome.

mod render;
pub(in crate::duty) mod settle;

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream;
use steward_core::platform::{Platform, PlatformError};
use steward_store::outbox::{self, Claimed};

use super::{DutyError, Worked};
use crate::app::App;

/// Longest wait for a platform's answer; afterwards nobody knows whether it was accepted. Half of the lease, so that
/// the outcome is kept before somebody else may settle the row.
const CALL_LIMIT: Duration = Duration::from_secs(15);

/// Runs once over what may be sent now.
pub async fn run(app: &App) -> Result<Worked, DutyError> {
    let at_once = app.config.runner.sends_at_once.max(1);
    let claimed = outbox::claim(
        &app.store,
        app.clock.now(),
        u32::try_from(at_once).unwrap_or(u32::MAX),
        &app.lease_owner,
    )
    .await?;
    if claimed.is_empty() {
        return Ok(Worked::Nothing);
    }
    let outcomes: Vec<Result<(), DutyError>> =
        stream::iter(claimed.into_iter().map(|row| send(app, row))).buffer_unordered(at_once).collect().await;
    outcomes.into_iter().collect::<Result<Vec<()>, DutyError>>()?;
    Ok(Worked::Some)
}

async fn send(app: &App, mut row: Claimed) -> Result<(), DutyError> {
    let result = match app.platform(&row.outgoing.to.platform).cloned() {
        None => Err(PlatformError::Dead { reason: "this service does not serve the platform".to_owned() }),
        Some(platform) => match render::card(app, &row).await? {
            Some(rendered) => {
                if rendered.version > row.desired_version && row.desired_version.is_some() {
                    row.desired_version = rendered.version;
                }
                call(app, platform.as_ref(), &row, &rendered.card).await
            }
            None => Err(PlatformError::Dead { reason: "what it is about is gone".to_owned() }),
        },
    };
    settle::keep(app, &row, result).await
}

async fn call(
    app: &App,
    platform: &dyn Platform,
    row: &Claimed,
    card: &steward_core::card::Card,
) -> Result<String, PlatformError> {
    let started = std::time::Instant::now();
    let to = &row.outgoing.to;
    let sending = async {
        match &row.platform_message {
            Some(message) if !platform.capabilities().can_edit => Ok(message.clone()),
            Some(message) => platform.edit(to, message, card).await.map(|()| message.clone()),
            None => platform.post(to, row.outgoing.id, card).await,
        }
    };
    let result = tokio::time::timeout(CALL_LIMIT, sending).await.unwrap_or_else(|_| {
        Err(PlatformError::Unknown { reason: format!("no answer within {} s", CALL_LIMIT.as_secs()) })
    });
    app.metrics.sent(platform.name(), outcome_word(&result), started.elapsed().as_secs_f64());
    result
}

fn outcome_word(result: &Result<String, PlatformError>) -> &'static str {
    match result {
        Ok(_) => "accepted",
        Err(PlatformError::Wait { .. }) => "wait",
        Err(PlatformError::Retry { .. }) => "retry",
        Err(PlatformError::Unknown { .. }) => "unknown",
        Err(PlatformError::Dead { .. }) => "dead",
        Err(PlatformError::Auth { .. }) => "auth",
        Err(PlatformError::Rejected { .. }) => "rejected",
    }
}
