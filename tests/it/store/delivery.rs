//! The life of an outbox row: claimed by one, settled by whoever holds the lease, never lost in between.

use super::harness::{CountingIds, accepted, at, beside, fresh, keys, outgoing};
use anyhow::Result;
use rstest::rstest;
use std::collections::BTreeSet;
use std::time::Duration;
use steward_core::outbox::outcome::{Fallback, Next};
use steward_core::outbox::{Class, OutboxState, Outgoing};
use steward_store::outbox::{self, Claimed, Settling};
use steward_store::{Engine, Topic};

#[rstest]
#[tokio::test]
async fn a_row_is_sent_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let row = outgoing(&ids, Class::Page, "ops", "a");
    let mut wake = fresh.store.changed(&Topic::ALL);
    fresh.enqueue(std::slice::from_ref(&row)).await;
    wake.wait().await;
    // A second row with the same key is not written.
    fresh.enqueue(&[Outgoing { id: outgoing(&ids, Class::Page, "x", "x").id, ..row.clone() }]).await;

    let claimed = fresh.claim(1).await;
    assert_eq!(claimed.len(), 1);
    let claimed = &claimed[0];
    assert_eq!(claimed.outgoing, row);
    assert_eq!((claimed.attempt, claimed.fence, claimed.in_doubt), (1, 1, false));
    assert_eq!((claimed.first_attempt_at, claimed.edits, claimed.desired_version), (at(1), None, None));
    assert_eq!(fresh.state(&row).await, OutboxState::Sending);
    assert_eq!(fresh.claim(2).await, []);

    assert!(fresh.settle(claimed, &accepted("m1"), 3).await);
    let mut conn = fresh.conn().await;
    let kept = outbox::by_id(&mut conn, row.id).await?.expect("the row");
    assert_eq!((kept.state, kept.platform_message.as_deref()), (OutboxState::Accepted, Some("m1")));
    let attempts = outbox::attempts(&mut conn, row.id).await?;
    assert_eq!(attempts.len(), 1);
    assert_eq!((attempts[0].started_at, attempts[0].ended_at), (at(1), Some(at(3))));
    assert_eq!(attempts[0].outcome.as_deref(), Some("accepted"));
    assert!(!fresh.settle(claimed, &accepted("m2"), 4).await, "what is settled stays so");
    assert_eq!(fresh.claim(99).await, []);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn every_outcome_has_its_state(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let dead = Next::Dead { reason: "channel_not_found".into(), fallback: Fallback::OtherTarget };
    let outcomes = [
        ("again", Next::Again { at: at(90) }, OutboxState::Pending),
        ("dead", dead, OutboxState::Dead),
        ("expired", Next::Expired, OutboxState::Expired),
        ("held", Next::Held, OutboxState::Held),
        ("unknown", Next::Unknown, OutboxState::Unknown),
    ];
    let rows: Vec<Outgoing> =
        outcomes.iter().map(|(key, ..)| outgoing(&ids, Class::Page, "ops", key)).collect();
    fresh.enqueue(&rows).await;
    let claimed = fresh.claim(1).await;
    for ((key, next, state), row) in outcomes.iter().zip(&rows) {
        let claimed = claimed.iter().find(|claimed| claimed.outgoing.id == row.id).expect("claimed");
        assert!(fresh.settle(claimed, next, 2).await);
        assert_eq!(fresh.state(row).await, *state, "{key}");
        let attempts = outbox::attempts(&mut fresh.conn().await, row.id).await?;
        assert_eq!(attempts[0].outcome.as_deref(), Some(*key));
    }
    assert_eq!(
        outbox::attempts(&mut fresh.conn().await, rows[1].id).await?[0].detail.as_deref(),
        Some("channel_not_found")
    );
    let mut conn = fresh.conn().await;
    assert_eq!(outbox::next_due(&mut conn, at(2)).await?, Some(at(90)));
    assert_eq!(outbox::next_due(&mut conn, at(90)).await?, None);
    let counts = outbox::counts(&mut conn).await?;
    let counts: Vec<_> = counts.iter().map(|count| (count.state.as_str(), count.rows)).collect();
    assert_eq!(counts, [("dead", 1), ("held", 1), ("pending", 1), ("unknown", 1)]);
    assert_eq!(keys(&fresh.claim(89).await), Vec::<&str>::new());
    let again = fresh.claim(90).await;
    assert_eq!((keys(&again), again[0].attempt, again[0].fence), (vec!["again"], 2, 2));
    assert_eq!(again[0].first_attempt_at, at(1));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn two_claims_at_once_share_no_row(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let rows: Vec<Outgoing> =
        (0..60).map(|n| outgoing(&ids, Class::Page, "ops", &format!("{n:02}"))).collect();
    fresh.enqueue(&rows).await;
    let (one, two, three) = tokio::join!(
        outbox::claim(&fresh.store, at(1), 20, "one"),
        outbox::claim(&fresh.store, at(1), 20, "two"),
        outbox::claim(&fresh.store, at(1), 20, "three")
    );
    let mut all: Vec<Claimed> = [one?, two?, three?].concat();
    // Who passes over a row that another holds at that instant finds it at the next claim.
    all.extend(fresh.claim(1).await);
    let different: BTreeSet<&str> = keys(&all).into_iter().collect();
    assert_eq!((all.len(), different.len()), (60, 60));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_lost_lease_changes_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let row = outgoing(&CountingIds::default(), Class::Page, "ops", "a");
    fresh.enqueue(std::slice::from_ref(&row)).await;
    let lost = fresh.claim(0).await.remove(0);

    let mut tx = fresh.tx().await;
    assert_eq!(outbox::stuck(&mut tx, at(29)).await?, 0);
    assert_eq!(outbox::stuck(&mut tx, at(30)).await?, 1);
    tx.commit().await?;
    let unknown = outbox::unknown(&mut fresh.conn().await).await?;
    assert_eq!(unknown.len(), 1);
    assert!(unknown[0].in_doubt && unknown[0].outgoing.id == row.id);
    assert_eq!(fresh.claim(31).await, [], "what is unknown is not simply sent again");

    let taken = outbox::take_unknown(&fresh.store, at(31), 9, "two").await?;
    assert_eq!(taken.len(), 1);
    assert!(taken[0].in_doubt && taken[0].attempt == 2 && taken[0].first_attempt_at == at(0));
    assert!(!fresh.settle(&lost, &accepted("late"), 32).await, "the lease is another's");
    assert_eq!(fresh.state(&row).await, OutboxState::Sending);
    assert!(fresh.settle(&taken[0], &accepted("m1"), 33).await);
    assert_eq!(fresh.state(&row).await, OutboxState::Accepted);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_late_answer_counts_while_nobody_else_took_the_row(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let row = outgoing(&CountingIds::default(), Class::Page, "ops", "a");
    fresh.enqueue(std::slice::from_ref(&row)).await;
    let late = fresh.claim(0).await.remove(0);
    let mut tx = fresh.tx().await;
    outbox::stuck(&mut tx, at(31)).await?;
    tx.commit().await?;
    assert!(fresh.settle(&late, &accepted("m1"), 32).await);
    assert_eq!(fresh.state(&row).await, OutboxState::Accepted);
    assert_eq!(outbox::take_unknown(&fresh.store, at(40), 9, "two").await?, []);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn what_stays_unknown_is_looked_into_less_and_less_often(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    fresh.enqueue(&[outgoing(&CountingIds::default(), Class::Page, "ops", "a")]).await;
    let first = fresh.claim(0).await.remove(0);
    fresh.settle(&first, &Next::Unknown, 10).await;
    let second = outbox::take_unknown(&fresh.store, at(10), 9, "one").await?.remove(0);
    fresh.settle(&second, &Next::Unknown, 20).await;
    assert_eq!(outbox::take_unknown(&fresh.store, at(21), 9, "one").await?, []);
    assert_eq!(outbox::next_due(&mut fresh.conn().await, at(20)).await?, Some(at(22)));
    let third = outbox::take_unknown(&fresh.store, at(22), 9, "one").await?.remove(0);
    // Found out that it was not sent: it goes out as any other, and stays marked as doubtful.
    fresh.settle(&third, &Next::Again { at: at(30) }, 23).await;
    let fourth = fresh.claim(30).await.remove(0);
    assert!(fourth.in_doubt && fourth.attempt == 4);
    Ok(())
}

/// A process that is killed between two statements of a claim leaves the row as it was.
#[rstest]
#[tokio::test]
async fn a_settlement_that_is_not_committed_never_was(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let row = outgoing(&CountingIds::default(), Class::Page, "ops", "a");
    let mut tx = fresh.tx().await;
    outbox::enqueue(&mut tx, std::slice::from_ref(&row)).await?;
    drop(tx);
    assert_eq!(fresh.claim(0).await, []);
    fresh.enqueue(std::slice::from_ref(&row)).await;
    let claimed = fresh.claim(0).await.remove(0);
    let mut tx = fresh.tx().await;
    let settlings = [Settling { claimed: &claimed, next: &accepted("m1") }];
    assert_eq!(outbox::settle(&mut tx, &settlings, at(1)).await?.len(), 1);
    drop(tx);
    assert_eq!(fresh.state(&row).await, OutboxState::Sending);
    assert!(fresh.settle(&claimed, &accepted("m1"), 2).await);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn what_nobody_waits_for_expires(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let reply = Outgoing { expires_at: Some(at(60)), ..outgoing(&ids, Class::Reply, "ops", "reply") };
    let in_time = Outgoing { expires_at: Some(at(61)), ..outgoing(&ids, Class::Reply, "ops", "in time") };
    fresh.enqueue(&[reply.clone(), in_time]).await;
    let mut wake = fresh.store.changed(&Topic::ALL);
    assert_eq!(keys(&outbox::claim(&fresh.store, at(60), 1, "one").await?), ["in time"]);
    wake.wait().await;
    assert_eq!(fresh.state(&reply).await, OutboxState::Expired);
    Ok(())
}

/// A newer build has queued messages of a kind, a purpose, a class that this one does not know.
#[rstest]
#[tokio::test]
async fn rows_of_a_newer_build_are_left_alone(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let rows: Vec<Outgoing> =
        (0..12).map(|n| outgoing(&ids, Class::Page, "ops", &format!("{n:02}"))).collect();
    fresh.enqueue(&rows).await;
    beside(
        &fresh.address,
        "UPDATE outbox SET message = '{\"message\":\"hologram\"}' WHERE idempotency_key < '10'",
    )
    .await?;
    let claimed = outbox::claim(&fresh.store, at(1), 2, "one").await?;
    assert_eq!(keys(&claimed), ["10", "11"]);
    let counts = outbox::counts(&mut fresh.conn().await).await?;
    assert_eq!(
        counts.iter().map(|count| (count.state.as_str(), count.rows)).collect::<Vec<_>>(),
        [("pending", 10), ("sending", 2)]
    );
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_claim_that_finds_nothing_wakes_nobody(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let mut wake = fresh.store.changed(&Topic::ALL);
    assert_eq!(fresh.claim(0).await, []);
    let woken = tokio::time::timeout(Duration::from_millis(20), wake.wait()).await;
    assert!(woken.is_err());
    fresh.store.wake();
    wake.wait().await;
    Ok(())
}
