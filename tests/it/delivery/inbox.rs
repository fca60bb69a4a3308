//! What comes in has one effect, however often it comes.

use futures_util::future::join_all;
use rstest::rstest;
use steward_core::alert::event::Happened;
use steward_core::card::Act;
use steward_core::inbound::{Immediate, NotKept, Receiver, Said};
use steward_store::{Engine, alert};
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

/// More than there are turns, so that some share one: what they press waits to be written together, what they say finds it.
#[rstest]
#[tokio::test]
async fn what_is_done_at_once_stands_as_if_one_had_waited_for_the_other(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.breach().await;
    let alert = stand.alert().await;
    let pressed = |command: &str, value: &str| {
        let Said::Act { act, fields } = acked(&alert) else { panic!("an act") };
        Said::Act { act: Act { command: command.into(), value: Some(value.into()), ..act }, fields }
    };
    let said = |text: &str| Said::Text { text: text.into(), addressed: true };
    let take = |person: &str, event: &str, what| stand.app.receive(stand.inbound(person, event, what));
    let (_, first, again, other, snoozed, told, undone) = tokio::join!(
        join_all((0..5).map(|number| take("ada", &format!("before {number}"), said("help")))),
        take("mei", "e1", pressed("ack", "")),
        take("mei", "e1", pressed("ack", "")),
        take("hao", "e2", pressed("ack", "")),
        take("mei", "e3", pressed("snooze", "4h")),
        take("mei", "e4", said("history 1")),
        take("mei", "e5", said("undo")),
    );
    assert_eq!(first, again);
    assert!(matches!(other, Ok(Immediate::Private { refused: true, .. })), "Mei has it: {other:?}");
    for taken in [&first, &snoozed, &undone] {
        assert!(matches!(taken, Ok(Immediate::Private { refused: false, .. })), "{taken:?}");
    }
    let told = serde_json::to_string(&told.expect("the history")).expect("a card");
    assert!(told.contains("Snoozed") || told.contains("snoozed"), "{told}");

    let mut conn = stand.app.store.reader().await.expect("a reader");
    let events = alert::events(&mut conn, alert.id).await.expect("the events");
    let done: Vec<String> = events.iter().map(|event| kind(&event.what)).collect();
    assert_eq!(done.join(" "), "opened escalated acknowledged snoozed undone");
    drop(conn);
    stand.settle().await;
    stand.check().await;
}

/// What happened, as its document names it.
fn kind(what: &Happened) -> String {
    let doc = serde_json::to_value(what).expect("a document");
    doc["event"].as_str().unwrap_or_default().to_owned()
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
