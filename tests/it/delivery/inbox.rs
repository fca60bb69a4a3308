//! What comes in has one effect, however often it comes.

use futures_util::future::join_all;
use rstest::rstest;
use steward_core::inbound::{Immediate, NotKept, Receiver, Said};
use steward_store::Engine;
use steward_tests::fakes::chat::ABLE;

use super::stand::{acked, stand};

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

/// More than there are turns, so that some share a transaction: one of them meets a record that nobody can read.
#[rstest]
#[tokio::test]
async fn who_comes_with_one_that_cannot_be_taken_is_answered_all_the_same(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.breach().await;
    let alert = stand.alert().await;
    crate::store::beside(&stand.address, "UPDATE alert SET doc = '{'").await.expect("change it by hand");
    let say = |event: String| {
        let what = Said::Text { text: "help".into(), addressed: true };
        stand.app.receive(stand.inbound("hao", &event, what))
    };
    let broken = stand.app.receive(stand.inbound("mei", "broken", acked(&alert)));
    let (first, broken, last) = tokio::join!(
        join_all((0..5).map(|n| say(format!("before {n}")))),
        broken,
        join_all((0..5).map(|n| say(format!("behind {n}"))))
    );
    assert!(broken.is_err(), "{broken:?}");
    for told in first.into_iter().chain(last) {
        assert!(matches!(told, Ok(Immediate::Private { refused: false, .. })), "{told:?}");
    }
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
