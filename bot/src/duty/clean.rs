//! Forgets what is kept for a while only: events and receipts, messages that were sent, sessions that ended.

use jiff::SignedDuration;
use steward_store::{inbox, outbox, receipt, web};

use super::{DutyError, Worked};
use crate::app::App;

/// How long events and receipts are kept: longer than any platform delivers, or any client sends, the same again.
const EVENTS_KEPT: SignedDuration = SignedDuration::from_hours(8 * 24);

/// How long it is kept when a conversation took its last message: longer than any platform counts.
const LANES_KEPT: SignedDuration = SignedDuration::from_hours(1);
/// How long a message that was sent is kept: a quarter, so that one can still be asked what was said when.
const SENT_KEPT: SignedDuration = SignedDuration::from_hours(92 * 24);
/// Most messages forgotten in one transaction.
const SENT_AT_ONCE: u32 = 500;

/// Runs once. Where many messages have been kept for too long it has more to do at once.
pub async fn run(app: &App) -> Result<Worked, DutyError> {
    let now = app.clock.now();
    let before = now - EVENTS_KEPT;
    let sent = outbox::ended(&mut app.store.reader().await?, now - SENT_KEPT, SENT_AT_ONCE).await?;
    let mut tx = app.store.begin().await?;
    inbox::clean(&mut tx, before).await?;
    receipt::clean(&mut tx, before).await?;
    web::clean_sessions(&mut tx, now).await?;
    outbox::clean_lanes(&mut tx, now - LANES_KEPT).await?;
    outbox::forget(&mut tx, &sent).await?;
    tx.commit().await?;
    Ok(if sent.len() == SENT_AT_ONCE as usize { Worked::Some } else { Worked::Nothing })
}
