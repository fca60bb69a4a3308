//! F13: a platform is away for 20 minutes with two replicas at work, then back.

use rstest::rstest;
use steward_core::outbox::Class;
use steward_core::platform::Capabilities;
use steward_store::Engine;
use steward_tests::fakes::chat::{ABLE, BLIND, Fault};

use crate::delivery::stand::stand;

#[rstest]
#[tokio::test]
async fn f13_a_platform_that_was_away_20_minutes_gets_everything_once(
    #[values(ABLE, BLIND)] able: Capabilities,
    #[values(Fault::Retry, Fault::LostUnknown)] fault: Fault,
) {
    let Some(first) = stand(Engine::Postgres, able).await else { return };
    let second = first.replica().await;
    first.one.fails(None, fault, u32::MAX);
    first.record("amz_lsr", "2026-11-21", "0.06").await;
    let mut queued = Vec::new();
    for place in 0..10 {
        queued.push(first.queue(Class::Page, &format!("room-{place}"), &format!("key-{place}")).await);
    }
    let before = first.one.posts("room-0").len();
    for _ in 0..20 {
        first.clock.forward(jiff::SignedDuration::from_mins(1));
        tokio::join!(first.settle(), second.settle());
    }
    assert_eq!(first.one.posts("room-0").len(), before, "the platform is away");
    first.one.heals();
    for _ in 0..20 {
        first.clock.forward(jiff::SignedDuration::from_mins(1));
        tokio::join!(first.settle(), second.settle());
    }
    if fault == Fault::Retry {
        for place in 0..10 {
            assert_eq!(first.one.posts(&format!("room-{place}")).len(), 1, "room {place}");
        }
    }
    first.check().await;
}
