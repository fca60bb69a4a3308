//! Priority: what is slow or plenty holds up nothing that is more urgent.

use std::time::Duration;

use rstest::rstest;
use steward_core::outbox::{Class, OutboxState, Outgoing};
use steward_store::Engine;
use steward_tests::fakes::chat::{ABLE, Fault};

use super::stand::stand;

#[rstest]
#[tokio::test]
async fn five_hundred_stalled_digests_delay_no_page(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.one.fails(None, Fault::Stalls, 32);
    let digests: Vec<Outgoing> =
        (0..500).map(|n| stand.outgoing(Class::Digest, &format!("c{n}"), &format!("c{n}"))).collect();
    stand.enqueue(&digests).await;
    let calls = stand.one.arrived();
    let page = async {
        stand.one.wait_for_calls(calls + 32).await;
        // Half of the places are taken and stay so; now something urgent happens.
        let page = stand.queue(Class::Page, "mei", "page").await;
        stand.one.wait_for_calls(calls + 33).await;
        assert_eq!(stand.one.posts("mei").len(), 1);
        let waiting =
            tokio::time::timeout(Duration::from_millis(50), stand.one.wait_for_calls(calls + 34)).await;
        assert!(waiting.is_err(), "no further digest takes a place");
        stand.one.go_on();
        page
    };
    let (sent, page) = tokio::join!(stand.dispatch(), page);
    sent.expect("dispatch");
    assert_eq!(stand.state(page).await, OutboxState::Accepted);
    assert_eq!(stand.one.posts("c499").len(), 1, "one run sends all");
    stand.check().await;
}

/// A page that waits for its second try is not held up by a call that hangs.
#[rstest]
#[tokio::test]
async fn a_hanging_call_holds_up_no_retry(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.one.fails(Some("hangs"), Fault::Stalls, 1);
    stand.one.fails(Some("mei"), Fault::Wait(1_500), 1);
    stand.queue(Class::Page, "hangs", "hangs").await;
    stand.queue(Class::Page, "mei", "mei").await;
    let calls = stand.one.arrived();
    let later = async {
        stand.one.wait_for_calls(calls + 2).await;
        stand.clock.forward(jiff::SignedDuration::from_secs(2));
        // Nothing wakes the duty: it looks by itself.
        stand.one.wait_for_calls(calls + 3).await;
        assert_eq!(stand.one.posts("mei").len(), 1);
        stand.one.go_on();
    };
    let (sent, ()) = tokio::join!(stand.dispatch(), later);
    sent.expect("dispatch");
    stand.check().await;
}

#[rstest]
#[tokio::test]
async fn told_to_stop_it_ends_what_is_on_its_way_and_begins_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.one.fails(Some("a"), Fault::Stalls, 1);
    let first = stand.queue(Class::Page, "a", "a").await;
    let calls = stand.one.arrived();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let mut second = None;
    let later = async {
        stand.one.wait_for_calls(calls + 1).await;
        stop.send(true).expect("the duty listens");
        second = Some(stand.queue(Class::Page, "b", "b").await);
        stand.one.go_on();
    };
    let (sent, ()) =
        tokio::join!(steward::duty::dispatch::run(&stand.app, steward::duty::Cause::Time, &stopped), later);
    sent.expect("dispatch");
    let second = second.expect("queued");
    assert_eq!(
        (stand.state(first).await, stand.state(second).await),
        (OutboxState::Accepted, OutboxState::Pending)
    );
    stand.settle().await;
    stand.check().await;
}
