//! What comes in has one effect, however often it comes.

use rstest::rstest;
use steward_core::inbound::{Immediate, NotKept, Receiver, Said};
use steward_store::Engine;
use steward_tests::fakes::chat::ABLE;

use super::stand::stand;

#[rstest]
#[tokio::test]
async fn the_same_event_five_times_has_one_answer_and_one_effect(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.breach().await;
    let first = stand.ack("mei", "e1").await;
    let version = stand.alert().await.version;
    for _ in 0..4 {
        stand.forward(7).await;
        assert_eq!(stand.ack("mei", "e1").await, first);
    }
    assert_eq!(stand.alert().await.version, version);
    stand.check().await;
}

/// Five deliveries at one instant: whoever collides takes the event again and finds the answer.
#[rstest]
#[tokio::test]
async fn the_same_event_five_times_at_once_collides_without_harm(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.breach().await;
    let ack = || stand.ack("mei", "e1");
    let (a, b, c, d, e) = tokio::join!(ack(), ack(), ack(), ack(), ack());
    assert!(matches!(&a, Immediate::Private { refused: false, .. } | Immediate::Public { .. }), "{a:?}");
    assert!([b, c, d, e].iter().all(|other| *other == a));
    stand.settle().await;
    stand.check().await;
}

#[rstest]
#[tokio::test]
async fn while_nothing_can_be_kept_a_person_is_told_so_in_their_language(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.check().await;
    stand.app.store.clone().close().await;
    let what = Said::Text { text: "help".into(), addressed: true };
    let NotKept { card } = stand.app.receive(stand.inbound("mei", "e1", what)).await.unwrap_err();
    assert_eq!((card.lang.as_str(), card.title.as_str()), ("zh-CN", "暂时无法保存。"));
}
