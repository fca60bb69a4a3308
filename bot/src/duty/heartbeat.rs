//! Gives a sign of life to somebody outside, as long as the service is well; its silence tells what it cannot tell itself.

use super::{DutyError, Worked, audit};
use crate::app::App;
use crate::health::Condition;
use crate::runner::duty_names;

/// What the duty is called.
pub(crate) const NAME: &str = "heartbeat";

/// Runs once. That nobody takes the sign is no reason to call the service ill.
pub async fn run(app: &App) -> Result<Worked, DutyError> {
    let Some(heartbeat) = &app.heartbeat else { return Ok(Worked::Nothing) };
    let outcome = match ailment(app).await {
        Some(ailment) => {
            tracing::warn!(ailment, "no sign of life is given");
            "withheld"
        }
        None => match heartbeat.beat().await {
            Ok(()) => "ok",
            Err(error) => {
                tracing::warn!(error = format!("{error:#}"), "the sign of life was not taken");
                "failed"
            }
        },
    };
    app.metrics.heartbeat(outcome);
    Ok(Worked::Nothing)
}

/// What the service suffers from: a part that failed, a duty that has not come to its first end, or work that nobody does.
async fn ailment(app: &App) -> Option<String> {
    let parts = app.health.parts();
    if let Some(name) = duty_names().find(|name| *name != NAME && !parts.iter().any(|(part, _)| part == name))
    {
        return Some(format!("the duty {name} has not run yet"));
    }
    let failed = parts.into_iter().find_map(|(part, condition)| match condition {
        Condition::Failed(problem) if part != NAME => Some(format!("{part}: {problem}")),
        Condition::Failed(_) | Condition::Doubtful(_) | Condition::Well => None,
    });
    if failed.is_some() {
        return failed;
    }
    match audit::look(app).await {
        Err(error) => Some(error.to_string()),
        Ok(found) => {
            let standing = found.iter().find(|finding| finding.rows > 0 && finding.what.is_standstill());
            standing.map(|finding| format!("the audit found {}", finding.what.as_str()))
        }
    }
}
