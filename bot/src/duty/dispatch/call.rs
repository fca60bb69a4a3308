//! One call: renders a claimed row in the reader's language and hands it to the platform.

use std::time::Duration;

use steward_core::card::Card;
use steward_core::outbox::outcome::{Next, Reconcile, reconcile};
use steward_core::platform::{Platform, PlatformError};
use steward_store::outbox::Claimed;

use super::ahead::Ahead;
use super::render;
use super::settle::{self, Tried};
use crate::app::App;
use crate::duty::DutyError;

/// Longest wait for a platform's answer; afterwards nobody knows whether it was accepted. Half of the lease, so that
/// the outcome is kept before somebody else may settle the row.
const CALL_LIMIT: Duration = Duration::from_secs(15);

/// Sends a claimed row that shows what was read ahead; what became of it.
pub(super) async fn send(app: &App, mut row: Claimed, ahead: &Result<Ahead, DutyError>) -> Tried {
    let Some(platform) = app.platform(&row.outgoing.to.platform).cloned() else {
        let reason = "this service does not serve the platform".to_owned();
        return Tried::of(app, row, &Err(PlatformError::Dead { reason }));
    };
    row.can_be_edited = platform.capabilities().can_edit;
    if is_dangerous(app, platform.as_ref(), &row) {
        return Tried { row, next: Next::Unknown };
    }
    let rendered = match ahead {
        Ok(ahead) => render::card(app, &row, platform.as_ref(), ahead).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let result = match rendered {
        Ok(Some(rendered)) => {
            if row.desired_version.is_some() {
                row.desired_version = row.desired_version.max(rendered.version);
            }
            call(app, platform.as_ref(), &row, &rendered.card).await
        }
        Ok(None) => Err(PlatformError::Dead { reason: "what it is about is gone".to_owned() }),
        // Nothing was sent: that is known, whatever else is not.
        Err(reason) => Err(PlatformError::Retry { reason }),
    };
    Tried::of(app, row, &result)
}

/// Whether sending could double the message: an earlier try may have been accepted, and the time in which the platform
/// removes doubles has passed while the row waited.
fn is_dangerous(app: &App, platform: &dyn Platform, row: &Claimed) -> bool {
    row.in_doubt
        && !row.is_labelled
        && reconcile(&settle::doubt(row), &platform.capabilities(), app.clock.now()) != Reconcile::SendAgain
}

async fn call(
    app: &App,
    platform: &dyn Platform,
    row: &Claimed,
    card: &Card,
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
        Err(PlatformError::Wait { .. } | PlatformError::AppWait { .. }) => "wait",
        Err(PlatformError::Retry { .. }) => "retry",
        Err(PlatformError::Unknown { .. }) => "unknown",
        Err(PlatformError::Dead { .. }) => "dead",
        Err(PlatformError::Auth { .. }) => "auth",
        Err(PlatformError::Rejected { .. }) => "rejected",
    }
}
