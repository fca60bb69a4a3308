//! The invariants of delivery, read from the tables by SQL and from what the fakes accepted. Shares nothing with the
//! duties that are checked.

pub mod heard;
mod messages;
pub mod pushed;
pub mod record;
mod robots;
mod tables;
pub mod verdict;

use jiff::Timestamp;

use crate::fakes::chat::FakeChat;
use heard::Heard;
pub use tables::{Tables, handled, moving, unsettled};

/// Checks every invariant at an instant; fails the test with all that is broken.
pub async fn check(address: &str, fakes: &[&FakeChat], now: Timestamp) {
    let tables = Tables::read(address).await;
    let mut broken = tables.broken_alerts();
    let heard: Vec<Heard> = fakes.iter().map(|fake| Heard::of(fake)).collect();
    broken.extend(messages::broken(&tables, &heard, now));
    assert!(broken.is_empty(), "broken invariants:\n{}", broken.join("\n"));
}
