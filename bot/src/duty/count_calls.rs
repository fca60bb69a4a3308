//! Counts the calls to platforms that have a budget for the month, and tells administrators when it runs out.

use steward_core::alert::decide::{Recipient, Tell};
use steward_core::message::{Message, Notice};
use steward_core::outbox::Class;
use steward_core::outbox::route::route;
use steward_core::pace::budget::{month_of, reached};
use steward_store::{calls, outbox};

use super::{DutyError, Worked};
use crate::app::App;

/// Runs once. What a process had not counted yet when it was killed is not counted: the calls of some seconds.
pub async fn run(app: &App) -> Result<Worked, DutyError> {
    let mut worked = Worked::Nothing;
    for platform in &app.platforms {
        let (name, made) = (platform.name(), platform.calls_made());
        let Some(allowed) = app.config.monthly_calls(name) else { continue };
        let fresh = made.saturating_sub(app.counted_calls(name));
        if fresh > 0 {
            count(app, name, fresh, allowed).await?;
            app.note_counted_calls(name, made);
            worked = Worked::Some;
        }
    }
    Ok(worked)
}

async fn count(app: &App, platform: &str, fresh: u64, allowed: u64) -> Result<(), DutyError> {
    let now = app.clock.now();
    let month = month_of(now);
    let org = app.store.org().await?;
    let mut tx = app.store.begin().await?;
    let used = calls::add(&mut tx, platform, month, fresh).await?;
    if let Some(percent) = reached(used.saturating_sub(fresh), used, allowed) {
        let notice = Notice::CallBudget { platform: platform.to_owned(), used, allowed };
        let tell = Tell {
            to: Recipient::Admins,
            class: Class::Chatter,
            message: Message::Notice { notice },
            not_before: now,
            key: format!("calls:{platform}:{month}:{percent}"),
        };
        let rows = route(&tell, None, &org, &app.platform_names, app.ids.as_ref(), now);
        outbox::enqueue(&mut tx, &rows).await?;
        tracing::warn!(platform, used, allowed, "the month's calls run out");
    }
    tx.commit().await?;
    app.metrics.month_calls(platform, used, allowed);
    Ok(())
}
