//! Yesterday's backup, restored: what was due since is left undone, the administrators are told once, life goes on.

use rstest::rstest;
use steward::restore::{Origin, Settled, settle};
use steward_core::outbox::{Class, OutboxState};
use steward_store::{Engine, outbox};
use steward_tests::fakes::chat::ABLE;

use super::stand::{Stand, stand};

async fn restored(stand: &Stand) -> Settled {
    let app = &stand.app;
    settle(&app.store, Origin::InPlace, &app.platform_names, app.ids.as_ref(), stand.now())
        .await
        .expect("settle")
}

#[rstest]
#[tokio::test]
async fn nothing_of_the_past_is_sent_again(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.breach().await;
    // As the backup found it: a page and an answer that wait, and a page that is on its way.
    let page = stand.queue(Class::Page, "mei", "a").await;
    let reply = stand.queue(Class::Reply, "mei", "b").await;
    outbox::claim(&stand.app.store, stand.now(), 2, "gone").await.expect("claim");
    let later = stand.queue(Class::Page, "hao", "c").await;
    let posts = (stand.one.accepted().len(), stand.two.accepted().len());

    stand.clock.forward(jiff::SignedDuration::from_hours(24));
    let settled = restored(&stand).await;
    assert_eq!((settled.left.held, settled.left.expired, settled.digests), (2, 1, 1), "{settled:?}");
    assert!(settled.left.put_off >= 1 && settled.told == 1, "{settled:?}");
    stand.settle().await;
    for (row, state) in [(page, OutboxState::Held), (later, OutboxState::Held), (reply, OutboxState::Expired)]
    {
        assert_eq!(stand.state(row).await, state);
    }
    assert_eq!(stand.one.accepted().len(), posts.0, "{:#?}", stand.one.accepted());
    let notices = stand.two.posts("ada-two");
    assert_eq!(stand.two.accepted().len(), posts.1 + 1, "{:#?}", stand.two.accepted());
    let notice = notices.last().expect("a notice");
    assert!(format!("{:?}", notice.card).contains("A backup was restored"), "{notice:?}");

    // An hour later nobody has repeated the acknowledgement: the next of the chain is called, and the digest of the next
    // morning is posted.
    stand.forward(59 * 60).await;
    assert_eq!(stand.one.accepted().len(), posts.0, "{:#?}", stand.one.accepted());
    stand.forward(60).await;
    assert!(stand.one.accepted().len() > posts.0, "the alert is still handled");
    let digests = stand.digests().len();
    stand.forward(23 * 3600).await;
    assert_eq!(stand.digests().len(), digests + 1);
}

#[rstest]
#[tokio::test]
async fn what_was_acknowledged_again_calls_nobody(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.breach().await;
    stand.clock.forward(jiff::SignedDuration::from_hours(24));
    restored(&stand).await;
    stand.settle().await;
    stand.ack("mei", "again").await;
    stand.settle().await;
    let pages = stand.one.posts("hao").len();
    stand.forward(61 * 60).await;
    assert_eq!(stand.one.posts("hao").len(), pages);
    stand.check().await;
}
