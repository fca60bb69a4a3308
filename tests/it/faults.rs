//! Faults by the numbers of the delivery specification, each test named after its own. Every one ends with the
//! invariants, so that nothing extra passes either.

mod f04_state_and_queue;
mod f06_database_away;
mod f07_commit_cut;
mod f13_platform_away;
mod f14_stopped_replica;
mod f15_rolling_upgrade;
mod f16_events;
mod f19_clocks;
mod f20_clock_changes;
mod f22_holidays;
mod f26_edits;
mod f27_full;
mod neighbours;
mod unreadable;

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use steward_core::inbound::Immediate;

/// Runs statements on a PostgreSQL database beside the service.
async fn beside(address: &str, statements: &str) {
    crate::store::beside(address, statements).await.expect("run the statements");
}

/// The number that a query of a PostgreSQL database gives.
async fn number(address: &str, query: &str) -> i64 {
    let mut conn = PgConnection::connect(address).await.expect("connect");
    let found = sqlx::query_scalar(AssertSqlSafe(query.to_owned())).fetch_one(&mut conn).await.expect("ask");
    conn.close().await.expect("close");
    found
}

/// Whether somebody was told that what they did is not done.
fn is_refused(told: &Immediate) -> bool {
    matches!(told, Immediate::Private { refused: true, .. })
}
