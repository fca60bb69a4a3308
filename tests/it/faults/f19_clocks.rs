//! F19: clocks that jump by ten minutes, and a replica whose clock is wrong.

use std::sync::Arc;

use jiff::SignedDuration;
use rstest::rstest;
use steward::clock::SystemClock;
use steward::duty::compare_clock;
use steward::health::Condition;
use steward_core::outbox::Class;
use steward_core::time::Clock;
use steward_store::Engine;
use steward_tests::fakes::chat::ABLE;
use steward_tests::hand_clock::HandClock;

use crate::delivery::stand::{Beginning, Stand, stand};

#[rstest]
#[tokio::test]
async fn f19_a_clock_that_jumps_repeats_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(10, -10)] minutes: i64,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.breach().await;
    // Around an escalation step, and around nine o'clock.
    for hours in [0, 23] {
        stand.forward(hours * 3600).await;
        for step in [14, minutes, 2, -minutes, 5, minutes, -minutes, 10] {
            stand.forward(step * 60).await;
        }
    }
    assert_eq!(stand.digests().len(), 2);
    stand.forward(3600).await;
    stand.check().await;
}

#[rstest]
#[tokio::test]
async fn f19_a_replica_with_a_wrong_clock_leaves_due_work_to_the_others(#[values(11, -11)] minutes: i64) {
    let Some(mut beginning) = Beginning::on(Engine::Postgres).await else { return };
    // The database's clock is the machine's own.
    beginning.at = SystemClock.now();
    beginning.company = beginning.company.split("[[schedule]]").next().expect("the company").to_owned();
    let right = Stand::begin(beginning, ABLE).await;
    let clock = Arc::new(HandClock::at(right.now() + SignedDuration::from_mins(minutes)));
    let wrong = right.replica_with(&clock).await;
    compare_clock::run(&wrong.app).await.expect("compare");
    assert!(wrong.app.health.is_clock_wrong());
    let parts = wrong.app.health.parts();
    let Some((_, Condition::Failed(told))) = parts.iter().find(|(name, _)| *name == "clock") else {
        panic!("{parts:?}")
    };
    assert!(told.contains("nothing is sent, escalated or planned here"), "{told}");
    let page = wrong.app.metrics.page(&wrong.app.store).await.expect("metrics");
    assert!(page.contains("steward_clock_ahead_seconds "), "{page}");

    right.clock.forward(SignedDuration::from_secs(1));
    right.queue(Class::Page, "room", "a").await;
    wrong.settle().await;
    assert_eq!(right.one.posts("room").len(), 0, "it may not be time yet");
    right.settle().await;
    assert_eq!(right.one.posts("room").len(), 1);

    clock.forward(SystemClock.now().duration_since(clock.now()));
    compare_clock::run(&wrong.app).await.expect("compare");
    assert!(!wrong.app.health.is_clock_wrong(), "{:?}", wrong.app.health.parts());
    wrong.queue(Class::Page, "room", "b").await;
    wrong.settle().await;
    assert_eq!(right.one.posts("room").len(), 2);
}
