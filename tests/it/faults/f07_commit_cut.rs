//! F7: the connection dies during COMMIT, at every commit of a story in turn: before the server hears of it, and before
//! its answer is heard.

use jiff::SignedDuration;
use rstest::rstest;
use steward::duty::DutyError;
use steward::runner;
use steward_store::{Engine, StoreError};
use steward_tests::fakes::chat::ABLE;
use steward_tests::proxy::{Cut, Proxy};

use super::is_refused;
use crate::delivery::stand::{Beginning, Stand};

/// Of so many commits one is cut, so that what is tried again comes through.
const EVERY: usize = 3;
/// More tries than anything needs of which every third fails.
const TRIES: usize = 20;

/// Lets the duties go on, as their loop does after an error, until nothing is left to do.
async fn go_on(stand: &Stand) {
    for _ in 0..TRIES {
        match runner::settle(&stand.app).await {
            Ok(()) => return,
            Err(DutyError::Store(StoreError::Unavailable { .. })) => {}
            Err(error) => panic!("{error}"),
        }
    }
    panic!("the duties never came to an end");
}

async fn forward(stand: &Stand, minutes: i64) {
    stand.clock.forward(SignedDuration::from_mins(minutes));
    go_on(stand).await;
}

#[rstest]
#[tokio::test]
async fn f7_a_connection_that_dies_in_any_commit_loses_and_doubles_nothing(
    #[values(Cut::Before, Cut::After)] cut: Cut,
    #[values(0, 1, 2)] place: usize,
) {
    let Some(mut beginning) = Beginning::on(Engine::Postgres).await else { return };
    let proxy = Proxy::to(&beginning.address).await;
    beginning.way = proxy.url().to_owned();
    let stand = Stand::begin(beginning, ABLE).await;
    proxy.cut_commits(cut, EVERY, place);

    // The source pushes until it is told that its value is kept.
    let mut tries = 0;
    while stand.try_record("amz_lsr", "2026-11-21", "0.06").await.is_err() {
        tries += 1;
        assert!(tries < TRIES, "the value is never kept");
    }
    go_on(&stand).await;
    forward(&stand, 1).await;
    forward(&stand, 15).await;
    forward(&stand, 1).await;
    // The platform delivers the same press until it is acknowledged.
    let alert = stand.alert().await;
    let mut tries = 0;
    while is_refused(&stand.ack_of(&alert, "mei", "e1").await) {
        tries += 1;
        assert!(tries < TRIES, "the press is never taken");
    }
    go_on(&stand).await;
    for _ in 0..6 {
        forward(&stand, 1).await;
    }
    forward(&stand, 23 * 60).await;
    for _ in 0..6 {
        forward(&stand, 1).await;
    }
    let cuts = proxy.stop_cutting();
    assert!(cuts >= 5, "{cuts} commits were cut");
    forward(&stand, 2).await;
    assert_eq!(stand.digests().len(), 2);
    assert!(stand.alert().await.version > alert.version, "the acknowledgement is kept");
    stand.check().await;
}
