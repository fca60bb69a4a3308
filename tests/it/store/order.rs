//! Which rows go first, and which wait for which.

use super::harness::{CountingIds, accepted, at, fresh, keys, outgoing};
use anyhow::Result;
use rstest::rstest;
use std::time::Duration;
use steward_core::outbox::outcome::{Fallback, Next};
use steward_core::outbox::{Class, OutboxState, Outgoing};
use steward_store::{Engine, outbox};
use tokio::time::Instant;

#[rstest]
#[tokio::test]
async fn the_most_urgent_class_goes_first_and_targets_take_turns(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let mut rows: Vec<Outgoing> =
        (0..5).map(|n| outgoing(&ids, Class::Digest, "busy", &format!("busy {n}"))).collect();
    rows.push(outgoing(&ids, Class::Chatter, "ops", "chatter"));
    rows.push(outgoing(&ids, Class::Digest, "quiet", "quiet"));
    rows.push(outgoing(&ids, Class::Reply, "ops", "reply"));
    rows.push(outgoing(&ids, Class::Page, "ops", "page"));
    fresh.enqueue(&rows).await;
    let claimed = outbox::claim(&fresh.store, at(1), 4, "one").await?;
    let mut first = keys(&claimed);
    assert_eq!(first[..2], ["page", "reply"]);
    first[2..].sort_unstable();
    assert_eq!(first[2..], ["busy 0", "quiet"]);
    assert_eq!(fresh.claim(1).await.len(), 5);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn rows_of_one_order_key_go_one_after_the_other(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let in_order =
        |key: &str| Outgoing { order_key: "ops|1".into(), ..outgoing(&ids, Class::Page, "ops", key) };
    let (b, a) = (in_order("b"), in_order("a"));
    // Ids say nothing about the order: the second one's is smaller.
    fresh.enqueue(&[Outgoing { id: a.id, ..b.clone() }, Outgoing { id: b.id, ..a.clone() }]).await;
    fresh.enqueue(&[in_order("c"), outgoing(&ids, Class::Page, "ops", "other")]).await;

    let claimed = fresh.claim(0).await;
    assert_eq!(keys(&claimed), ["b", "other"]);
    assert_eq!(fresh.claim(0).await, []);
    // Tried again later: the ones behind it wait as long.
    assert!(fresh.settle(&claimed[0], &Next::Again { at: at(30) }, 1).await);
    assert_eq!(fresh.claim(29).await, []);
    let again = fresh.claim(30).await;
    assert_eq!(keys(&again), ["b"]);
    // Nobody knows: the ones behind it wait until somebody does.
    fresh.settle(&again[0], &Next::Unknown, 31).await;
    assert_eq!(fresh.claim(32).await, []);
    let taken = outbox::take_unknown(&fresh.store, at(40), 9, "two").await?;
    assert_eq!(fresh.claim(40).await, []);
    let dead = Next::Dead { reason: "gone".into(), fallback: Fallback::Nothing };
    fresh.settle(&taken[0], &dead, 41).await;
    let claimed = fresh.claim(41).await;
    assert_eq!(keys(&claimed), ["a"]);
    fresh.settle(&claimed[0], &accepted("m2"), 42).await;
    assert_eq!(keys(&fresh.claim(42).await), ["c"]);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn rows_that_are_queued_together_keep_their_order_however_many_they_are(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let mut rows: Vec<Outgoing> = (0..7)
        .map(|n| Outgoing {
            order_key: "ops|1".into(),
            ..outgoing(&ids, Class::Page, "ops", &format!("row {n}"))
        })
        .collect();
    // Ids say nothing about the order, and the last one hangs below the first.
    let back: Vec<_> = rows.iter().rev().map(|row| row.id).collect();
    for (row, id) in rows.iter_mut().zip(back) {
        row.id = id;
    }
    rows[6].reply_to = Some(rows[0].id);
    fresh.enqueue(&rows).await;
    for (n, row) in rows.iter().enumerate() {
        let claimed = fresh.claim(1).await;
        assert_eq!(keys(&claimed), [row.idempotency_key.as_str()]);
        assert!(fresh.settle(&claimed[0], &accepted(&format!("m{n}")), 1).await);
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn who_waits_for_the_morning_holds_nobody_up(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let row = |key: &str, seconds| Outgoing {
        order_key: "mei|1".into(),
        not_before: at(seconds),
        ..outgoing(&ids, Class::Page, "mei", key)
    };
    fresh.enqueue(&[row("at nine", 3_600), row("now", 0)]).await;
    let now = fresh.claim(0).await;
    assert_eq!(keys(&now), ["now"]);
    assert_eq!(outbox::next_due(&mut fresh.conn().await, at(0)).await?, Some(at(3_600)));
    assert_eq!(fresh.claim(3_600).await, [], "one at a time");
    fresh.settle(&now[0], &accepted("m1"), 3_601).await;
    assert_eq!(keys(&fresh.claim(3_601).await), ["at nine"]);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_reply_waits_for_what_it_replies_to(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let root = outgoing(&ids, Class::Page, "ops", "root");
    let below = |key: &str, parent: &Outgoing| Outgoing {
        reply_to: Some(parent.id),
        ..outgoing(&ids, Class::Page, "ops", key)
    };
    let line = below("line", &root);
    let deeper = below("deeper", &line);
    fresh.enqueue(&[root, line, deeper]).await;

    let claimed = fresh.claim(0).await;
    assert_eq!(keys(&claimed), ["root"]);
    fresh.settle(&claimed[0], &accepted("m1"), 1).await;
    let claimed = fresh.claim(1).await;
    assert_eq!((keys(&claimed), claimed[0].outgoing.to.thread.as_deref()), (vec!["line"], Some("m1")));
    fresh.settle(&claimed[0], &accepted("m2"), 2).await;
    let claimed = fresh.claim(2).await;
    assert_eq!(keys(&claimed), ["deeper"]);
    assert_eq!(claimed[0].outgoing.to.thread.as_deref(), Some("m1"), "threads do not nest");
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_reply_to_what_never_came_stands_alone(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let root = outgoing(&ids, Class::Page, "ops", "root");
    let line = Outgoing { reply_to: Some(root.id), ..outgoing(&ids, Class::Page, "ops", "line") };
    fresh.enqueue(&[root.clone(), line]).await;
    let claimed = fresh.claim(0).await;
    let dead = Next::Dead { reason: "gone".into(), fallback: Fallback::Nothing };
    fresh.settle(&claimed[0], &dead, 1).await;
    assert_eq!(fresh.state(&root).await, OutboxState::Dead);
    let claimed = fresh.claim(1).await;
    assert_eq!((keys(&claimed), claimed[0].outgoing.to.thread.as_deref()), (vec!["line"], None));
    Ok(())
}

/// The rush of nine o'clock: pages pass 2,500 waiting messages. The limit leaves room for a loaded machine.
#[rstest]
#[tokio::test]
async fn a_page_passes_a_crowd_of_digests(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let mut rows: Vec<Outgoing> = (0..2_500)
        .map(|n| outgoing(&ids, Class::Digest, &format!("channel {}", n % 500), &format!("digest {n}")))
        .collect();
    rows.push(outgoing(&ids, Class::Page, "ops", "page"));
    fresh.enqueue(&rows).await;
    let begin = Instant::now();
    let claimed = outbox::claim(&fresh.store, at(1), 20, "one").await?;
    let took = begin.elapsed();
    assert_eq!((keys(&claimed)[0], claimed.len()), ("page", 20));
    assert!(took < Duration::from_secs(2), "claiming takes {took:?}");
    eprintln!("{engine:?}: 20 of 2,501 rows are claimed in {took:?}");
    Ok(())
}
