//! Forgets what is kept for a while only: inbox and receipts after eight days, sessions that ended.

use jiff::SignedDuration;
use steward_store::{inbox, receipt, web};

use super::{DutyError, Worked};
use crate::app::App;

/// How long events and receipts are kept: longer than any platform delivers, or any client sends, the same again.
const EVENTS_KEPT: SignedDuration = SignedDuration::from_hours(8 * 24);

/// Runs once.
pub async fn run(app: &App) -> Result<Worked, DutyError> {
    let before = app.clock.now() - EVENTS_KEPT;
    let mut tx = app.store.begin().await?;
    inbox::clean(&mut tx, before).await?;
    receipt::clean(&mut tx, before).await?;
    web::clean_sessions(&mut tx, app.clock.now()).await?;
    tx.commit().await?;
    Ok(Worked::Nothing)
}
