//! What is forgotten after a while, and what never is.

use super::harness::{CountingIds, accepted, at, card, fresh, opened, outgoing};
use anyhow::Result;
use rstest::rstest;
use steward_core::id::AlertId;
use steward_core::outbox::outcome::{Fallback, Next};
use steward_core::outbox::{Class, Outgoing};
use steward_store::Engine;
use steward_store::outbox;

#[rstest]
#[tokio::test]
async fn what_was_sent_long_ago_is_forgotten_but_for_cards_and_failures(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let (alert, _) = opened(AlertId::fresh(&ids), 1, "acos", at(0));
    let [sent, ended, dead, waiting] =
        ["sent", "ended", "dead", "waiting"].map(|key| outgoing(&ids, Class::Digest, "ops", key));
    let later = Outgoing { not_before: at(50), ..outgoing(&ids, Class::Digest, "ops", "later") };
    let shown = card(&ids, &alert, "ops");
    let rows = [&sent, &ended, &dead, &shown, &later];
    fresh.enqueue(&rows.map(Clone::clone)).await;
    for claimed in fresh.claim(60).await {
        let next = match claimed.outgoing.idempotency_key.as_str() {
            "ended" => Next::Expired,
            "dead" => Next::Dead { reason: "channel_not_found".into(), fallback: Fallback::OtherTarget },
            key => accepted(&format!("message {key}")),
        };
        assert!(fresh.settle(&claimed, &next, 61).await);
    }
    fresh.enqueue(std::slice::from_ref(&waiting)).await;

    let clean = async |before| -> Result<usize> {
        let ended = outbox::ended(&mut fresh.conn().await, at(before), 100).await?;
        let mut tx = fresh.tx().await;
        outbox::forget(&mut tx, &ended).await?;
        tx.commit().await?;
        Ok(ended.len())
    };
    assert_eq!(clean(0).await?, 0);
    assert_eq!(clean(50).await?, 2);
    assert_eq!(clean(50).await?, 0);
    let mut kept = Vec::new();
    for row in rows.into_iter().chain([&waiting]) {
        if outbox::by_id(&mut fresh.conn().await, row.id).await?.is_some() {
            kept.push(row.idempotency_key.as_str());
        }
    }
    assert_eq!(kept, ["dead", shown.idempotency_key.as_str(), "later", "waiting"]);
    assert_eq!(clean(51).await?, 1, "the later one has become old too");
    Ok(())
}
