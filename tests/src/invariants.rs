//! The invariants of delivery, read from the tables by SQL and from what the fakes accepted. Shares nothing with the
//! duties that are checked.

mod messages;
mod tables;

use jiff::Timestamp;

use crate::fakes::chat::FakeChat;
pub use tables::Tables;

/// Checks every invariant at an instant; fails the test with all that is broken.
pub async fn check(address: &str, fakes: &[&FakeChat], now: Timestamp) {
    let tables = Tables::read(address).await;
    let mut broken = tables.broken_alerts();
    broken.extend(messages::broken(&tables, fakes, now));
    assert!(broken.is_empty(), "broken invariants:\n{}", broken.join("\n"));
}
