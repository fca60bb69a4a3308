//! Order and edits: what belongs together goes out in its order, and every card shows the newest version.

use rstest::rstest;
use steward_core::outbox::{Class, OutboxState, Outgoing};
use steward_core::platform::Capabilities;
use steward_store::Engine;
use steward_tests::fakes::chat::{ABLE, Fault};

use super::stand::stand;

#[rstest]
#[tokio::test]
async fn of_one_alert_everything_arrives_in_order(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.one.fails(Some("ops"), Fault::Retry, 2);
    stand.breach().await;
    // The card is not there yet, and already something happens.
    stand.ack("mei", "e1").await;
    stand.settle().await;
    assert_eq!(stand.one.posts("ops").len(), 1, "the digest alone");
    for _ in 0..10 {
        stand.forward(2).await;
    }
    let posts = stand.one.posts("ops");
    assert_eq!(posts.len(), 3);
    assert_eq!(posts[2].to.thread.as_ref(), Some(&posts[1].message), "the line is below the card");
    stand.check().await;
}

#[rstest]
#[tokio::test]
async fn every_card_of_an_alert_is_brought_up_to_date(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.breach().await;
    stand.one.fails(Some("mei"), Fault::Retry, 1);
    stand.ack("mei", "e1").await;
    stand.settle().await;
    // A second version while the edit of the first waits.
    stand.record("amz_lsr", "2026-11-22", "0.07").await;
    for _ in 0..10 {
        stand.forward(1).await;
    }
    for target in ["ops", "mei"] {
        let edit = stand.one.edits(target).pop().expect("an edit");
        let card = serde_json::to_string(&edit.card).expect("a card");
        assert!(card.contains("7%"), "{target}: {card}");
    }
    stand.check().await;
}

#[rstest]
#[tokio::test]
async fn a_card_on_a_platform_that_cannot_edit_is_left_alone(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let caps = Capabilities { can_edit: false, ..ABLE };
    let Some(stand) = stand(engine, caps).await else { return };
    stand.breach().await;
    for (event, period) in [("e1", "2026-11-22"), ("e2", "2026-11-23")] {
        stand.ack("mei", event).await;
        stand.record("amz_lsr", period, "0.07").await;
        stand.forward(60).await;
    }
    assert_eq!(stand.one.edits("ops").len() + stand.one.edits("mei").len(), 0);
    let tables = steward_tests::invariants::Tables::read(&stand.address).await;
    assert_eq!(tables.outbox.iter().filter(|row| row.edits.is_some()).count(), 0, "no row is made in vain");
    stand.check().await;
}

#[rstest]
#[tokio::test]
async fn a_reply_that_nobody_waits_for_is_not_sent(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    let ends = stand.now() + jiff::SignedDuration::from_secs(30);
    let reply = Outgoing { expires_at: Some(ends), ..stand.outgoing(Class::Reply, "mei", "a") };
    stand.enqueue(std::slice::from_ref(&reply)).await;
    stand.forward(30).await;
    assert_eq!((stand.state(reply.id).await, stand.one.posts("mei").len()), (OutboxState::Expired, 0));
    stand.check().await;
}

/// A newer build has queued a kind of message that this one does not know; the rest goes out around it.
#[rstest]
#[tokio::test]
async fn what_this_build_does_not_know_is_left_to_a_newer_one(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    let newer = stand.queue(Class::Page, "mei", "newer").await;
    let known = stand.queue(Class::Page, "mei", "known").await;
    let hologram = format!("UPDATE outbox SET message = '{{\"message\":\"hologram\"}}' WHERE id = '{newer}'");
    crate::store::beside(&stand.address, &hologram).await.expect("change the row");
    for _ in 0..3 {
        stand.forward(3600).await;
    }
    let (posts, state) = (stand.one.posts("mei"), stand.state(known).await);
    assert_eq!((posts.len(), posts[0].marker, state), (1, Some(known), OutboxState::Accepted));
    let tables = steward_tests::invariants::Tables::read(&stand.address).await;
    let row = tables.outbox.iter().find(|row| row.id == newer.to_string()).expect("the row");
    assert_eq!((row.state.as_str(), row.attempt), ("pending", 0));
    stand.check().await;
}
