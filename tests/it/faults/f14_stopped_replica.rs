//! F14: a replica is stopped past its lease, then goes on: the fence refuses what it says. And one that dies: its rows are
//! taken when its lease is over, and nothing else waits for that.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rstest::rstest;
use steward_core::outbox::{LEASE_SECONDS, OutboxState};
use steward_store::{Engine, outbox};
use steward_tests::fakes::chat::{ABLE, Fault as ChatFault};
use steward_tests::fakes::slack::{Fault, FaultOrder};

use super::neighbours::{Machines, eventually};
use super::number;
use crate::delivery::stand::stand;

const LEASE: Duration = Duration::from_secs(LEASE_SECONDS.unsigned_abs());
/// How soon after its end the others see it.
const SEEN_WITHIN: Duration = Duration::from_secs(2);
/// What a machine that does much else may add.
const SLOW_MACHINE: Duration = Duration::from_secs(8);

#[rstest]
#[tokio::test]
async fn f14_the_fence_refuses_whoever_was_stopped_past_its_lease(
    #[values(ChatFault::Stalls, ChatFault::AcceptsAndStalls)] fault: ChatFault,
) {
    let Some(first) = stand(Engine::Postgres, ABLE).await else { return };
    let second = first.replica().await;
    first.one.fails(Some("mei"), fault, 1);
    first.record("amz_lsr", "2026-11-21", "0.06").await;
    steward::duty::judge::run(&first.app, steward::duty::Cause::Time).await.expect("judge");
    let calls = first.one.arrived();
    let stopped = first.dispatch();
    tokio::pin!(stopped);
    tokio::select! {
        ended = &mut stopped => panic!("{ended:?}"),
        // It waits for the answer about the page alone, and what it knows of the rest is kept.
        () = async {
            first.one.wait_for_calls(calls + 2).await;
            let on_their_way = "SELECT COUNT(*) FROM outbox WHERE state = 'sending'";
            while number(&first.address, on_their_way).await != 1 {}
        } => {}
    }
    // The first one is not polled while the second one takes over.
    second.forward(31).await;
    let page = second.one.posts("mei")[0].marker.expect("a post");
    let taken_over = second.row(page).await;
    assert_eq!(taken_over.state, OutboxState::Accepted);
    first.one.go_on();
    stopped.await.expect("it goes on");
    assert_eq!(second.row(page).await, taken_over, "what it says late changes nothing");
    let mut conn = second.app.store.reader().await.expect("a reader");
    let attempts = outbox::attempts(&mut conn, page).await.expect("the attempts");
    assert_eq!(attempts[0].ended_at, None, "the lost lease has no outcome: {attempts:?}");
    assert_eq!(attempts.last().expect("an attempt").outcome.as_deref(), Some("accepted"));
    drop(conn);
    tokio::join!(first.settle(), second.settle());
    assert_eq!(second.one.posts("mei").len(), 1);
    second.check().await;
}

/// Two real processes: the first is stopped while it waits for Slack's answer, the second takes its row over.
#[tokio::test]
async fn f14_a_process_that_was_stopped_and_continued_doubles_nothing() {
    let Some(machines) = Machines::set_up().await else { return };
    let slack = Arc::clone(&machines.slack);
    slack.fails(FaultOrder::next(1, Fault::AcceptedThenSilence).of("chat.postMessage").about("ops"));
    let first = machines.start().await;
    machines.breach(&first, "amz_lsr").await;
    eventually("the call arrives", || !slack.posts("ops").is_empty()).await;
    // What it knows of the rest is kept: stopped in the middle of that, it would hold rows until the server ends it.
    while number(&machines.address, "SELECT COUNT(*) FROM outbox WHERE state <> 'accepted'").await != 1 {}
    first.signal("STOP");
    let stopped_at = Instant::now();
    let second = machines.start().await;
    machines.breach(&second, "amz_vtr").await;
    eventually("a key that nobody holds goes out", || slack.posts("ops").len() == 2).await;
    assert!(stopped_at.elapsed() < LEASE, "it did not wait for the lease");
    machines.wait_until_all_is_accepted().await;
    let taken_over = stopped_at.elapsed();
    assert!(taken_over < LEASE + SEEN_WITHIN + SLOW_MACHINE, "{taken_over:?}");
    slack.go_on();
    first.signal("CONT");
    eventually("the first one is refused", || first.log().contains("the lease was lost")).await;
    assert_eq!(slack.posts("ops").len(), 2);
    machines.wait_until_all_is_accepted().await;
}

/// Two real processes: the first is killed in the middle of its call.
#[tokio::test]
async fn f14_a_dead_process_s_rows_are_taken_within_lease_and_two_seconds() {
    let Some(machines) = Machines::set_up().await else { return };
    let slack = Arc::clone(&machines.slack);
    slack.fails(FaultOrder::next(1, Fault::AcceptedThenSilence).of("chat.postMessage").about("ops"));
    let first = machines.start().await;
    machines.breach(&first, "amz_lsr").await;
    eventually("the call arrives", || !slack.posts("ops").is_empty()).await;
    first.kill();
    let killed_at = Instant::now();
    let second = machines.start().await;
    machines.breach(&second, "amz_vtr").await;
    eventually("a key that nobody holds goes out", || slack.posts("ops").len() == 2).await;
    assert!(killed_at.elapsed() < LEASE, "it did not wait for the lease");
    machines.wait_until_all_is_accepted().await;
    assert!(killed_at.elapsed() < LEASE + SEEN_WITHIN + SLOW_MACHINE, "{:?}", killed_at.elapsed());
    assert_eq!(slack.posts("ops").len(), 2, "the message was found, not sent again");
}
