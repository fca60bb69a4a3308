//! F16 to F18: the same event five times, across replicas and hours later; taps out of order and on old cards; two people
//! within a moment.

use steward_core::inbound::Immediate;
use steward_store::Engine;
use steward_tests::fakes::chat::ABLE;

use super::number;
use crate::delivery::stand::stand;

const TAKEN: &str =
    "SELECT COUNT(*) FROM alert_event WHERE doc::jsonb -> 'what' ->> 'event' = 'acknowledged'";

#[tokio::test]
async fn f16_the_same_event_across_replicas_and_hours_later_has_one_effect_and_one_answer() {
    let Some(first) = stand(Engine::Postgres, ABLE).await else { return };
    let second = first.replica().await;
    first.breach().await;
    let alert = first.alert().await;
    let (a, b, c, d, e) = tokio::join!(
        first.ack_of(&alert, "mei", "e1"),
        second.ack_of(&alert, "mei", "e1"),
        first.ack_of(&alert, "mei", "e1"),
        second.ack_of(&alert, "mei", "e1"),
        second.ack_of(&alert, "mei", "e1"),
    );
    assert!([&b, &c, &d, &e].iter().all(|other| **other == a), "{a:?} {b:?} {c:?} {d:?} {e:?}");
    tokio::join!(first.settle(), second.settle());
    let version = first.alert().await.version;
    for hours in [1, 5, 40] {
        first.clock.forward(jiff::SignedDuration::from_hours(hours));
        assert_eq!(second.ack_of(&alert, "mei", "e1").await, a);
    }
    assert_eq!((number(&first.address, TAKEN).await, first.alert().await.version), (1, version));
    tokio::join!(first.settle(), second.settle());
    first.check().await;
}

#[tokio::test]
async fn f17_taps_out_of_order_and_on_old_cards_do_no_damage() {
    let Some(first) = stand(Engine::Postgres, ABLE).await else { return };
    let second = first.replica().await;
    first.breach().await;
    let old = first.alert().await;
    first.ack_of(&old, "mei", "e2").await;
    tokio::join!(first.settle(), second.settle());
    let taken = first.alert().await;
    // Cards that show the alert as it was before, by others and by the same person, the newer event first.
    let late = second.ack_of(&old, "hao", "e1").await;
    assert_ne!(late, Immediate::Nothing, "there is always an answer");
    second.ack_of(&old, "mei", "e0").await;
    tokio::join!(first.settle(), second.settle());
    let now = first.alert().await;
    assert_eq!(now.ack, taken.ack, "the card of before changes nothing");
    assert_eq!(number(&first.address, TAKEN).await, 1);
    first.check().await;
}

#[tokio::test]
async fn f18_of_two_people_within_a_moment_one_wins_and_the_other_is_told() {
    let Some(first) = stand(Engine::Postgres, ABLE).await else { return };
    let second = first.replica().await;
    first.breach().await;
    let alert = first.alert().await;
    let (mei, hao) = tokio::join!(first.ack_of(&alert, "mei", "m1"), second.ack_of(&alert, "hao", "h1"));
    assert_ne!(mei, hao, "one of them was first");
    assert!(mei != Immediate::Nothing && hao != Immediate::Nothing, "both have an answer");
    assert_eq!(number(&first.address, TAKEN).await, 1);
    tokio::join!(first.settle(), second.settle());
    first.check().await;
}
