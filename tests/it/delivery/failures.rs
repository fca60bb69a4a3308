//! Refusals that are known: for a while, for good, of a card.

use rstest::rstest;
use steward_core::outbox::{Class, OutboxState};
use steward_store::Engine;
use steward_tests::fakes::chat::{ABLE, Fault};

use super::stand::stand;

#[rstest]
#[tokio::test]
async fn a_target_that_asks_to_wait_holds_up_itself_alone(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.one.fails(Some("slow"), Fault::Wait(600_000), 1);
    let first = stand.queue(Class::Page, "slow", "a").await;
    stand.settle().await;
    let second = stand.queue(Class::Page, "slow", "b").await;
    let other = stand.queue(Class::Page, "quick", "c").await;
    let calls = stand.one.arrived();
    stand.forward(599).await;
    assert_eq!(stand.state(other).await, OutboxState::Accepted);
    assert_eq!(stand.state(second).await, OutboxState::Pending, "the whole target waits");
    assert_eq!(stand.one.arrived(), calls + 1, "nobody knocks before the time");
    stand.forward(1).await;
    assert_eq!(
        (stand.state(first).await, stand.state(second).await),
        (OutboxState::Accepted, OutboxState::Accepted)
    );
    stand.check().await;
}

#[rstest]
#[tokio::test]
async fn f9_what_is_refused_for_now_is_tried_with_back_off(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.one.fails(Some("flaky"), Fault::Retry, 3);
    let row = stand.queue(Class::Page, "flaky", "a").await;
    let calls = stand.one.arrived();
    stand.settle().await;
    assert_eq!(stand.one.arrived(), calls + 1, "not again at once");
    for _ in 0..20 {
        stand.forward(1).await;
    }
    assert_eq!(stand.state(row).await, OutboxState::Accepted);
    assert_eq!((stand.one.arrived(), stand.row(row).await.attempt), (calls + 4, 4));
    stand.check().await;
}

#[rstest]
#[tokio::test]
async fn f12_a_page_that_cannot_arrive_goes_to_the_persons_other_platform(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(Fault::Dead, Fault::Auth)] fault: Fault,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.one.fails(Some("mei"), fault, 9);
    stand.breach().await;
    assert_eq!(stand.one.posts("mei").len(), 0);
    assert_eq!(stand.two.posts("mei-two").len(), 1);
    assert_eq!(stand.two.posts("ada-two").len(), 1, "one notice");
    // The next one that dies there is no news.
    stand.forward(15 * 60).await;
    assert_eq!((stand.two.posts("mei-two").len(), stand.two.posts("ada-two").len()), (2, 1));
    stand.check().await;
}

#[rstest]
#[tokio::test]
async fn a_person_who_cannot_be_reached_is_stood_in_for(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.one.fails(Some("mei"), Fault::Dead, 9);
    stand.two.fails(Some("mei-two"), Fault::Dead, 9);
    stand.breach().await;
    assert_eq!(stand.one.posts("hao").len(), 1, "the backup is told");
    assert_eq!(stand.two.posts("ada-two").len(), 2, "a notice for each target");
    stand.check().await;
}

#[rstest]
#[tokio::test]
async fn f25_a_refused_card_goes_out_as_plain_text_and_keeps_its_thread(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.one.fails(Some("ops"), Fault::RejectsCards, 9);
    stand.breach().await;
    let posts = stand.one.posts("ops");
    let card = posts.last().expect("the announcement");
    assert_eq!((card.card.blocks.len(), card.card.buttons.len()), (1, 0));
    assert_eq!(card.marker, Some(stand.alert().await.announced_as()));
    stand.ack("mei", "e1").await;
    stand.settle().await;
    let line = stand.one.posts("ops").last().expect("the line").clone();
    assert_eq!(line.to.thread.as_ref(), Some(&card.message));
    let edit = stand.one.edits("ops").pop().expect("an edit");
    assert_eq!((&edit.message, edit.card.buttons.len()), (&card.message, 0), "as plain as its post");
    stand.check().await;
}
