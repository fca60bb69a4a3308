//! Calls of which nobody knows whether they were accepted.

use rstest::rstest;
use steward_core::outbox::{Class, OutboxState};
use steward_core::platform::Capabilities;
use steward_store::Engine;
use steward_tests::fakes::chat::{ABLE, BLIND, Fault};

use super::stand::stand;

const SEARCHABLE: Capabilities = Capabilities { idempotent_for: None, ..ABLE };

#[rstest]
#[tokio::test]
async fn f10_what_can_be_found_or_has_a_key_is_there_once(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(ABLE, SEARCHABLE)] caps: Capabilities,
    #[values(Fault::AcceptedUnknown, Fault::LostUnknown)] fault: Fault,
) {
    let Some(stand) = stand(engine, caps).await else { return };
    stand.one.fails(Some("mei"), fault, 1);
    stand.breach().await;
    stand.forward(5).await;
    let posts = stand.one.posts("mei");
    assert_eq!(posts.len(), 1);
    let card = serde_json::to_string(&posts[0].card).expect("a card");
    assert!(!card.contains("可能重复"), "it is certain: {card}");
    stand.check().await;
}

#[rstest]
#[tokio::test]
async fn f10_a_page_that_cannot_be_found_is_sent_again_and_says_so(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, BLIND).await else { return };
    stand.one.fails(Some("mei"), Fault::AcceptedUnknown, 1);
    stand.breach().await;
    let posts = stand.one.posts("mei");
    assert_eq!(posts.len(), 2);
    assert!(serde_json::to_string(&posts[1].card).expect("a card").contains("可能重复"));
    stand.check().await;
}

#[rstest]
#[tokio::test]
async fn a_page_is_not_sent_a_third_time_but_told_elsewhere(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, BLIND).await else { return };
    stand.one.fails(Some("mei"), Fault::AcceptedUnknown, 9);
    stand.breach().await;
    for _ in 0..4 {
        stand.forward(60).await;
    }
    assert_eq!((stand.one.posts("mei").len(), stand.two.posts("mei-two").len()), (2, 1));
    stand.check().await;
}

#[rstest]
#[tokio::test]
async fn a_digest_in_doubt_is_held_and_an_administrator_looks(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, BLIND).await else { return };
    stand.one.fails(Some("ops"), Fault::AcceptedUnknown, 1);
    // The next morning.
    stand.forward(23 * 3600 + 5).await;
    assert_eq!(stand.digests().len(), 2);
    assert_eq!(stand.two.posts("ada-two").len(), 1);
    stand.forward(3600).await;
    assert_eq!((stand.digests().len(), stand.two.posts("ada-two").len()), (2, 1), "held, and said once");
    stand.check().await;
}

/// The platform's window ends while the row waits for its next try: sending it then might double it.
#[rstest]
#[tokio::test]
async fn what_outlives_the_window_of_its_key_is_not_simply_sent(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let caps = Capabilities { can_find: false, ..ABLE };
    let Some(stand) = stand(engine, caps).await else { return };
    stand.one.fails(Some("ops"), Fault::AcceptedUnknown, 1);
    stand.one.fails(Some("ops"), Fault::Wait(2 * 3600 * 1000), 1);
    stand.forward(23 * 3600 + 5).await;
    assert_eq!(stand.digests().len(), 2);
    stand.forward(2 * 3600).await;
    stand.forward(60).await;
    assert_eq!(stand.digests().len(), 2);
    // The digest that is held, and before it the audit: nobody knew for longer than five minutes.
    assert_eq!(stand.two.posts("ada-two").len(), 2);
    stand.check().await;
}

#[rstest]
#[tokio::test]
async fn a_reply_in_doubt_is_left(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(stand) = stand(engine, BLIND).await else { return };
    stand.one.fails(Some("mei"), Fault::LostUnknown, 1);
    let reply = stand.queue(Class::Reply, "mei", "a").await;
    stand.forward(60).await;
    assert_eq!((stand.state(reply).await, stand.one.posts("mei").len()), (OutboxState::Expired, 0));
    stand.check().await;
}
