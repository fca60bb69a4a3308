//! The lanes of platforms: processes that claim at the same instant share what a platform takes.

use std::collections::BTreeMap;

use anyhow::Result;
use rstest::rstest;
use steward_core::outbox::outcome::Next;
use steward_core::outbox::{CLASSES, Class, Outgoing};
use steward_core::pace::Limits;
use steward_core::pace::rate::{Rate, Window};
use steward_store::Engine;
use steward_store::StoreError;
use steward_store::outbox::{self, Claimed, Room, Taken};

use super::harness::{CountingIds, Fresh, at, fresh, keys, outgoing};

const A_SECOND: Rate = Rate::within(&[Window { calls: 1, seconds: 1 }], 1);
const TEN_A_SECOND: Rate = Rate::within(&[Window { calls: 10, seconds: 1 }], 10);

fn limits(target: Option<Rate>, posts: Option<Rate>) -> BTreeMap<String, Limits> {
    [("slack".to_owned(), Limits { target, posts, edits: None })].into()
}

async fn claim(fresh: &Fresh, limits: &BTreeMap<String, Limits>, seconds: i64) -> Taken {
    claim_as(fresh, Room([100; CLASSES]), limits, seconds, "one").await.expect("claim")
}

async fn claim_as(
    fresh: &Fresh,
    room: Room,
    limits: &BTreeMap<String, Limits>,
    seconds: i64,
    name: &str,
) -> Result<Taken, StoreError> {
    let beside = |_: &[Claimed]| std::future::ready(());
    Ok(outbox::claim_within(&fresh.store, at(seconds), room, limits, name, beside).await?.0)
}

/// How many rows three processes get that claim at the same instant.
async fn three_at_once(fresh: &Fresh, limits: &BTreeMap<String, Limits>, seconds: i64) -> Result<usize> {
    let room = Room([100; CLASSES]);
    let (one, two, three) = tokio::join!(
        claim_as(fresh, room, limits, seconds, "one"),
        claim_as(fresh, room, limits, seconds, "two"),
        claim_as(fresh, room, limits, seconds, "three")
    );
    Ok(one?.rows.len() + two?.rows.len() + three?.rows.len())
}

#[rstest]
#[tokio::test]
async fn processes_share_what_a_conversation_takes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let rows: Vec<Outgoing> =
        (0..30).map(|n| outgoing(&ids, Class::Page, "ops", &format!("{n:02}"))).collect();
    fresh.enqueue(&rows).await;
    let limits = limits(Some(A_SECOND), None);
    for second in 0..5 {
        assert_eq!(three_at_once(&fresh, &limits, 2 * second).await?, 1, "at {second}");
        assert_eq!(three_at_once(&fresh, &limits, 2 * second + 1).await?, 0, "a little more than a second");
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn processes_share_what_an_app_takes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let row = |class, n| outgoing(&ids, class, &format!("c{n}"), &format!("{class:?} {n:02}"));
    let digests: Vec<Outgoing> = (0..30).map(|n| row(Class::Digest, n)).collect();
    fresh.enqueue(&digests).await;
    let limits = limits(None, Some(TEN_A_SECOND));
    assert_eq!(three_at_once(&fresh, &limits, 1).await?, 4, "six are kept for pages");
    let pages: Vec<Outgoing> = (0..30).map(|n| row(Class::Page, n + 100)).collect();
    fresh.enqueue(&pages).await;
    assert_eq!(three_at_once(&fresh, &limits, 1).await?, 6);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_claim_says_when_more_is_taken(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let rows = [
        outgoing(&ids, Class::Page, "ops", "a"),
        outgoing(&ids, Class::Page, "ops", "b"),
        outgoing(&ids, Class::Digest, "desk", "c"),
    ];
    fresh.enqueue(&rows).await;
    let limits = limits(Some(A_SECOND), None);
    let first = claim(&fresh, &limits, 1).await;
    assert_eq!(keys(&first.rows), ["a", "c"]);
    assert!(first.has_more && first.free_at.is_none());
    let second = claim(&fresh, &limits, 1).await;
    assert_eq!((second.rows.len(), second.has_more), (0, false));
    let free_at = second.free_at.expect("an instant");
    assert!(at(2) < free_at && free_at < at(3), "{free_at}");
    // Nothing waits any more: nothing is to be looked at again.
    let third = claim(&fresh, &limits, 3).await;
    assert_eq!(keys(&third.rows), ["b"]);
    assert_eq!(claim(&fresh, &limits, 3).await.free_at, None);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn what_went_out_beside_the_outbox_takes_its_place(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let limits = limits(Some(A_SECOND), Some(TEN_A_SECOND));
    let into = |targets: &[&str]| -> Vec<(String, String)> {
        targets.iter().map(|target| ("slack".to_owned(), (*target).to_owned())).collect()
    };
    // Answers into a conversation, counted by two processes at once; one of them knows a platform without limits.
    let answers = into(&["ops"]);
    let mut also = answers.clone();
    also.push(("web".to_owned(), "ops".to_owned()));
    let (one, two) = tokio::join!(
        outbox::count_beside(&fresh.store, at(1), &limits, &answers),
        outbox::count_beside(&fresh.store, at(1), &limits, &also)
    );
    one.and(two)?;
    fresh.enqueue(&[outgoing(&ids, Class::Page, "ops", "a"), outgoing(&ids, Class::Page, "desk", "b")]).await;
    assert_eq!(keys(&claim(&fresh, &limits, 1).await.rows), ["b"], "the other conversation does not wait");
    assert_eq!(claim(&fresh, &limits, 2).await.rows, [], "there were two");
    assert_eq!(keys(&claim(&fresh, &limits, 4).await.rows), ["a"]);
    // As many as the app may send at once leave nothing to anybody for a moment.
    outbox::count_beside(&fresh.store, at(10), &limits, &into(&["x"; 10])).await?;
    fresh.enqueue(&[outgoing(&ids, Class::Page, "ops", "c")]).await;
    assert_eq!(claim(&fresh, &limits, 10).await.rows, []);
    assert_eq!(keys(&claim(&fresh, &limits, 12).await.rows), ["c"]);
    Ok(())
}

/// The platform's own word closes a lane too: of one conversation, or of the app.
#[rstest]
#[tokio::test]
async fn who_is_asked_to_wait_waits(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let limits = limits(Some(A_SECOND), Some(TEN_A_SECOND));
    fresh.enqueue(&[outgoing(&ids, Class::Page, "ops", "a")]).await;
    let first = claim(&fresh, &limits, 1).await.rows.remove(0);
    assert!(fresh.settle(&first, &Next::AppWait { at: at(30) }, 2).await);
    let others = [outgoing(&ids, Class::Page, "desk", "b"), outgoing(&ids, Class::Digest, "desk", "c")];
    fresh.enqueue(&others).await;
    let during = claim(&fresh, &limits, 29).await;
    assert_eq!((during.rows.len(), during.free_at), (0, Some(at(30))));
    let mut tx = fresh.tx().await;
    outbox::clean_lanes(&mut tx, at(29)).await?;
    tx.commit().await?;
    assert_eq!(claim(&fresh, &limits, 29).await.rows, [], "what is closed is not forgotten");
    let soon = claim(&fresh, &limits, 31).await.rows;
    assert_eq!(keys(&soon), ["b"], "who was asked to wait has no burst to make up for");
    assert_eq!(keys(&claim(&fresh, &limits, 33).await.rows), ["a"], "the digest leaves a share to pages");
    Ok(())
}
