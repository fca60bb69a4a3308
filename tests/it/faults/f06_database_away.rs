//! F6: the database is away for minutes, silent, or slow. What could not be kept is said not to be; what was kept is done
//! once when it is back.

use std::time::Duration;

use steward_store::Engine;
use steward_tests::fakes::chat::ABLE;
use steward_tests::proxy::Proxy;

use super::is_refused;
use crate::delivery::stand::{Beginning, Stand};

/// A service that reaches its database by a line.
async fn stand() -> Option<(Stand, std::sync::Arc<Proxy>)> {
    let mut beginning = Beginning::on(Engine::Postgres).await?;
    let proxy = Proxy::to(&beginning.address).await;
    beginning.way = proxy.url().to_owned();
    Some((Stand::begin(beginning, ABLE).await, proxy))
}

#[tokio::test]
async fn f6_a_database_that_was_away_for_minutes_finds_nothing_lost_or_doubled() {
    let Some((stand, proxy)) = stand().await else { return };
    stand.breach().await;
    let posts = stand.one.accepted().len();
    let alert = stand.alert().await;
    proxy.go_away();
    for _ in 0..20 {
        stand.clock.forward(jiff::SignedDuration::from_mins(1));
        let error = steward::runner::settle(&stand.app).await.expect_err("there is no database");
        assert!(error.to_string().contains("the database cannot be reached"), "{error}");
    }
    let told = stand.ack_of(&alert, "mei", "e1").await;
    assert!(is_refused(&told), "{told:?}");
    assert_eq!(stand.one.accepted().len(), posts, "nothing is told from memory");

    proxy.come_back();
    stand.settle().await;
    assert_eq!(stand.one.posts("mei").len(), 2, "the step that came due meanwhile, once");
    // The platform delivers the same press again.
    let told = stand.ack("mei", "e1").await;
    assert!(!is_refused(&told), "{told:?}");
    stand.settle().await;
    stand.forward(3600).await;
    stand.check().await;
}

/// As while packets are lost: nobody says no, and nobody answers.
#[tokio::test]
async fn f6_a_silent_database_is_waited_for() {
    let Some((stand, proxy)) = stand().await else { return };
    stand.record("amz_lsr", "2026-11-21", "0.06").await;
    proxy.hold();
    let back = async {
        assert_eq!(stand.one.posts("mei").len(), 0, "nothing goes on");
        stand.clock.forward(jiff::SignedDuration::from_mins(3));
        proxy.come_back();
    };
    tokio::join!(biased; stand.settle(), back);
    assert_eq!(stand.one.posts("mei").len(), 1);
    stand.check().await;
}

#[tokio::test]
async fn f6_a_slow_database_only_takes_longer() {
    let Some((stand, proxy)) = stand().await else { return };
    proxy.slow_down(Duration::from_millis(20));
    stand.breach().await;
    assert!(!is_refused(&stand.ack("mei", "e1").await));
    stand.settle().await;
    assert_eq!(stand.one.posts("mei").len(), 1);
    stand.check().await;
}
